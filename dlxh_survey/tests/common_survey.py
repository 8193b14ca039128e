from datetime import timedelta

from odoo.fields import Command, Date

from odoo.addons.dlxh_collaborator.tests.common_document import DlxhDocumentCase


def single(title, *labels, **values):
    """A question with one answer to choose."""
    return {
        "title": title,
        "question_type": "simple_choice",
        "suggested_answer_ids": [Command.create({"value": one}) for one in labels],
        **values,
    }


class SurveyCase(DlxhDocumentCase):
    """A province with an officer and a leader, a questionnaire and a wave."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.officer = cls.chair("officer", cls.province_a)
        cls.leader = cls.chair("leader", cls.province_a)
        cls.body = cls.make_body(cls.province_a, cls.leader)
        cls.survey = cls.make_survey()

    @classmethod
    def make_survey(cls, unit=None, questions=None, **values):
        """Return a questionnaire of the unit; by default one of each kind."""
        rows = cls.one_of_each() if questions is None else questions
        vals = [{"sequence": index, **row} for index, row in enumerate(rows, start=1)]
        return cls.env["survey.survey"].create(
            {
                "title": "Trust in the new commune",
                "survey_type": "opinion",
                "dlxh_unit_id": (unit or cls.province_a).id,
                "lang_ids": [Command.set(cls.env.ref("base.lang_en").ids)],
                "question_and_page_ids": [Command.create(one) for one in vals],
                **values,
            }
        )

    @classmethod
    def one_of_each(cls):
        answers = [Command.create({"value": one}) for one in ("A", "B", "C")]
        rows = [Command.create({"value": one}) for one in ("Row 1", "Row 2")]
        matrix = {
            "question_type": "matrix",
            "suggested_answer_ids": answers,
            "matrix_row_ids": rows,
        }
        return [
            {"title": "Page one", "is_page": True, "question_type": False},
            single("Are you", "Male", "Female", is_demographic=True),
            {
                "title": "Sources of news",
                "question_type": "multiple_choice",
                "suggested_answer_ids": [
                    Command.create({"value": "Radio"}),
                    Command.create({"value": "Other", "is_other": True}),
                    Command.create({"value": "None", "is_exclusive": True}),
                ],
            },
            {
                "title": "What matters most",
                "question_type": "ranking",
                "suggested_answer_ids": answers,
            },
            {"title": "Page two", "is_page": True, "question_type": False},
            {"title": "How far do you agree", **matrix},
            {"title": "Which of these", **matrix, "matrix_subtype": "multiple"},
            {
                "title": "How satisfied",
                "question_type": "scale",
                "scale_min": 1,
                "scale_max": 5,
                "scale_min_label": "Not at all",
                "constr_mandatory": True,
            },
            {
                "title": "Hours of waiting",
                "question_type": "numerical_box",
                "decimals": 1,
                "validation_required": True,
                "validation_min_float_value": 0,
                "validation_max_float_value": 24,
            },
            {"title": "Day of the last visit", "question_type": "date"},
            {"title": "One word for it", "question_type": "char_box"},
            {"title": "What should change", "question_type": "text_box"},
        ]

    @classmethod
    def make_wave(cls, **values):
        today = Date.today()
        unit = values.pop("unit", cls.province_a)
        return cls.env["dlxh.survey.wave"].create(
            {
                "name": "Wave 1",
                "unit_id": unit.id,
                "survey_id": cls.survey.id,
                "date_open": today,
                "date_close": today + timedelta(days=14),
                "population": "Party members of the province",
                "population_n": 1000,
                "target_n": 100,
                "design": "systematic",
                "purpose": "To hear what people think of the new commune.",
                "contact": "Office, room 3",
                **values,
            }
        )

    @classmethod
    def approve(cls, wave):
        """Submit as the officer, approve as the leader."""
        wave.with_user(cls.officer).action_submit_approval()
        wave.with_user(cls.leader).action_approve()
        return wave

    @classmethod
    def open(cls, wave):
        cls.approve(wave).with_user(cls.officer).action_open()
        return wave
