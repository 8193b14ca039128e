from odoo import fields, models
from odoo.tools import SQL

from .report_states import UPWARD_STATES

#: ids of the issues that are asked for, so that only these are counted
ISSUES_KEY = "dlxh_issue_ids"


class DlxhIssueWeek(models.Model):
    """How an issue went by week: how many units told of it, and with what tendency.

    From the unit's own sheets and from the reports that came up to it; each sheet
    counts once, however many reports cite it. There is no line for a person (G08),
    and a cell with a single sheet shows to its officer only.
    """

    _name = "dlxh.issue.week"
    _inherit = ["dlxh.scope.mixin"]
    _description = "Issue by Week"
    _auto = False
    _order = "week, source, tendency, id"
    _rec_name = "week"
    _depends = {
        "dlxh.issue": ["unit_id", "parent_issue_id"],
        "dlxh.opinion": ["issue_id", "unit_id", "observed_week", "state"],
        "dlxh.opinion.stream": ["opinion_id", "tendency"],
        "dlxh.report": ["parent_unit_id", "is_sent", "state"],
        "dlxh.report.entry": [
            "issue_id",
            "state",
            "report_id",
            "unit_id",
            "date_to",
            "own_counts",
            "source_entry_ids",
        ],
    }

    unit_id = fields.Many2one(readonly=True)
    issue_id = fields.Many2one("dlxh.issue", readonly=True)
    week = fields.Date(string="Week of", readonly=True)
    source = fields.Selection(
        [
            ("own", "Own sheets"),
            ("below", "Reports of the units below"),
            ("units", "Units that tell of it"),
        ],
        string="Counted",
        readonly=True,
    )
    tendency = fields.Selection(
        lambda self: (
            self.env["dlxh.opinion.stream"]
            ._fields["tendency"]
            ._description_selection(self.env)
        ),
        readonly=True,
    )
    sheet_count = fields.Integer(string="Sheets", readonly=True)
    unit_count = fields.Integer(string="Units", readonly=True)
    is_single = fields.Boolean(string="A single sheet", readonly=True)

    @property
    def _table_query(self):
        asked = [key for key in self.env.context.get(ISSUES_KEY) or () if key]
        only = SQL("WHERE i.id IN %s", tuple(asked)) if asked else SQL("")
        return SQL(
            """
WITH RECURSIVE root AS (
    SELECT i.id, i.unit_id FROM dlxh_issue i %(only)s
), reach (issue, reporter, entry) AS (
    SELECT root.id, e.unit_id, e.id
      FROM root
      JOIN dlxh_issue i ON i.id = root.id OR i.parent_issue_id = root.id
      JOIN dlxh_report_entry e ON e.issue_id = i.id AND e.state = 'kept'
      JOIN dlxh_report r ON r.id = e.report_id
     WHERE r.parent_unit_id = root.unit_id AND r.is_sent AND r.state IN %(states)s
  UNION
    SELECT reach.issue, reach.reporter, s.source_id
      FROM reach JOIN dlxh_report_entry_source_rel s ON s.entry_id = reach.entry
), atom AS (
    SELECT DISTINCT reach.issue, e.id, DATE_TRUNC('week', e.date_to)::date AS week,
           e.own_counts
      FROM reach JOIN dlxh_report_entry e ON e.id = reach.entry
     WHERE jsonb_typeof(e.own_counts) = 'object'
), own AS (
    SELECT root.id AS issue, o.observed_week AS week, t.tendency, o.id
      FROM root
      JOIN dlxh_opinion o ON o.issue_id = root.id AND o.unit_id = root.unit_id
      JOIN dlxh_opinion_stream t ON t.opinion_id = o.id
     WHERE o.state IN ('accepted', 'used')
), teller AS (
    SELECT issue, week, 0 AS unit FROM own
  UNION
    SELECT reach.issue, DATE_TRUNC('week', e.date_to)::date, reach.reporter
      FROM reach JOIN dlxh_report_entry e ON e.id = reach.entry
     WHERE jsonb_typeof(e.own_counts) = 'object'
), cell AS (
    SELECT issue, week, 'own' AS source, tendency, COUNT(DISTINCT id) AS sheets,
           0 AS units
      FROM own GROUP BY issue, week, tendency
  UNION ALL
    SELECT issue, week, 'below', told.key, SUM(told.value::int), 0
      FROM atom, jsonb_each_text(own_counts -> 'tendency') told
     GROUP BY issue, week, told.key HAVING SUM(told.value::int) > 0
  UNION ALL
    SELECT issue, week, 'units', NULL, 0, COUNT(*) FROM teller GROUP BY issue, week
)
SELECT ROW_NUMBER() OVER (ORDER BY cell.issue, week, source, tendency)::int AS id,
       root.unit_id, cell.issue AS issue_id, week, source, tendency,
       sheets::int AS sheet_count, units::int AS unit_count,
       source <> 'units' AND sheets = 1 AS is_single
  FROM cell JOIN root ON root.id = cell.issue
            """,
            only=only,
            states=UPWARD_STATES,
        )
