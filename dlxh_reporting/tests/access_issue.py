from odoo.fields import Command

from odoo.addons.dlxh_collaborator.tests.access_engine import AccessPart

from .access_reporting import FIRST


class Issues(AccessPart):
    """Urgent alerts, recommendations, and how issues go by week."""

    TABLE = """
dlxh.alert                   any      officer,leader r      -      -      -      -
dlxh.alert.event             any      officer        r      -      -      -      -

dlxh.issue                   handled  collaborator   r      -      -      -      -
dlxh.issue                   handled  officer        rwc    -      r      -      -
dlxh.issue                   handled  leader         rw     -      r      -      -
dlxh.issue.week              single   officer        r      -      -      -      -
dlxh.issue.week              units    officer,leader r      -      -      -      -

dlxh.recommendation          raised   officer        rwcu   -      -      -      -
dlxh.recommendation          raised   leader         r      -      -      -      -
dlxh.recommendation          sent     officer        rWcU   r      -      -      -
dlxh.recommendation          sent     leader         r      r      -      -      -
dlxh.recommendation          asked    officer        rWcU   r      r      -      -
dlxh.recommendation          asked    leader         r      r      r      -      -
dlxh.recommendation.count    raised   officer,leader r      -      -      -      -
dlxh.recommendation.count    sent     officer,leader r      r      -      -      -
dlxh.recommendation.wizard   dialog   officer,leader rwc
"""

    WRITING = {
        "dlxh.alert": {"state": "checked"},
        "dlxh.alert.event": {"kind": "checked"},
        "dlxh.issue.week": {"sheet_count": 2},
        "dlxh.recommendation": {"text": "Other"},
        "dlxh.recommendation.count": {"used_count": 2},
        "dlxh.recommendation.wizard": {"text": "Other"},
    }

    def prepare(self, case, place, unit):
        env, at = case.env, case.at[place]
        # of each province the other one handles it and is addressed
        other = {"own": "beside", "below": "beside", "beside": "own", "above": "above"}
        at["other"] = case.units[other[place]].id
        case.rows["dlxh.issue", "handled"][place] = env["dlxh.issue"].create(
            {
                "unit_id": unit.id,
                "name": "Issue handled",
                "handler_unit_id": at["other"],
            }
        )
        for which in ("raised", "sent", "asked"):
            values = case.values_for("dlxh.recommendation", which, place)
            row = env["dlxh.recommendation"].create(values)
            if which != "raised":
                row._send()
            case.rows["dlxh.recommendation", which][place] = row
        alert = env["dlxh.alert"].create(case.values_for("dlxh.alert", "any", place))
        at["alert"] = alert
        case.rows["dlxh.alert", "any"][place] = alert
        alert._note("raised")
        case.rows["dlxh.alert.event", "any"][place] = alert.event_ids
        self._sheet_of_week(case, place, unit)
        counts = env["dlxh.recommendation.count"].search([("unit_id", "=", unit.id)])
        for which, sent in (("raised", False), ("sent", True)):
            found = counts.filtered(
                lambda c, s=sent: c.is_sent is s and not c.addressee_unit_id
            )
            case.rows["dlxh.recommendation.count", which][place] = found

    def _sheet_of_week(self, case, place, unit):
        """A sheet alone in its week."""
        issue = case.rows["dlxh.issue", "private"][place]
        sheet = case.env["dlxh.opinion"].create(
            {
                "team_unit_id": unit.id,
                "collaborator_id": case.at[place]["author"].id,
                "title": "Prices rise",
                "issue_id": issue.id,
                "observed_week": FIRST,
                "stream_ids": [Command.create({"statement": "Too high"})],
            }
        )
        sheet._apply({"state": "accepted"})

    def finish(self, case):
        """The lines of the view are numbered once all records are there."""
        case.env.flush_all()
        weeks = case.env["dlxh.issue.week"]
        for place in case.units:
            issue = case.rows["dlxh.issue", "private"][place]
            found = weeks.search([("issue_id", "=", issue.id)])
            for which, row in (
                ("single", found.filtered("is_single")),
                ("units", found.filtered(lambda w: w.source == "units")),
            ):
                case.rows["dlxh.issue.week", which][place] = row

    def values(self, case, *, at, unit, name, which, **known):
        asked = {"addressee_unit_id": at["other"]}
        outside = {"addressee_name": "The People's Committee"}
        return {
            "dlxh.alert": lambda: {
                "unit_id": unit,
                "origin_unit_id": unit,
                "opinion_id": at["sheet_accepted"].id,
                "topic_id": at["topic"].id,
                "state": "waiting",
            },
            "dlxh.alert.event": lambda: {
                "alert_id": at["alert"].id,
                "unit_id": unit,
                "kind": "checked",
            },
            "dlxh.recommendation": lambda: {
                "unit_id": unit,
                "text": name,
                **(asked if which == "asked" else outside),
            },
            "dlxh.recommendation.count": lambda: {"unit_id": unit},
            "dlxh.issue.week": lambda: {"unit_id": unit},
            "dlxh.recommendation.wizard": lambda: {"kind": "close", "text": name},
        }
