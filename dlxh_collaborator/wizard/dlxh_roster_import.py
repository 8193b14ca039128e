import base64
import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..roster_file import read_roster_sheet, roster_template

PREVIEW_ROWS = 200


class DlxhRosterImport(models.TransientModel):
    """Load collaborators and their seats from a file, all or exactly what was agreed.

    The check reads the whole file and tells every problem; storing reads it again,
    so that what is stored is what the file says and not what the screen kept.
    """

    _name = "dlxh.roster.import"
    _inherit = ["dlxh.roster.load.mixin"]
    _description = "Import of Collaborators"

    data_file = fields.Binary(string="File", attachment=False)
    file_name = fields.Char()
    template_file = fields.Binary(attachment=False, readonly=True)
    state = fields.Selection(
        [("choose", "Choose"), ("checked", "Check"), ("done", "Done")],
        default="choose",
        required=True,
    )
    line_ids = fields.One2many("dlxh.roster.import.line", "import_id", string="People")
    error_ids = fields.One2many(
        "dlxh.roster.import.error", "import_id", string="Problems"
    )
    error_count = fields.Integer(string="Problems found", readonly=True)
    good_count = fields.Integer(string="Rows without a problem", readonly=True)
    agreed = fields.Char(readonly=True, help="Which rows the check found good.")
    created_count = fields.Integer(string="New", readonly=True)
    updated_count = fields.Integer(string="Changed", readonly=True)
    unchanged_count = fields.Integer(string="Unchanged", readonly=True)
    seat_count = fields.Integer(string="New memberships", readonly=True)
    unused_columns = fields.Char(string="Columns not used", readonly=True)

    # what the buttons do

    def action_check(self):
        """Read all, show every problem and what would be done."""
        self.ensure_one()
        self._reset()
        plan, _stored = self._read()
        self._list_problems(plan)
        rows = plan.good_rows()
        if rows:
            self._preview(plan, rows)
            self.agreed = self._fingerprint(rows)
            self.state = "checked"
        return self._reopen()

    def action_apply(self):
        """Read again and store; a file with any problem changes nothing."""
        return self._store(only_good=False)

    def action_apply_good(self):
        """Store only the rows that the check showed to be good."""
        return self._store(only_good=True)

    def _store(self, only_good):
        self.ensure_one()
        agreed = self.agreed
        self._reset()
        plan, stored = self._read()
        rows = plan.good_rows()
        if (plan.problems and not only_good) or not rows:
            self._list_problems(plan)
            return self._reopen()
        if only_good and agreed != self._fingerprint(rows):
            raise UserError(
                self.env._(
                    "Since the check something has changed: other rows would be stored "
                    "than you agreed to. Check the file again."
                )
            )
        self._show_counts(self._apply_plan(plan, stored, rows))
        self.state = "done"
        return self._reopen()

    def action_back(self):
        self._reset()
        return self._reopen()

    def action_template(self):
        """Download the workbook to fill in, with the units of the territory."""
        self.ensure_one()
        units = [
            (unit.code, unit.name) for unit in self._loadable_units() if unit.active
        ]
        content = roster_template(units, self._expertise_names())
        self.template_file = base64.b64encode(content)
        name = self.env._("collaborators.xlsx")
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/template_file/{name}"
            "?download=true",
            "target": "download",
        }

    def action_open_people(self):
        return self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_collaborator.dlxh_collaborator_action"
        )

    # the same for scripts

    @api.model
    def _run_file(self, path):
        """Load the file at a path, all rows or none.

        :return: dict: created, updated, unchanged, seats, errors (list of dicts:
            row, column, value, reason)
        """
        self._check_may_load()
        plan, stored = self._plan(read_roster_sheet(path))
        errors = [self._problem_values(problem) for problem in plan.problems]
        if errors:
            return {
                **dict.fromkeys(("created", "updated", "unchanged", "seats"), 0),
                "errors": errors,
            }
        return {**self._apply_plan(plan, stored, plan.rows), "errors": []}

    # parts

    def _read(self):
        if not self.data_file:
            raise UserError(self.env._("Choose a file first."))
        self._check_may_load()
        sheet = read_roster_sheet(base64.b64decode(self.data_file), self.file_name)
        self.unused_columns = ", ".join(str(one) for one in sheet.unused_columns)
        return self._plan(sheet)

    def _reset(self):
        self.line_ids.unlink()
        self.error_ids.unlink()
        self.write(
            {
                "state": "choose",
                "error_count": 0,
                "good_count": 0,
                "agreed": False,
                "created_count": 0,
                "updated_count": 0,
                "unchanged_count": 0,
                "seat_count": 0,
                "unused_columns": False,
            }
        )

    @api.model
    def _fingerprint(self, rows):
        """What was agreed to: these rows, saying this."""
        return hashlib.sha256(repr(rows).encode()).hexdigest()

    def _list_problems(self, plan):
        self.error_count = len(plan.problems)
        self.env["dlxh.roster.import.error"].create(
            [
                {"import_id": self.id, **self._problem_values(one)}
                for one in plan.problems
            ]
        )

    def _show_counts(self, counts):
        self.write(
            {
                "created_count": counts["created"],
                "updated_count": counts["updated"],
                "unchanged_count": counts["unchanged"],
                "seat_count": counts["seats"],
            }
        )

    def _preview(self, plan, rows):
        """Count what would happen and show the first rows that change anything."""
        self._show_counts(self._count(plan, rows))
        self.good_count = len(rows)
        changing = [
            row
            for row in rows
            if {plan.people.get(row.row), plan.seats.get(row.row)} & {"new", "changed"}
        ]
        self.env["dlxh.roster.import.line"].create(
            [
                {
                    "import_id": self.id,
                    "row": row.row,
                    "name": row.name,
                    "unit": row.unit,
                    "team": row.team,
                    "person_action": plan.people.get(row.row),
                    "seat_action": plan.seats.get(row.row),
                }
                for row in changing[:PREVIEW_ROWS]
            ]
        )

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import collaborators"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
        }
