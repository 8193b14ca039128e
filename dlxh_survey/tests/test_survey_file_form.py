import base64
import io

from openpyxl import Workbook, load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ..xlsform import read_xlsform
from .common_survey import SurveyCase


def workbook(survey, choices=(), settings=()):
    """The bytes of an XLSForm; each sheet is a list of rows."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in (
        ("survey", survey),
        ("choices", choices),
        ("settings", settings),
    ):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


HEAD = ["type", "name", "label", "relevant", "constraint", "parameters"]
CHOICES = [
    ["list_name", "name", "label"],
    ["yn", "1", "Yes"],
    ["yn", "2", "No"],
]
GOOD = [
    HEAD,
    ["begin_group", "p1", "Offices"],
    ["select_one yn", "came", "Did you come?"],
    ["integer", "times", "How often?", "${came} = '1'", ". >= 1"],
    ["end_group"],
]


@tagged("post_install", "-at_install")
class TestSurveyFileForm(SurveyCase):
    """Questionnaires go out as XLSForms and come back the same."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("vi_VN")

    def dialog(self, content, user=None, **values):
        dialogs = self.env["dlxh.survey.form.import"].with_user(user or self.officer)
        return dialogs.create(
            {
                "unit_id": self.province_a.id,
                "data_file": base64.b64encode(content),
                **values,
            }
        )

    def made(self, content, **values):
        """The questionnaire that the file makes."""
        dialog = self.dialog(content, **values)
        # as the web client calls it
        action = dialog.with_context(lang="en_US").action_make()
        self.assertEqual(action["res_model"], "survey.survey")
        return self.env["survey.survey"].browse(action["res_id"])

    def exported(self, survey, user=None):
        reports = self.env["ir.actions.report"].with_user(user or self.officer)
        content, kind = reports._render_xlsx("dlxh_survey.xlsform", survey.ids, {})
        self.assertEqual(kind, "xlsx")
        return content

    def translated(self):
        """One question of each kind, with codes, conditions and two languages."""
        survey = self.survey
        survey.lang_ids = [
            Command.link(self.env["res.lang"]._lang_get("vi_VN").id),
        ]
        by_code = {one.code: one for one in survey.question_and_page_ids}
        by_code["q1"].code = "sex"
        by_code["q2"].suggested_answer_ids[0].code = "radio"
        by_code["q3"].dlxh_condition = {"q": "sex", "op": "is", "value": "2"}
        by_code["q7"].dlxh_condition = {
            "and": [
                {"q": "q2", "op": "has", "value": "radio"},
                {"q": "q4", "row": "r1", "op": "is_not", "value": "3"},
            ]
        }
        by_code["q8"].dlxh_condition = {"q": "q6", "op": ">=", "value": 3}
        by_code["q10"].validation_length_max = 400
        by_code["p1"].description = "<p>First line<br/>second & third</p>"
        told = survey.with_context(lang="vi_VN")
        told.title = "Lòng tin với xã mới"
        for place, question in enumerate(told.question_and_page_ids, start=1):
            question.title = f"Câu hỏi số {place}"
            for answer in question.suggested_answer_ids + question.matrix_row_ids:
                answer.value = f"Trả lời {answer.code}"
        by_code["q6"].with_context(lang="vi_VN").scale_min_label = "Không hề"
        return survey

    # -- round trip ----------------------------------------------------------------

    def test_out_and_back_says_the_same(self):
        survey = self.translated()
        before = survey._definition()
        self.assertEqual(before["langs"], ["vi_VN", "en_US"])
        back = self.made(self.exported(survey))
        after = back._definition()
        for ours, theirs in zip(after["questions"], before["questions"], strict=True):
            self.assertEqual(ours, theirs)
        self.assertEqual(after, before)
        self.assertEqual(back.dlxh_unit_id, self.province_a)
        self.assertEqual(back.survey_type, "opinion")
        self.assertFalse(back.dlxh_is_fielded)
        self.assertEqual(after["questions"][0]["title"]["vi_VN"], "Câu hỏi số 2")

    def test_a_block_of_the_system_goes_round_too(self):
        block = self.env.ref("dlxh_survey.block_agreement")
        survey = self.make_survey(questions=[])
        survey._dlxh_insert_block(block)
        before = survey._definition()
        after = self.made(self.exported(survey))._definition()
        self.assertEqual(after["questions"], before["questions"])

    def test_numbers_of_answers_stay_when_others_follow(self):
        back = self.made(self.exported(self.survey))
        question = back.question_ids.filtered(lambda one: one.code == "q2")
        question.suggested_answer_ids = [Command.create({"value": "Loudspeaker"})]
        self.assertEqual(
            question.suggested_answer_ids.mapped("code_value"), [1, 2, 3, 4]
        )

    def test_the_file_is_an_xlsform(self):
        book = load_workbook(io.BytesIO(self.exported(self.survey)))
        self.assertEqual(book.sheetnames, ["survey", "choices", "settings"])
        self.assertTrue(read_xlsform(self.exported(self.survey)).definition)

    # -- what is wrong -------------------------------------------------------------

    def test_a_good_file_is_told_before_it_is_made(self):
        dialog = self.dialog(workbook(GOOD, CHOICES))
        dialog.action_check()
        self.assertEqual(dialog.state, "checked")
        self.assertFalse(dialog.error_count)
        self.assertIn("2 questions on 1 pages, 1 with a condition", dialog.summary)
        survey = self.made(workbook(GOOD, CHOICES))
        times = survey.question_ids.filtered(lambda one: one.code == "times")
        self.assertEqual(times.dlxh_condition, {"q": "came", "op": "is", "value": "1"})
        self.assertEqual(times.validation_min_float_value, 1)

    def test_errors_are_told_place_by_place_and_nothing_is_made(self):
        rows = [
            *GOOD[:3],
            ["select_one colours", "colour", "Which colour?"],
            ["geopoint", "where", "Where?"],
            ["integer", "times", "How often?", "${went} = '1'"],
            ["end_group"],
        ]
        count = self.env["survey.survey"].search_count([])
        dialog = self.dialog(workbook(rows, CHOICES))
        for step in (dialog.action_check, dialog.action_make):
            action = step()
            self.assertEqual(action["res_model"], dialog._name)
            self.assertEqual(dialog.state, "choose")
            self.assertEqual(dialog.error_count, 3)
        told = [(p.sheet, p.row, p.column, p.level) for p in dialog.problem_ids]
        self.assertEqual(
            told,
            [
                ("survey", 4, "type", "error"),
                ("survey", 5, "type", "error"),
                ("survey", 6, "relevant", "error"),
            ],
        )
        self.assertEqual(dialog.problem_ids[1].value, "geopoint")
        self.assertEqual(self.env["survey.survey"].search_count([]), count)

    def test_reasons_are_told_in_the_language_of_the_user(self):
        self.officer.lang = "vi_VN"
        rows = [HEAD, ["geopoint", "where", "Where?"]]
        dialog = self.dialog(workbook(rows, CHOICES)).with_context(lang="vi_VN")
        dialog.action_check()
        self.assertNotIn("Questions of the type", dialog.problem_ids[0].reason)
        self.assertIn("geopoint", dialog.problem_ids[0].reason)

    def test_what_the_builder_cannot_say_is_told(self):
        rows = [
            HEAD,
            ["range", "warm", "How warm?", "", "", "start=0 end=100 step=1"],
            ["select_multiple yn", "Any", "Any?", "", "count-selected(.) <= 1"],
            ["text", "any", "Which?"],
        ]
        dialog = self.dialog(workbook(rows, CHOICES))
        dialog.action_check()
        self.assertEqual(
            [(p.row, p.level) for p in dialog.problem_ids],
            [(2, "error"), (3, "error"), (4, "error"), (3, "warning")],
        )
        self.assertEqual((dialog.error_count, dialog.warning_count), (3, 1))

    def test_warnings_leave_the_way_open(self):
        rows = [*GOOD, ["deviceid", "device", ""]]
        dialog = self.dialog(workbook(rows, CHOICES))
        dialog.action_check()
        self.assertEqual((dialog.state, dialog.warning_count), ("checked", 1))
        self.assertEqual(self.made(workbook(rows, CHOICES)).question_count, 2)

    def test_a_file_that_is_none_is_told(self):
        dialog = self.dialog(b"not a workbook")
        dialog.action_check()
        self.assertEqual(dialog.error_count, 1)
        self.assertIn("Excel", dialog.problem_ids.reason)
        dialog.data_file = False
        with self.assertRaises(UserError):
            dialog.action_check()

    def test_languages_that_are_not_installed(self):
        rows = [
            ["type", "name", "label::Vietnamese (vi)", "label::Lao (lo)"],
            ["text", "why", "Vì sao?", "ຍ້ອນຫຍັງ?"],
        ]
        dialog = self.dialog(workbook(rows))
        dialog.action_check()
        self.assertEqual((dialog.state, dialog.warning_count), ("checked", 1))
        survey = self.made(workbook(rows))
        self.assertEqual(survey._definition()["langs"], ["vi_VN"])
        only = [["type", "name", "label::Lao (lo)"], ["text", "why", "ຍ້ອນຫຍັງ?"]]
        dialog = self.dialog(workbook(only))
        dialog.action_check()
        self.assertEqual(dialog.error_count, 1)

    # -- who -----------------------------------------------------------------------

    def test_only_for_the_own_unit(self):
        dialog = self.dialog(workbook(GOOD, CHOICES), unit_id=self.province_b.id)
        with self.assertRaises(UserError):
            dialog.action_make()

    def test_the_leader_makes_none(self):
        with self.assertRaises(AccessError):
            self.dialog(workbook(GOOD, CHOICES), user=self.leader)

    def test_export_follows_the_right_to_read(self):
        self.assertTrue(self.exported(self.survey, self.leader))
        stranger = self.chair("officer", self.province_b, login="officer_b_form")
        with self.assertRaises(AccessError):
            self.exported(self.survey, stranger)
        nobody = new_test_user(self.env, "nobody_form")
        with self.assertRaises(AccessError):
            self.exported(self.survey, nobody)

    def test_export_of_what_has_problems_says_them(self):
        empty = self.make_survey(questions=[])
        with self.assertRaisesRegex(UserError, "has no question"):
            empty.with_user(self.officer).action_export_form()
        action = self.survey.with_user(self.officer).action_export_form()
        self.assertEqual(action["report_name"], "dlxh_survey.xlsform")
