/** What somebody typed into a step: the answer, or what is wrong with it. */

const DAY = /^(\d{1,2})[/.\- ]?(\d{1,2})[/.\- ]?(\d{4})$/;

/** @returns {Object} {value} or {problem, detail} */
export function readTyped(step, text) {
    const said = text.trim();
    const {question} = step;
    if (said && !step.option && question.type === "number") {
        return readNumber(question, said);
    }
    if (said && !step.option && question.type === "date") {
        return readDay(question, said);
    }
    const limit = step.option ? 250 : question.max_length;
    if (limit && said.length > limit) {
        return {problem: "too_long", detail: {limit}};
    }
    return {value: said || undefined};
}

function outside(question, value) {
    const {min, max} = question;
    const low = min === null || min === undefined || min === "" ? "…" : min;
    const high = max === null || max === undefined || max === "" ? "…" : max;
    const wrong = (low !== "…" && value < low) || (high !== "…" && value > high);
    return wrong ? {problem: "out_of_range", detail: {value, low, high}} : null;
}

function readNumber(question, said) {
    const plain = said.replace(/\s/g, "").replace(",", ".");
    const value = Number(plain);
    if (!/\d/.test(plain) || !Number.isFinite(value)) {
        return {problem: "not_a_number", detail: {value: said}};
    }
    return outside(question, value) || {value};
}

function readDay(question, said) {
    const found = DAY.exec(said);
    const [day, month, year] = found ? found.slice(1).map(Number) : [];
    const date = new Date(Date.UTC(year, month - 1, day));
    if (!found || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) {
        return {problem: "not_a_date", detail: {value: said}};
    }
    const value = date.toISOString().slice(0, 10);
    return outside(question, value) || {value};
}

/** The text in the box for an answer that is there already. */
export function writeTyped(step, value) {
    if (value === undefined || value === null) {
        return "";
    }
    if (!step.option && step.question.type === "date") {
        return value.split("-").reverse().join("/");
    }
    return `${value}`.replace(step.question.type === "number" ? "." : "", (found) =>
        found ? "," : ""
    );
}
