from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.dlxh_collaborator.deadline import end_of_day, local_date

from .. import period

#: obligations are made for periods that begin within so many days
DAYS_AHEAD = 31
#: where a unit hangs, and the column of `_addressed` that tells it; kept once the
#: period has begun
PLACE_COLUMNS = {
    "level_id": "level_id",
    "parent_unit_id": "parent_unit_id",
    "period_direct_id": "direct_unit_id",
    "period_above_id": "above_unit_id",
    "tree_path": "parent_path",
}
#: likewise kept once the period has begun
PERIOD_COLUMNS = ("date_to", "period_type")
#: kept once the period is over
DATE_COLUMNS = ("cutoff_on", "due_at", "lock_at")


class DlxhRegimeGeneration(models.Model):
    """Makes what is owed ahead of time, set by set, as often as one likes.

    Until a period begins what is owed follows the tree, the memberships and the
    regime. From then on a unit owes what it owed, to whom it owed it, whatever
    becomes of it; only who turns out to have closed before owes nothing.
    """

    _inherit = "dlxh.regime"

    generated_on = fields.Date(
        string="Obligations brought in step on", readonly=True, copy=False
    )

    @api.model
    def _today(self):
        """The day it is in Vietnam, whoever asks."""
        return local_date(fields.Datetime.now())

    @api.model
    def _cron_generate(self):
        """Bring the obligations of all regimes in step, a regime a batch."""
        regimes = self.with_context(active_test=False).search(
            [("period_type", "!=", False)], order="generated_on nulls first, id"
        )
        for index, regime in enumerate(regimes, start=1):
            regime._generate()
            left = len(regimes) - index
            if not self.env["ir.cron"]._commit_progress(1, remaining=left):
                break

    def _generate(self, until=None, since=None):
        """Bring in step what is owed for the periods that begin up to `until`.

        Calling it twice changes nothing. Called by the cron, by changes of a regime
        and by the migration; nothing of it is shown.

        :param date until: last day on which a period may begin
        :param date since: periods that ended before are left as they are; the day
            of the last run when not given
        :return: number of obligations that were made
        """
        today = self._today()
        until = until or today + timedelta(days=self._days_ahead())
        made = 0
        # sudo: obligations are written by this method only
        for regime in self.sudo().filtered("period_type"):
            first = since or min(regime.generated_on or today, today)
            spans = regime._owed_spans(first, until)
            for span in spans:
                made += regime._generate_period(*span, today)
            regime._cancel_out_of_force(spans, today, until)
            if not since and regime.generated_on != today:
                regime.generated_on = today
        return made

    @api.model
    def _days_ahead(self):
        # sudo: a number of days is no secret
        parameters = self.env["ir.config_parameter"].sudo()
        given = parameters.get_param("dlxh_reporting.obligation_days_ahead")
        return max(0, int(given or DAYS_AHEAD))

    def _owed_spans(self, since, until):
        """The periods that begin up to `until` and end on `since` or later."""
        if not self.active:
            return []
        spans = period.owed_periods(
            self.period_type,
            self.start_day,
            (since, max(since, until)),
            (self.date_from, self.date_to or None),
        )
        return [span for span in spans if span[0] <= until]

    def _generate_period(self, first, last, today):
        """Make and bring in step what is owed for one period; return how many are
        new. The number of queries does not depend on how many owe it.

        Only what is missing or out of step is handed to the table: a row that is
        tried draws a number of the sequence, and this is done every night.
        """
        self.env.flush_all()
        placed = bool(self.generated_on) and self.generated_on > first
        rows = self.env.execute_query(
            SQL(
                "INSERT INTO dlxh_obligation AS o (%(columns)s)"
                " SELECT %(values)s FROM (%(addressed)s) AS a"
                # hashed, see `_cancel_not_addressed`; as text, in which NULL is equal
                " WHERE ROW(%(wanted)s)::text NOT IN"
                " (SELECT ROW(%(present)s)::text FROM dlxh_obligation o"
                " WHERE o.regime_id = %(regime)s AND o.date_from = %(first)s"
                " AND (%(old)s) IS NOT DISTINCT FROM (%(new)s))"
                " ON CONFLICT (regime_id, unit_id, (COALESCE(collaborator_id, 0)),"
                " date_from) DO UPDATE SET %(changes)s"
                " RETURNING o.id, (xmax = 0)",
                addressed=self._addressed(first, last),
                regime=self.id,
                first=first,
                **self._columns_to_write(first, last, placed, today > last),
            )
        )
        made = self.env["dlxh.obligation"].browse(row[0] for row in rows if row[1])
        self._cancel_not_addressed(first, last, today)
        self.env.invalidate_all(flush=False)
        if first < today:
            unsettled = made if placed else self._obligations_of(first)
            unsettled._restore_places(first)
        made._adopt()
        return len(made)

    def _obligations_of(self, first):
        return self.env["dlxh.obligation"].search(
            [("regime_id", "=", self.id), ("date_from", "=", first)]
        )

    def _columns_to_write(self, first, last, placed, over):
        """The parts of the statement that writes the obligations of a period.

        :param placed: the place in the tree is settled
        :param over: the period is over, and its dates are settled
        """
        dates = self._deadlines(last)
        now, uid = fields.Datetime.now(), self.env.uid
        values = {
            "regime_id": SQL("%s", self.id),
            "unit_id": SQL("a.unit_id"),
            "collaborator_id": SQL("a.collaborator_id"),
            "is_member": SQL("a.collaborator_id IS NOT NULL"),
            "direct_unit_id": SQL("a.direct_unit_id"),
            "above_unit_id": SQL("a.above_unit_id"),
            **{
                name: SQL.identifier("a", source)
                for name, source in PLACE_COLUMNS.items()
            },
            "date_from": SQL("%s::date", first),
            "date_to": SQL("%s::date", last),
            "period_type": SQL("%s", self.period_type),
            "cutoff_on": SQL("%s::date", dates["cutoff"]),
            "due_at": SQL("%s::timestamp", end_of_day(dates["due"])),
            "lock_at": SQL("%s::timestamp", end_of_day(dates["lock"])),
            "state": SQL("'owed'"),
            **dict.fromkeys(
                ("is_submitted", "is_on_time", "is_nil", "is_corrected"), SQL("FALSE")
            ),
            "is_on_behalf": SQL("FALSE"),
            "create_uid": SQL("%s", uid),
            "create_date": SQL("%s::timestamp", now),
            "write_uid": SQL("%s", uid),
            "write_date": SQL("%s::timestamp", now),
        }
        return self._changes_to_write(values, placed, over)

    def _changes_to_write(self, values, placed, over):
        """The rest of the statement: which columns a row out of step is given.

        :param dict values: {column: SQL} of a row to be made
        """
        places = () if placed else tuple(PLACE_COLUMNS)
        settled = () if placed else PERIOD_COLUMNS
        dates = () if over else DATE_COLUMNS
        # the same for all who owe the period
        changes = {name: values[name] for name in (*settled, *dates)}
        # nobody has become punctual or late by a new date unless it is written here
        changes["is_on_time"] = SQL(
            "COALESCE(o.is_submitted AND o.submitted_at <= %s, FALSE)",
            changes.get("due_at", SQL("o.due_at")),
        )
        if not over:
            # whoever is addressed again owes again
            changes["state"] = SQL(
                "CASE o.state WHEN 'cancelled' THEN 'owed' ELSE o.state END"
            )
        key = ("unit_id", "collaborator_id", *places)
        given = {name: SQL("EXCLUDED.%s", SQL.identifier(name)) for name in places}
        return {
            "columns": _joined(SQL.identifier(name) for name in values),
            "values": _joined(values.values()),
            "wanted": _joined(values[name] for name in key),
            "present": _joined(SQL.identifier("o", name) for name in key),
            "old": _joined(SQL.identifier("o", name) for name in changes),
            "new": _joined(changes.values()),
            "changes": _joined(
                SQL("%s = %s", SQL.identifier(name), value)
                for name, value in (given | changes).items()
            ),
        }

    def _cancel_not_addressed(self, first, last, today):
        """Nobody owes a period who turns out not to be addressed.

        Once it has begun a unit owes it unless it had closed before. A member owes
        it who is in the team from its first day to its last.
        """
        if today > last:
            return
        begun = SQL("o.is_member") if today > first else SQL("TRUE")
        self.env.cr.execute(
            SQL(
                "UPDATE dlxh_obligation o SET state = 'cancelled'"
                " WHERE o.regime_id = %(regime)s AND o.date_from = %(first)s"
                " AND o.state = 'owed' AND %(begun)s"
                # hashed whatever the statistics say: when all is made for the first
                # time there are none, and a join would ask again for each row
                " AND (o.unit_id, COALESCE(o.collaborator_id, 0)) NOT IN"
                " (SELECT a.unit_id, COALESCE(a.collaborator_id, 0)"
                " FROM (%(addressed)s) AS a)",
                regime=self.id,
                first=first,
                begun=begun,
                addressed=self._addressed(first, last),
            )
        )

    def _cancel_out_of_force(self, spans, today, until):
        """What is still to come of a regime that ended, began later or changed its
        periods is not owed; nor is what a unit had closed before."""
        self.env.flush_all()
        firsts = tuple(first for first, _last in spans) or (
            fields.Date.to_date("1900-01-01"),
        )
        in_force = SQL(
            "o.date_to >= %s AND (%s::date IS NULL OR o.date_to <= %s) AND %s",
            self.date_from,
            self.date_to or None,
            self.date_to or None,
            self.active,
        )
        self.env.cr.execute(
            SQL(
                "UPDATE dlxh_obligation o SET state = 'cancelled' FROM dlxh_unit u"
                " WHERE o.regime_id = %(regime)s AND o.state = 'owed'"
                " AND u.id = o.unit_id AND ("
                " (o.date_to >= %(today)s AND NOT (%(in_force)s))"
                " OR (o.date_from > %(today)s AND o.date_from <= %(until)s"
                " AND o.date_from NOT IN %(firsts)s)"
                " OR u.date_close < o.date_from)",
                regime=self.id,
                today=today,
                until=until,
                firsts=firsts,
                in_force=in_force,
            )
        )
        self.env["dlxh.obligation"].invalidate_model()


def _joined(parts):
    return SQL(", ").join(parts)
