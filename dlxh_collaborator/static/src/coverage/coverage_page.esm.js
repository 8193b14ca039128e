import {deserializeDate, serializeDate} from "@web/core/l10n/dates";
import {DateTimeInput} from "@web/core/datetime/datetime_input";
import {FiguresPage} from "../figures/figures_page.esm";
import {registry} from "@web/core/registry";

/** How far the units below are covered by teams: figures, chart and the missing. */
export class CoveragePage extends FiguresPage {
    static template = "dlxh_collaborator.CoveragePage";
    static components = {...FiguresPage.components, DateTimeInput};
    static model = "dlxh.coverage";
    static choices = ["date", "unit_id", "level_id", "org_type", "measure"];

    get day() {
        return deserializeDate(this.state.page.date);
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
        this.action.doAction(await this.ask(method, wishes));
    }

    openUnit(res_id) {
        const type = "ir.actions.act_window";
        const views = [[false, "form"]];
        this.action.doAction({type, res_model: "dlxh.unit", res_id, views});
    }
}

registry.category("actions").add("dlxh_coverage_page", CoveragePage);
