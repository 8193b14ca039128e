import {Component, onWillStart, useExternalListener, useRef, useState} from "@odoo/owl";
import {ConfirmationDialog} from "@web/core/confirmation_dialog/confirmation_dialog";
import {Layout} from "@web/search/layout";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useService} from "@web/core/utils/hooks";

/** One key per theme; the letters left out stand for the buttons below the text. */
const KEYS = "123456789abcdefghijklmopqrstvw".split("");
/** Texts left when more are fetched. */
const FEW = 5;
const AGAIN = ["u", "z"];
const BUTTONS = {u: "unclear", x: "destroy", y: "quote", z: "undo", n: "name"};

/**
 * Open answers one by one, in random order, with nothing beside them.
 *
 * For a second coder they are a sample, and nothing of the first coding is shown.
 */
export class CodingPage extends Component {
    static template = "dlxh_survey.CodingPage";
    static components = {Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.display = {controlPanel: {}};
        this.nameInput = useRef("name");
        this.card = useRef("card");
        this.state = useState({
            desk: null,
            queue: [],
            chosen: [],
            quotable: false,
            which: "waiting",
            done: [],
            name: "",
        });
        // Steps run one after the other; keys come faster than answers
        this.chain = Promise.resolve();
        useExternalListener(window, "keydown", this.onKey.bind(this));
        onWillStart(async () => {
            if (this.codingId) {
                this.state.desk = await this.ask("get_desk");
                if (this.again) {
                    this.state.which = "second";
                }
                await this.fill();
            }
        });
    }

    get codingId() {
        return this.props.action.context?.active_id || false;
    }

    /** Whether a sample is coded a second time. */
    get again() {
        return Boolean(this.state.desk?.again);
    }

    get text() {
        return this.state.queue[0];
    }

    get themes() {
        const {themes} = this.state.desk;
        return themes.map((theme, place) => ({...theme, key: KEYS[place] || ""}));
    }

    /** What the list above the text offers: the value and its words. */
    get choices() {
        const {themes, counts, waiting, unclear} = this.state.desk;
        return [
            {value: "waiting", name: _t("Not coded yet"), n: waiting},
            {value: "unclear", name: _t("Unclear"), n: unclear},
            ...themes.map(({id, name}) => ({value: id, name, n: counts[id] || 0})),
        ];
    }

    get suggested() {
        const {chosen, desk} = this.state;
        const ids = (this.text?.suggested || []).filter((id) => !chosen.includes(id));
        return ids.map((id) => desk.themes.find((theme) => theme.id === id));
    }

    get percent() {
        const {total, waiting} = this.state.desk;
        return total ? Math.floor((100 * (total - waiting)) / total) : 0;
    }

    ask(method, ...args) {
        return this.orm.call("dlxh.survey.coding", method, [[this.codingId], ...args]);
    }

    after(step) {
        this.chain = this.chain.catch(() => null).then(step);
        return this.chain;
    }

    /** Fetch texts before the last one is coded, so that nobody waits. */
    async fill() {
        const {queue, which, done, desk} = this.state;
        // a sample coded to the end is closed: nothing can be asked of it
        const open = desk.is_open && (!this.again || desk.waiting);
        if (queue.length <= FEW && open) {
            const seen = [...queue, ...done].map((text) => text.id);
            const more = await this.ask("get_texts", which, seen);
            if (this.state.which === which) {
                const none = !queue.length;
                queue.push(...more);
                if (none) {
                    this.show();
                }
            }
        }
    }

    /** Begin with the first text of the queue. */
    show() {
        this.state.chosen = [...(this.text?.themes || [])];
        this.state.quotable = Boolean(this.text?.quotable);
        this.card.el?.scrollIntoView({block: "nearest"});
    }

    choose(ev) {
        const value = ev.target.value;
        ev.target.blur();
        return this.after(async () => {
            const which = Number(value) || value;
            Object.assign(this.state, {which, queue: [], done: []});
            await this.fill();
            this.show();
        });
    }

    toggle(id) {
        const {chosen} = this.state;
        this.state.chosen = chosen.includes(id)
            ? chosen.filter((one) => one !== id)
            : [...chosen, id];
    }

    save(themes, destroy = false) {
        const {queue, done, quotable} = this.state;
        const text = queue.shift();
        done.push({...text, themes, quotable});
        this.show();
        return this.after(async () => {
            const said = this.again
                ? ["code_again", text.id, themes]
                : ["code_text", text.id, themes, quotable, destroy];
            Object.assign(this.state.desk, await this.ask(...said));
            await this.fill();
        });
    }

    next() {
        return this.text && this.state.chosen.length && this.save(this.state.chosen);
    }

    unclear() {
        return this.text && this.save([]);
    }

    destroy() {
        if (!this.text) {
            return;
        }
        this.dialog.add(ConfirmationDialog, {
            title: _t("Destroy the words"),
            body: _t(
                "The text tells of a person: its words are destroyed for good. The themes chosen are kept."
            ),
            confirmLabel: _t("Destroy the words"),
            cancelLabel: _t("Keep the words"),
            confirm: () => this.save(this.state.chosen, true),
            cancel: () => {},
        });
    }

    quote() {
        this.state.quotable = !this.state.quotable;
    }

    undo() {
        return this.after(async () => {
            const text = this.state.done.pop();
            if (text) {
                const method = this.again ? "undo_again" : "undo_text";
                const {text: back, ...desk} = await this.ask(method, text.id);
                Object.assign(this.state.desk, desk);
                this.state.queue.unshift({...text, ...back, themes: text.themes});
                this.show();
            }
        });
    }

    name() {
        this.nameInput.el?.focus();
    }

    addTheme() {
        return this.after(async () => {
            const before = this.state.desk.themes.map((theme) => theme.id);
            this.state.desk.themes = await this.ask("add_theme", this.state.name);
            this.state.name = "";
            const added = this.state.desk.themes.find((t) => !before.includes(t.id));
            if (added && this.text) {
                this.state.chosen = [...this.state.chosen, added.id];
            }
            this.nameInput.el?.blur();
        });
    }

    onName(ev) {
        if (ev.key === "Enter" && this.state.name.trim()) {
            this.addTheme();
        } else if (ev.key === "Escape") {
            ev.target.blur();
        }
    }

    onKey(ev) {
        const busy = ev.ctrlKey || ev.altKey || ev.metaKey || ev.isComposing;
        const field = ev.target.closest("input, select, textarea, .modal, .o_popover");
        if (busy || field || !this.state.desk?.is_open || !this.text) {
            return;
        }
        const key = ev.key.toLowerCase();
        const theme = this.themes.find((one) => one.key && one.key === key);
        if (key === "enter") {
            this.next();
        } else if (key === " " && this.suggested.length) {
            this.toggle(this.suggested[0].id);
        } else if (BUTTONS[key] && (!this.again || AGAIN.includes(key))) {
            this[BUTTONS[key]]();
        } else if (theme) {
            this.toggle(theme.id);
        } else {
            return;
        }
        ev.preventDefault();
        ev.stopPropagation();
    }
}

registry.category("actions").add("dlxh_survey_coding_page", CodingPage);
