import {Component, onWillStart, useState} from "@odoo/owl";
import {Layout} from "@web/search/layout";
import {registry} from "@web/core/registry";
import {BatchPage} from "./batch_page.esm";
import {Desk} from "./desk.esm";
import {KeyingStep, keyOf} from "./keying_step.esm";

const MISSING = {none: null, dont_know: "dont_know", refused: "refused"};

/** One answer that the entries say differently, and the step where it is typed. */
export class DifferenceLine extends Component {
    static template = "dlxh_survey.DifferenceLine";
    static components = {KeyingStep};
    static props = {
        line: Object,
        page: Object,
        isCurrent: Boolean,
        desk: {type: [Object, {value: null}], optional: true},
        decide: Function,
        type: Function,
        act: Function,
    };
}

/** What two entries of a batch say differently; each is decided with the sheet in
 *  hand: the first, the second, or what the sheet really says. */
export class DifferencesPage extends BatchPage {
    static template = "dlxh_survey.DifferencesPage";
    static components = {Layout, DifferenceLine};

    setup() {
        super.setup();
        this.state = useState({page: null, current: null, desk: null, busy: false});
        for (const name of ["act", "decide", "type"]) {
            this[name] = this[name].bind(this);
        }
        onWillStart(async () => this.show(await this.call("get_differences")));
    }

    show(page) {
        const current = page.lines.find((line) => !line.is_decided);
        const key = current ? this.lineKey(current) : null;
        Object.assign(this.state, {page, current: key, desk: null});
    }

    lineKey(line) {
        return `${line.sheet} ${line.name}`;
    }

    get current() {
        return this.state.page.lines.find((one) => this.lineKey(one) === this.state.current);
    }

    // Keys

    onKey(ev) {
        const key = keyOf(ev);
        if (!key || this.state.busy || document.querySelector(".modal") || !this.current) {
            return;
        }
        const typing = ev.target.matches?.(".o_dlxh_box");
        const outside = ev.target.matches?.("input, textarea, select");
        if ((outside && !typing) || (typing && !["Enter", "Escape"].includes(key))) {
            return;
        }
        if (this.handle(key)) {
            ev.preventDefault();
            ev.stopPropagation();
        }
    }

    handle(key) {
        if (this.state.desk) {
            if (key === "Escape" || key === "Backspace") {
                this.state.desk = null;
            } else if (key === "Enter") {
                this.act("enter");
            } else if (key.length === 1) {
                this.act("press", key);
            } else {
                return false;
            }
            return true;
        }
        if (key === "1" || key === "2") {
            this.decide(this.current, key === "1" ? "first" : "second");
        } else if (key === "3" && this.current.name) {
            this.type(this.current);
        } else {
            return false;
        }
        return true;
    }

    /** Key the one step that is in question, as on a sheet. */
    type(line) {
        const [code, , option] = line.name.split("/");
        const questions = this.state.page.definition.questions;
        const found = questions.find((one) => one.code === code);
        const question = {...found, condition: null, number: line.question};
        const chosen = question.type === "multiple" ? [option] : option;
        const form = {
            keys: this.state.page.keys,
            definition: {...this.state.page.definition, questions: [question]},
        };
        const answers = option ? {[code]: chosen} : {};
        const desk = new Desk(form, {answers}, line.name);
        Object.assign(this.state, {current: this.lineKey(line), desk});
    }

    act(method, ...args) {
        const {desk} = this.state;
        if (desk[method](...args) !== "done") {
            return;
        }
        const {missing} = desk;
        const reason = missing && MISSING[missing];
        const value = missing ? (reason ? {missing: reason} : null) : desk.value;
        this.decide(this.current, "other", value);
    }

    // Calls

    async decide(line, choice, value = null) {
        this.state.busy = true;
        try {
            const found = await this.call("decide", line.sheet, line.name, choice, value);
            if (found.problem) {
                this.state.desk.fail("server", {sentence: found.problem});
            } else {
                this.show(found);
            }
        } finally {
            this.state.busy = false;
        }
    }
}

registry.category("actions").add("dlxh_survey_differences_page", DifferencesPage);
