from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .approval_flow import TALK_FIELDS, in_flow
from .calendar_sync import keep_out_of_sync, release_sync

#: what an invited person changes on an event of ours: his own answer
ANSWER_FIELDS = frozenset(("current_status",)) | TALK_FIELDS
#: flags of the Google and Microsoft add-ons, where they are installed
SYNC_FLAGS = ("need_sync", "need_sync_m")
CHAIRS_ABOVE = ("officer", "leader", "inspector")


class CalendarEvent(models.Model):
    """Keep the events of our meetings among those who are concerned.

    An event with a unit is the time and place of a meeting of ours. It is seen
    by those who are invited and by the chairs of its unit and of the units above,
    and changes only through the meeting. All other events are as they were.
    """

    _inherit = "calendar.event"

    dlxh_unit_id = fields.Many2one(
        "dlxh.unit",
        string="Unit that holds the meeting",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    dlxh_meeting_ids = fields.One2many("dlxh.meeting", "event_id", string="Meeting")
    dlxh_is_supervised = fields.Boolean(
        string="In my territory",
        compute="_compute_dlxh_is_supervised",
        search="_search_dlxh_is_supervised",
        export_string_translation=False,
    )

    @api.model
    def _dlxh_reach(self):
        """Return the units below which, and those in which, the current user sees
        meetings by his chair; as superuser."""
        user = self.env.user
        units = user._dlxh_units()
        if any(
            user.has_group(f"dlxh_collaborator.group_dlxh_{chair}")
            for chair in CHAIRS_ABOVE
        ):
            return units, units
        clerk = user.has_group("dlxh_collaborator.group_dlxh_clerk")
        return units.browse(), units if clerk else units.browse()

    @api.depends_context("uid")
    @api.depends("dlxh_unit_id.parent_path")
    def _compute_dlxh_is_supervised(self):
        below, own = self._dlxh_reach()
        paths = tuple(below.mapped("parent_path"))
        org_type = self.env.user._dlxh_org_type()
        for event in self:
            # sudo: only the path of the unit is compared
            unit = event.sudo().dlxh_unit_id
            inside = bool(paths) and (unit.parent_path or "").startswith(paths)
            inside = inside and org_type in (False, unit.org_type)
            event.dlxh_is_supervised = inside or (bool(unit) and unit in own)

    def _search_dlxh_is_supervised(self, operator, value):
        if operator != "in":
            return NotImplemented
        below, own = self._dlxh_reach()
        domain = Domain("dlxh_unit_id", "child_of", below.ids) if below else None
        org_type = self.env.user._dlxh_org_type()
        if domain and org_type:
            domain &= Domain("dlxh_unit_id.org_type", "=", org_type)
        mine = Domain("dlxh_unit_id", "in", own.ids)
        return domain | mine if domain else mine

    # changes come from the meeting only

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("dlxh_unit_id"):
                vals.update(self._dlxh_no_sync())
        events = super().create(vals_list)
        if not in_flow(self.env):
            # asked of the result: a default may come from the context
            events._dlxh_refuse_by_hand()
        return events

    def write(self, vals):
        ours = self._dlxh_ours()
        if not ours:
            if vals.get("dlxh_unit_id") and not in_flow(self.env):
                self._dlxh_raise_by_hand()
            return super().write(vals)
        if not in_flow(self.env) and set(vals) - ANSWER_FIELDS - set(SYNC_FLAGS):
            ours._dlxh_refuse_by_hand()
        if other := self - ours:
            super(CalendarEvent, other).write(dict(vals))
        return super(CalendarEvent, ours).write({**vals, **self._dlxh_no_sync()})

    def unlink(self):
        if not in_flow(self.env):
            self._dlxh_refuse_by_hand()
        return super().unlink()

    def copy(self, default=None):
        self._dlxh_refuse_by_hand()
        return super().copy(default)

    def _dlxh_ours(self):
        # sudo: whether an event is one of ours
        return self.filtered(lambda event: event.sudo().dlxh_unit_id)

    def _dlxh_refuse_by_hand(self):
        if ours := self._dlxh_ours():
            ours.check_access("read")  # strangers are not told whose event it is
            self._dlxh_raise_by_hand()

    def _dlxh_raise_by_hand(self):
        raise UserError(
            self.env._(
                "This event belongs to a meeting of the public-opinion work. Time and "
                "place, who is invited and whether it takes place change on the "
                "meeting, by the officer of the unit; here you only accept or decline."
            )
        )

    # messages and mails

    def message_post(self, **kwargs):
        if kwargs.get("message_type") in ("comment", "email"):
            self._dlxh_refuse_talk()
        return super().message_post(**kwargs)

    def _mail_get_operation_for_mail_message_operation(self, message_operation):
        """Odoo looks into each event to find out which right its messages need,
        and would stop at those that the reader may not see."""
        ours = self._dlxh_ours()
        operations = super(
            CalendarEvent, self - ours
        )._mail_get_operation_for_mail_message_operation(message_operation)
        # sudo: only which right is asked for; the right itself is asked of the user
        needed = super(
            CalendarEvent, ours.sudo()
        )._mail_get_operation_for_mail_message_operation(message_operation)
        operations.update(
            (event.with_env(self.env), op) for event, op in needed.items()
        )
        return operations

    def action_open_composer(self):
        self._dlxh_refuse_talk()
        return super().action_open_composer()

    def _dlxh_refuse_talk(self):
        if self._dlxh_ours():
            raise UserError(
                self.env._(
                    "What is written here would leave as an e-mail. Talk about a "
                    "meeting in the meeting itself: agenda, minutes, conclusions."
                )
            )

    def action_open_dlxh_meeting(self):
        """Open the meeting behind the event."""
        self.ensure_one()
        meeting = self.dlxh_meeting_ids[:1]
        if not meeting:
            raise AccessError(
                self.env._(
                    "Only those who have a chair in the public-opinion work open the "
                    "meeting; time and place stand in the event."
                )
            )
        return meeting.get_formview_action()

    def _get_ics_file(self):
        ours = self._dlxh_ours()
        files = super(CalendarEvent, self - ours)._get_ics_file()
        ours.check_access("read")
        # sudo: who reads the event gets its time and place as a file
        for meeting in ours.sudo().dlxh_meeting_ids:
            files[meeting.event_id.id] = meeting._ics()
        return files

    # Google and Microsoft

    @api.model
    def _dlxh_no_sync(self):
        return {flag: False for flag in SYNC_FLAGS if flag in self._fields}

    def _register_hook(self):
        super()._register_hook()
        keep_out_of_sync(self.env.registry[self._name])

    def _unregister_hook(self):
        release_sync(self.env.registry[self._name])
        return super()._unregister_hook()
