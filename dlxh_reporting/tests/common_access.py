from collections import defaultdict
from itertools import count

from odoo.fields import Command, Date

from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow
from odoo.addons.dlxh_collaborator.tests.common import DlxhCase

from .access_table import CHAIRS, rights_by_row

FIRST, LAST = "2026-06-01", "2026-06-28"
OWN = "own"
#: what may not be the same twice
_numbers = count(1)
_years = count(1000)


def days():
    """The first and last day of a year that no other record has."""
    year = next(_years)
    return {"date_from": f"{year}-01-01", "date_to": f"{year}-12-31"}


class AccessRecords(DlxhCase):
    """A user in every chair of a province, and each kind of record in four places.

    `rows` is {(model, which): {place: record}}; `values_for` gives the values with
    which somebody may try to create one more record of the place.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.units = {
            "own": cls.province_a,
            "below": cls.ward_a1,
            "beside": cls.province_b,
            "above": cls.centre,
        }
        cls.late = dict(  # {place: a unit below whose report has not come}
            zip(
                cls.units,
                (cls.ward_a1, cls.cell_a11, cls.ward_b1, cls.province_a),
                strict=True,
            )
        )
        cls.table = rights_by_row()
        cls.users = {chair: cls.chair(chair, cls.province_a) for chair in CHAIRS}
        cls.users["nobody"] = cls.chair("", cls.province_a, login="nobody")
        cls.topic = cls.env["dlxh.topic"].search([], limit=1)
        cls.kinds = cls.env["dlxh.document.type"].search([], limit=1)
        cls.at = defaultdict(dict)  # {place: {what the other records hang on}}
        cls.rows = defaultdict(dict)
        for place, unit in cls.units.items():
            cls._people(place, unit)
            cls._reports(place, unit)
            cls._trail(place, unit)
            cls._opinions(place, unit)
            cls._network(place, unit)
        cls._own_sheet()
        cls._anywhere()
        cls.foreign_dialogs()
        cls.env.flush_all()

    @classmethod
    def _people(cls, place, unit):
        at, env = cls.at[place], cls.env
        at["unit"] = unit
        at["author"] = cls.collaborator(unit)
        at["newcomer"] = env["res.partner"].create({"name": f"New in {unit.name}"})
        at["team"] = env["dlxh.team"].create(
            {"unit_id": unit.id, "date_from": "2021-01-01"}
        )
        at["body"] = env["dlxh.body"].create(
            {"unit_id": unit.id, "name": f"Organ of {unit.name}", "symbol": "X"}
        )

    @classmethod
    def _report(cls, place, unit, which):
        report = cls.env["dlxh.report"].create(
            {
                "unit_id": unit.id,
                "body_id": cls.at[place]["body"].id,
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
        missing = cls.env["dlxh.report.missing"].create(
            {"report_id": report.id, "missing_unit_id": cls.late[place].id}
        )
        if which == "sent":
            report._approval_flow().write({"state": "sent", "is_sent": True})
            cls.rows["dlxh.report.entry", "merged"][place] = merged
        for model, label, record in (
            ("dlxh.report", which, report),
            ("dlxh.report.section", which, report.section_ids[0]),
            ("dlxh.report.entry", which, kept),
            ("dlxh.report.recipient", which, report.recipient_ids[0]),
            ("dlxh.report.missing", which, missing),
        ):
            cls.rows[model, label][place] = record
        return report

    @classmethod
    def _trail(cls, place, unit):
        """What was noted of a report that went up, and of one that did not yet."""
        cls.at[place]["noted"] = cls.at[place]["sent"].copy()
        for which in ("unsent", "sent"):
            for model in ("dlxh.approval.round", "dlxh.signed.copy.change"):
                values = cls.values_for(model, which, place)
                record = with_flow(cls.env[model]).create(values)
                cls.rows[model, which][place] = record.with_env(cls.env)

    @classmethod
    def _reports(cls, place, unit):
        for which in ("draft", "sent"):
            cls.at[place][which] = cls._report(place, unit, which)

    @classmethod
    def _opinions(cls, place, unit):
        env, at = cls.env, cls.at[place]
        for which in ("draft", "accepted"):
            sheet = env["dlxh.opinion"].create(
                {
                    "team_unit_id": unit.id,
                    "collaborator_id": at["author"].id,
                    "title": "Prices rise",
                    "topic_id": cls.topic.id,
                    "area_unit_id": cls.province_a.id,
                    "stream_ids": [Command.create({"statement": "Too high"})],
                }
            )
            sheet._apply({"state": which})
            cls.rows["dlxh.opinion", which][place] = sheet
            at[f"sheet_{which}"] = sheet
        cls.rows["dlxh.opinion.stream", "accepted"][place] = sheet.stream_ids
        for which, marks in (
            ("private", {}),
            ("public", {"published": True}),
            ("sent", {"is_sent": True}),
        ):
            cls.rows["dlxh.issue", which][place] = env["dlxh.issue"].create(
                {"unit_id": unit.id, "name": f"Issue {which}", **marks}
            )

    @classmethod
    def _network(cls, place, unit):
        """Records made from the very values that others try to create them with."""
        cls.rows["dlxh.unit", "any"][place] = unit
        cls.rows["dlxh.collaborator", "any"][place] = cls.at[place]["author"]
        cls.rows["dlxh.team", "any"][place] = cls.at[place]["team"]
        for model in (
            "dlxh.unit.change",
            "dlxh.unit.responsibility",
            "dlxh.body",
            "dlxh.body.signer",
            "dlxh.team.member",
            "dlxh.access.log",
            "dlxh.document.counter",
        ):
            values = cls.values_for(model, "any", place)
            cls.rows[model, "any"][place] = cls.env[model].create(values)

    @classmethod
    def _own_sheet(cls):
        """The user who collaborates is in the team of the province."""
        user = cls.users["collaborator"]
        cls.person = cls.collaborator(cls.province_a, user)
        cls.membership = cls.env["dlxh.team.member"].create(
            {
                "team_id": cls.at[OWN]["team"].id,
                "collaborator_id": cls.person.id,
                "date_from": "2021-01-01",
            }
        )
        sheet = cls.env["dlxh.opinion"].with_user(user)
        sheet = sheet.create(cls.values_for("dlxh.opinion", "mine", OWN))
        cls.rows["dlxh.opinion", "mine"][OWN] = sheet.with_env(cls.env)
        cls.at[OWN]["sheet_mine"] = sheet
        stream = sheet.with_env(cls.env).stream_ids
        cls.rows["dlxh.opinion.stream", "mine"][OWN] = stream

    @classmethod
    def _anywhere(cls):
        """Lists and set-ups that lie in no unit."""
        setup = cls.env["dlxh.setup.wizard"].create({})
        cls.at[OWN]["setup"] = setup
        for model, which in cls.table:
            if which == "any" and (model, which) not in cls.rows:
                values = cls.values_for(model, which, OWN)
                cls.rows[model, which][OWN] = cls.env[model].create(values)

    @classmethod
    def foreign_dialogs(cls):
        """Dialogs that somebody else has open."""
        cls.at["beside"]["dialog"] = {}
        for model, which in cls.table:
            if which == "dialog":
                dialog = cls.dialog_of(cls.env.user, model, "beside")
                cls.rows[model, which]["beside"] = dialog

    @classmethod
    def dialog_of(cls, user, model, place=OWN):
        """A dialog that the user has open."""
        values = cls.values_for(model, "dialog", place, user)
        # sudo: keeps the user as its creator; whether he may is what is tested
        dialog = cls.env[model].with_user(user).sudo().create(values)
        return dialog.with_env(cls.env)

    @classmethod
    def parent_dialog(cls, user, model, place):
        """The dialog that lines hang on, opened by that user."""
        key = (user, model)
        known = cls.at[place].setdefault("dialogs", {})
        if key not in known:
            known[key] = cls.dialog_of(user, model, place)
        return known[key].id

    @classmethod
    def values_for(cls, model, which, place, user=None):
        """Values of one more record of that place."""
        at = cls.at[place]
        unit, number = at["unit"].id, next(_numbers)
        report = at["sent" if which in ("sent", "merged") else "draft"]
        noted = at["sent" if which == "sent" else "noted"]
        name = f"{model} {number}"
        of_report = {"res_model": "dlxh.report", "res_id": report.id}
        of_noted = {"res_model": "dlxh.report", "res_id": noted.id, "unit_id": unit}
        made = {
            "dlxh.level": lambda: {"name": name, "code": name, "sequence": 99},
            "dlxh.expertise": lambda: {"name": name},
            "dlxh.term": lambda: {"name": name, **days()},
            "dlxh.legal.basis": lambda: {"name": name, "symbol": name},
            "dlxh.document.type": lambda: {"name": name, "code": name, "symbol": name},
            "dlxh.format.profile": lambda: {
                **cls.env["dlxh.format.profile"].search([], limit=1).copy_data()[0],
                "code": name,
                "name": name,
            },
            "dlxh.unit": lambda: {
                "name": name,
                "code": name,
                "level_id": cls.env.ref("dlxh_collaborator.level_cell").id,
                "parent_id": unit,
            },
            "dlxh.unit.change": lambda: {"unit_id": unit, "change_type": "rename"},
            "dlxh.unit.responsibility": lambda: {
                "unit_id": unit,
                "role": "organ_officer",
                "partner_id": at["newcomer"].id,
            },
            "dlxh.body": lambda: {"unit_id": unit, "name": name, "symbol": name},
            "dlxh.body.signer": lambda: {
                "body_id": at["body"].id,
                "name": "Trần Văn A",
                "position": "Trưởng ban",
            },
            "dlxh.collaborator": lambda: {
                "unit_id": unit,
                "partner_id": at["newcomer"].id,
            },
            "dlxh.team": lambda: {"unit_id": unit, **days()},
            "dlxh.team.member": lambda: {
                "team_id": at["team"].id,
                "collaborator_id": at["author"].id,
                **days(),
            },
            "dlxh.access.log": lambda: {
                "unit_id": unit,
                "user_id": cls.env.uid,
                "action": "export",
                "model": "dlxh.report",
            },
            "dlxh.document.counter": lambda: {
                "body_id": at["body"].id,
                "unit_id": unit,
                "document_type_id": cls.kinds.id,
                "year": number,
            },
            "dlxh.approval.round": lambda: {
                **of_noted,
                "round": 1,
                "action": "submitted",
                "user_id": cls.env.uid,
                "date": "2026-06-30 08:00:00",
            },
            "dlxh.signed.copy.change": lambda: {
                **of_noted,
                "reason": name,
                "user_id": cls.env.uid,
            },
            "dlxh.work.item": lambda: {"name": name},
            "dlxh.approval.return.wizard": lambda: {**of_report, "reason": name},
            "dlxh.document.counter.wizard": lambda: {
                "body_id": at["body"].id,
                "document_type_id": cls.kinds.id,
                "reason": name,
            },
            "dlxh.document.number.wizard": lambda: of_report,
            "dlxh.signed.copy.wizard": lambda: {**of_report, "content": b"JVBERi0="},
            "dlxh.unit.import": lambda: {"source": "country"},
            "dlxh.unit.import.line": lambda: {
                "import_id": cls.parent_dialog(user, "dlxh.unit.import", place)
            },
            "dlxh.unit.import.error": lambda: {
                "import_id": cls.parent_dialog(user, "dlxh.unit.import", place)
            },
            "dlxh.unit.move": lambda: {
                "unit_ids": [Command.set([cls.cell_a11.id])],
                "parent_id": unit,
            },
            "dlxh.unit.merge": lambda: {"unit_ids": [Command.set([unit])]},
            "dlxh.unit.split": lambda: {"unit_id": unit},
            "dlxh.unit.split.line": lambda: {
                "split_id": cls.parent_dialog(user, "dlxh.unit.split", place),
                "name": name,
                "code": name,
            },
            "dlxh.unit.close": lambda: {"unit_ids": [Command.set([unit])]},
            "dlxh.setup.password": dict,
            "dlxh.setup.wizard": dict,
            "dlxh.setup.commune": lambda: {"setup_id": at["setup"].id},
            "dlxh.setup.body": lambda: {
                "setup_id": at["setup"].id,
                "name": name,
                "symbol": name,
            },
            "dlxh.setup.user": lambda: {
                "setup_id": at["setup"].id,
                "chair_id": cls.env.ref("dlxh_collaborator.group_dlxh_clerk").id,
                "unit_id": unit,
            },
            "dlxh.setup.number": lambda: {
                "setup_id": at["setup"].id,
                "body_id": at["body"].id,
                "document_type_id": cls.kinds.id,
            },
            "dlxh.topic": lambda: {"name": name, "code": name},
            "dlxh.channel": lambda: {"name": name, "code": name},
            "dlxh.regime": lambda: {"name": name, "code": name},
            "dlxh.population.group": lambda: {"name": name},
            "dlxh.report.section.template": lambda: {"name": name, "code": name},
            "dlxh.report.phrase": lambda: {"code": name, "text": "Words"},
            "dlxh.opinion": lambda: {
                "team_unit_id": unit,
                "title": "Prices rise",
                "topic_id": cls.topic.id,
                "area_unit_id": cls.province_a.id,
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
                "missing_unit_id": cls.cell_a12.id,
            },
            "dlxh.report.reason.wizard": lambda: {"kind": "drop", "reason": name},
        }
        return made[model]()


#: a change that is as harmless as can be; other models are given their own name
WRITING = {
    "dlxh.access.log": {"count": 1},
    "dlxh.approval.round": {"reason": "Other"},
    "dlxh.collaborator": {"position": "Other"},
    "dlxh.document.counter": {"last_number": 7},
    "dlxh.issue": {"outcome": "Other"},
    "dlxh.opinion": {"topic_id": False},
    "dlxh.opinion.return": {"reason": "Other"},
    "dlxh.opinion.stream": {"breadth": "many"},
    "dlxh.report": {"abstract": "Other"},
    "dlxh.report.entry": {"forecast": "Other"},
    "dlxh.report.missing": {"reason": "Other"},
    "dlxh.report.phrase": {"note": "Other"},
    "dlxh.report.reason.wizard": {"reason": "Other"},
    "dlxh.approval.return.wizard": {"reason": "Other"},
    "dlxh.document.counter.wizard": {"reason": "Other"},
    "dlxh.document.number.wizard": {"reason": "Other"},
    "dlxh.signed.copy.wizard": {"reason": "Other"},
    "dlxh.signed.copy.change": {"reason": "Other"},
    "dlxh.setup.number": {"next_number": 3},
    "dlxh.setup.password": {},
    "dlxh.setup.wizard": {"own_term": True},
    "dlxh.team": {"decision_ref": "Other"},
    "dlxh.team.member": {"end_reason": "Other"},
    "dlxh.unit": {"headcount": 40},
    "dlxh.unit.change": {"note": "Other"},
    "dlxh.unit.close": {"note": "Other"},
    "dlxh.unit.import": {"source": "file"},
    "dlxh.unit.import.error": {"row": 1},
    "dlxh.unit.import.line": {"row": 1},
    "dlxh.unit.merge": {"note": "Other"},
    "dlxh.unit.move": {"note": "Other"},
    "dlxh.unit.responsibility": {"role": "organ_leader"},
    "dlxh.unit.split": {"note": "Other"},
}


def writing(model):
    return WRITING.get(model, {"name": "Other"})
