import {Component, onWillStart, useState} from "@odoo/owl";
import {Layout} from "@web/search/layout";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useService} from "@web/core/utils/hooks";
import {useSetupAction} from "@web/search/action_hook";

/** Reporting rates of a unit and of the units below it, by regime and period. */
export class RatesPage extends Component {
    static template = "dlxh_reporting.RatesPage";
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
        const {unit_id, regime_id, span, level_id} = this.state.page;
        return {unit_id, regime_id, span, level_id, ...changed};
    }

    async load(changed) {
        const wishes = this.wishes(changed);
        const call = this.orm.call("dlxh.reporting.rate", "get_page", [], wishes);
        this.state.page = await call;
    }

    /** Another regime has other periods. */
    chooseRegime(ev) {
        const regime_id = Number(ev.target.value);
        return this.load({regime_id, span: false, level_id: false});
    }

    async follow(method, extra) {
        const wishes = this.wishes(extra);
        const call = this.orm.call("dlxh.reporting.rate", method, [], wishes);
        this.action.doAction(await call);
    }

    async openPivot() {
        const wishes = {unit_id: this.state.page.unit_id};
        const model = "dlxh.reporting.rate";
        this.action.doAction(
            await this.orm.call(model, "action_open_pivot", [], wishes)
        );
    }
}

registry.category("actions").add("dlxh_rates_page", RatesPage);
