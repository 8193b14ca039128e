from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.dlxh_collaborator import screen

from .dlxh_survey_analyst_file import ANALYST, TIMES

DAYS = "dlxh_survey.analyst_file_days"
#: a purpose of fewer words says nothing
FEWEST_WORDS = 4
BATCH = 200


class DlxhSurveyAnalystFile(models.Model):
    """The way of a request: asked, released or refused by somebody else, taken."""

    _inherit = "dlxh.survey.analyst.file"

    def action_submit(self):
        """Ask for the release; from now on the request does not change."""
        for one in self:
            one.check_access("write")
            one._need("can_submit")
            one._check_purpose(one.purpose)
            one._check_wave()
            protection = one._protect()
            one._apply(
                {
                    "state": "requested",
                    "requested_at": fields.Datetime.now(),
                    "protection": one._told(protection),
                    "row_count": protection.people,
                }
            )
            one._log_step("request")
        return True

    def action_withdraw(self):
        """Take back what nobody has decided on yet; it may be changed again."""
        for one in self:
            one._lock()
            if not one.is_mine or one.state != "requested":
                one._refuse_step()
            one._apply({"state": "draft", "protection": False, "row_count": 0})
        return True

    def action_release(self):
        """Let the analyst take the file, once, within some days."""
        for one in self:
            one._lock()
            one._need("can_decide")
            one._check_asker()
            now = fields.Datetime.now()
            one._apply(
                {
                    "state": "released",
                    "decided_by_id": self.env.uid,
                    "decided_at": now,
                    "valid_until": now + timedelta(days=self._days()),
                }
            )
            one._log_step("release")
        return True

    def action_refuse(self, reason=None):
        """Refuse the request; the analyst reads why."""
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why: whoever asked reads it."))
        if any(finding.level == screen.BLOCK for finding in screen.check(reason)):
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
                }
            )
            one._log_step("refuse")
        return True

    def action_open_refuse(self):
        """Ask for the reason of a refusal."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Refuse the request"),
            "res_model": "dlxh.survey.analyst.refusal",
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_file_id": self.id},
        }

    def action_take(self):
        """Download the file; it is made now and only once."""
        self.ensure_one()
        self._need("can_take")
        return {
            "type": "ir.actions.act_url",
            "url": f"/dlxh/analyst-file/{self.id}",
            "target": "download",
        }

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
        raise AccessError(
            self.env._(
                "Single answers leave by two persons: an analyst of the unit that "
                "holds the survey asks for them, a leader of that unit, somebody "
                "else, releases them, and the analyst takes them once. This request "
                "is: %(state)s.",
                state=states[self.state],
            )
        )

    def _lock(self):
        """Let one decision or download through at a time."""
        self.check_access("read")
        # sudo: only the lock; the right is asked after it
        if not self.sudo().try_lock_for_update():
            raise UserError(
                self.env._("Somebody else is working on this request. Try again.")
            )

    def _check_purpose(self, purpose):
        if any(one.level == screen.BLOCK for one in screen.check(purpose)):
            raise ValidationError(
                self.env._("“What for” contains personal data. Write it without.")
            )
        if len((purpose or "").split()) < FEWEST_WORDS:
            raise ValidationError(
                self.env._(
                    "“What for” must say which study needs single answers, so that "
                    "whoever releases them can judge it."
                )
            )

    def _check_wave(self):
        # sudo: the state of the wave that the request is about
        wave = self.sudo().wave_id
        if wave.state not in TIMES:
            raise UserError(
                self.env._("Single answers leave only once the wave is closed.")
            )
        if wave.destroyed_on:
            raise UserError(
                self.env._(
                    "The answers were destroyed when their time of storage was over; "
                    "only the published tables are left."
                )
            )

    def _check_asker(self):
        """Whoever asked may have left the right or the unit since."""
        # sudo: rights and units of the user who asked are compared, not shown
        asker = self.sudo().requested_by_id
        analyst = asker.active and asker.has_group(ANALYST)
        if not analyst or self.unit_id not in asker._dlxh_units().sudo(False):
            raise UserError(
                self.env._("Whoever asked is no analyst of the unit any more.")
            )

    @api.model
    def _days(self):
        # sudo: a number of days is no secret
        value = self.env["ir.config_parameter"].sudo().get_param(DAYS)
        return int(value) if (value or "").isdecimal() and int(value) else 3

    def _log_step(self, step):
        """Write a line of the access log; answers are never in it."""
        action = {"request": "export", "take": "export"}.get(step, "approve")
        self.env["dlxh.access.log"]._log(
            action,
            self._name,
            domain={
                "file": self.id,
                "step": step,
                "wave": self.wave_id.id,
                "hash": self.file_hash or "",
            },
            count=self.row_count if step == "take" else 0,
            purpose=self.purpose,
            unit=self.unit_id,
        )

    @api.model
    def _cron_expire(self):
        """Close what was released and not taken in time."""
        overdue = [
            ("state", "=", "released"),
            ("valid_until", "<=", fields.Datetime.now()),
        ]
        while found := self.search(overdue, limit=BATCH):
            found._apply({"state": "expired"})
            left = self.search_count(overdue)
            if not self.env["ir.cron"]._commit_progress(len(found), remaining=left):
                break
