import {Component, onWillStart, useState} from "@odoo/owl";
import {DateTimeInput} from "@web/core/datetime/datetime_input";
import {Layout} from "@web/search/layout";
import {deserializeDate, serializeDate} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useService} from "@web/core/utils/hooks";
import {useSetupAction} from "@web/search/action_hook";

/** How far the units below are covered by teams: figures, chart and the missing. */
export class CoveragePage extends Component {
    static template = "dlxh_collaborator.CoveragePage";
    static components = {DateTimeInput, Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.display = {controlPanel: {}};
        this.state = useState({page: {}});
        // Whoever comes back finds the unit and the day that he left
        useSetupAction({getLocalState: () => ({wishes: this.wishes()})});
        onWillStart(() => this.load(this.props.state?.wishes));
    }

    get day() {
        return deserializeDate(this.state.page.date);
    }

    /** What the server is asked for: what is shown, with what has just changed. */
    wishes(changed = {}) {
        const {date, unit_id, level_id, org_type, measure} = this.state.page;
        return {date, unit_id, level_id, org_type, measure, ...changed};
    }

    async load(changed) {
        const wishes = this.wishes(changed);
        this.state.page = await this.orm.call("dlxh.coverage", "get_page", [], wishes);
    }

    chooseDate(date) {
        return this.load({date: date ? serializeDate(date) : false});
    }

    chooseLevel(ev) {
        return this.load({level_id: Number(ev.target.value)});
    }

    /** Another unit has other levels, kinds and a chart of its own. */
    chooseUnit(unit_id) {
        return this.load({unit_id, level_id: false, org_type: false, measure: false});
    }

    async follow(method, extra) {
        const {measure: _measure, ...wishes} = this.wishes(extra);
        this.action.doAction(await this.orm.call("dlxh.coverage", method, [], wishes));
    }

    openUnit(res_id) {
        const type = "ir.actions.act_window";
        const views = [[false, "form"]];
        this.action.doAction({type, res_model: "dlxh.unit", res_id, views});
    }
}

registry.category("actions").add("dlxh_coverage_page", CoveragePage);
