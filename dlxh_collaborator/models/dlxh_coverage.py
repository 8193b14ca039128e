from odoo import api, fields, models

from ..coverage_figures import Share

DAY = ("dlxh_date",)


class DlxhCoverage(models.Model):
    """How far units are covered by teams on a day: one row for each unit.

    Units of the levels that have a team quota, open on the day given in the
    context as `dlxh_date` (today when there is none), below the units that were
    then above them. Whoever extends the columns adds a field, a column in
    `_columns`, what it needs in `_lookups`, and a measure if it is to be a figure.
    """

    _name = "dlxh.coverage"
    _inherit = [
        "dlxh.coverage.query.mixin",
        "dlxh.coverage.figures.mixin",
        "dlxh.coverage.missing.mixin",
        "dlxh.coverage.page.mixin",
        "dlxh.scope.mixin",
    ]
    _description = "Coverage"
    _auto = False
    _order = "level_id, unit_id"
    _rec_name = "unit_id"
    _depends = {
        "dlxh.unit": [
            "parent_id",
            "parent_path",
            "level_id",
            "org_type",
            "date_open",
            "date_close",
            "active",
            "direct_unit_id",
            "above_unit_id",
            "own_team_min",
            "own_team_max",
        ],
        "dlxh.unit.change": [
            "unit_id",
            "change_type",
            "state",
            "date",
            "former_parent_id",
            "former_level_id",
        ],
        "dlxh.level": ["code", "sequence", "team_min", "team_max"],
        "dlxh.team": ["unit_id", "kind", "date_from", "date_to", "active"],
        "dlxh.team.member": ["team_id", "collaborator_id", "date_from", "date_to"],
        "dlxh.collaborator": ["partner_id", "trained_on"],
        "dlxh.unit.responsibility": ["unit_id", "role", "date_from", "date_to"],
        "dlxh.coverage.duty": ["level_id", "role"],
        "dlxh.meeting": ["unit_id", "kind", "state", "is_held", "start"],
    }

    parent_id = fields.Many2one(
        "dlxh.unit", string="Directly above", depends_context=DAY
    )
    direct_unit_id = fields.Many2one(
        "dlxh.unit", string="Province or bloc", depends_context=DAY
    )
    above_unit_id = fields.Many2one(
        "dlxh.unit", string="Commune or equal", depends_context=DAY
    )
    level_id = fields.Many2one("dlxh.level", depends_context=DAY)
    org_type = fields.Selection(
        selection=lambda self: self._unit_org_types(),
        string="Kind of organisation",
        depends_context=DAY,
    )
    path = fields.Char(string="Place in the tree", depends_context=DAY)
    unit_count = fields.Integer(string="Units", depends_context=DAY)

    team_id = fields.Many2one("dlxh.team", string="Its team", depends_context=DAY)
    team_kind = fields.Selection(
        [
            ("team", "Team"),
            ("concurrent_group", "Concurrent group"),
            ("none", "No force yet"),
        ],
        string="Force",
        depends_context=DAY,
    )
    established_count = fields.Integer(string="Units with a force", depends_context=DAY)
    team_count = fields.Integer(string="Units with a team", depends_context=DAY)
    group_count = fields.Integer(string="Units with a group", depends_context=DAY)
    established_share = fields.Float(
        string="With a force (%)",
        digits=(4, 1),
        aggregator="avg",
        depends_context=DAY,
    )
    team_share = fields.Float(
        string="With a team (%)", digits=(4, 1), aggregator="avg", depends_context=DAY
    )
    group_share = fields.Float(
        string="With a group (%)", digits=(4, 1), aggregator="avg", depends_context=DAY
    )

    quota_state = fields.Selection(
        [
            ("short", "Too few"),
            ("ok", "In order"),
            ("over", "Too many"),
            ("none", "Nothing to count"),
        ],
        string="Quota",
        depends_context=DAY,
    )
    quota_min = fields.Integer(
        string="Smallest team", aggregator=None, depends_context=DAY
    )
    quota_max = fields.Integer(
        string="Largest team", aggregator=None, depends_context=DAY
    )
    ok_count = fields.Integer(string="Forces in order", depends_context=DAY)
    short_count = fields.Integer(string="Teams too small", depends_context=DAY)
    over_count = fields.Integer(string="Teams too large", depends_context=DAY)
    member_count = fields.Integer(
        string="Seats",
        depends_context=DAY,
        help="A person who sits in the teams of two levels fills two seats.",
    )
    person_count = fields.Integer(
        string="Persons",
        aggregator=None,
        depends_context=DAY,
        help="Of this unit. Persons of several units are not added up here, since "
        "one may sit in two teams; the coverage page counts each once.",
    )
    trained_count = fields.Integer(
        string="Trained",
        depends_context=DAY,
        help="Members trained on or before the day.",
    )
    trained_share = fields.Float(
        string="Trained (%)", digits=(4, 1), aggregator="avg", depends_context=DAY
    )

    has_secretary_in_charge = fields.Boolean(
        string="Secretary in charge", depends_context=DAY
    )
    has_standing_member = fields.Boolean(
        string="Standing member who follows the work", depends_context=DAY
    )
    has_propaganda_member = fields.Boolean(
        string="Committee member for propaganda", depends_context=DAY
    )
    has_organ_leader = fields.Boolean(string="Leader of the organ", depends_context=DAY)
    has_organ_officer = fields.Boolean(
        string="Officer of the organ", depends_context=DAY
    )
    duties_due = fields.Integer(string="Responsibilities due", depends_context=DAY)
    duties_filled = fields.Integer(
        string="Responsibilities filled",
        depends_context=DAY,
        help="Of those that are due at the level of the unit.",
    )
    duty_share = fields.Float(
        string="Responsibilities filled (%)",
        digits=(4, 1),
        aggregator="avg",
        depends_context=DAY,
    )
    lacking_count = fields.Integer(
        string="Lacks somebody responsible", depends_context=DAY
    )

    briefings_held = fields.Integer(
        string="Briefings held",
        depends_context=DAY,
        help="From New Year to the end of the day.",
    )
    briefings_due = fields.Integer(
        string="Briefings due",
        depends_context=DAY,
        help="For the full months since New Year, or since the force began.",
    )
    briefings_counted = fields.Integer(
        string="Briefings held of those due",
        depends_context=DAY,
        help="More than were due do not make up for another unit.",
    )
    briefing_share = fields.Float(
        string="Briefings held (%)",
        digits=(4, 1),
        aggregator="avg",
        depends_context=DAY,
    )

    @api.model
    def _unit_org_types(self):
        return (
            self.env["dlxh.unit"]._fields["org_type"]._description_selection(self.env)
        )

    @api.model
    def _measures(self):
        """Return {code: label} of what can be a figure and have a target.

        Other add-ons add theirs here and in `_measure_columns`.
        """
        return {
            "established": self.env._("Units with a force"),
            "team": self.env._("Units with a team"),
            "group": self.env._("Units with a concurrent group"),
            "trained": self.env._("Collaborators trained"),
            "quota": self.env._("Forces in order by quota"),
            "duty": self.env._("Responsibilities filled"),
            "briefing": self.env._("Briefings held of those due"),
        }

    @api.model
    def _measure_columns(self):
        """Return {code: (column of the part, column of the whole)}."""
        return {
            "established": ("established_count", "unit_count"),
            "team": ("team_count", "unit_count"),
            "group": ("group_count", "unit_count"),
            "trained": ("trained_count", "person_count"),
            "quota": ("ok_count", "established_count"),
            "duty": ("duties_filled", "duties_due"),
            "briefing": ("briefings_counted", "briefings_due"),
        }

    @api.model
    def _measure_shares(self, sums):
        """Return {code: Share} of the sums of some units."""
        return {
            code: Share(sums.get(part, 0), sums.get(whole, 0))
            for code, (part, whole) in self._measure_columns().items()
        }

    def action_open_unit(self):
        """Open the unit of the row."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "dlxh.unit",
            "res_id": self.unit_id.id,
            "views": [(False, "form")],
        }
