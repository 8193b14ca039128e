from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..period import round_up

BATCH = 100


class DlxhAlertFlow(models.Model):
    """The way of an urgent sheet: raised, checked, passed on, returned.

    Nobody may write alerts; every step is a method that checks who asks.
    """

    _inherit = "dlxh.alert"

    # Raised and withdrawn by what happens to the sheet
    # -------------------------------------------------

    @api.model
    def _raise(self, sheets):
        """Tell the own officer and the next level's of sheets just handed in."""
        alerts = self._as_system()
        for sheet in sheets.with_env(alerts.env):
            first = sheet._alerts().filtered(
                lambda alert, s=sheet: alert.origin_unit_id == s.unit_id
            )
            first = first or alerts._begin(sheet)
            if first.state == "withdrawn":
                first._begin_again(sheet)
            first._tell("raised")
            first._upper()._tell("told")

    @api.model
    def _begin(self, sheet):
        unit, above = sheet.unit_id, sheet.unit_id._next_duty_unit()
        common = self._known_of(sheet) | {
            "opinion_id": sheet.id,
            "origin_unit_id": unit.id,
            "addressed_above": sheet.addressed_above,
            "raised_at": fields.Datetime.now(),
        }
        timing = self._timing(sheet, above)
        first = self.create({**common, **timing, "unit_id": unit.id})
        first._note("raised")
        if above:
            told = {"unit_id": above.id, "state": "told", "below_id": first.id}
            self.create({**common, **told})._note("told")
        return first

    def _begin_again(self, sheet):
        """The corrected sheet came in: it is checked anew, at every level."""
        known = self._known_of(sheet)
        upper = self._chain() - self
        self.write(known | self._timing(sheet, upper) | {"by_time": False})
        upper.write(known | {"state": "told", "text_since": False})
        (self | upper).write({"checked_at": False, "passed_at": False})
        self._note("again")

    @api.model
    def _known_of(self, sheet):
        return {"topic_id": sheet.topic_id.id, "area_unit_id": sheet.area_unit_id.id}

    @api.model
    def _timing(self, sheet, above):
        """When the text goes on unchecked: never when it was written for this
        unit because it concerns the leaders below (G31), nor without hours."""
        now = fields.Datetime.now()
        hours = sheet.unit_id.level_id.alert_hours
        goes_on = bool(above and hours and not sheet.addressed_above)
        return {
            "state": "waiting",
            "text_since": now,
            "pass_due_at": goes_on and round_up(now + timedelta(hours=hours)),
        }

    def _withdraw(self):
        """The sheet goes back to its author: the text is taken from everybody."""
        for first in self.filtered(lambda alert: alert.state != "withdrawn"):
            chain = first._chain()
            chain.write({"state": "withdrawn", "pass_due_at": False})
            first._note("returned")
            system = chain._as_system()
            officers = system.unit_id._duty_officers()
            system._renew_activities(system.env["res.users"].union(*officers.values()))

    # Officers
    # --------

    def action_check(self):
        """One tap of the own officer: the sheet is accepted, its text goes on."""
        self._check_officer()
        for alert in self.filtered(lambda a: a.state == "waiting"):
            # sudo: the officer of the receiving unit was checked just above, and
            # accepting is done in his own rights
            sheet = alert.sudo().opinion_id.sudo(False)
            if alert.is_first and sheet.state == "submitted":
                sheet.action_accept()  # which calls `_checked`
            else:
                alert.sudo()._checked()  # as above
        return True

    def action_pass_on(self):
        """The officer of a level above hands the text to the level above his."""
        self._check_officer()
        todo = self.filtered(lambda a: a.state in ("waiting", "checked"))
        # sudo: the officer of the unit was checked just above
        for alert in todo.sudo():
            if not (alert._upper() or alert.unit_id._next_duty_unit()):
                raise UserError(
                    self.env._("There is no officer above whom it could be passed to.")
                )
            alert._checked(pass_on=True)
        return True

    def _check_officer(self):
        self.check_access("read")
        officer = self.env.user.has_group("dlxh_collaborator.group_dlxh_officer")
        if not officer or any(not alert.is_own_unit for alert in self):
            raise AccessError(
                self.env._("Urgent sheets are checked by an officer of the unit.")
            )

    def _checked(self, pass_on=None):
        """Note the check; called as superuser after the right was checked.

        :param pass_on: whether the text goes up; from the receiving unit it does
        """
        now = fields.Datetime.now()
        for alert in self:
            goes = alert.is_first if pass_on is None else pass_on
            known = {} if alert.checked_at else {"checked_at": now}
            alert.write({**known, "state": "passed" if goes else "checked"})
            alert._note("passed" if pass_on else "checked", by_officer=True)
            if goes:
                alert._pass_up()
            system = alert._as_system()
            system._renew_activities(system.unit_id._duty_officers()[system.unit_id])

    def _pass_up(self):
        """Give the text to the next level, unless it has it already."""
        self.ensure_one()
        now = fields.Datetime.now()
        if not self.passed_at:
            self.passed_at = now
        upper = self._upper() or self._told_above()
        arrived = upper.filtered(lambda alert: alert.state == "told")
        arrived.write({"state": "waiting", "text_since": now})
        arrived._note("text")
        if arrived:
            arrived._tell("text")

    def _told_above(self):
        """Make the alert of the level above the one the text has reached."""
        above = self.unit_id._next_duty_unit()
        if not above:
            return self.browse()
        return self._as_system().create(
            {
                "opinion_id": self.opinion_id.id,
                "origin_unit_id": self.origin_unit_id.id,
                "addressed_above": self.addressed_above,
                "topic_id": self.topic_id.id,
                "area_unit_id": self.area_unit_id.id,
                "raised_at": self.raised_at,
                "unit_id": above.id,
                "below_id": self.id,
                "state": "told",
            }
        )

    def _note(self, kind, by_officer=False):
        """Add a step with its time; an officer is named, an author never."""
        # sudo: nobody writes steps by hand; called by the flow only
        self.env["dlxh.alert.event"].sudo().create(
            [
                {
                    "alert_id": alert.id,
                    "unit_id": alert.unit_id.id,
                    "kind": kind,
                    # given, so that no default of the user dates it back
                    "at": fields.Datetime.now(),
                    "user_id": self.env.uid if by_officer else False,
                }
                for alert in self
            ]
        )

    # Nobody checked in time
    # ----------------------

    @api.model
    def _cron_pass_on(self):
        """Give the next level the text of what was not checked in time."""
        domain = [
            ("state", "=", "waiting"),
            ("passed_at", "=", False),
            ("pass_due_at", "<=", fields.Datetime.now()),
        ]
        batch = self.search(domain, order="pass_due_at, id", limit=BATCH)
        for alert in batch.try_lock_for_update():
            alert.by_time = True
            alert._note("by_time")
            alert._pass_up()
            alert._tell("by_time")
        left = self.search_count(domain)
        self.env["ir.cron"]._commit_progress(len(batch), remaining=left)
