/** What is wrong with an answer, told before it is kept: a form that waits on a phone
 *  without a network cannot be mended later. The server checks all again
 *  (questionnaire/codec.py), in the same words. */

const filled = (sentence, values) =>
    sentence.replace(/%\((\w+)\)s/g, (_all, name) => `${values[name] ?? "…"}`);

const isEmpty = (value) =>
    value === undefined || value === "" || (Array.isArray(value) && !value.length);

function outside(question, value, low, high) {
    const below = low !== null && low !== undefined && low !== "" && value < low;
    const above = high !== null && high !== undefined && high !== "" && value > high;
    return below || above ? ["out_of_range", { value, low, high }] : null;
}

function choices(question, codes) {
    const { min, max, options } = question;
    if (max !== null && max !== undefined && codes.length > max) {
        return ["too_many_choices", { limit: max }];
    }
    const alone = options.some((one) => one.exclusive && codes.includes(one.code));
    if (min !== null && min !== undefined && codes.length < min && !alone) {
        return ["too_few_choices", { limit: min }];
    }
    return null;
}

const CHECKS = {
    number: (question, value) =>
        typeof value === "number"
            ? outside(question, value, question.min, question.max)
            : ["not_a_number", { value }],
    date: (question, value) => outside(question, value, question.min, question.max),
    multiple: choices,
    ranking: choices,
    matrix_multiple: (question, rows) =>
        Object.values(rows)
            .filter((codes) => codes.length)
            .map((codes) => choices(question, codes))
            .find(Boolean),
};

/** Whether something stands there, in every row of a matrix. */
function isAnswered(question, answers) {
    const given = answers[question.code];
    if (question.type.startsWith("matrix")) {
        return question.rows.every((row) => given?.[row.code]?.length);
    }
    return !isEmpty(given);
}

/** The sentence that tells what is wrong, or an empty one. */
export function wrong(question, answers, sentences) {
    if (question.required && !isAnswered(question, answers)) {
        return sentences.required;
    }
    const given = answers[question.code];
    const check = CHECKS[question.type];
    const found = check && !isEmpty(given) ? check(question, given) : null;
    return found ? filled(sentences[found[0]], found[1]) : "";
}
