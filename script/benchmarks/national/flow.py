"""A year of work: a million sheets, 240,000 reports and their entries."""

from datetime import date, timedelta

from odoo.fields import Command

from .rows import multiply
from .tree import COMMUNES

SHEETS = 1_000_000
CELL_MONTHS = 6
ISSUES = 20
#: the newest rows of the last province are half a year old: uniform data flatters
STALE = 34


def fill_flow(env, units):
    """Make a year of sheets, issues, reports and entries unless they are there.

    Each stage is committed: a run that was cut off goes on where it stopped.
    """
    commune = units["commune"]
    mine = [("unit_id", "=", commune.id)]
    if not env["dlxh.issue"].search_count(mine, limit=1):
        issue = _issue(env, commune)
        sheet = _sheet(env, commune, issue)
        _multiply_issues(env, issue, commune)
        _number_rows(env)
        _multiply_sheets(env, sheet)
        _finish(env, "dlxh_issue", "dlxh_opinion", "dlxh_opinion_stream")
    if not env["dlxh.report"].search_count(mine, limit=1):
        _number_rows(env)
        _multiply_reports(env, units)
        _finish(env, "dlxh_report", "dlxh_report_entry")


def _finish(env, *tables):
    for table in tables:
        env.cr.execute(f"ANALYZE {table}")
    env.cr.commit()


def _issue(env, commune):
    topic = env["dlxh.topic"].search([], limit=1)
    return env["dlxh.issue"].create(
        {"name": "Bench issue 1", "unit_id": commune.id, "topic_id": topic.id}
    )


def _sheet(env, commune, issue):
    """One accepted sheet with one stream, from a collaborator of the commune."""
    user = env["res.users"].with_context(no_reset_password=True)
    user = user.create(
        {
            "name": "bench collaborator",
            "login": "bench_collaborator",
            "group_ids": [
                Command.link(env.ref("dlxh_collaborator.group_dlxh_collaborator").id)
            ],
            "dlxh_unit_ids": [Command.set(commune.ids)],
        }
    )
    env["dlxh.collaborator"].create(
        {
            "partner_id": user.partner_id.id,
            "user_id": user.id,
            "unit_id": commune.id,
            "state": "active",
        }
    )
    sheet = (
        env["dlxh.opinion"]
        .with_user(user)
        .create(
            {
                "title": "Bench issue 1",
                "topic_id": issue.topic_id.id,
                "stream_ids": [Command.create({"statement": "People ask for more."})],
            }
        )
    )
    sheet.action_submit()
    officer = env["res.users"].search([("login", "=", "bench_commune")])
    sheet.with_user(officer).action_accept()
    env.flush_all()
    env.cr.execute("UPDATE dlxh_opinion SET issue_id = %s", [issue.id])
    env.invalidate_all()
    return sheet.sudo()


def _multiply_issues(env, issue, commune):
    multiply(
        issue,
        f"generate_series(1, {ISSUES}) g, dlxh_unit u"
        " WHERE u.code LIKE 'BENCH-2-%%' AND (g > 1 OR u.id <> "
        f"{commune.id})",
        {"name": "'Bench issue ' || g", "unit_id": "u.id"},
    )


def _number_rows(env):
    """Number the communes, and the issues of each, so that SQL can pick them."""
    env.cr.execute(
        "CREATE TEMP TABLE IF NOT EXISTS bench_unit AS SELECT id, direct_unit_id,"
        " above_unit_id, split_part(code, '-', 3)::int AS n"
        " FROM dlxh_unit WHERE code LIKE 'BENCH-2-%'"
    )
    env.cr.execute(
        "CREATE TEMP TABLE IF NOT EXISTS bench_issue AS SELECT id, unit_id,"
        " row_number() OVER (PARTITION BY unit_id ORDER BY id) AS n FROM dlxh_issue"
    )
    env.cr.execute("ANALYZE bench_unit")
    env.cr.execute("ANALYZE bench_issue")


def _multiply_sheets(env, sheet):
    monday = date.today() - timedelta(days=date.today().weekday())
    weeks = (
        f"DATE '{monday}' - 7 * (CASE WHEN mod(u.n, 34) = {STALE % 34}"
        " THEN 26 + mod(g, 26) ELSE mod(g, 52) END)::int"
    )
    multiply(
        sheet,
        f"generate_series(2, {SHEETS}) g JOIN bench_unit u"
        f" ON u.n = 1 + mod(g::bigint * 7919, {COMMUNES})"
        f" JOIN bench_issue i ON i.unit_id = u.id AND i.n = 1 + mod(g / 7, {ISSUES})"
        " WHERE TRUE",
        {
            "unit_id": "u.id",
            "team_unit_id": "u.id",
            "area_unit_id": "u.id",
            "direct_unit_id": "u.direct_unit_id",
            "above_unit_id": "u.above_unit_id",
            "issue_id": "i.id",
            "observed_week": weeks,
            "state": "CASE WHEN mod(g, 10) = 0 THEN 'accepted' ELSE 'used' END",
        },
    )
    multiply(
        sheet.stream_ids,
        f"dlxh_opinion o WHERE o.id > {sheet.id}",
        {"opinion_id": "o.id"},
    )


def _multiply_reports(env, units):
    """A year of monthly reports: communes and provinces twelve, cells six."""
    commune, province = units["commune"], units["province"]
    first = date.today().replace(day=1)
    month = (
        f"(DATE '{first}' - g * INTERVAL '1 month')::date",
        f"(DATE '{first}' - (g - 1) * INTERVAL '1 month' - INTERVAL '1 day')::date",
    )
    report = env["dlxh.report"].create(
        {
            "unit_id": commune.id,
            "report_type": "situation",
            "period_type": "month",
            "date_from": "2019-01-01",
            "date_to": "2019-01-31",
            "section_ids": [],
        }
    )
    entry = env["dlxh.report.entry"].create(
        {"report_id": report.id, "title": "Bench issue", "text": "<p>People ask.</p>"}
    )
    env.flush_all()
    common = {
        "unit_id": "u.id",
        "direct_unit_id": "u.direct_unit_id",
        "above_unit_id": "u.above_unit_id",
        "parent_unit_id": "u.parent_id",
        "date_from": month[0],
        "date_to": month[1],
        "state": "'received'",
        "is_sent": "TRUE",
    }
    for pattern, months in (
        (f"{province.code.rsplit('-', 1)[0]}-%%", 12),
        (f"{commune.code.rsplit('-', 1)[0]}-%%", 12),
        ("BENCH-3-%%", CELL_MONTHS),
    ):
        multiply(
            report,
            f"generate_series(1, {months}) g, dlxh_unit u"
            f" WHERE u.code LIKE '{pattern}'",
            common,
        )
    _multiply_entries(env, entry, report)


def _multiply_entries(env, entry, report):
    """Last month's commune reports carry twenty entries, all others two."""
    last = date.today().replace(day=1) - timedelta(days=1)
    multiply(
        entry,
        f"dlxh_report r JOIN dlxh_unit u ON u.id = r.unit_id"
        f" CROSS JOIN generate_series(1, {ISSUES}) g"
        f" WHERE r.id <> {report.id} AND (g <= 2 OR (r.date_to = DATE '{last}'"
        " AND u.code LIKE 'BENCH-2-%%'))",
        {
            "report_id": "r.id",
            "unit_id": "r.unit_id",
            "direct_unit_id": "r.direct_unit_id",
            "above_unit_id": "r.above_unit_id",
            "date_to": "r.date_to",
            "is_sent": "TRUE",
            "title": "'Bench issue ' || g",
            "sequence": "g",
        },
    )
    env.cr.execute(
        "UPDATE dlxh_report_entry e SET issue_id = i.id FROM bench_issue i"
        " WHERE i.unit_id = e.unit_id AND i.n = e.sequence"
    )
    _link_entries(env, last)
    env.cr.execute("DELETE FROM dlxh_report_entry WHERE id = %s", [entry.id])
    env.cr.execute("DELETE FROM dlxh_report WHERE id = %s", [report.id])
    env.invalidate_all()


def _link_entries(env, last):
    """The reports of provinces rest on those of communes, but for the last month."""
    env.cr.execute(
        "INSERT INTO dlxh_report_entry_source_rel (entry_id, source_id)"
        " SELECT above.id, below.id FROM dlxh_report p"
        " JOIN dlxh_unit u ON u.id = p.unit_id AND u.code LIKE 'BENCH-1-%%'"
        " JOIN dlxh_report_entry above ON above.report_id = p.id"
        " JOIN dlxh_report c ON c.parent_unit_id = p.unit_id AND c.date_to = p.date_to"
        " JOIN dlxh_report_entry below ON below.report_id = c.id"
        " AND below.sequence = above.sequence"
        " WHERE p.date_to < %s ON CONFLICT DO NOTHING",
        [last],
    )
    env.cr.execute("ANALYZE dlxh_report_entry_source_rel")
