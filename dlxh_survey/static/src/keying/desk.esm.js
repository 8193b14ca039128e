/** One sheet under the keys: which step is next, and what a key does to it. */

import {
    candidatesOf,
    missingOf,
    stepsOf,
    toggled,
    valueOf,
    wayOf,
    withValue,
} from "./steps.esm";
import {readTyped, writeTyped} from "./typed.esm";

//: why there is no answer; a sign that no answer bears
const MISSING_SIGNS = {"-": null, "?": "dont_know", "!": "refused"};

export class Desk {
    /**
     * @param {Object} form definition and keys
     * @param {Object} [kept] answers, steps passed without one, and where one was
     * @param {String} [only] name of the one step to be keyed
     */
    constructor(form, kept = {}, only = null) {
        this.form = form;
        this.only = only;
        this.answers = kept.answers || {};
        this.passed = kept.passed || [];
        this.at = kept.at || 0;
        this.arrive();
    }

    get steps() {
        const steps = stepsOf(this.form.definition, this.answers);
        return this.only ? steps.filter((one) => one.name === this.only) : steps;
    }

    get step() {
        return this.steps[this.at];
    }

    get way() {
        return wayOf(this.step);
    }

    get candidates() {
        return candidatesOf(this.step, this.form.keys);
    }

    get value() {
        return valueOf(this.step, this.answers);
    }

    get missing() {
        const reason = missingOf(this.step, this.answers);
        return reason || (this.passed.includes(this.step.name) ? "none" : null);
    }

    get list() {
        return this.value || [];
    }

    /** Whatever is to be kept to go on later. */
    get kept() {
        const {answers, passed, at} = this;
        return {answers, passed, at};
    }

    arrive() {
        this.buffer = "";
        this.problem = null;
        this.text = this.step ? writeTyped(this.step, this.value) : "";
    }

    put(value, missing) {
        const {definition} = this.form;
        const {name} = this.step;
        this.answers = withValue(definition, this.answers, this.step, value, missing);
        this.passed = this.passed.filter((one) => one !== name);
        if (value === undefined && !missing) {
            this.passed.push(name);
        }
    }

    /** @returns {String} "done" behind the last step, else "moved" */
    next() {
        if (this.at + 1 >= this.steps.length) {
            return "done";
        }
        this.at += 1;
        this.arrive();
        return "moved";
    }

    back() {
        if (!this.at) {
            return "before";
        }
        this.at -= 1;
        this.arrive();
        return "moved";
    }

    forward() {
        const there = this.value !== undefined || this.missing;
        return there ? this.next() : this.fail("empty");
    }

    fail(problem, detail = {}) {
        this.problem = {kind: problem, detail};
        this.buffer = "";
        return "refused";
    }

    /** No answer, and why. */
    skip(sign) {
        this.put(undefined, (!this.step.option && MISSING_SIGNS[sign]) || undefined);
        return this.next();
    }

    /** Enter: what was typed or ticked is the answer. */
    enter() {
        if (this.buffer) {
            const found = this.candidates.find((one) => one.key === this.buffer);
            return found ? this.choose(found) : this.fail("unknown_key");
        }
        if (this.way === "typed") {
            return this.enterTyped();
        }
        if (this.way === "list" && this.value !== undefined) {
            const least = this.step.question.min;
            const alone = this.step.question.options.some(
                (one) => one.exclusive && one.code === this.list[0]
            );
            if (least && this.list.length < least && !alone) {
                return this.fail("too_few_choices", {limit: least});
            }
        }
        return this.forward();
    }

    enterTyped() {
        const sign = this.text.trim();
        if (Object.hasOwn(MISSING_SIGNS, sign)) {
            this.text = "";
            return this.skip(sign);
        }
        const {value, problem, detail} = readTyped(this.step, this.text);
        if (problem) {
            return this.fail(problem, detail);
        }
        this.put(value);
        return this.next();
    }

    /** A letter, digit or sign where answers have keys. */
    press(key) {
        const typed = this.buffer + key;
        const found = this.candidates.filter((one) => one.key.startsWith(typed));
        if (!found.length && Object.hasOwn(MISSING_SIGNS, typed)) {
            return this.skip(typed);
        }
        if (!found.length) {
            return this.fail("unknown_key");
        }
        if (found.length > 1 || found[0].key !== typed) {
            this.problem = null;
            this.buffer = typed; // "1" may become "10"
            return "waits";
        }
        return this.choose(found[0]);
    }

    choose(candidate) {
        this.buffer = "";
        this.problem = null;
        if (this.way === "choice") {
            this.put(candidate.value);
            return this.next();
        }
        const {question} = this.step;
        const codes = toggled(question, this.list, candidate.value);
        if (question.max && codes.length > question.max) {
            return this.fail("too_many_choices", {limit: question.max});
        }
        this.put(codes.length ? codes : undefined);
        this.passed = this.passed.filter((one) => one !== this.step.name);
        return "changed";
    }

    isChosen(candidate) {
        return this.way === "list"
            ? this.list.includes(candidate.value)
            : this.value === candidate.value;
    }

    /** The place of an answer in a ranking, from 1. */
    placeOf(candidate) {
        const ranked = this.step.question.type === "ranking";
        return ranked ? this.list.indexOf(candidate.value) + 1 : 0;
    }
}
