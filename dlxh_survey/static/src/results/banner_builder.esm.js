import {Component, useState} from "@odoo/owl";

/** Chooses questions across and down and one filter; says what was chosen. */
export class BannerBuilder extends Component {
    static template = "dlxh_survey.BannerBuilder";
    static props = {page: Object, show: Function, save: Function};

    setup() {
        this.state = useState({
            across: [],
            down: [],
            filter: "",
            option: "",
            name: "",
            inReport: true,
        });
    }

    get options() {
        const found = this.props.page.filters.find(
            (one) => one.code === this.state.filter
        );
        return found ? found.options : [];
    }

    get isReady() {
        return Boolean(
            this.state.across.length && (!this.state.filter || this.state.option)
        );
    }

    /** In the order in which the questions were asked. */
    toggle(name, code, known) {
        const chosen = new Set(this.state[name]);
        if (!chosen.delete(code)) {
            chosen.add(code);
        }
        this.state[name] = known.map((one) => one.code).filter((c) => chosen.has(c));
    }

    chooseFilter(ev) {
        Object.assign(this.state, {filter: ev.target.value, option: ""});
    }

    /** What `dlxh.survey.table` keeps of it. */
    get values() {
        return {
            column_codes: this.state.across.join(","),
            row_codes: this.state.down.join(","),
            filter_code: this.state.filter,
            filter_option: this.state.option,
        };
    }

    save() {
        const {name, inReport} = this.state;
        return this.props.save({...this.values, name, in_report: inReport});
    }
}
