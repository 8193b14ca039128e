import {Component, useExternalListener} from "@odoo/owl";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useService} from "@web/core/utils/hooks";

/** A screen on one batch of paper that is worked with keys; it asks the batch, and
 *  ends at its form. `onKey` is given every key before anything else gets it. */
export class BatchPage extends Component {
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.display = {controlPanel: {}};
        this.batchId = this.props.action.context?.active_id;
        useExternalListener(window, "keydown", this.onKey.bind(this), {capture: true});
    }

    call(method, ...args) {
        return this.orm.call("dlxh.survey.batch", method, [[this.batchId], ...args]);
    }

    leave() {
        this.action.doAction(
            {
                type: "ir.actions.act_window",
                res_model: "dlxh.survey.batch",
                res_id: this.batchId,
                views: [[false, "form"]],
            },
            {clearBreadcrumbs: true}
        );
    }
}
