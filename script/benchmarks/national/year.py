"""A year of what the country owes: made by the job, come in as in life, told of.

Nothing of it is kept: the caller rolls back.
"""

import os
from collections import Counter
from datetime import date, datetime, timedelta
from statistics import mean
from unittest.mock import patch

from freezegun import freeze_time

from .rows import multiply, unchecked

#: how long before or after the due day it comes in, by the number of the obligation:
#: seven of ten before anybody is reminded, one of twenty never
PLANNED = (
    "due_at - CASE WHEN mod(id::bigint * 7919, 1000) < 700"
    " THEN (4 + mod(id, 9)) * INTERVAL '1 day'"
    " WHEN mod(id::bigint * 7919, 1000) < 880 THEN INTERVAL '10 hours'"
    " ELSE - INTERVAL '60 hours' END"
)
COMES = "mod(id::bigint * 7919, 1000) < 950"
#: so that activities and mails are made as in the morning
MORNING = timedelta(hours=1)


def months_back(day, months):
    """The first of the month so many months before."""
    index = day.year * 12 + day.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)


def elapsed():
    """Seconds of the clock on the wall; the others stand still in a frozen day."""
    return os.times().elapsed


def at(day):
    return freeze_time(datetime(day.year, day.month, day.day) + MORNING)


class Year:
    """The months before today, day by day where something happens."""

    def __init__(self, env, months=12):
        self.env, self.cr, self.months = env, env.cr, months
        self.today = date.today()
        self.first = months_back(self.today, months)
        self.regimes = env["dlxh.regime"].search([("period_type", "!=", False)])
        self.regimes.write({"date_from": months_back(self.first, 12)})
        self.regimes.write({"generated_on": self.first})
        self.mails, self.generating, self.mailing = Counter(), 0.0, 0.0

    def officers(self, user):
        """One officer for each commune and province, copied from one of them."""
        env, seat = self.env, user.dlxh_unit_ids
        places = (
            "(u.code LIKE 'BENCH-1-%%' OR u.code LIKE 'BENCH-2-%%')"
            f" AND u.id <> {seat.id}"
        )
        user.email = "bench@example.com"
        multiply(
            user.partner_id,
            f"dlxh_unit u WHERE {places}",
            {"name": "'Officer ' || u.id", "ref": "'bench-officer-' || u.id"},
        )
        multiply(
            user,
            "res_partner p JOIN dlxh_unit u ON p.ref = 'bench-officer-' || u.id"
            " WHERE TRUE",
            {"login": "'bench_officer_' || u.id", "partner_id": "p.id"},
        )
        for field in ("group_ids", "dlxh_unit_ids"):
            self._copy_links(user, user._fields[field], field == "dlxh_unit_ids")
        env.invalidate_all()
        return env["res.users"].search_count([("login", "=like", "bench_officer_%")])

    def _copy_links(self, user, field, own_unit):
        value = "split_part(n.login, '_', 3)::int" if own_unit else f"r.{field.column2}"
        self.cr.execute(
            f"INSERT INTO {field.relation} ({field.column1}, {field.column2})"
            f" SELECT n.id, {value} FROM res_users n, {field.relation} r"
            f" WHERE n.login LIKE 'bench_officer_%%' AND r.{field.column1} = %s"
            " ON CONFLICT DO NOTHING",
            [user.id],
        )

    def run(self):
        """Live through the months; each first of a month the job makes what is owed,
        on the days on which somebody is told the mails are made."""
        turns = self._days_of_telling()
        months = [months_back(self.today, n) for n in range(self.months, -1, -1)]
        for day in sorted({*turns, *months}):
            if not self.first <= day <= self.today:
                continue
            with at(day):
                if day in months:
                    self._generate()
                self._come_in()
                if day in turns:
                    self._mail()
        self.cr.execute("ANALYZE dlxh_obligation")
        self.env.invalidate_all()

    def _days_of_telling(self):
        days = set()
        for regime in self.regimes:
            spans = self._periods(regime)
            for last in spans:
                due = regime._deadlines(last)["due"]
                days.add(due - timedelta(days=regime.remind_days_before))
                days.add(due + timedelta(days=regime.remind_days_after))
        return days

    def _periods(self, regime):
        day, found = self.first, []
        while day <= self.today:
            _first, last = regime._period_of(day)
            found.append(last)
            day = last + timedelta(days=1)
        return found

    def _generate(self):
        start = elapsed()
        self.regimes._generate()
        self.generating += elapsed() - start

    def again(self):
        """Seconds of the nightly job when there is nothing new; draws no number."""
        count = "SELECT last_value FROM dlxh_obligation_id_seq"
        self.regimes._generate()  # what begins since the first of the month
        self.cr.execute(count)
        before = self.cr.fetchone()
        start = elapsed()
        self.regimes._generate()
        seconds = elapsed() - start
        self.cr.execute(count)
        if self.cr.fetchone() != before:
            raise SystemExit(
                "The nightly job drew numbers of the sequence though nothing was new:"
                " it writes rows again that are there."
            )
        return seconds

    def _come_in(self):
        """What was to come by now has come: reports and sheets of all, by SQL."""
        self.env.flush_all()
        self.cr.execute(
            f"UPDATE dlxh_obligation SET state = 'accepted', is_submitted = TRUE,"
            f" submitted_at = {PLANNED}, is_on_time = {PLANNED} <= due_at,"
            " is_nil = mod(id, 9) = 0, is_corrected = mod(id, 17) = 0,"
            " is_on_behalf = mod(id, 25) = 0"
            f" WHERE state = 'owed' AND {COMES} AND {PLANNED} <= %s",
            [datetime.now()],
        )
        self.env.invalidate_all()

    def _mail(self):
        start = elapsed()
        cron = self.env.registry["ir.cron"]
        with patch.object(cron, "_commit_progress", return_value=600.0):
            self.env["dlxh.obligation"]._cron_mail_digests()
        self.env.flush_all()
        self.mailing += elapsed() - start
        self.cr.execute(
            "SELECT u.id FROM res_users u WHERE u.dlxh_reminded_on = %s",
            [date.today()],
        )
        self.mails.update(row[0] for row in self.cr.fetchall())
        self.cr.execute("DELETE FROM mail_mail")
        self.env.invalidate_all()

    def report(self, officers):
        """Print what was made and told."""
        self.cr.execute("SELECT COUNT(*) FROM dlxh_obligation")
        count = self.cr.fetchone()[0]
        bare = self._bare_insert()
        print(
            f"{count:,} obligations of {self.months} months:"
            f" {self.generating:.1f} s by the job, {bare:.1f} s by bare SQL,"
            f" ratio {self.generating / bare:.1f}",
            flush=True,
        )
        numbers = [*self.mails.values()]
        numbers += [0] * max(0, officers - len(numbers))
        print(
            f"mails a person: {mean(numbers):.1f} on average, {max(numbers)} at most,"
            f" {sum(numbers):,} in all, made in {self.mailing:.1f} s",
            flush=True,
        )
        return count

    def _bare_insert(self):
        """Seconds to insert the same rows into a table with the same indexes."""
        self.cr.execute(
            "CREATE TEMP TABLE bench_owed (LIKE dlxh_obligation INCLUDING ALL)"
        )
        start = elapsed()
        self.cr.execute("INSERT INTO bench_owed SELECT * FROM dlxh_obligation")
        seconds = elapsed() - start
        self.cr.execute("DROP TABLE bench_owed")
        return seconds

    def grow(self, since, until):
        """Add the years `since` to `until` before this one: the same once more."""
        shifted = {
            name: f"{name} - g * INTERVAL '1 year'"
            for name in ("date_from", "date_to", "cutoff_on", "due_at", "lock_at")
        }
        self.cr.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = 'dlxh_obligation' AND column_name <> 'id'"
            " AND table_schema = 'public'"
        )
        names = [name for (name,) in self.cr.fetchall()]
        values = ", ".join(shifted.get(name, f'"{name}"') for name in names)
        quoted = ", ".join(f'"{name}"' for name in names)
        with unchecked(self.cr):
            self.cr.execute(
                f"INSERT INTO dlxh_obligation ({quoted}) SELECT {values}"
                f" FROM dlxh_obligation, generate_series({since}, {until}) g"
                " WHERE date_to > %s ON CONFLICT DO NOTHING",
                [months_back(self.first, 1)],
            )
        self.cr.execute("ANALYZE dlxh_obligation")
        self.env.invalidate_all()
