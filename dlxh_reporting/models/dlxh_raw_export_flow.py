from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.dlxh_collaborator import screen

from .dlxh_raw_export import CHAIR, DAYS, MAX_ROWS

#: a purpose of fewer words says nothing
FEWEST_WORDS = 4
BATCH = 200


class DlxhRawExport(models.Model):
    """The way of a request: asked, released or refused by somebody else, taken."""

    _inherit = "dlxh.raw.export"

    def _sheets(self):
        """Return the sheets asked for, as the current user may read them."""
        self.ensure_one()
        domain = [
            ("unit_id", "=", self.unit_id.id),
            ("state", "in", ("accepted", "used")),
            ("is_nil", "=", False),
            ("observed_week", ">=", self.date_from),
            ("observed_week", "<=", self.date_to),
        ]
        if self.topic_ids:
            domain.append(("topic_id", "in", self.topic_ids.ids))
        return self.env["dlxh.opinion"].search(domain)

    def action_submit(self):
        """Ask for the release; from now on the request does not change."""
        for export in self:
            export.check_access("write")
            export._need("can_submit")
            export._check_purpose()
            sheets = export._sheets()
            rows = self.env["dlxh.opinion.stream"].search_count(
                [("opinion_id", "in", sheets.ids)]
            )
            export._check_size(rows)
            export._apply(
                {
                    "state": "requested",
                    "requested_at": fields.Datetime.now(),
                    "sheet_ids": sheets.ids,
                    "sheet_count": len(sheets),
                    "row_count": rows,
                }
            )
            export._log_step("request")
        return True

    def _check_purpose(self):
        self._screen()
        if len((self.purpose or "").split()) < FEWEST_WORDS:
            raise ValidationError(
                self.env._(
                    "“What for” must say which study needs the sheets, so that whoever "
                    "releases them can judge it."
                )
            )

    def _check_size(self, rows):
        most = self._limit(MAX_ROWS, 500)
        if not rows:
            raise UserError(
                self.env._("No accepted sheet of the unit lies in these weeks.")
            )
        if rows > most:
            raise UserError(
                self.env._(
                    "The request has %(rows)s rows, at most %(most)s may be taken at "
                    "once. Choose fewer weeks or topics.",
                    rows=rows,
                    most=most,
                )
            )

    def action_withdraw(self):
        """Take back what nobody has decided on yet; it may be changed again."""
        for export in self:
            export._lock()
            if not export.is_mine or export.state != "requested":
                export._refuse_step()
            export._apply(
                {"state": "draft", "sheet_ids": False, "sheet_count": 0, "row_count": 0}
            )
        return True

    def action_release(self):
        """Let the officer who asked take the sheets, once, within some days."""
        for export in self:
            export._lock()
            export._need("can_decide")
            export._check_asker()
            now = fields.Datetime.now()
            export._apply(
                {
                    "state": "released",
                    "decided_by_id": self.env.uid,
                    "decided_at": now,
                    "valid_until": now + timedelta(days=self._limit(DAYS, 3)),
                }
            )
            export._log_step("release")
        return True

    def action_refuse(self, reason=None):
        """Refuse the request; the officer who asked reads why."""
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why: whoever asked reads it."))
        if any(finding.level == screen.BLOCK for finding in screen.check(reason)):
            raise ValidationError(
                self.env._("The reason contains personal data. Write it without.")
            )
        for export in self:
            export._lock()
            export._need("can_decide")
            export._apply(
                {
                    "state": "refused",
                    "refuse_reason": reason,
                    "decided_by_id": self.env.uid,
                    "decided_at": fields.Datetime.now(),
                    "sheet_ids": False,
                }
            )
            export._log_step("refuse")
        return True

    def action_open_refuse(self):
        """Ask for the reason of a refusal."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Refuse the request"),
            "res_model": "dlxh.raw.export.refusal",
            "view_mode": "form",
            "target": "new",
            "context": {"default_export_id": self.id},
        }

    def action_take(self):
        """Download the file; it is made now and only once."""
        self.ensure_one()
        self._need("can_take")
        return {
            "type": "ir.actions.act_url",
            "url": f"/dlxh/raw-export/{self.id}",
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
                "Sheets leave by two persons: an officer asks for those of his own "
                "unit, a leader of the unit or a data officer, somebody else, "
                "releases them, and the officer who asked takes them once. This "
                "request is: %(state)s.",
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

    def _check_asker(self):
        """Whoever asked may have left the chair or the unit since."""
        # sudo: chairs and units of the user who asked are compared, not shown
        asker = self.sudo().requested_by_id
        officer = asker.active and asker.has_group(CHAIR % "officer")
        if not officer or self.unit_id not in asker._dlxh_units().sudo(False):
            raise UserError(
                self.env._("Whoever asked is no officer of the unit any more.")
            )

    def _log_step(self, step, count=0):
        """Write a line of the access log; texts of sheets are never in it."""
        action = {"request": "export", "take": "export"}.get(step, "approve")
        self.env["dlxh.access.log"]._log(
            action,
            "dlxh.opinion",
            domain={
                "export": self.id,
                "step": step,
                "weeks": f"{self.date_from} – {self.date_to}",
                "topics": self.topic_ids.ids,
                "rows": self.row_count,
            },
            count=count,
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
        while exports := self.search(overdue, limit=BATCH):
            exports._apply({"state": "expired", "sheet_ids": False})
            left = self.search_count(overdue)
            if not self.env["ir.cron"]._commit_progress(len(exports), remaining=left):
                break
