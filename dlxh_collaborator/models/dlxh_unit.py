from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

#: A unit of fewer people cannot be an area: its people could be recognised.
AREA_MIN_PEOPLE = 30
#: under which the transaction keeps the roots of the tree
ROOTS = "dlxh_unit_roots"

ORG_TYPES = [
    ("party", "Party organisation"),
    ("front", "Fatherland Front"),
    ("mass", "Mass organisation"),
    ("state", "State body"),
]


class DlxhUnit(models.Model):
    """Unit of the tree: centre, province or bloc, commune, grassroots, cell."""

    _name = "dlxh.unit"
    _inherit = [
        "dlxh.unit.restructure.mixin",
        "dlxh.unit.plan.mixin",
        "dlxh.unit.carry.mixin",
        "dlxh.unit.history.mixin",
        "dlxh.unit.load.mixin",
        "dlxh.scope.base",
        "mail.thread",
    ]
    _description = "Unit"
    _parent_store = True
    _scope_field = "id"
    _order = "complete_name, id"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, tracking=True, index="trigram")
    code = fields.Char(required=True, copy=False, tracking=True)
    parent_id = fields.Many2one(
        "dlxh.unit",
        string="Directly above",
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    child_ids = fields.One2many("dlxh.unit", "parent_id", string="Directly below")
    parent_path = fields.Char(index=True)
    level_id = fields.Many2one(
        "dlxh.level", string="Level", required=True, index=True, ondelete="restrict"
    )
    level_code = fields.Char(related="level_id.code", store=True, string="Level code")
    org_type = fields.Selection(
        ORG_TYPES, string="Kind of organisation", required=True, default="party"
    )
    date_open = fields.Date(string="Open from", tracking=True)
    date_close = fields.Date(string="Closed after", tracking=True)
    active = fields.Boolean(default=True)
    complete_name = fields.Char(
        string="Full name", compute="_compute_complete_name", store=True, recursive=True
    )
    headcount = fields.Integer(
        string="People", help="Number of people in the unit; 0 when not known."
    )
    is_area = fields.Boolean(
        string="May be an area",
        compute="_compute_is_area",
        store=True,
        help="Opinions may be said to have been heard here: the level allows it "
        "and the unit has 30 people or more.",
    )
    responsibility_ids = fields.One2many(
        "dlxh.unit.responsibility", "unit_id", string="Responsibilities"
    )
    change_ids = fields.One2many("dlxh.unit.change", "unit_id", string="History")
    predecessor_ids = fields.Many2many(
        "dlxh.unit",
        string="Came from",
        compute="_compute_lineage",
        context={"active_test": False},  # they are closed, and shown all the same
    )
    successor_ids = fields.Many2many(
        "dlxh.unit",
        string="Went to",
        compute="_compute_lineage",
        context={"active_test": False},
    )
    direct_unit_id = fields.Many2one(
        "dlxh.unit",
        string="Province or bloc",
        compute="_compute_scope_columns",
        store=True,
        recursive=True,
        index=True,
    )
    above_unit_id = fields.Many2one(
        "dlxh.unit",
        string="Commune or equal",
        compute="_compute_scope_columns",
        store=True,
        recursive=True,
        index=True,
    )
    user_ids = fields.Many2many(
        "res.users",
        "dlxh_unit_res_users_rel",
        "unit_id",
        "user_id",
        string="Users",
        groups="dlxh_collaborator.group_dlxh_administrator",
    )
    child_count = fields.Integer(string="Units below", compute="_compute_child_count")

    _code_uniq = models.Constraint("UNIQUE(code)", "Unit codes must be unique.")
    _dates_ordered = models.Constraint(
        "CHECK(date_close IS NULL OR date_open IS NULL OR date_close >= date_open)",
        "A unit cannot close before it opens.",
    )
    _level_name_idx = models.Index("(level_id, complete_name)")

    @api.depends("name", "parent_id.complete_name")
    def _compute_complete_name(self):
        for unit in self:
            parent = unit.parent_id.complete_name
            unit.complete_name = f"{parent} / {unit.name}" if parent else unit.name

    @api.depends("name", "complete_name")
    @api.depends_context("dlxh_full_name")
    def _compute_display_name(self):
        full = self.env.context.get("dlxh_full_name")
        for unit in self:
            unit.display_name = unit.complete_name if full else unit.name

    @api.depends("level_id.is_area", "headcount")
    def _compute_is_area(self):
        for unit in self:
            enough = not unit.headcount or unit.headcount >= AREA_MIN_PEOPLE
            unit.is_area = unit.level_id.is_area and enough

    @api.depends("level_id.code", "parent_id.direct_unit_id", "parent_id.above_unit_id")
    def _compute_scope_columns(self):
        """The topmost ancestor wins: a front unit of province level below a
        province belongs to that province."""
        for unit in self:
            parent, code = unit.parent_id, unit.level_id.code
            direct = unit if code == "direct" else False
            above = unit if code == "above_grassroots" else False
            unit.direct_unit_id = parent.direct_unit_id or direct
            unit.above_unit_id = parent.above_unit_id or above

    @api.depends("change_ids.state")
    def _compute_lineage(self):
        changes = self.env["dlxh.unit.change"].search(
            [
                ("change_type", "in", ("merge", "split")),
                ("state", "!=", "cancelled"),
                "|",
                ("unit_id", "in", self.ids),
                ("other_unit_id", "in", self.ids),
            ]
        )
        for unit in self:
            unit.successor_ids = changes.filtered(
                lambda change, u=unit: change.unit_id == u
            ).other_unit_id
            unit.predecessor_ids = changes.filtered(
                lambda change, u=unit: change.other_unit_id == u
            ).unit_id

    def _compute_child_count(self):
        counts = dict(
            self.env["dlxh.unit"]._read_group(
                [("parent_id", "in", self.ids)], ["parent_id"], ["__count"]
            )
        )
        for unit in self:
            unit.child_count = counts.get(unit, 0)

    @api.constrains("parent_id", "level_id", "org_type")
    def _check_level_order(self):
        below = self.with_context(active_test=False).child_ids
        for unit in (self | below).filtered("parent_id"):
            own, above = unit.level_id.sequence, unit.parent_id.level_id.sequence
            if own > above or (unit.org_type != "party" and own == above):
                continue
            raise ValidationError(
                self.env._(
                    "%(unit)s is of level %(level)s and cannot hang below "
                    "%(parent)s of level %(parent_level)s. Choose a unit of a "
                    "higher level, or correct the level.",
                    unit=unit.name,
                    level=unit.level_id.name,
                    parent=unit.parent_id.name,
                    parent_level=unit.parent_id.level_id.name,
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        units = super().create(vals_list)
        if any(not unit.parent_id for unit in units):
            self._forget_root_ids()
        return units

    def write(self, vals):
        result = super().write(vals)
        if "parent_id" in vals:
            self._forget_root_ids()
        if "level_id" in vals:
            self._sync_level_groups_of_users()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_installed_tree(self):
        raise UserError(
            self.env._("Units are kept for the history; close a unit instead.")
        )

    def action_open_children(self):
        """Open the list of the units directly below."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Units below %(unit)s", unit=self.name),
            "res_model": "dlxh.unit",
            "view_mode": "list,form",
            "domain": [("parent_id", "=", self.id)],
        }

    def _area(self):
        """Return the nearest unit, self first, that may be an area."""
        self.ensure_one()
        unit = self.sudo()  # only which ancestor it is is told, as on any sheet
        while unit and not unit.is_area:
            unit = unit.parent_id
        return unit.sudo(False)

    def _is_open_on(self, date):
        """Tell whether the unit existed on that date."""
        self.ensure_one()
        begun = not self.date_open or self.date_open <= date
        return begun and (not self.date_close or self.date_close >= date)

    @api.model
    def _open_on_domain(self, date_from, date_to):
        """Return the domain of units open on at least one day of the period."""
        return (
            Domain("date_open", "=", False) | Domain("date_open", "<=", date_to)
        ) & (Domain("date_close", "=", False) | Domain("date_close", ">=", date_from))

    def _is_whole_tree(self):
        """Tell whether these units and those below them are all units."""
        roots = self.filtered(lambda unit: not unit.parent_id)
        return bool(roots) and set(self._root_ids()) <= set(roots.ids)

    @api.model
    def _root_ids(self):
        """Return the ids of the units with nothing above, asked by every search of
        whoever sits at the top."""
        # Whether a filter is left out hangs on it, so it is kept no longer than the
        # transaction sees the same tree: the cursor forgets it at its end and when a
        # savepoint is rolled back. What the registry caches could be filled again
        # with the roots of before, by a thread that began before our commit.
        kept = self.env.cr.cache
        if ROOTS not in kept:
            # sudo: only whether there is another root, to choose the quicker search
            roots = self.sudo().with_context(active_test=False)
            kept[ROOTS] = tuple(roots.search([("parent_id", "=", False)]).ids)
        return kept[ROOTS]

    @api.model
    def _forget_root_ids(self):
        self.env.cr.cache.pop(ROOTS, None)

    def _sync_level_groups_of_users(self):
        # sudo: called after the write on the unit or level was allowed
        self.sudo().with_context(active_test=False).user_ids._sync_dlxh_level_groups()

    def _rewrite_scope_columns(self):
        """Bring the stored ancestors of large models in step after a move."""
        self.env.flush_all()
        large = self.env.registry["dlxh.scope.large.mixin"]._inherit_children
        models_ = [self.env[name] for name in large if self.env[name]._auto]
        paths = [f"{path}%" for path in self.mapped("parent_path")]
        for model in models_:
            self.env.cr.execute(
                SQL(
                    "UPDATE %(table)s t SET direct_unit_id = u.direct_unit_id,"
                    " above_unit_id = u.above_unit_id FROM dlxh_unit u"
                    " WHERE u.id = t.unit_id AND u.parent_path LIKE ANY(%(paths)s)"
                    " AND (t.direct_unit_id, t.above_unit_id) IS DISTINCT FROM"
                    " (u.direct_unit_id, u.above_unit_id)",
                    table=SQL.identifier(model._table),
                    paths=paths,
                )
            )
            model.invalidate_model(["direct_unit_id", "above_unit_id"])
