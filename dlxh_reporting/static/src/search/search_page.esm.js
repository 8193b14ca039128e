import {Component, onWillStart, useRef, useState} from "@odoo/owl";
import {deserializeDate, serializeDate} from "@web/core/l10n/dates";
import {DateTimeInput} from "@web/core/datetime/datetime_input";
import {Layout} from "@web/search/layout";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useAutofocus, useService} from "@web/core/utils/hooks";
import {useSetupAction} from "@web/search/action_hook";

const NOTHING_CHOSEN = {
    words: "",
    kind: "",
    date_from: false,
    date_to: false,
    topic_id: 0,
    unit_id: 0,
};

/** What was looked for last, until the page is left for good: the browser's way back
 *  makes the page anew. Kept in memory only, so that no word is stored. */
const last = {kept: null};

/** Search in sheets, entries and reports. Words stay out of the address bar. */
export class SearchPage extends Component {
    static template = "dlxh_reporting.SearchPage";
    static components = {DateTimeInput, Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.display = {controlPanel: {}};
        this.root = useRef("root");
        this.state = useState({
            wishes: {...NOTHING_CHOSEN},
            page: 0,
            found: null,
            narrowed: false,
        });
        useAutofocus({refName: "words"});
        // Whoever comes back from a hit finds what he had found
        useSetupAction({getLocalState: () => this.kept()});
        onWillStart(async () => {
            this.choices = await this.orm.call("dlxh.search", "get_choices", []);
            const kept = this.props.state || last.kept;
            if (kept?.wishes) {
                Object.assign(this.state, kept);
                if (kept.wishes.words) {
                    await this.load(kept.page);
                }
            }
        });
    }

    kept() {
        const {wishes, page, narrowed} = this.state;
        return {wishes: {...wishes}, page, narrowed};
    }

    day(name) {
        const value = this.state.wishes[name];
        return value ? deserializeDate(value) : false;
    }

    choose(name, value) {
        this.state.wishes[name] = value;
        if (this.state.found) {
            return this.load(0);
        }
    }

    chooseDay(name, date) {
        return this.choose(name, date ? serializeDate(date) : false);
    }

    onKeydown(ev) {
        if (ev.key === "Enter") {
            this.state.wishes.words = ev.target.value;
            this.load(0);
        }
    }

    async load(page) {
        this.state.page = page;
        last.kept = this.kept();
        this.state.found = await this.orm.call("dlxh.search", "find", [], {
            ...this.state.wishes,
            page,
        });
        this.root.el?.closest(".o_content")?.scrollTo({top: 0});
    }

    open(row) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: row.model,
            res_id: row.id,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("dlxh_search_page", SearchPage);
