import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..unit_file import (
    check_rows,
    province_rows,
    provinces,
    read_sheet,
    rows_of_sheet,
)
from ..unit_file.words import WORDS

STEPS = [
    ("province", "Province"),
    ("communes", "Communes"),
    ("bodies", "Issuing bodies"),
    ("users", "Users"),
    ("start", "Start"),
    ("done", "Done"),
]


class DlxhSetupWizard(models.Model):
    """Set up one province from an empty database, in five steps.

    Each step stores what it makes before the next opens, so that the set-up can be
    left and taken up again; going through a step twice makes nothing twice.
    """

    _name = "dlxh.setup.wizard"
    _description = "Set-up of a Province"
    _order = "id desc"

    step = fields.Selection(STEPS, required=True, default="province", readonly=True)
    name = fields.Char(compute="_compute_name")

    # 1
    source = fields.Selection(
        [("list", "The official list of provinces"), ("file", "A file of our own")],
        required=True,
        default="list",
    )
    province_code = fields.Selection(selection="_select_province", string="Province")
    with_centre = fields.Boolean(
        string="Place it below the centre",
        help="Only where this database also serves the centre or other provinces.",
    )
    data_file = fields.Binary(string="File")
    file_name = fields.Char()
    # 2
    commune_ids = fields.One2many("dlxh.setup.commune", "setup_id", string="Communes")
    commune_count = fields.Integer(compute="_compute_commune_count")
    organ_name = fields.Char(
        string="Organ of the province",
        default=lambda self: WORDS["organs"]["direct"],
        help="The advisory organ for public opinion, as it is called in full.",
    )
    commune_organ_name = fields.Char(
        string="Organ of a commune",
        default=lambda self: WORDS["organs"]["above_grassroots"],
    )
    # 3
    province_id = fields.Many2one(
        "dlxh.unit", string="Unit", readonly=True, ondelete="restrict"
    )
    body_ids = fields.One2many("dlxh.setup.body", "setup_id", string="Issuing bodies")
    # 4
    user_ids = fields.One2many("dlxh.setup.user", "setup_id", string="Users")
    password_way = fields.Selection(
        [
            ("generated", "Made here and shown once"),
            ("link", "Chosen by the user, through a link by e-mail"),
        ],
        string="Passwords",
        required=True,
        default="generated",
    )
    # 5
    own_term = fields.Boolean(
        string="Term of our own",
        help="The congress was on another day than the general term says.",
    )
    term_name = fields.Char()
    term_date_from = fields.Date(
        string="From", help="The day after the congress: numbers begin anew from it."
    )
    term_date_to = fields.Date(string="To")
    number_ids = fields.One2many("dlxh.setup.number", "setup_id", string="Numbers")
    summary = fields.Html(compute="_compute_summary", sanitize=False)
    outcome = fields.Text(readonly=True)

    @api.depends("province_id", "province_code")
    def _compute_name(self):
        labels = dict(self._select_province())
        for setup in self:
            place = setup.province_id.name or labels.get(setup.province_code)
            setup.name = place or self.env._("Set-up")

    @api.depends("commune_ids.load")
    def _compute_commune_count(self):
        for setup in self:
            setup.commune_count = len(setup.commune_ids.filtered("load"))

    @api.depends("step", "commune_ids.load", "user_ids.user_id")
    def _compute_summary(self):
        for setup in self:
            setup.summary = self.env["ir.qweb"]._render(
                "dlxh_collaborator.dlxh_setup_summary", {"lines": setup._made()}
            )

    @api.model
    def _select_province(self):
        try:
            return [(code, name) for code, name, _count in provinces()]
        except ImportError:  # the package is not on this server; a file still works
            return []

    def _made(self):
        """[(what, how many)] that the set-up has made so far, for the last page."""
        unit = self.province_id
        if not unit:
            return []
        below = self.env["dlxh.unit"].search_count([("id", "child_of", unit.id)])
        bodies = self.env["dlxh.body"].search_count([("unit_id", "child_of", unit.id)])
        return [
            (self.env._("Units, the province included"), below),
            (self.env._("Issuing bodies"), bodies),
            (self.env._("Users made in this set-up"), len(self.user_ids.user_id)),
        ]

    # moving through the steps

    @api.model
    def action_open(self):
        """Take up the set-up that was left, or begin one."""
        self.check_access("create")
        setup = self.search([("step", "!=", "done")], limit=1) or self.create({})
        return setup._reopen()

    def action_next(self):
        """Carry out the step and open the next one."""
        self.ensure_one()
        self.check_access("write")
        answer = getattr(self, f"_finish_{self.step}")()
        order = [step for step, _label in STEPS]
        self.step = order[order.index(self.step) + 1]
        return answer or True

    def action_previous(self):
        self.ensure_one()
        order = [step for step, _label in STEPS]
        self.step = order[max(order.index(self.step) - 1, 0)]
        return True

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Set up my province"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "current",
        }

    # 1 and 2: units

    def _rows(self):
        """The rows of units, checked as a whole; any problem is told."""
        Unit = self.env["dlxh.unit"]
        levels, existing = Unit._file_levels(), Unit._file_existing()
        if self.source == "list":
            if not self.province_code:
                raise UserError(self.env._("Choose a province."))
            official = province_rows(self.province_code, self.with_centre)
            rows, problems = check_rows(official, levels, existing)
        else:
            if not self.data_file:
                raise UserError(self.env._("Choose a file first."))
            sheet = read_sheet(base64.b64decode(self.data_file), self.file_name)
            rows, problems = rows_of_sheet(sheet, levels, existing)
        if problems:
            self._refuse(problems)
        return rows

    def _refuse(self, problems):
        Unit = self.env["dlxh.unit"]
        lines = [
            self.env._(
                "Row %(row)s, column %(column)s: %(reason)s",
                row=problem.row,
                column=problem.column or "–",
                reason=Unit._file_reason(problem),
            )
            for problem in problems[:20]
        ]
        if len(problems) > 20:
            lines.append(self.env._("… and %(count)s more.", count=len(problems) - 20))
        raise UserError("\n".join(lines))

    def _finish_province(self):
        """Lay out the communes to choose from; what was unticked stays so."""
        rows = self._rows()
        self._province_row(rows)
        left_out = set(
            self.commune_ids.filtered(lambda line: not line.load).mapped("code")
        )
        self.commune_ids.unlink()
        self.env["dlxh.setup.commune"].create(
            [
                {
                    "setup_id": self.id,
                    "code": row.code,
                    "name": row.name,
                    "load": row.code not in left_out,
                }
                for row in rows
                if row.level == "above_grassroots" and row.org_type == "party"
            ]
        )

    def _province_row(self, rows):
        found = [row for row in rows if row.level == "direct"]
        if not found:
            raise UserError(
                self.env._(
                    "The file holds no unit of the level directly under the centre "
                    "(level “direct”). Add the province or bloc itself."
                )
            )
        return found[0]

    def _finish_communes(self):
        """Load the units, without the communes left out and what is below them."""
        rows = self._rows()
        out = set(self.commune_ids.filtered(lambda line: not line.load).mapped("code"))
        kept = []
        for row in rows:  # parents come first
            if row.code in out or row.parent in out:
                out.add(row.code)
            else:
                kept.append(row)
        done = self.env["dlxh.unit"]._apply_file_rows(kept)
        code = self._province_row(kept).code
        province = done["units"].filtered(lambda unit: unit.code == code)
        if self.province_id not in (province, province.browse()):
            self.body_ids.unlink()
            self.number_ids.unlink()
            self.user_ids.filtered(lambda line: not line.user_id).unlink()
        self.province_id = province
        self.body_ids._propose(self)

    # 3 to 5

    def _finish_bodies(self):
        self.body_ids._store()
        self.env["dlxh.setup.user"]._propose(self)

    def _finish_users(self):
        passwords = self.user_ids._store(self.password_way)
        self.env["dlxh.setup.number"]._propose(self)
        self._propose_term()
        return passwords and self._show_passwords(passwords)

    def _show_passwords(self, passwords):
        """Show them in a dialog that is never saved: they are kept nowhere."""
        text = "\n".join(f"{login}    {password}" for login, password in passwords)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("First passwords"),
            "res_model": "dlxh.setup.password",
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_text": text},
        }

    def _propose_term(self):
        if self.term_name:
            return
        today = fields.Date.context_today(self)
        term = self.env["dlxh.term"]._for_unit(self.province_id, today)
        self.write(
            {
                "term_name": term.name,
                "term_date_from": term.date_from,
                "term_date_to": term.date_to,
            }
        )

    def _finish_start(self):
        if self.own_term:
            self._store_term()
        self.number_ids._store()
        self.write(
            {
                "outcome": "\n".join(self._apply_reporting_defaults()),
                "data_file": False,
            }
        )

    def _store_term(self):
        if not (self.term_name and self.term_date_from):
            raise UserError(self.env._("Name the term and give its first day."))
        values = {
            "name": self.term_name,
            "date_from": self.term_date_from,
            "date_to": self.term_date_to,
        }
        term = self.env["dlxh.term"].search(
            [
                ("unit_id", "=", self.province_id.id),
                ("date_from", "=", self.term_date_from),
            ],
            limit=1,
        )
        if term:
            term.write(values)
        else:
            term.create({"unit_id": self.province_id.id, **values})

    def _apply_reporting_defaults(self):
        """Hook: other add-ons set up what is theirs for `province_id`.

        :return: list of sentences that tell what was set up
        """
        self.ensure_one()
        return []

    def action_open_units(self):
        return self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_collaborator.dlxh_unit_action"
        )

    def action_open_users(self):
        return self.env["ir.actions.act_window"]._for_xml_id("base.action_res_users")

    def action_all_communes(self):
        self.commune_ids.load = True
        return True

    def action_no_commune(self):
        self.commune_ids.load = False
        return True
