from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from .dlxh_unit_restructure_mixin import OWN_HISTORY


class DlxhUnitChange(models.Model):
    """One line of the history of a unit: merged, split, moved, closed, renamed, or
    put on another level.

    A change decided for a coming day waits as a line and applies itself then.
    """

    _name = "dlxh.unit.change"
    _inherit = ["dlxh.scope.mixin"]
    _description = "Change of a Unit"
    _order = "date desc, id desc"

    change_type = fields.Selection(
        [
            ("merge", "Merged into"),
            ("split", "Split into"),
            ("reparent", "Moved below"),
            ("close", "Closed"),
            ("rename", "Renamed"),
            ("level", "Level changed"),
        ],
        string="Change",
        required=True,
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    other_unit_id = fields.Many2one(
        "dlxh.unit", string="Other unit", index="btree_not_null", ondelete="restrict"
    )
    former_parent_id = fields.Many2one(
        "dlxh.unit", string="Was below", ondelete="restrict"
    )
    former_name = fields.Char(string="Was named")
    former_level_id = fields.Many2one(
        "dlxh.level", string="Was of level", ondelete="restrict"
    )
    note = fields.Char(string="Basis", help="The decision that ordered the change.")

    state = fields.Selection(
        [("planned", "Planned"), ("done", "Done"), ("cancelled", "Cancelled")],
        required=True,
        default="done",
        readonly=True,
        index=True,
    )
    main_change_id = fields.Many2one(
        "dlxh.unit.change",
        string="Follows from",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    part_ids = fields.One2many("dlxh.unit.change", "main_change_id", string="Parts")
    carry_responsibilities = fields.Boolean(string="Responsibilities move along")
    carry_team = fields.Boolean(string="Team moves along")
    keep_reading = fields.Boolean(string="Users keep reading the old records")
    user_ids = fields.Many2many(
        "res.users",
        "dlxh_unit_change_user_rel",
        "change_id",
        "user_id",
        string="Users who move",
        groups="dlxh_collaborator.group_dlxh_administrator",
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_history(self):
        raise UserError(self.env._("The history of units is kept."))

    def _is_due(self):
        """Closing takes effect the day after its date, all else on the date."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        return self.date < today if self.change_type == "close" else self.date <= today

    def _apply_due(self):
        """Carry out the planned lines whose day has come.

        Units below move first: a unit must be empty when it closes.
        """
        order = ("reparent", "split", "merge", "close")
        for change in self.sorted(
            lambda line: (line.date, order.index(line.change_type), line.id)
        ):
            if change.state == "planned" and change._is_due():
                getattr(change, f"_apply_{change.change_type}")()
                change.state = "done"

    def _apply_reparent(self):
        unit = self.unit_id
        self.former_parent_id = unit.parent_id
        unit.with_context(dlxh_own_history=OWN_HISTORY).parent_id = self.other_unit_id

    def _apply_merge(self):
        unit = self.unit_id
        main = self.main_change_id.sudo()  # users are the administrator's to see
        elsewhere = (main | main.part_ids).user_ids
        unit._carry_over(self, unit.sudo().user_ids - elsewhere)
        unit._end_after(self.date - timedelta(days=1))

    def _apply_split(self):
        """Users named for the new unit go there; the old unit ends by its own line."""
        # sudo: the field is the administrator's, who planned the line
        self.unit_id._carry_over(self, self.sudo().user_ids)

    def _apply_close(self):
        self.unit_id._end_after(self.date)

    @api.model
    def _cron_apply_planned(self):
        """Carry out what has come due, then archive units past their last day."""
        today = fields.Date.context_today(self)
        due = self.search(
            [("state", "=", "planned"), ("date", "<=", today)], order="date, id"
        )
        due._apply_due()
        closed = self.env["dlxh.unit"].search([("date_close", "<", today)])
        for unit in closed:
            unit._end_after(unit.date_close)

    def action_cancel(self):
        """Take back a planned change with all its parts."""
        for change in self:
            if change.state != "planned":
                raise UserError(
                    self.env._(
                        "Only a planned change can be cancelled; “%(change)s” of "
                        "%(unit)s has been carried out. Make the opposite change.",
                        change=dict(
                            self._fields["change_type"]._description_selection(self.env)
                        )[change.change_type],
                        unit=change.unit_id.name,
                    )
                )
            main = change.main_change_id or change
            lines = main | main.part_ids
            lines.state = "cancelled"
            closing = lines.filtered(lambda line: line.change_type != "reparent")
            closing.unit_id.filtered("active").date_close = False
            for new in lines.filtered(lambda c: c.change_type == "split").other_unit_id:
                new.date_close = new.date_open
        return True

    def _applied(self):
        """Carry out what is due; return the lines."""
        self._apply_due()
        return self
