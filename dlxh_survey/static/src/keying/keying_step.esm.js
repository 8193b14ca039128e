import {Component, useEffect, useRef} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {say} from "./steps.esm";

/** The key that was pressed, as it stands beside an answer. */
export function keyOf(ev) {
    if (ev.ctrlKey || ev.metaKey || ev.altKey || ev.isComposing) {
        return null;
    }
    if (ev.key.length === 1) {
        // A Vietnamese keyboard may put an accent on a letter
        const plain = ev.key.normalize("NFD")[0].toLowerCase();
        return plain === "đ" ? "d" : plain;
    }
    return ev.key;
}

/** One step of a sheet: its words, its answers with their keys, or a box to type in.
 *  What is pressed reaches the desk through the page; fingers may touch the answers. */
export class KeyingStep extends Component {
    static template = "dlxh_survey.KeyingStep";
    static props = {desk: Object, lang: String, reasons: Object, act: Function};

    setup() {
        this.box = useRef("box");
        useEffect(
            () => {
                const box = this.box.el;
                if (box) {
                    box.focus();
                    box.select();
                } else {
                    document.activeElement?.blur();
                }
            },
            () => [this.desk.step.name, this.desk.way]
        );
    }

    get desk() {
        return this.props.desk;
    }

    say(text) {
        return say(text, this.props.lang, this.desk.form.definition.langs);
    }

    label(candidate) {
        const {question} = this.desk.step;
        if (candidate.option) {
            return this.say(candidate.option.label);
        }
        const ends = {[question.min]: "min", [question.max]: "max"};
        const words = this.say((question.labels || {})[ends[candidate.value]]);
        return words || `${candidate.value}`;
    }

    get hint() {
        const {step, way} = this.desk;
        if (way === "choice") {
            return "";
        }
        if (way === "list") {
            return step.question.type === "ranking"
                ? _t("Keys in the order of the ranks, then Enter")
                : _t("All answers that are ticked, then Enter");
        }
        if (!step.option && step.question.type === "date") {
            return _t("Day, month, year, such as 05112026; then Enter");
        }
        return _t("Type what the sheet says, then Enter");
    }

    get problem() {
        const {kind, detail} = this.desk.problem;
        const own = {
            empty: _t("Nothing is chosen. Press - if the sheet has no answer."),
            unknown_key: _t("No answer has this key."),
        };
        const sentence = own[kind] || this.props.reasons[kind] || detail.sentence;
        return sentence.replace(/\{(\w+)\}/g, (_all, name) => detail[name]);
    }

    get missing() {
        return {
            none: _t("No answer"),
            dont_know: _t("Does not know"),
            refused: _t("Refused"),
        }[this.desk.missing];
    }

    onInput(ev) {
        this.desk.text = ev.target.value;
        this.desk.problem = null;
    }
}
