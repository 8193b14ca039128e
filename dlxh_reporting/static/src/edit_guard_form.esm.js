import {RelationalModel} from "@web/model/relational_model/relational_model";
import {formView} from "@web/views/form/form_view";
import {registry} from "@web/core/registry";

/**
 * Send along with every change the version of the text that the form showed, so
 * that the server can tell when somebody else has saved in between. In the record
 * itself, because a page that is closed saves past the controller.
 */
const VERSION = "edit_version";

class GuardedRecord extends RelationalModel.Record {
    _getChanges() {
        const changes = super._getChanges(...arguments);
        if (this.resId && VERSION in this.data && Object.keys(changes).length) {
            changes[VERSION] = this.data[VERSION];
        }
        return changes;
    }
}

class GuardedModel extends RelationalModel {
    static Record = GuardedRecord;
}

registry.category("views").add("dlxh_edit_guard_form", {
    ...formView,
    Model: GuardedModel,
});
