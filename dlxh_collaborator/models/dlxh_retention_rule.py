import logging

from psycopg2 import IntegrityError

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .. import deadline
from .approval_flow import with_flow
from .house_time import house_today

_logger = logging.getLogger(__name__)

#: records destroyed between two commits
BATCH = 200
#: what people may change on a rule; the rest comes with the add-on it belongs to
OPEN_FIELDS = frozenset(("name", "months", "legal_basis", "note", "sequence"))


class DlxhRetentionRule(models.Model):
    """How long one kind of record is stored, and what is done to it then.

    An add-on registers a rule as data. The model of the records may say in
    `_retention_domain(rule, cutoff)` which of them are due; else those whose
    `date_field` lies before the cut-off date. It may say in
    `_retention_purge(rule)` what is done to them; else they are deleted, with
    their messages, activities and files.

    A rule comes switched off: whoever answers for the data of the whole tree
    looks at how many records are due, then switches it on. What a run destroyed
    is kept in dlxh.retention.run and in the access log, as numbers only (G20).
    """

    _name = "dlxh.retention.rule"
    _description = "Retention Rule"
    _order = "sequence, id"

    name = fields.Char(string="What is stored", required=True, translate=True)
    code = fields.Char(required=True, readonly=True)
    sequence = fields.Integer(default=10)
    model = fields.Char(string="Technical name", required=True, readonly=True)
    date_field = fields.Char(string="Counted from (field)", readonly=True)
    counted_from = fields.Char(string="Counted from", translate=True, readonly=True)
    months = fields.Integer(string="Stored for (months)", required=True)
    action = fields.Selection(
        [("purge", "Destroy"), ("blank", "Blank personal data")],
        string="Then",
        required=True,
        default="purge",
        readonly=True,
    )
    legal_basis = fields.Char(string="Legal basis")
    note = fields.Text(translate=True)
    enabled = fields.Boolean(string="In force", readonly=True, copy=False, index=True)
    enabled_on = fields.Date(string="In force since", readonly=True, copy=False)
    cutoff = fields.Date(string="Older than", compute="_compute_due")
    due_count = fields.Integer(string="Due now", compute="_compute_due")
    run_ids = fields.One2many("dlxh.retention.run", "rule_id", string="Runs")
    can_change = fields.Boolean(
        string="May be changed by me", compute="_compute_can_change"
    )

    _code_uniq = models.UniqueIndex("(code)", "A rule with this code exists.")
    _months_positive = models.Constraint(
        "CHECK(months > 0)", "Records are stored for at least one month."
    )

    @api.depends("months")
    def _compute_due(self):
        for rule in self:
            rule.cutoff = rule._cutoff()
            records = rule._records()
            rule.due_count = (
                0 if records is None else records.search_count(rule._due_domain())
            )

    @api.depends_context("uid")
    def _compute_can_change(self):
        self.can_change = self._may_change()

    @api.model
    def _may_change(self):
        """Rules hold for everybody, so one who answers for a part does not
        change them."""
        user = self.env.user
        if self.env.su or user.has_group("dlxh_collaborator.group_dlxh_administrator"):
            return True
        return (
            user.has_group("dlxh_collaborator.group_dlxh_data_officer")
            and user._dlxh_units()._is_whole_tree()
        )

    def _cutoff(self):
        """Return the last day that is old enough today, the day itself left out."""
        self.ensure_one()
        today = house_today()
        return deadline.months_before(today, max(self.months, 1))

    def _records(self):
        """Return the model of the records as superuser; None if not installed."""
        self.ensure_one()
        # sudo: numbers for whoever may read the rule; the purge itself runs in a
        # job that only a rule in force starts
        records = self.env.get(self.model)
        return (
            None
            if records is None
            else with_flow(records.sudo()).with_context(
                active_test=False, tracking_disable=True
            )
        )

    def _due_domain(self):
        """Return the domain of what is due today."""
        self.ensure_one()
        records, cutoff = self._records(), self._cutoff()
        if hasattr(records, "_retention_domain"):
            return Domain(records._retention_domain(self, cutoff))
        return Domain(self.date_field, "<", cutoff)

    def write(self, vals):
        self._check_may_change(set(vals))
        return super().write(vals)

    def _check_may_change(self, names):
        if self.env.su:
            return
        if not self._may_change():
            raise AccessError(
                self.env._(
                    "Retention rules hold for all units. An administrator or the "
                    "data officer of the highest unit changes them."
                )
            )
        if names - OPEN_FIELDS:
            raise UserError(
                self.env._(
                    "What a rule destroys comes with the add-on. You may change how "
                    "long records are stored, and switch the rule on and off."
                )
            )
        if "months" in names and self.filtered("enabled"):
            raise UserError(
                self.env._(
                    "Switch the rule off before you change how long records are "
                    "stored, and look at how many are due before you switch it on."
                )
            )

    def action_enable(self):
        """Put rules in force; the next nightly run destroys what is due."""
        return self._switch(True)

    def action_disable(self):
        """Stop destroying by these rules."""
        return self._switch(False)

    def _switch(self, enabled):
        self.check_access("write")
        self._check_may_change(set())
        today = house_today()
        changed = self.filtered(lambda rule: rule.enabled != enabled)
        # sudo: the right was checked just above
        changed.sudo().write(
            {"enabled": enabled, "enabled_on": today if enabled else False}
        )
        return True

    # the job

    @api.model
    def _cron_purge(self):
        """Destroy what is due by each rule in force, in batches."""
        for rule in self.search([("enabled", "=", True)]):
            if rule._records() is not None and not rule._run():
                return

    def _run(self):
        """Work through one rule; return whether time is left for another."""
        failed = []
        while True:
            records, domain = self._records(), self._due_domain()
            domain &= Domain("id", "not in", failed)
            batch = records.search(domain, limit=BATCH, order="id")
            batch = batch.try_lock_for_update()
            if not batch:
                return True
            count, errors = self._purge(batch)
            failed += errors
            remaining = records.search_count(domain & Domain("id", "not in", failed))
            if not self.env["ir.cron"]._commit_progress(count, remaining=remaining):
                return False

    def _purge(self, batch):
        """Destroy one batch and log it.

        :return: the number destroyed, the ids that could not be
        """
        failed = []
        # told apart beforehand, for nothing of the records is left afterwards
        units = self._units_of(batch)
        for record in batch:
            try:
                with self.env.cr.savepoint():
                    self._purge_records(record)
            except (UserError, IntegrityError):
                # the others are destroyed all the same; no word of the record
                _logger.warning("Retention: %s %s is kept", self.model, record.id)
                failed.append(record.id)
        self._log_run(units, failed, len(batch))
        return len(batch) - len(failed), failed

    def _purge_records(self, records):
        if hasattr(records, "_retention_purge"):
            records._retention_purge(self)
        else:
            records.unlink()

    def _units_of(self, batch):
        if "unit_id" not in batch._fields:
            return dict.fromkeys(batch.ids, self.env["dlxh.unit"])
        return {record.id: record.unit_id for record in batch}

    def _log_run(self, units, failed, total):
        self.env["dlxh.retention.run"]._record(self, total - len(failed), len(failed))
        by_unit = {}
        for record_id, unit in units.items():
            if record_id not in failed:
                by_unit[unit] = by_unit.get(unit, 0) + 1
        for unit, count in by_unit.items():
            self.env["dlxh.access.log"]._log(
                "purge", self.model, count=count, purpose=self.name, unit=unit
            )
