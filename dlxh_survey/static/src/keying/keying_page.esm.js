import {onWillStart, useState} from "@odoo/owl";
import {Layout} from "@web/search/layout";
import {registry} from "@web/core/registry";
import {BatchPage} from "./batch_page.esm";
import {Desk} from "./desk.esm";
import {KeyingStep, keyOf} from "./keying_step.esm";

//: keys of what a sheet is that has no answers
const OUTCOMES = {1: "blank", 2: "refused", 3: "late"};

/** The keying screen: sheet after sheet, without a mouse. A sheet is saved by one call
 *  when its last step is done; a sheet half keyed outlives a reload in this tab. */
export class KeyingPage extends BatchPage {
    static template = "dlxh_survey.KeyingPage";
    static components = {Layout, KeyingStep};

    setup() {
        super.setup();
        this.state = useState({
            phase: "keying",
            number: 0,
            done: [],
            desk: null,
            problems: [],
            asksOutcome: false,
            busy: false,
        });
        this.act = this.act.bind(this);
        onWillStart(() => this.load());
    }

    async load() {
        this.form = await this.call("get_keying");
        this.state.done = this.form.done;
        this.goOn();
    }

    // Where the keyer is

    get place() {
        return this.form.numbers.indexOf(this.state.number) + 1;
    }

    get draftKey() {
        return `dlxh_sheet_${this.batchId}_${this.form.entry}`;
    }

    /** The first sheet that is not there yet, or the end. */
    goOn() {
        const next = this.form.numbers.find((one) => !this.state.done.includes(one));
        if (next === undefined) {
            this.state.phase = "finish";
            this.state.desk = null;
            return;
        }
        this.show(next, this.draftOf(next));
    }

    show(number, kept) {
        Object.assign(this.state, {
            number,
            phase: "keying",
            desk: new Desk(this.form, kept),
            problems: [],
            asksOutcome: false,
        });
    }

    draftOf(number) {
        try {
            const draft = JSON.parse(sessionStorage.getItem(this.draftKey));
            return draft?.number === number ? draft.kept : undefined;
        } catch {
            return undefined;
        }
    }

    keepDraft() {
        const {number, desk} = this.state;
        const draft = JSON.stringify({number, kept: desk.kept});
        sessionStorage.setItem(this.draftKey, draft);
    }

    // Keys

    onKey(ev) {
        const key = keyOf(ev);
        const elsewhere = document.querySelector(".modal, .o-dropdown--menu, .o_popover");
        if (!key || elsewhere || this.state.busy || ["Tab", "Shift"].includes(key)) {
            return;
        }
        const typing = ev.target.matches?.(".o_dlxh_box");
        const outside = ev.target.matches?.("input, textarea, select, [role=menuitem]");
        if ((outside && !typing) || (typing && !this.isCommand(ev))) {
            return;
        }
        if (this.state.phase === "finish" && ev.target.matches?.("button, a")) {
            return;
        }
        if (this.handle(key)) {
            ev.preventDefault();
            ev.stopPropagation();
        }
    }

    /** In a box only these keys are not part of the text. */
    isCommand(ev) {
        const {value} = ev.target;
        if (ev.key === "Enter") {
            return !ev.shiftKey;
        }
        return (
            (value === "" && ["Backspace", "ArrowLeft", "/"].includes(ev.key)) ||
            (ev.key === "ArrowUp" && ev.target.matches("input"))
        );
    }

    handle(key) {
        if (this.state.phase === "finish") {
            return this.handleFinish(key);
        }
        if (this.state.asksOutcome) {
            return this.handleOutcome(key);
        }
        if (key === "/") {
            this.state.asksOutcome = true;
        } else if (["Backspace", "ArrowLeft", "ArrowUp"].includes(key)) {
            this.act("back");
        } else if (["ArrowRight", "ArrowDown"].includes(key)) {
            this.act("forward");
        } else if (key === "Enter") {
            this.act("enter");
        } else if (key.length === 1 && key !== " ") {
            this.act("press", key);
        } else {
            return false;
        }
        return true;
    }

    handleFinish(key) {
        if (key === "Enter") {
            this.finish();
        } else if (key === "+" && this.form.can_add) {
            this.addSheet();
        } else if (key === "Backspace") {
            this.showSheet(this.form.numbers.at(-1));
        } else {
            return false;
        }
        return true;
    }

    handleOutcome(key) {
        if (OUTCOMES[key]) {
            this.save(OUTCOMES[key]);
        } else {
            this.state.asksOutcome = false;
        }
        return true;
    }

    /** Let the desk do something, then follow where that leads. */
    act(method, ...args) {
        const {desk} = this.state;
        const outcome = desk[method](...args);
        if (outcome === "done") {
            return this.save("answered");
        }
        if (outcome === "before") {
            const before = this.form.numbers[this.place - 2];
            return before && this.showSheet(before);
        }
        this.keepDraft();
    }

    // Calls

    async showSheet(number) {
        const sheet = await this.call("get_sheet", number);
        this.show(number, sheet ? {answers: sheet.answers} : undefined);
    }

    async save(outcome) {
        const {number, desk} = this.state;
        const answers = outcome === "answered" ? desk.answers : {};
        this.state.busy = true;
        try {
            const found = await this.call("save_sheet", number, outcome, answers);
            if (found.problems) {
                this.showProblems(found.problems);
                return;
            }
        } finally {
            this.state.busy = false;
        }
        sessionStorage.removeItem(this.draftKey);
        if (!this.state.done.includes(number)) {
            this.state.done.push(number);
        }
        this.goOn();
    }

    /** Back to the first question that the server does not take. */
    showProblems(problems) {
        const {desk} = this.state;
        const at = desk.steps.findIndex(
            (one) => one.question.code === problems[0].question
        );
        desk.at = Math.max(at, 0);
        desk.arrive();
        desk.fail("server", {sentence: problems[0].sentence});
        this.state.asksOutcome = false;
    }

    addSheet() {
        const number = this.form.numbers.length + 1;
        this.form.numbers.push(number);
        this.show(number);
    }

    async finish() {
        this.state.busy = true;
        try {
            await this.call("finish_entry");
        } finally {
            this.state.busy = false;
        }
        this.leave();
    }
}

registry.category("actions").add("dlxh_survey_keying_page", KeyingPage);
