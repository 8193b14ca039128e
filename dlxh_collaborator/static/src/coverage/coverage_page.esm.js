import {Component, onWillStart, useState} from "@odoo/owl";
import {DateTimeInput} from "@web/core/datetime/datetime_input";
import {Layout} from "@web/search/layout";
import {deserializeDate, serializeDate} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useService} from "@web/core/utils/hooks";

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
        onWillStart(() => this.load(this.props.action.params || {}));
    }

    get day() {
        return deserializeDate(this.state.page.date);
    }

    /** What is asked of the server again, with what the user has just changed. */
    wishes(changed = {}) {
        const {date, unit_id, level_id, org_type, measure} = this.state.page;
        return {date, unit_id, level_id, org_type, measure, ...changed};
    }

    async load(changed) {
        const page = await this.orm.call(
            "dlxh.coverage",
            "get_page",
            [],
            this.wishes(changed)
        );
        this.state.page = page;
    }

    chooseDate(date) {
        return this.load({date: date ? serializeDate(date) : false});
    }

    /** Another unit has other levels, kinds and a chart of its own. */
    chooseUnit(unit_id) {
        return this.load({unit_id, level_id: false, org_type: false, measure: false});
    }

    async follow(method, extra = {}) {
        const {measure: _measure, ...wishes} = this.wishes(extra);
        this.action.doAction(await this.orm.call("dlxh.coverage", method, [], wishes));
    }

    openUnit(id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "dlxh.unit",
            res_id: id,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("dlxh_coverage_page", CoveragePage);
