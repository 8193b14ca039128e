/**
 * Conditions in the browser: when a question is asked.
 *
 * The same, function by function, as questionnaire/conditions.py on the server,
 * which says what the operators mean. A plain ES module without imports: the
 * respondent's page works offline and without Odoo's assets.
 */

/** Each negated operator and the plain one that it turns round. */
const NEGATIONS = {is_not: "is", has_not: "has", "!=": "=", unanswered: "answered"};

const COMPARISONS = {
    "<": (one, other) => one < other,
    "<=": (one, other) => one <= other,
    "=": (one, other) => one === other,
    ">=": (one, other) => one >= other,
    ">": (one, other) => one > other,
};

/** What one answer of a type (one row of a matrix) is. */
const CELLS = {
    single: "choice",
    matrix_single: "choice",
    multiple: "list",
    ranking: "list",
    matrix_multiple: "list",
    scale: "figure",
    number: "figure",
    date: "day",
    text: "text",
    long_text: "text",
};

const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
// With "u" the two halves of an emoji are one visible character.
const VISIBLE =
    /[^\s\u0000-\u001f\u007f-\u00a0\u200b-\u200f\u2060-\u206f\ufeff\ud800-\udfff]/u;

/** Tell whether an answer counts as one, by what it is. */
const READERS = {
    choice: (answer) => typeof answer === "string" && answer !== "",
    list: (answer) => Array.isArray(answer) && answer.length > 0,
    figure: (answer) => typeof answer === "number" && Number.isFinite(answer),
    day: (answer) => typeof answer === "string" && DAY.test(answer),
    text: (answer) => typeof answer === "string" && VISIBLE.test(answer),
};

/** Codes come from people: "constructor" is a code like any other. */
function own(object, key) {
    return Object.prototype.hasOwnProperty.call(object, key) ? object[key] : undefined;
}

function isObject(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

function passes(cell, op, value, answer) {
    if (op === "answered") {
        return true;
    }
    if (op === "is" && (cell === "choice" || cell === "list")) {
        // Of a ranking: what stands first.
        return (cell === "list" ? answer[0] : answer) === value;
    }
    if (op === "has" && cell === "list") {
        return answer.includes(value);
    }
    if (own(COMPARISONS, op) && (cell === "figure" || cell === "day")) {
        return READERS[cell](value) && COMPARISONS[op](answer, value);
    }
    return false;
}

function holds(question, condition, op, answer) {
    const cell = CELLS[question.type];
    const row = condition.row;
    const hasRow = row !== undefined && row !== null;
    if (!hasRow && question.type.startsWith("matrix_")) {
        const isAnswer = (one) => READERS[cell](own(answer, one.code));
        return isObject(answer) && question.rows.some(isAnswer);
    }
    if (hasRow) {
        answer = isObject(answer) ? own(answer, row) : undefined;
    }
    return READERS[cell](answer) && passes(cell, op, condition.value, answer);
}

/**
 * @param {Object|null} condition of a question
 * @param {Map} questions by code
 * @param {Map} seen answers to the questions asked, by code
 * @returns {Boolean} whether the question is asked
 */
export function fulfilled(condition, questions, seen) {
    if (!condition) {
        return true;
    }
    if (condition.and) {
        return condition.and.every((one) => fulfilled(one, questions, seen));
    }
    if (condition.or) {
        return condition.or.some((one) => fulfilled(one, questions, seen));
    }
    if (condition.not) {
        return !fulfilled(condition.not, questions, seen);
    }
    const plain = own(NEGATIONS, condition.op);
    const question = questions.get(condition.q);
    const answer = seen.get(condition.q);
    const is = holds(question, condition, plain || condition.op, answer);
    return plain ? !is : is;
}

/** Whether an answer counts as one, as "answered" asks it of a question. */
export function isAnswered(question, answer) {
    return holds(question, {}, "answered", answer);
}

/**
 * @param {Object} definition of the wave
 * @param {Object} answers by code of the question
 * @returns {Set} codes of the questions that these answers lead to
 */
export function shown(definition, answers) {
    const questions = new Map(definition.questions.map((one) => [one.code, one]));
    const asked = new Set();
    const seen = new Map();
    for (const question of definition.questions) {
        if (fulfilled(question.condition, questions, seen)) {
            asked.add(question.code);
            const answer = own(answers, question.code);
            if (answer !== undefined && answer !== null) {
                seen.set(question.code, answer);
            }
        }
    }
    return asked;
}
