from odoo.fields import Command

from .access_engine import AccessPart


class Training(AccessPart):
    """Classes, papers and what is due. Classes lie above the unit they are for:
    places are of a class of the centre, certificates of a class of the unit."""

    TABLE = """
# model                      which    chairs         own    below  beside above  none
dlxh.training.topic          any      *              r
dlxh.training.topic          any      administrator  rwcu
dlxh.meeting.cadence         any      *              r
dlxh.meeting.cadence         any      administrator  rwcu
dlxh.training.trainer        any      officer        rwcu   r      -      -      -
dlxh.training.trainer        any      leader         r      r      -      -      -
dlxh.training.trainer        any      inspector      r      r      -      -      -
dlxh.training.place          host     officer        rwcu   -      -      -      -
dlxh.training.place          host     leader         r      -      -      -      -
dlxh.training.place          host     inspector      r      -      -      -      -
dlxh.training.place          offered  officer        r      r      -      -      -
dlxh.training.place          offered  leader         r      r      -      -      -
dlxh.training.place          offered  inspector      r      r      -      -      -
dlxh.training.nomination     any      officer        rwcu   r      -      -      -
dlxh.training.nomination     any      leader         r      r      -      -      -
dlxh.training.nomination     any      inspector      r      r      -      -      -
dlxh.training.certificate    any      officer        r      r      -      -      -
dlxh.training.certificate    any      leader         r      r      -      -      -
dlxh.training.certificate    any      inspector      r      r      -      -      -
dlxh.meeting.paper           draft    officer        rwcu   -      -      -      -
dlxh.meeting.paper           draft    leader         r      -      -      -      -
dlxh.meeting.paper.return    dialog   officer        rwcu
dlxh.meeting.due             any      officer        r      r      -      -      -
dlxh.meeting.due             any      leader         r      r      -      -      -
dlxh.meeting.due             any      inspector      r      r      -      -      -
dlxh.meeting.due             any      administrator  r      r      r      r      r
"""

    WRITING = {
        "dlxh.meeting.cadence": {"note": "Other"},
        "dlxh.meeting.paper": {"author": "Other"},
        "dlxh.meeting.paper.return": {"reason": "Other"},
        "dlxh.training.certificate": {"hours": 1},
        "dlxh.training.nomination": {"sequence": 1},
        "dlxh.training.place": {"note": "Other"},
        "dlxh.training.trainer": {"note": "Other"},
    }

    def prepare(self, case, place, unit):
        at, env = case.at[place], case.env
        at["class"], at["conference"] = env["dlxh.meeting"].create(
            [
                {"unit_id": unit.id, "kind": kind, "start": "2090-01-01 01:00:00"}
                for kind in ("training", "review_final")
            ]
        )
        at["above_class"] = env["dlxh.meeting"].create(
            {
                "unit_id": case.centre.id,
                "kind": "training",
                "start": "2090-02-01 01:00:00",
                "place_ids": [Command.create({"unit_id": unit.id, "places": 100})],
            }
        )
        at["offered"] = at["above_class"].place_ids
        at["host_place"] = env["dlxh.training.place"].create(
            {"meeting_id": at["class"].id, "unit_id": unit.id, "places": 5}
        )
        at["above_class"].action_offer_places()
        case.rows["dlxh.training.place", "offered"][place] = at["offered"]
        case.rows["dlxh.training.place", "host"][place] = at["host_place"]
        case.rows["dlxh.training.certificate", "any"][place] = self._certificate(at)
        at["paper"] = case.rows["dlxh.meeting.paper", "draft"][place] = env[
            "dlxh.meeting.paper"
        ].create(
            {"meeting_id": at["conference"].id, "unit_id": unit.id, "title": "Paper"}
        )
        case.rows["dlxh.meeting.due", "any"][place] = self._due(case, at, unit)

    def _certificate(self, at):
        held = at["class"].copy({"start": "2020-01-01 01:00:00"})
        held.attendance_ids = [
            Command.create({"collaborator_id": at["author"].id, "presence": "present"})
        ]
        held.action_hold()
        return held.certificate_ids

    def _due(self, case, at, unit):
        case.env["dlxh.meeting.cadence"].create(
            {"level_id": unit.level_id.id, "kind": "thematic", "active": False}
        )
        case.env.flush_all()
        return case.env["dlxh.meeting.due"].search(
            [("unit_id", "=", unit.id), ("kind", "=", "briefing")], limit=1
        )

    def values(self, case, *, at, unit, number, name, which, place, user):
        meeting = at["class"].id
        return {
            "dlxh.training.topic": lambda: {"name": name},
            "dlxh.meeting.cadence": lambda: {
                "kind": "field_trip",
                "level_id": case.env.ref("dlxh_collaborator.level_cell").id,
                "date_from": f"{2100 + number}-01-01",
                "date_to": f"{2100 + number}-12-31",
            },
            "dlxh.training.trainer": lambda: {
                "meeting_id": meeting,
                "partner_id": at["newcomer"].id,
            },
            "dlxh.training.place": lambda: {
                # another class: a unit has its places once in each
                "meeting_id": at["class" if which == "host" else "above_class"]
                .copy()
                .id,
                "unit_id": unit,
            },
            "dlxh.training.nomination": lambda: {
                "place_id": at["offered"].id,
                "collaborator_id": self._somebody(case, unit).id,
            },
            "dlxh.training.certificate": lambda: {
                "meeting_id": meeting,
                "collaborator_id": at["author"].id,
                "number": number,
                "title": name,
                "date": "2026-01-01",
            },
            "dlxh.meeting.paper": lambda: {
                "meeting_id": at["conference"].id,
                "unit_id": unit,
                "title": name,
            },
            "dlxh.meeting.paper.return": lambda: {
                "paper_id": at["paper"].id,
                "reason": name,
            },
            "dlxh.meeting.due": lambda: {"unit_id": unit, "kind": "briefing"},
        }

    def _somebody(self, case, unit):
        return case.collaborator(case.env["dlxh.unit"].browse(unit))
