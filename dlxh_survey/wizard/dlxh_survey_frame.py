import base64
import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ..dataset.unit_counts import counts_template, read_counts

MAX_UNITS = 2000
MAX_STRATA = 300
SHOWN_PROBLEMS = 20
SEEDS = 2**31


class DlxhSurveyFrame(models.TransientModel):
    """The units that people are chosen from, with how many there are in each.

    Strata are made of them, or units and line numbers are drawn from them by lot.
    Names of people are not asked for: their list stays on paper with the unit.
    """

    _name = "dlxh.survey.frame"
    _description = "Units to Choose from"

    wave_id = fields.Many2one("dlxh.survey.wave", required=True, ondelete="cascade")
    wave_unit_id = fields.Many2one(related="wave_id.unit_id")
    purpose = fields.Selection(
        [("strata", "Strata"), ("draw", "Draw by lot")],
        required=True,
        default="strata",
    )
    root_id = fields.Many2one(
        "dlxh.unit",
        string="Below",
        compute="_compute_root_id",
        store=True,
        readonly=False,
        ondelete="cascade",
        domain="[('id', 'child_of', wave_unit_id)]",
    )
    level_id = fields.Many2one(
        "dlxh.level", string="Units of level", ondelete="cascade"
    )
    line_ids = fields.One2many("dlxh.survey.frame.line", "frame_id", string="Units")
    people = fields.Integer(compute="_compute_people")
    data_file = fields.Binary(string="Numbers of people", attachment=False)
    file_name = fields.Char()
    method = fields.Selection(
        [
            ("pps", "By size: large units are drawn more often"),
            ("systematic", "Every unit with the same chance"),
        ],
        default="pps",
        required=True,
        string="Units are drawn",
    )
    unit_count = fields.Integer(string="Units to draw", default=10)
    spare_units = fields.Integer(string="Replacement units", default=2)
    line_count = fields.Integer(
        string="People in each unit",
        default=30,
        help="As line numbers of the list that the unit has on paper.",
    )
    spare_lines = fields.Integer(string="Replacements in each unit", default=5)

    @api.depends("wave_id")
    def _compute_root_id(self):
        for frame in self:
            frame.root_id = frame.wave_id.unit_id

    @api.depends("line_ids.population_n")
    def _compute_people(self):
        for frame in self:
            frame.people = sum(frame.line_ids.mapped("population_n"))

    # -- the list ------------------------------------------------------------------

    def action_list_units(self):
        """Put the units of the level on the list, with the numbers known of them."""
        self.ensure_one()
        wave = self._checked_wave()
        if not self.level_id or not self.root_id:
            raise UserError(self.env._("Choose a unit and a level."))
        day = wave.date_open
        domain = (
            Domain("id", "child_of", self.root_id.id)
            & Domain("id", "child_of", wave.unit_id.id)
            & Domain("level_id", "=", self.level_id.id)
            & self.env["dlxh.unit"]._open_on_domain(day, day)
        )
        units = self.env["dlxh.unit"].search(domain, limit=MAX_UNITS + 1)
        if not units:
            raise UserError(
                self.env._(
                    "“%(unit)s” has no unit of the level “%(level)s” on the day the "
                    "wave begins.",
                    unit=self.root_id.name,
                    level=self.level_id.name,
                )
            )
        if len(units) > MAX_UNITS:
            raise UserError(
                self.env._(
                    "There are more than %(limit)s such units. Choose a unit further "
                    "down or another level.",
                    limit=MAX_UNITS,
                )
            )
        self.line_ids = [Command.clear()] + [
            Command.create({"unit_id": unit.id, "population_n": unit.headcount})
            for unit in units
        ]
        return self._reopen()

    def action_template(self):
        """Download the list to fill in the numbers of people."""
        self.ensure_one()
        self._checked_wave()
        if not self.line_ids:
            raise UserError(self.env._("List the units first."))
        content = counts_template(
            [
                (line.unit_id.code, line.unit_id.complete_name, line.population_n)
                for line in self.line_ids
            ],
            (self.env._("Code"), self.env._("Unit"), self.env._("People")),
        )
        return self._save_file(content, self.env._("people-by-unit.xlsx"), stay=True)

    def action_read_file(self):
        """Take the numbers of people from the file; all of it or nothing."""
        self.ensure_one()
        self._checked_wave()
        if not self.data_file:
            raise UserError(self.env._("Choose a file first."))
        lines = {line.unit_id.code: line for line in self.line_ids}
        counts = read_counts(base64.b64decode(self.data_file), set(lines))
        if counts.problems:
            raise UserError(self._problem_text(counts.problems))
        if not counts.found:
            raise UserError(self.env._("The file has no line of a unit on the list."))
        for code, people in counts.found.items():
            lines[code].population_n = people
        self.write({"data_file": False, "file_name": False})
        return self._reopen()

    def _problem_text(self, problems):
        told = {
            "unreadable": lambda row, said: self.env._(
                "The file cannot be read. Save it as an Excel workbook (.xlsx) and "
                "choose it again."
            ),
            "unknown": lambda row, said: self.env._(
                "Line %(row)s: “%(code)s” is not on the list.", row=row, code=said
            ),
            "twice": lambda row, said: self.env._(
                "Line %(row)s: “%(code)s” stands there twice.", row=row, code=said
            ),
            "not_a_number": lambda row, said: self.env._(
                "Line %(row)s: “%(said)s” is not a number of people.",
                row=row,
                said=said,
            ),
        }
        lines = [told[kind](row, said) for row, kind, said in problems[:SHOWN_PROBLEMS]]
        if len(problems) > SHOWN_PROBLEMS:
            more = len(problems) - SHOWN_PROBLEMS
            lines.append(self.env._("and %(count)s more", count=more))
        return "\n".join([self.env._("Nothing was taken over."), *lines])

    # -- what is made of it ----------------------------------------------------------

    def action_make_strata(self):
        """Make a stratum of each unit, in place of those there were."""
        self.ensure_one()
        wave = self._checked_wave()
        lines = self._counted_lines()
        if len(lines) > MAX_STRATA:
            raise UserError(
                self.env._(
                    "%(count)s strata are too many; at most %(limit)s are told apart. "
                    "Choose a higher level.",
                    count=len(lines),
                    limit=MAX_STRATA,
                )
            )
        wave.stratum_ids._refuse_when_used()
        wave.stratum_ids.unlink()
        self.env["dlxh.survey.stratum"].create(
            [
                {
                    "wave_id": wave.id,
                    "sequence": index,
                    "name": line.unit_id.name,
                    "unit_ids": [Command.set(line.unit_id.ids)],
                    "population_n": line.population_n,
                }
                for index, line in enumerate(lines, 1)
            ]
        )
        return {"type": "ir.actions.act_window_close"}

    def action_draw(self):
        """Draw by lot; seed and list are kept, so that anybody can draw it again."""
        self.ensure_one()
        wave = self._checked_wave()
        lines = self._counted_lines()
        numbers = (self.unit_count, self.line_count)
        spare = (self.spare_units, self.spare_lines)
        if min(numbers) < 1 or min(spare) < 0 or max(*numbers, *spare) > 100_000:
            raise UserError(
                self.env._("Draw at least one unit and one person in each of them.")
            )
        if self.unit_count > len(lines):
            raise UserError(
                self.env._(
                    "The list has %(units)s units with people; %(wanted)s cannot be "
                    "drawn.",
                    units=len(lines),
                    wanted=self.unit_count,
                )
            )
        wave._keep_draw(
            [(line.unit_id.id, line.population_n) for line in lines],
            seed=secrets.randbelow(SEEDS),
            method=self.method,
            units=self.unit_count,
            lines=self.line_count,
            spare_units=self.spare_units,
            spare_lines=self.spare_lines,
        )
        return {"type": "ir.actions.act_window_close"}

    # -- inside ------------------------------------------------------------------------

    def _counted_lines(self):
        """Return the lines with people, in the order of the list."""
        lines = self.line_ids
        if not lines:
            raise UserError(self.env._("List the units first."))
        if any(line.population_n < 0 for line in lines):
            raise UserError(self.env._("Numbers of people cannot be below zero."))
        # nobody draws from, or makes strata of, units outside of the own territory
        own = self.env["dlxh.unit"].search(
            [
                ("id", "in", lines.unit_id.ids),
                ("id", "child_of", self.wave_id.unit_id.id),
            ]
        )
        if set(own.ids) != set(lines.unit_id.ids) or len(own) != len(lines):
            raise UserError(
                self.env._("The list holds each unit of your territory once at most.")
            )
        found = lines.filtered("population_n")
        if self.purpose == "strata" and len(found) < len(lines):
            raise UserError(
                self.env._(
                    "“%(unit)s” has no number of people. Fill it in, or take the unit "
                    "off the list.",
                    unit=(lines - found)[0].unit_id.name,
                )
            )
        return found

    def _checked_wave(self):
        self.wave_id._need_officer("can_sample")
        return self.wave_id

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Strata from units")
            if self.purpose == "strata"
            else self.env._("Draw by lot"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    @api.model
    def _save_file(self, content, name, stay=False):
        """Let the browser save a file that is kept nowhere on the server."""
        return {
            "type": "ir.actions.client",
            "tag": "dlxh_survey_save_file",
            "params": {
                "content": base64.b64encode(content).decode(),
                "name": name,
                "stay": stay,
            },
        }
