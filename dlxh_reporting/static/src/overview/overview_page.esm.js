import {FiguresPage} from "@dlxh_collaborator/figures/figures_page.esm";
import {registry} from "@web/core/registry";

/** The leader's one page: what came in, what changed, what waits for me. */
export class OverviewPage extends FiguresPage {
    static template = "dlxh_reporting.OverviewPage";
    static model = "dlxh.dashboard";
    static choices = ["unit_id", "regime_id", "date"];

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
