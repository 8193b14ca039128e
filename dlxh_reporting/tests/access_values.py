from itertools import count

from odoo.fields import Command, Date

FIRST, LAST = "2026-06-01", "2026-06-28"
#: what may not be the same twice
_numbers = count(1)
_years = count(1000)


def days():
    """The first and last day of a year that no other record has."""
    year = next(_years)
    return {"date_from": f"{year}-01-01", "date_to": f"{year}-12-31"}


class AccessValues:
    """Values of one more record of each model, place by place."""

    @classmethod
    def values_for(cls, model, which, place, user=None):
        """Values of one more record of that place."""
        number = next(_numbers)
        known = {
            "at": cls.at[place],
            "unit": cls.at[place]["unit"].id,
            "number": number,
            "name": f"{model} {number}",
            "which": which,
            "place": place,
            "user": user,
        }
        for maker in (
            cls._catalogue_values,
            cls._network_values,
            cls._document_values,
            cls._dialog_values,
            cls._setup_values,
            cls._opinion_values,
            cls._report_values,
        ):
            made = maker(**known)
            if model in made:
                return made[model]()
        raise KeyError(f"say how {model} is made")

    @staticmethod
    def _report_of(at, which):
        return at["sent" if which in ("sent", "merged") else "draft"]

    @classmethod
    def _catalogue_values(cls, name, **known):
        """Lists that administrators and the centre keep."""
        return {
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
            "dlxh.topic": lambda: {"name": name, "code": name},
            "dlxh.channel": lambda: {"name": name, "code": name},
            "dlxh.regime": lambda: {"name": name, "code": name},
            "dlxh.population.group": lambda: {"name": name},
            "dlxh.report.section.template": lambda: {"name": name, "code": name},
            "dlxh.report.phrase": lambda: {"code": name, "text": "Words"},
        }

    @classmethod
    def _network_values(cls, at, unit, name, **known):
        """Units and people."""
        return {
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
            "dlxh.work.item": lambda: {"name": name},
        }

    @classmethod
    def _document_values(cls, at, unit, number, name, which, **known):
        """Bodies, numbers and what is kept of a document's way."""
        noted = at["sent" if which == "sent" else "noted"]
        of_noted = {"res_model": "dlxh.report", "res_id": noted.id, "unit_id": unit}
        return {
            "dlxh.body": lambda: {"unit_id": unit, "name": name, "symbol": name},
            "dlxh.body.signer": lambda: {
                "body_id": at["body"].id,
                "name": "Trần Văn A",
                "position": "Trưởng ban",
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
        }

    @classmethod
    def _dialog_values(cls, at, unit, number, name, which, place, user, **known):
        """Dialogs, which hang on what they were opened for."""
        report = cls._report_of(at, which)
        of_report = {"res_model": "dlxh.report", "res_id": report.id}
        return {
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
            "dlxh.report.reason.wizard": lambda: {"kind": "drop", "reason": name},
        }

    @classmethod
    def _setup_values(cls, at, unit, name, **known):
        """The set-up of a province."""
        return {
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
        }

    @classmethod
    def _opinion_values(cls, at, unit, name, which, **known):
        """Sheets and issues."""
        return {
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
        }

    @classmethod
    def _report_values(cls, at, unit, which, **known):
        """Reports and their parts."""
        report = cls._report_of(at, which)
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
                "missing_unit_id": cls.cell_a12.id,
            },
        }


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
