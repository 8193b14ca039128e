/** What is keyed of a sheet, one after the other. Plain functions without Odoo.
 *
 *  A step is a question, a row of a matrix, or the text beside an answer; its name is
 *  that of keying/fields.py: `q1`, `q3/r1`, `q2//3`. Answers have the form of the
 *  respondent's page (questionnaire/codec.py). */

import {shown} from "../opinion/conditions.esm";

const LISTS = ["multiple", "matrix_multiple", "ranking"];
const TYPED = ["number", "date", "text", "long_text"];

const isMatrix = (question) => question.type.startsWith("matrix_");

/** The text in the language of the screen, or in the questionnaire's first one. */
export function say(text, lang, langs) {
    return (text && (text[lang] || text[langs[0]] || Object.values(text)[0])) || "";
}

/** The steps that these answers lead to, in order. */
export function stepsOf(definition, answers) {
    const asked = shown(definition, answers);
    const steps = [];
    definition.questions.forEach((question, place) => {
        if (asked.has(question.code)) {
            const number = question.number || place + 1;
            steps.push(...stepsOfQuestion(question, number, answers));
        }
    });
    return steps;
}

function stepsOfQuestion(question, number, answers) {
    const {code} = question;
    if (isMatrix(question)) {
        return question.rows.map((row) => {
            return {name: `${code}/${row.code}`, question, row, number};
        });
    }
    const chosen = [answers[code]].flat();
    const texts = (question.options || []).filter(
        (one) => one.other && chosen.includes(one.code)
    );
    return [
        {name: code, question, number},
        ...texts.map((option) => {
            return {name: `${code}//${option.code}`, question, option, number};
        }),
    ];
}

/** How a step is keyed: one key, several keys and Enter, or typed. */
export function wayOf(step) {
    if (step.option || TYPED.includes(step.question.type)) {
        return "typed";
    }
    return LISTS.includes(step.question.type) ? "list" : "choice";
}

/** The answers of a step with their keys. */
export function candidatesOf(step, keys) {
    const {question} = step;
    if (wayOf(step) === "typed") {
        return [];
    }
    if (question.type === "scale") {
        const points = [];
        for (let value = question.min; value <= question.max; value++) {
            points.push({key: `${value}`, value});
        }
        return points;
    }
    return question.options.map((option, place) => {
        return {key: keys[question.code][place], value: option.code, option};
    });
}

function own(object, key) {
    return object && Object.hasOwn(object, key) ? object[key] : undefined;
}

/** The answer of a step, or undefined. */
export function valueOf(step, answers) {
    const {code} = step.question;
    if (step.option) {
        return own(answers[`${code}.other`], step.option.code);
    }
    return step.row ? own(answers[code], step.row.code) : own(answers, code);
}

/** Why a step has no answer, or undefined. */
export function missingOf(step, answers) {
    const missing = own(answers, `${step.question.code}.missing`);
    return step.row ? own(missing, step.row.code) : missing;
}

function put(object, key, value) {
    const {[key]: _before, ...rest} = object || {};
    const empty =
        value === undefined || value === "" || (Array.isArray(value) && !value.length);
    return empty ? rest : {...rest, [key]: value};
}

function putPart(answers, key, part, value) {
    const parts = put(answers[key], part, value);
    return put(answers, key, Object.keys(parts).length ? parts : undefined);
}

/** Answers with another answer of a step, and without what is not asked any more. */
export function withValue(definition, answers, step, value, missing) {
    const {code} = step.question;
    let changed = answers;
    if (step.option) {
        changed = putPart(answers, `${code}.other`, step.option.code, value);
    } else if (step.row) {
        changed = putPart(answers, code, step.row.code, value);
        changed = putPart(changed, `${code}.missing`, step.row.code, missing);
    } else {
        changed = put(put(answers, code, value), `${code}.missing`, missing);
    }
    return pruned(definition, changed);
}

function pruned(definition, answers) {
    const asked = shown(definition, answers);
    const kept = {};
    for (const [key, value] of Object.entries(answers)) {
        const [code, part] = key.split(".");
        if (asked.has(code)) {
            kept[key] = part === "other" ? chosenTexts(answers[code], value) : value;
        }
    }
    return kept;
}

function chosenTexts(answer, texts) {
    const chosen = [answer].flat();
    return Object.fromEntries(
        Object.entries(texts).filter(([code]) => chosen.includes(code))
    );
}

/** A list with one answer more or less; what excludes others stands alone. */
export function toggled(question, codes, code) {
    if (codes.includes(code)) {
        return codes.filter((one) => one !== code);
    }
    const alone = new Set(
        question.options.filter((one) => one.exclusive).map((one) => one.code)
    );
    const rest = alone.has(code) ? [] : codes.filter((one) => !alone.has(one));
    return [...rest, code];
}
