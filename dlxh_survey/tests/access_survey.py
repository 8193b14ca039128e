from odoo.fields import Command, Date

from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow
from odoo.addons.dlxh_collaborator.tests.access_engine import AccessPart


class Surveys(AccessPart):
    """Questionnaires, waves, what they disclose, and their reports."""

    TABLE = """
survey.survey                draft    officer        rwcu   -      -      -      -
survey.survey                draft    leader,clerk   r      -      -      -      -
survey.survey                fielded  officer        rWcU   r      -      -      -
survey.survey                fielded  leader         r      r      -      -      -
survey.survey                fielded  clerk          r      -      -      -      -
survey.survey                fielded  inspector      r      r      -      -      -
survey.survey                block    officer        rwcu   -      -      r      -
survey.survey                block    leader         r      -      -      r      -
survey.survey                block    clerk          r      -      -      -      -
survey.survey                general  officer,leader r
survey.survey                general  administrator  rwcu
survey.question              draft    officer        rwcu   -      -      -      -
survey.question              draft    leader,clerk   r      -      -      -      -
survey.question              fielded  officer        rWCU   r      -      -      -
survey.question              fielded  leader         r      r      -      -      -
survey.question              fielded  clerk          r      -      -      -      -
survey.question              fielded  inspector      r      r      -      -      -
survey.question.answer       draft    officer        rwcu   -      -      -      -
survey.question.answer       draft    leader,clerk   r      -      -      -      -
survey.question.answer       fielded  officer        rWCU   r      -      -      -
survey.question.answer       fielded  leader         r      r      -      -      -
survey.question.answer       fielded  clerk          r      -      -      -      -
survey.question.answer       fielded  inspector      r      r      -      -      -

dlxh.survey.wave             draft    officer        rwcu   -      -      -      -
dlxh.survey.wave             draft    leader,clerk   r      -      -      -      -
dlxh.survey.wave             approved officer        rWcU   r      -      -      -
dlxh.survey.wave             approved leader         r      r      -      -      -
dlxh.survey.wave             approved clerk          r      -      -      -      -
dlxh.survey.wave             approved inspector      r      r      -      -      -
dlxh.survey.wave.recipient   draft    officer        rwcu   -      -      -      -
dlxh.survey.wave.recipient   draft    leader,clerk   r      -      -      -      -
dlxh.survey.wave.recipient   approved officer        rWCU   r      -      -      -
dlxh.survey.wave.recipient   approved leader         r      r      -      -      -
dlxh.survey.wave.recipient   approved clerk          r      -      -      -      -
dlxh.survey.wave.recipient   approved inspector      r      r      -      -      -
dlxh.survey.disclosure       draft    officer        rw     -      -      -      -
dlxh.survey.disclosure       draft    leader,clerk   r      -      -      -      -
dlxh.survey.disclosure       approved officer        rw     r      -      -      -
dlxh.survey.disclosure       approved leader         r      r      -      -      -
dlxh.survey.disclosure       approved clerk          r      -      -      -      -
dlxh.survey.disclosure       approved inspector      r      r      -      -      -

dlxh.survey.report           draft    officer        rwcu   -      -      -      -
dlxh.survey.report           draft    leader,clerk   r      -      -      -      -
dlxh.survey.report           approved officer        rWcU   r      -      -      -
dlxh.survey.report           approved leader         r      r      -      -      -
dlxh.survey.report           approved clerk          r      -      -      -      -
dlxh.survey.report           approved inspector      r      r      -      -      -
dlxh.survey.report.recipient draft    officer        rwcu   -      -      -      -
dlxh.survey.report.recipient draft    leader,clerk   r      -      -      -      -
dlxh.survey.report.recipient approved officer        rWCU   r      -      -      -
dlxh.survey.report.recipient approved leader         r      r      -      -      -
dlxh.survey.report.recipient approved clerk          r      -      -      -      -
dlxh.survey.report.recipient approved inspector      r      r      -      -      -

dlxh.survey.notice           draft    *              r      -      -      -      -
dlxh.survey.notice           draft    officer        rwcu   -      -      -      -
dlxh.survey.notice           inforce  *              r      r      r      r      r
dlxh.survey.notice           inforce  officer        rWcU   r      r      r      r
dlxh.survey.notice           general  administrator  rwcu
dlxh.survey.target           any      *              r
dlxh.survey.target           any      administrator  rwcu

dlxh.survey.block.insert     dialog   officer        rwc
dlxh.survey.block.insert     dialog   administrator  rwc
dlxh.survey.condition        dialog   officer        rwcu
dlxh.survey.condition        dialog   administrator  rwcu
dlxh.survey.condition.line   dialog   officer        rwcu
dlxh.survey.condition.line   dialog   administrator  rwcu
dlxh.survey.wave.cancel      dialog   leader         rwc
"""

    WRITING = {
        "survey.survey": {"title": "Other"},
        "survey.question": {"title": "Other"},
        "survey.question.answer": {"value": "Other"},
        "dlxh.survey.disclosure": {"text": "Other"},
        "dlxh.survey.report": {"abstract": "Other"},
        "dlxh.survey.target": {"basis": "Other"},
        "dlxh.survey.block.insert": {},
        "dlxh.survey.condition": {"mode": "or"},
        "dlxh.survey.condition.line": {"operator": "unanswered"},
        "dlxh.survey.wave.cancel": {"reason": "Other"},
    }

    def prepare(self, case, place, unit):
        at, rows = case.at[place], case.rows
        for which in ("draft", "fielded"):
            survey = case.env["survey.survey"].create(self._survey(unit.id))
            at[f"survey_{which}"] = survey
            rows["survey.survey", which][place] = survey
            question = survey.question_ids
            rows["survey.question", which][place] = question
            at[f"question_{which}"] = question
            rows["survey.question.answer", which][place] = question.suggested_answer_ids
        with_flow(survey).dlxh_is_fielded = True
        at["survey"] = case.env["survey.survey"].create(self._survey(unit.id))
        for which in ("draft", "approved"):
            wave, told, free = case.env["dlxh.survey.wave"].create(
                [self._wave(at, unit.id) for _index in range(3)]
            )
            report = case.env["dlxh.survey.report"].create({"wave_id": told.id})
            at[f"wave_{which}"], at[f"report_{which}"] = wave, report
            at[f"free_{which}"] = free
            for model, record in (
                ("dlxh.survey.wave", wave),
                ("dlxh.survey.wave.recipient", wave.recipient_ids[0]),
                ("dlxh.survey.disclosure", wave.disclosure_ids[0]),
                ("dlxh.survey.report", report),
                ("dlxh.survey.report.recipient", report.recipient_ids[0]),
            ):
                rows[model, which][place] = record
        wave._approval_flow().write({"state": "approved"})
        report._approval_flow().write({"state": "approved"})
        notice = case.env["dlxh.survey.notice"].create(
            {"name": "In force", "unit_id": unit.id}
        )
        with_flow(notice).write({"state": "published", "version": 1})
        rows["dlxh.survey.notice", "inforce"][place] = notice

    def _survey(self, unit, **values):
        return {
            "title": "Trust",
            "survey_type": "opinion",
            "dlxh_unit_id": unit,
            "question_and_page_ids": [Command.create(self._question())],
            **values,
        }

    def _question(self, **values):
        return {
            "title": "Do you trust it?",
            "question_type": "simple_choice",
            "suggested_answer_ids": [Command.create({"value": "Yes"})],
            **values,
        }

    def _wave(self, at, unit):
        return {
            "name": "Wave",
            "unit_id": unit,
            "survey_id": at["survey"].id,
            "date_open": Date.today(),
            "date_close": Date.today(),
        }

    def values(self, case, **known):
        return {
            **self._questionnaires(case, **known),
            **self._waves(case, **known),
            **self._dialogs(case, **known),
        }

    def _questionnaires(self, case, *, at, unit, which, **known):
        block = {"is_block": True}
        kinds = {"block": block, "general": {**block, "dlxh_unit_id": False}}
        survey = at[f"survey_{which}"] if which in ("draft", "fielded") else None
        return {
            "survey.survey": lambda: self._survey(unit, **kinds.get(which, {})),
            "survey.question": lambda: self._question(survey_id=survey.id),
            "survey.question.answer": lambda: {
                "question_id": at[f"question_{which}"].id,
                "value": "Perhaps",
            },
        }

    def _waves(self, case, *, at, unit, name, which, **known):
        def part(of):
            return at[f"{of}_{which}"].id

        return {
            "dlxh.survey.wave": lambda: self._wave(at, unit),
            "dlxh.survey.wave.recipient": lambda: {
                "wave_id": part("wave"),
                "name": name,
            },
            "dlxh.survey.disclosure": lambda: {
                "wave_id": part("wave"),
                "item": "modes",
            },
            "dlxh.survey.report": lambda: {"wave_id": part("free")},
            "dlxh.survey.report.recipient": lambda: {
                "report_id": part("report"),
                "name": name,
            },
            "dlxh.survey.notice": lambda: {
                "name": name,
                "unit_id": False if which == "general" else unit,
            },
            "dlxh.survey.target": lambda: {
                "level_id": case.env.ref("dlxh_collaborator.level_cell").id,
                "date_from": "2020-01-01",
            },
        }

    def _dialogs(self, case, *, at, name, place, user, **known):
        # of a block that every chair of a dialog may read
        question = case.env.ref("dlxh_survey.block_satisfaction_matters")
        return {
            "dlxh.survey.block.insert": lambda: {
                "survey_id": at["survey_draft"].id,
                "block_id": case.env.ref("dlxh_survey.block_agreement").id,
            },
            "dlxh.survey.condition": lambda: {"question_id": question.id},
            "dlxh.survey.condition.line": lambda: {
                "condition_id": case.parent_dialog(
                    user or case.env.user, "dlxh.survey.condition", place
                ),
                "question_id": question.id,
                "operator": "answered",
            },
            "dlxh.survey.wave.cancel": lambda: {
                "wave_id": at["wave_approved"].id,
                "reason": name,
            },
        }
