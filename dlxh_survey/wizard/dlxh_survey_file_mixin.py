import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

#: problems that are listed; all are counted
LISTED = 200


class DlxhSurveyFileMixin(models.AbstractModel):
    """A dialog that reads a file and lists what is wrong with it, place by place."""

    _name = "dlxh.survey.file.mixin"
    _description = "Dialog That Reads a File"

    data_file = fields.Binary(string="File", attachment=False)
    file_name = fields.Char()
    error_count = fields.Integer(string="Problems found", readonly=True)

    def _content(self):
        """Return the bytes of the chosen file."""
        self.ensure_one()
        if not self.data_file:
            raise UserError(self.env._("Choose a file first."))
        return base64.b64decode(self.data_file)

    @api.model
    def _problem_values(self, problem):
        return {
            "row": problem.row,
            "column": problem.column,
            "value": problem.value,
            # the sentence stands in a plain package, marked there
            "reason": self.env._(problem.template, **problem.params),
        }

    def _list_problems(self, found, error_count):
        """Show the first problems; a list of earlier ones goes."""
        self.problem_ids.unlink()
        self.error_count = error_count
        link = self._fields["problem_ids"].inverse_name
        self.env["dlxh.survey.file.problem"].create(
            [{**values, link: self.id} for values in found[:LISTED]]
        )

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self._title(),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
        }

    def _title(self):
        """Return the name of the dialog."""
        return self._description
