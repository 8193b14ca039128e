from .access_engine import AccessPart


class Meetings(AccessPart):
    """Meetings and all that hangs on them; nobody of the table is invited.

    What an invitation opens is tested in `test_meeting_invitation` and
    `test_calendar_visibility`, what reaches the units below in
    `test_meeting_minutes`.
    """

    TABLE = """
# model                  which    chairs            own    below  beside above  none
dlxh.meeting             planned  officer           rwcu   r      -      -      -
dlxh.meeting             planned  leader,inspector  r      r      -      -      -
dlxh.meeting             planned  clerk             r      -      -      -      -
dlxh.meeting             approved officer           rWcU   r      -      -      -
dlxh.meeting             approved leader,inspector  r      r      -      -      -
dlxh.meeting             approved clerk             r      -      -      -      -
dlxh.meeting.attendance  planned  officer           rwcu   r      -      -      -
dlxh.meeting.attendance  planned  leader,inspector  r      r      -      -      -
dlxh.meeting.attendance  planned  clerk             r      -      -      -      -
dlxh.meeting.attendance  approved officer           rWCU   r      -      -      -
dlxh.meeting.attendance  approved leader,inspector  r      r      -      -      -
dlxh.meeting.attendance  approved clerk             r      -      -      -      -
dlxh.meeting.agenda      planned  officer           rwcu   r      -      -      -
dlxh.meeting.agenda      planned  leader            r      r      -      -      -
dlxh.meeting.agenda      planned  clerk             r      -      -      -      -
dlxh.meeting.agenda      approved officer           rWCU   r      -      -      -
dlxh.meeting.agenda      approved leader            r      r      -      -      -
dlxh.meeting.agenda      approved clerk             r      -      -      -      -
dlxh.meeting.file        planned  officer           rwcu   r      -      -      -
dlxh.meeting.file        planned  leader            r      r      -      -      -
dlxh.meeting.file        planned  clerk             r      -      -      -      -
dlxh.meeting.file        approved officer           rWCU   r      -      -      -
dlxh.meeting.file        approved leader            r      r      -      -      -
dlxh.meeting.file        approved clerk             r      -      -      -      -
dlxh.meeting.conclusion  planned  officer           rwcu   r      -      -      -
dlxh.meeting.conclusion  planned  leader            r      r      -      -      -
dlxh.meeting.conclusion  planned  clerk             r      -      -      -      -
dlxh.meeting.conclusion  approved officer           rWCU   r      -      -      -
dlxh.meeting.conclusion  approved leader            r      r      -      -      -
dlxh.meeting.conclusion  approved clerk             r      -      -      -      -
dlxh.meeting.watch       any      officer,leader    r      r      -      r      -
dlxh.meeting.watch       any      collaborator      r      -      -      r      -
dlxh.meeting.watch       any      clerk             r      -      -      r      -
dlxh.meeting.series      any      officer           rwcu   r      -      -      -
dlxh.meeting.series      any      leader,inspector  r      r      -      -      -
dlxh.rapporteur          any      officer           rwcu   r      -      -      -
dlxh.rapporteur          any      leader,inspector  r      r      -      -      -
"""

    WRITING = {
        "dlxh.meeting": {"location": "Other"},
        "dlxh.meeting.attendance": {"presence": "excused"},
        "dlxh.meeting.watch": {"text": "<p>Other</p>"},
        "dlxh.meeting.series": {"location": "Other"},
        "dlxh.rapporteur": {"position": "Other"},
    }
    LINES = ("attendance", "agenda", "file", "conclusion")

    def prepare(self, case, place, unit):
        at = case.at[place]
        at["guest"] = case.env["res.partner"].create({"name": f"Guest {place}"})
        for which in ("planned", "approved"):
            values = case.values_for("dlxh.meeting", which, place)
            meeting = case.env["dlxh.meeting"].create(values)
            at[f"meeting_{which}"] = meeting
            case.rows["dlxh.meeting", which][place] = meeting
            for line in self.LINES:
                model = f"dlxh.meeting.{line}"
                values = case.values_for(model, which, place)
                case.rows[model, which][place] = case.env[model].create(values)
        at["meeting_approved"]._approval_flow().write({"state": "approved"})

    def values(self, case, *, at, unit, number, name, which, **known):
        meeting = at.get(f"meeting_{which}", at.get("meeting_approved"))
        of_meeting = {"meeting_id": meeting.id} if meeting else {}
        partners = case.env["res.partner"]
        return {
            "dlxh.meeting": lambda: {"unit_id": unit, "start": "2026-03-15 01:00:00"},
            "dlxh.meeting.attendance": lambda: {
                **of_meeting,
                "role": "guest",
                "partner_id": partners.create({"name": name}).id,
            },
            "dlxh.meeting.agenda": lambda: {**of_meeting, "name": name},
            "dlxh.meeting.file": lambda: {**of_meeting, "name": name, "file": "QUJD"},
            "dlxh.meeting.conclusion": lambda: {**of_meeting, "name": name},
            "dlxh.meeting.watch": lambda: {
                **of_meeting,
                "unit_id": unit,
                "date": "2026-03-15",
                "text": "<p>Prices</p>",
            },
            "dlxh.meeting.series": lambda: {
                "unit_id": unit,
                "date_from": "2026-01-01",
                "date_until": "2026-12-31",
            },
            "dlxh.rapporteur": lambda: {
                "unit_id": unit,
                "partner_id": partners.create({"name": name}).id,
            },
        }
