from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from .approval_flow import in_flow, with_flow


class DlxhMeetingConclusion(models.Model):
    """One conclusion of a meeting: what is to be done, by whom, until when.

    Once the minutes are approved, the responsible unit sees it among its work
    and says when it is done.
    """

    _name = "dlxh.meeting.conclusion"
    _inherit = [
        "dlxh.scope.base",
        "dlxh.private.name.mixin",
        "dlxh.approval.line.mixin",
    ]
    _scope_link_fields = ("meeting_id",)
    _approval_parent_field = "meeting_id"
    _description = "Conclusion of a Meeting"
    _order = "date_due, meeting_id desc, sequence, id"

    meeting_id = fields.Many2one(
        "dlxh.meeting", string="Meeting", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        related="meeting_id.unit_id", store=True, index=True, string="Unit"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Conclusion", required=True)
    responsible_unit_id = fields.Many2one(
        "dlxh.unit",
        string="Responsible unit",
        index="btree_not_null",
        ondelete="restrict",
        help="The unit that held the meeting, or a unit below it.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Person in charge",
        index="btree_not_null",
        ondelete="restrict",
    )
    date_due = fields.Date(string="Due", index=True)
    state = fields.Selection(
        [("draft", "In the minutes"), ("open", "To do"), ("done", "Done")],
        string="Status",
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
    )
    done_on = fields.Date(string="Done on", readonly=True, copy=False)
    activity_id = fields.Many2one(
        "mail.activity", string="Reminder", readonly=True, copy=False
    )
    is_responsible = fields.Boolean(
        string="Mine to do",
        compute="_compute_is_responsible",
        search="_search_is_responsible",
    )

    @api.depends_context("uid")
    @api.depends("state", "user_id", "responsible_unit_id.parent_path")
    def _compute_is_responsible(self):
        units = self._responsible_units()
        for line in self:
            # sudo: who answers for it decides whether he may read it
            own = line.sudo()
            mine = own.user_id == self.env.user or own.responsible_unit_id in units
            line.is_responsible = own.state != "draft" and mine

    def _search_is_responsible(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("state", "!=", "draft") & (
            Domain("user_id", "=", self.env.uid)
            | Domain("responsible_unit_id", "in", self._responsible_units().ids)
        )

    def _responsible_units(self):
        """The units whose officer or leader the current user is; as superuser."""
        user = self.env.user
        chairs = ("officer", "leader")
        if any(user.has_group(f"dlxh_collaborator.group_dlxh_{c}") for c in chairs):
            return user._dlxh_units()
        return self.env["dlxh.unit"].sudo()

    @api.constrains("responsible_unit_id", "meeting_id")
    def _check_responsible_unit(self):
        for line in self.filtered("responsible_unit_id"):
            # sudo: compares the places of two units in the tree
            unit, own = line.sudo().responsible_unit_id, line.sudo().unit_id
            if not unit.parent_path.startswith(own.parent_path):
                raise ValidationError(
                    self.env._(
                        "%(unit)s does not lie below %(own)s. A meeting gives work to "
                        "its own unit and to the units below; propose the rest to "
                        "the level above.",
                        unit=unit.name,
                        own=own.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        if not in_flow(self.env) and any(line.state != "draft" for line in lines):
            self._raise_by_hand()
        lines.meeting_id._void_secret_check()
        return lines

    def write(self, vals):
        if {"state", "done_on", "activity_id"} & vals.keys() and not in_flow(self.env):
            self._raise_by_hand()
        result = super().write(vals)
        if {"name", "responsible_unit_id", "date_due"} & vals.keys():
            self.meeting_id._void_secret_check()
        return result

    # what follows from the approval of the minutes; called in the flow

    def _hand_out(self):
        """Give each conclusion to whoever does it."""
        self.write({"state": "open"})
        for line in self.filtered("user_id"):
            line._open_activity()

    def _take_back(self):
        """The approval was taken back: what is not done yet is a draft again."""
        self._close_activities(False)
        self.filtered(lambda one: one.state == "open").write({"state": "draft"})

    def _open_activity(self):
        """Remind the person in charge. The activity stands alone: it is seen by
        this person only, who need not read the meeting."""
        self.activity_id = self.env["mail.activity"].create(
            {
                "user_id": self.user_id.id,
                "activity_type_id": self.env.ref("mail.mail_activity_data_todo").id,
                "summary": self.env._("Conclusion of a meeting to carry out"),
                "date_deadline": self.date_due or fields.Date.context_today(self),
            }
        )

    def _close_activities(self, done):
        # sudo: reminders that the system made
        for activity in self.sudo().activity_id:
            if done and activity.active:
                activity.action_done()
            elif not done:
                activity.unlink()

    def _sentence(self):
        """Return the conclusion as printed in the minutes."""
        parts = [self.name.rstrip(" .;")]
        if self.responsible_unit_id:
            parts.append(
                self.env._("done by %(unit)s", unit=self.responsible_unit_id.name)
            )
        if self.date_due:
            parts.append(self.env._("until %(date)s", date=f"{self.date_due:%d/%m/%Y}"))
        return "; ".join(parts) + "."

    def _raise_by_hand(self):
        raise UserError(
            self.env._("Whether a conclusion is done is said with its button.")
        )

    def action_done(self):
        """Say that it is done; a second time changes nothing."""
        return self._set_done("done")

    def action_undo_done(self):
        """Take that back."""
        return self._set_done("open")

    def _set_done(self, state):
        self.check_access("read")
        for line in self.filtered(lambda one: one.state != state):
            if not (line.is_responsible or line.has_access("write")):
                raise AccessError(
                    self.env._(
                        "“%(name)s” is for another unit to do. Its officer, or the "
                        "officer of the unit that held the meeting, marks it.",
                        name=line.name,
                    )
                )
            if line.state == "draft":
                raise UserError(
                    self.env._(
                        "“%(name)s” stands in minutes that are not approved yet.",
                        name=line.name,
                    )
                )
            today = fields.Date.context_today(self)
            # sudo: the locked minutes stay as they are; who may was checked
            done = state == "done"
            with_flow(line.sudo()).write(
                {"state": state, "done_on": today if done else False}
            )
            if done:
                line._close_activities(True)
        return True
