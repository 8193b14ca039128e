from odoo.fields import Command, Date

from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow
from odoo.addons.dlxh_collaborator.tests.access_engine import OWN, AccessPart

FIRST, LAST = "2026-06-01", "2026-06-28"


class Reporting(AccessPart):
    """Sheets, issues, reports and the lists they draw from."""

    TABLE = """
dlxh.approval.round          unsent   officer,leader r      -      -      -      -
dlxh.approval.round          unsent   clerk          r      -      -      -      -
dlxh.approval.round          unsent   inspector      r      r      -      -      -
dlxh.approval.round          sent     officer,leader r      r      -      -      -
dlxh.approval.round          sent     clerk          r      -      -      -      -
dlxh.approval.round          sent     inspector      r      r      -      -      -
dlxh.signed.copy.change      unsent   officer,leader r      -      -      -      -
dlxh.signed.copy.change      unsent   clerk          r      -      -      -      -
dlxh.signed.copy.change      unsent   inspector      r      r      -      -      -
dlxh.signed.copy.change      sent     officer,leader r      r      -      -      -
dlxh.signed.copy.change      sent     clerk          r      -      -      -      -
dlxh.signed.copy.change      sent     inspector      r      r      -      -      -

dlxh.topic                   any      *              r
dlxh.topic                   any      officer        rWU
dlxh.topic                   any      administrator  rwcu
dlxh.channel                 any      *              r
dlxh.channel                 any      officer        rWU
dlxh.channel                 any      administrator  rwcu
dlxh.regime                  any      *              r
dlxh.regime                  any      officer        rWU
dlxh.regime                  any      administrator  rwcu
dlxh.population.group        any      *              r
dlxh.population.group        any      officer        rWc
dlxh.population.group        any      administrator  rwcu
dlxh.report.section.template any      *              r
dlxh.report.section.template any      administrator  rwcu
dlxh.report.phrase           any      *              r
dlxh.report.phrase           any      administrator  rwcu

dlxh.opinion                 draft    collaborator   c      C      C      C      C
dlxh.opinion                 mine     collaborator   rwcu   -      -      -      -
dlxh.opinion                 accepted collaborator   c      C      C      C      C
dlxh.opinion                 accepted officer        rw     -      -      -      -
dlxh.opinion                 accepted leader         r      -      -      -      -
dlxh.opinion.stream          mine     collaborator   rwcu   -      -      -      -
dlxh.opinion.stream          accepted officer,leader r      -      -      -      -
dlxh.opinion.return          dialog   officer        rwcu

dlxh.issue                   private  collaborator   r      -      -      -      -
dlxh.issue                   private  officer        rwc    -      -      -      -
dlxh.issue                   private  leader         rw     -      -      -      -
dlxh.issue                   public   collaborator   r      -      -      r      -
dlxh.issue                   public   officer        rwc    -      -      r      -
dlxh.issue                   public   leader         rw     -      -      r      -
dlxh.issue                   sent     collaborator   r      -      -      -      -
dlxh.issue                   sent     officer        rwc    r      -      -      -
dlxh.issue                   sent     leader         rw     r      -      -      -

dlxh.report                  draft    officer        rwcu   -      -      -      -
dlxh.report                  draft    leader,clerk   r      -      -      -      -
dlxh.report                  draft    inspector      r      r      -      -      -
dlxh.report                  sent     officer        rWcU   r      -      -      -
dlxh.report                  sent     leader         r      r      -      -      -
dlxh.report                  sent     clerk          r      -      -      -      -
dlxh.report                  sent     inspector      r      r      -      -      -
dlxh.report.section          draft    officer        rwcu   -      -      -      -
dlxh.report.section          draft    leader,clerk   r      -      -      -      -
dlxh.report.section          sent     officer        rWCU   r      -      -      -
dlxh.report.section          sent     leader         r      r      -      -      -
dlxh.report.section          sent     clerk          r      -      -      -      -
dlxh.report.entry            draft    officer        rwcu   -      -      -      -
dlxh.report.entry            draft    leader,clerk   r      -      -      -      -
dlxh.report.entry            sent     officer        rWCU   r      -      -      -
dlxh.report.entry            sent     leader         r      r      -      -      -
dlxh.report.entry            sent     clerk          r      -      -      -      -
dlxh.report.entry            merged   officer        rWCU   -      -      -      -
dlxh.report.entry            merged   leader,clerk   r      -      -      -      -
dlxh.report.recipient        draft    officer        rwcu   -      -      -      -
dlxh.report.recipient        draft    leader,clerk   r      -      -      -      -
dlxh.report.recipient        sent     officer        rWCU   r      -      -      -
dlxh.report.recipient        sent     leader         r      r      -      -      -
dlxh.report.recipient        sent     clerk          r      -      -      -      -
dlxh.report.missing          draft    officer,leader r      -      -      -      -
dlxh.report.missing          draft    clerk          r      -      -      -      -
dlxh.report.missing          draft    inspector      r      r      -      -      -
dlxh.report.missing          sent     officer,leader r      r      -      -      -
dlxh.report.missing          sent     clerk          r      -      -      -      -
dlxh.report.missing          sent     inspector      r      r      -      -      -
dlxh.report.reason.wizard    dialog   officer,leader rwc
dlxh.report.word.back        dialog   officer        rwc
dlxh.report.word.back.line   dialog   officer        rwcu
"""

    WRITING = {
        "dlxh.approval.round": {"reason": "Other"},
        "dlxh.issue": {"outcome": "Other"},
        "dlxh.opinion": {"topic_id": False},
        "dlxh.opinion.return": {"reason": "Other"},
        "dlxh.opinion.stream": {"breadth": "many"},
        "dlxh.report": {"abstract": "Other"},
        "dlxh.report.entry": {"forecast": "Other"},
        "dlxh.report.missing": {"reason": "Other"},
        "dlxh.report.phrase": {"note": "Other"},
        "dlxh.report.reason.wizard": {"reason": "Other"},
        "dlxh.report.word.back": {"filename": "other.docx"},
        "dlxh.report.word.back.line": {"is_taken": True},
        "dlxh.signed.copy.change": {"reason": "Other"},
    }

    def prepare(self, case, place, unit):
        at = case.at[place]
        at["topic"] = case.env["dlxh.topic"].search([], limit=1)
        at["late"] = {  # a unit below whose report has not come
            "own": case.ward_a1,
            "below": case.cell_a11,
            "beside": case.ward_b1,
            "above": case.province_a,
        }[place]
        for which in ("draft", "sent"):
            at[which] = self._report(case, place, unit, which)
        self._trail(case, place)
        self._opinions(case, place, unit)

    def _report(self, case, place, unit, which):
        report = case.env["dlxh.report"].create(
            {
                "unit_id": unit.id,
                "body_id": case.at[place]["body"].id,
                "date_from": FIRST,
                "date_to": LAST,
                "entry_ids": [
                    Command.create({"title": title, "text": "<p>Said</p>"})
                    for title in ("Kept", "Merged")
                ],
            }
        )
        kept, merged = report.entry_ids.sorted("id")
        merged.write({"state": "merged", "merged_into_id": kept.id})
        missing = case.env["dlxh.report.missing"].create(
            {"report_id": report.id, "missing_unit_id": case.at[place]["late"].id}
        )
        if which == "sent":
            report._approval_flow().write({"state": "sent", "is_sent": True})
            case.rows["dlxh.report.entry", "merged"][place] = merged
        for model, label, record in (
            ("dlxh.report", which, report),
            ("dlxh.report.section", which, report.section_ids[0]),
            ("dlxh.report.entry", which, kept),
            ("dlxh.report.recipient", which, report.recipient_ids[0]),
            ("dlxh.report.missing", which, missing),
        ):
            case.rows[model, label][place] = record
        return report

    def _trail(self, case, place):
        """What was noted of a report that went up, and of one that did not yet."""
        case.at[place]["noted"] = case.at[place]["sent"].copy()
        for which in ("unsent", "sent"):
            for model in ("dlxh.approval.round", "dlxh.signed.copy.change"):
                values = case.values_for(model, which, place)
                record = with_flow(case.env[model]).create(values)
                case.rows[model, which][place] = record.with_env(case.env)

    def _opinions(self, case, place, unit):
        env, at = case.env, case.at[place]
        for which in ("draft", "accepted"):
            sheet = env["dlxh.opinion"].create(
                {
                    "team_unit_id": unit.id,
                    "collaborator_id": at["author"].id,
                    "title": "Prices rise",
                    "topic_id": at["topic"].id,
                    "area_unit_id": case.province_a.id,
                    "stream_ids": [Command.create({"statement": "Too high"})],
                }
            )
            sheet._apply({"state": which})
            case.rows["dlxh.opinion", which][place] = sheet
            at[f"sheet_{which}"] = sheet
        case.rows["dlxh.opinion.stream", "accepted"][place] = sheet.stream_ids
        for which, marks in (
            ("private", {}),
            ("public", {"published": True}),
            ("sent", {"is_sent": True}),
        ):
            case.rows["dlxh.issue", which][place] = env["dlxh.issue"].create(
                {"unit_id": unit.id, "name": f"Issue {which}", **marks}
            )

    def finish(self, case):
        """The user who collaborates writes a sheet for the team he is in."""
        sheet = case.env["dlxh.opinion"].with_user(case.users["collaborator"])
        sheet = sheet.create(case.values_for("dlxh.opinion", "mine", OWN))
        case.rows["dlxh.opinion", "mine"][OWN] = sheet.with_env(case.env)
        case.at[OWN]["sheet_mine"] = sheet
        stream = sheet.with_env(case.env).stream_ids
        case.rows["dlxh.opinion.stream", "mine"][OWN] = stream

    def values(self, case, **known):
        return {
            **self._catalogues(**known),
            **self._kept_of_a_way(case, **known),
            **self._sheets(case, **known),
            **self._reports(case, **known),
        }

    def _catalogues(self, *, name, **known):
        return {
            "dlxh.topic": lambda: {"name": name, "code": name},
            "dlxh.channel": lambda: {"name": name, "code": name},
            "dlxh.regime": lambda: {"name": name, "code": name},
            "dlxh.population.group": lambda: {"name": name},
            "dlxh.report.section.template": lambda: {"name": name, "code": name},
            "dlxh.report.phrase": lambda: {"code": name, "text": "Words"},
        }

    def _kept_of_a_way(self, case, *, at, unit, name, which, **known):
        """What is kept of a document's way."""
        noted = at["sent" if which == "sent" else "noted"]
        of_noted = {"res_model": "dlxh.report", "res_id": noted.id, "unit_id": unit}
        return {
            "dlxh.approval.round": lambda: {
                **of_noted,
                "round": 1,
                "action": "submitted",
                "user_id": case.env.uid,
                "date": "2026-06-30 08:00:00",
            },
            "dlxh.signed.copy.change": lambda: {
                **of_noted,
                "reason": name,
                "user_id": case.env.uid,
            },
        }

    def _sheets(self, case, *, at, unit, name, which, **known):
        """Sheets and issues."""
        return {
            "dlxh.opinion": lambda: {
                "team_unit_id": unit,
                "title": "Prices rise",
                "topic_id": at["topic"].id,
                "area_unit_id": case.province_a.id,
                "stream_ids": [Command.create({"statement": "Too high"})],
            },
            "dlxh.opinion.stream": lambda: {
                "opinion_id": at[f"sheet_{which}"].id,
                "statement": "Too high",
            },
            "dlxh.opinion.return": lambda: {
                "opinion_ids": [Command.set(at["sheet_accepted"].ids)],
                "reason": name,
            },
            "dlxh.issue": lambda: {"unit_id": unit, "name": "Issue"},
        }

    def _reports(self, case, *, at, unit, name, which, **known):
        """Reports and their parts."""
        report = at["sent" if which in ("sent", "merged") else "draft"]
        return {
            "dlxh.report": lambda: {
                "unit_id": unit,
                "date_from": Date.to_date(FIRST),
                "date_to": Date.to_date(LAST),
            },
            "dlxh.report.section": lambda: {
                "report_id": report.id,
                "name": "Heading",
                "code": "heading",
            },
            "dlxh.report.entry": lambda: {"report_id": report.id, "title": "Title"},
            "dlxh.report.recipient": lambda: {"report_id": report.id, "name": "Name"},
            "dlxh.report.missing": lambda: {
                "report_id": report.id,
                "missing_unit_id": case.cell_a12.id,
            },
            "dlxh.report.reason.wizard": lambda: {"kind": "drop", "reason": name},
            "dlxh.report.word.back": lambda: {"report_id": report.id},
            "dlxh.report.word.back.line": lambda: {
                "wizard_id": case.parent_dialog(
                    known["user"] or case.env.user,
                    "dlxh.report.word.back",
                    known["place"],
                ),
                "name": name,
            },
        }
