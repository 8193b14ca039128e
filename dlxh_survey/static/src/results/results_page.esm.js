import {Component, markup, onWillStart, useState} from "@odoo/owl";
import {BannerBuilder} from "./banner_builder.esm";
import {Layout} from "@web/search/layout";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useService} from "@web/core/utils/hooks";
import {useSetupAction} from "@web/search/action_hook";

/** The published tables and charts of a wave, one question below the other. */
export class ResultsPage extends Component {
    static template = "dlxh_survey.ResultsPage";
    static components = {BannerBuilder, Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.display = {controlPanel: {}};
        this.state = useState({page: {}, trends: {}});
        // Whoever comes back finds the table that he left
        useSetupAction({getLocalState: () => ({wishes: this.wishes()})});
        const {table_id = false} = this.props.action.params || {};
        onWillStart(() => this.load(this.props.state?.wishes || {table_id}));
    }

    get waveId() {
        return this.props.action.context?.active_id || false;
    }

    wishes() {
        const {column, table_id} = this.state.page;
        return this.banner ? {banner: this.banner} : {column, table_id};
    }

    async load(wishes) {
        const asked = {wave_id: this.waveId, ...wishes};
        const page = await this.orm.call("dlxh.survey.results", "get_page", [], asked);
        for (const question of page.questions || []) {
            // Drawings of our own server, made of escaped texts
            question.charts = question.charts.map((picture) => markup(picture));
        }
        this.banner = wishes.banner;
        Object.assign(this.state, {page, trends: {}});
    }

    /** One choice for both: a saved table, or a question across. */
    choose(ev) {
        const [kind, key] = ev.target.value.split("/");
        return this.load(
            kind === "table" ? {table_id: Number(key)} : {column: key || false}
        );
    }

    /** Keeps a banner and shows it from then on. */
    async saveTable(values) {
        const table = {...values, wave_id: this.waveId};
        const [table_id] = await this.orm.create("dlxh.survey.table", [table]);
        return this.load({table_id});
    }

    async showTrend(code) {
        const found = await this.orm.call("dlxh.survey.results", "get_trend", [], {
            wave_id: this.waveId,
            code,
        });
        const charts = found.charts.map((one) => ({...one, svg: markup(one.svg)}));
        this.state.trends[code] = {...found, charts};
    }

    async download() {
        const wishes = {wave_id: this.waveId, ...this.wishes()};
        const model = "dlxh.survey.results";
        this.action.doAction(
            await this.orm.call(model, "action_print_xlsx", [], wishes)
        );
    }

    openTables() {
        const {wave_id, column} = this.state.page;
        const context = {default_wave_id: wave_id, default_column_codes: column};
        this.action.doAction("dlxh_survey.dlxh_survey_table_action_wave", {
            additionalContext: {...context, active_id: wave_id},
        });
    }
}

registry.category("actions").add("dlxh_survey_results_page", ResultsPage);
