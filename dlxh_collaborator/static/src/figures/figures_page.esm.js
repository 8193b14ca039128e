import {Component, onWillStart, useState} from "@odoo/owl";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useService} from "@web/core/utils/hooks";
import {useSetupAction} from "@web/search/action_hook";

/**
 * A page of figures that the server makes anew for each choice of the reader.
 *
 * A page names the `model` that is asked and the `choices` that it may be asked for.
 */
export class FiguresPage extends Component {
    static components = {Layout};
    static props = {...standardActionServiceProps};
    static model = "";
    static choices = [];

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
        const {page} = this.state;
        const shown = this.constructor.choices.map((name) => [name, page[name]]);
        return {...Object.fromEntries(shown), ...changed};
    }

    ask(method, wishes) {
        return this.orm.call(this.constructor.model, method, [], wishes);
    }

    async load(changed) {
        this.state.page = await this.ask("get_page", this.wishes(changed));
    }

    async follow(method, extra) {
        this.action.doAction(await this.ask(method, this.wishes(extra)));
    }
}
