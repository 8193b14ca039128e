import {FiguresPage} from "@dlxh_collaborator/figures/figures_page.esm";
import {registry} from "@web/core/registry";

/** Reporting rates of a unit and of the units below it, by regime and period. */
export class RatesPage extends FiguresPage {
    static template = "dlxh_reporting.RatesPage";
    static model = "dlxh.reporting.rate";
    static choices = ["unit_id", "regime_id", "span", "level_id"];

    /** Another regime has other periods. */
    chooseRegime(ev) {
        const regime_id = Number(ev.target.value);
        return this.load({regime_id, span: false, level_id: false});
    }

    async openPivot() {
        const {unit_id} = this.state.page;
        this.action.doAction(await this.ask("action_open_pivot", {unit_id}));
    }
}

registry.category("actions").add("dlxh_rates_page", RatesPage);
