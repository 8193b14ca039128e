from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_datetime

from .. import screen

#: a purpose of fewer words says nothing
FEWEST_WORDS = 4
BATCH = 200


class DlxhReleaseFlowMixin(models.AbstractModel):
    """The way of a request: asked, released or refused by somebody else, taken."""

    _name = "dlxh.release.flow.mixin"
    _description = "Way of a Release"

    #: parameter of the system: days in which the file is taken
    _release_days = ""
    #: model of the dialog that asks why a request is refused
    _release_refusal = ""
    #: link of the download, with the id of the request
    _release_link = ""

    def action_submit(self):
        """Ask for the release; from now on the request does not change."""
        for one in self:
            one.check_access("write")
            one._need("can_submit")
            one._check_purpose()
            values = one._asked_values()
            now = fields.Datetime.now()
            one._apply({"state": "requested", "requested_at": now, **values})
            one._log_step("request")
        return True

    def action_withdraw(self):
        """Take back what nobody has decided on yet; it may be changed again."""
        for one in self:
            one._lock()
            if not one.is_mine or one.state != "requested":
                one._refuse_step()
            one._apply({"state": "draft", "row_count": 0, **self._release_start})
        return True

    def action_release(self):
        """Let whoever asked take the file, once, within some days."""
        for one in self:
            one._lock()
            one._need("can_decide")
            one._check_asker()
            now = fields.Datetime.now()
            days = self._limit(self._release_days, 3)
            one._apply(
                {
                    "state": "released",
                    "decided_by_id": self.env.uid,
                    "decided_at": now,
                    "valid_until": now + timedelta(days=days),
                }
            )
            one._log_step("release")
        return True

    def action_refuse(self, reason=None):
        """Refuse the request; whoever asked reads why."""
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why: whoever asked reads it."))
        if screen.blocks(reason):
            raise ValidationError(
                self.env._("The reason contains personal data. Write it without.")
            )
        for one in self:
            one._lock()
            one._need("can_decide")
            one._apply(
                {
                    "state": "refused",
                    "refuse_reason": reason,
                    "decided_by_id": self.env.uid,
                    "decided_at": fields.Datetime.now(),
                    **self._release_end,
                }
            )
            one._log_step("refuse")
        return True

    def action_open_refuse(self):
        """Ask for the reason of a refusal."""
        self.ensure_one()
        wizard = self.env[self._release_refusal]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Refuse the request"),
            "res_model": wizard._name,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {f"default_{wizard._request_field}": self.id},
        }

    def action_take(self):
        """Download the file; it is made now and only once."""
        self.ensure_one()
        self._need("can_take")
        return {
            "type": "ir.actions.act_url",
            "url": self._release_link % self.id,
            "target": "download",
        }

    def _begin_taking(self):
        """Let whoever asked take a released request, one download at a time."""
        self.ensure_one()
        self._lock()
        self._need("can_take")

    def _end_taking(self, vals):
        """Close the request: the file was made."""
        now = fields.Datetime.now()
        self._apply({"state": "taken", "taken_at": now, **self._release_end, **vals})
        self._log_step("take")

    # What a model says of its own
    # ----------------------------

    def _asked_values(self):
        """Check what is asked for, and return what is kept of it."""
        return {}

    def _logged(self):
        """Return (model, what of the request its lines of the access log say)."""
        return self._name, {}

    def _say_two_persons(self, state):
        """Return the way of a request in one sentence; it stands at `state`."""
        raise NotImplementedError

    def _say_which_study(self):
        """Return the sentence for a purpose that says nothing."""
        raise NotImplementedError

    def _say_asker_left(self):
        """Return the sentence for whoever asked and lost the right to."""
        raise NotImplementedError

    # Checks
    # ------

    def _need(self, right):
        """Refuse unless the computed right is given, asked of the stored state."""
        self.check_access("read")
        self.invalidate_recordset()
        if not self[right]:
            self._refuse_step()

    def _refuse_step(self):
        states = dict(self._fields["state"]._description_selection(self.env))
        raise AccessError(self._say_two_persons(states[self.state]))

    def _lock(self):
        """Let one decision or download through at a time."""
        self.check_access("read")
        # sudo: only the lock; the right is asked after it
        if not self.sudo().try_lock_for_update():
            raise UserError(
                self.env._("Somebody else is working on this request. Try again.")
            )

    def _check_purpose(self):
        if len((self.purpose or "").split()) < FEWEST_WORDS:
            raise ValidationError(self._say_which_study())

    def _check_asker(self):
        """Whoever asked may have left the chair or the unit since."""
        # sudo: chairs and units of the user who asked are compared, not shown
        asker = self.sudo().requested_by_id
        asks = asker.active and asker.has_group(self._release_asker)
        if not asks or self.unit_id not in asker._dlxh_units().sudo(False):
            raise UserError(self._say_asker_left())

    @api.model
    def _limit(self, name, default):
        # sudo: a number of rows or days is no secret
        value = self.env["ir.config_parameter"].sudo().get_param(name)
        return int(value) if (value or "").isdecimal() and int(value) else default

    # Traces
    # ------

    def _log_step(self, step):
        """Write a line of the access log; what is taken is never in it."""
        action = {"request": "export", "take": "export"}.get(step, "approve")
        model, told = self._logged()
        self.env["dlxh.access.log"]._log(
            action,
            model,
            domain={**told, "step": step},
            count=self.row_count if step == "take" else 0,
            purpose=self.purpose,
            unit=self.unit_id,
        )

    def _file_mark(self):
        """Who asked, who released and when: the file says it of itself."""
        # sudo: names of the two users, for the file of one of them
        mine = self.sudo()
        return self.env._(
            "No. %(number)s – asked by %(asker)s, released by %(releaser)s on "
            "%(released)s, taken on %(taken)s – internal, not to be passed on",
            number=self.id,
            asker=mine.requested_by_id.name,
            releaser=mine.decided_by_id.name,
            released=format_datetime(self.env, self.decided_at),
            taken=format_datetime(self.env, fields.Datetime.now()),
        )

    @api.model
    def _cron_expire(self):
        """Close what was released and not taken in time."""
        overdue = [
            ("state", "=", "released"),
            ("valid_until", "<=", fields.Datetime.now()),
        ]
        while found := self.search(overdue, limit=BATCH):
            found._apply({"state": "expired", **self._release_end})
            left = self.search_count(overdue)
            if not self.env["ir.cron"]._commit_progress(len(found), remaining=left):
                break
