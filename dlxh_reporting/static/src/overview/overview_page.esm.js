import {Component, onWillStart, useState} from "@odoo/owl";
import {Layout} from "@web/search/layout";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useService} from "@web/core/utils/hooks";
import {useSetupAction} from "@web/search/action_hook";

/** The leader's one page: what came in, what changed, what waits for me. */
export class OverviewPage extends Component {
    static template = "dlxh_reporting.OverviewPage";
    static components = {Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.display = {controlPanel: {}};
        this.state = useState({page: {}});
        // Whoever comes back finds the unit and the period that he left
        useSetupAction({getLocalState: () => ({wishes: this.wishes()})});
        onWillStart(() => this.load(this.props.state?.wishes));
    }

    /** What the server is asked for: what is shown, with what has just changed. */
    wishes(changed = {}) {
        const {unit_id, regime_id, date} = this.state.page;
        return {unit_id, regime_id, date, ...changed};
    }

    async load(changed) {
        const wishes = this.wishes(changed);
        this.state.page = await this.orm.call("dlxh.dashboard", "get_page", [], wishes);
    }

    async follow(method, extra) {
        const wishes = this.wishes(extra);
        this.action.doAction(await this.orm.call("dlxh.dashboard", method, [], wishes));
    }

    open(what, key) {
        return this.follow("action_open", key ? {what, key} : {what});
    }

    openReport(res_id) {
        const type = "ir.actions.act_window";
        const views = [[false, "form"]];
        this.action.doAction({type, res_model: "dlxh.report", res_id, views});
    }

    print() {
        window.print();
    }
}

registry.category("actions").add("dlxh_overview_page", OverviewPage);
