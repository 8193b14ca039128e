import json

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.dlxh_survey.questionnaire import Questionnaire, problems

from .common_survey import SurveyCase, single


@tagged("post_install", "-at_install")
class TestQuestionnaire(SurveyCase):
    """Codes that stay, conditions that follow them, words that no longer change."""

    def question(self, code, survey=None):
        questions = (survey or self.survey).question_and_page_ids
        return questions.filtered(lambda one: one.code == code)

    def as_officer(self, records):
        return records.with_user(self.officer)

    # -- codes ---------------------------------------------------------------------

    def test_codes_are_given_in_order(self):
        codes = self.survey.question_and_page_ids.sorted("sequence").mapped("code")
        self.assertEqual(codes[:3], ["p1", "q1", "q2"])
        self.assertEqual(codes[4], "p2")
        self.assertEqual(codes[-1], "q10")
        answers = self.question("q2").suggested_answer_ids
        self.assertEqual(answers.mapped("code_value"), [1, 2, 3])
        self.assertEqual(answers.mapped("code"), ["1", "2", "3"])
        self.assertEqual(
            self.question("q4").matrix_row_ids.mapped("code"), ["r1", "r2"]
        )

    def test_a_number_is_never_given_twice(self):
        self.question("q10").unlink()
        question = self.env["survey.question"].create(
            {"survey_id": self.survey.id, **single("New", "Yes", "No")}
        )
        self.assertEqual(question.code, "q11")
        question.suggested_answer_ids[1].unlink()
        question.suggested_answer_ids = [Command.create({"value": "Perhaps"})]
        self.assertEqual(question.suggested_answer_ids.mapped("code_value"), [1, 3])

    def test_codes_are_edited_and_checked(self):
        question = self.as_officer(self.question("q1"))
        question.code = "sex"
        self.assertEqual(question.code, "sex")
        for wrong in ("1a", "có", "a b", "x" * 33):
            with self.assertRaises(ValidationError):
                question.code = wrong
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            question.code = "Q2"
            self.env.flush_all()

    def test_values_of_answers_stay(self):
        answer = self.as_officer(self.question("q1").suggested_answer_ids[0])
        with self.assertRaises(UserError):
            answer.code_value = 9
        with self.assertRaises(UserError):
            self.as_officer(self.question("q1")).dlxh_next_value = 1

    # -- what may be asked -----------------------------------------------------------

    def test_what_is_not_asked(self):
        question = self.question("q9")
        for values in (
            {"validation_email": True, "save_as_email": True},
            {"save_as_nickname": True},
            {"comments_allowed": True},
            {"question_type": "datetime"},
        ):
            with self.assertRaises(ValidationError):
                question.write(values)

    def test_scores_and_sessions_stay_off(self):
        self.assertEqual(self.survey.scoring_type, "no_scoring")
        self.assertFalse(self.survey.session_code)
        self.assertEqual(self.survey.access_mode, "token")
        for values in (
            {"certification": True},
            {"access_mode": "public"},
            {"session_code": "1234"},
            {"survey_type": "custom"},
        ):
            with self.assertRaises(UserError):
                self.as_officer(self.survey).write(values)

    def test_a_ranking_elsewhere_is_refused(self):
        other = self.env["survey.survey"].create({"title": "Stock"})
        with self.assertRaises(ValidationError):
            self.env["survey.question"].create(
                {"survey_id": other.id, "title": "x", "question_type": "ranking"}
            )

    def test_odoo_does_not_answer_it(self):
        with self.assertRaises(UserError):
            self.survey._create_answer(user=self.env.user, test_entry=True)
        self.assertEqual(self.as_officer(self.survey).answer_count, 0)

    # -- conditions --------------------------------------------------------------------

    def test_a_condition_follows_codes(self):
        later = self.question("q7")
        later.dlxh_condition = {
            "and": [
                {"q": "q1", "op": "is", "value": "1"},
                {"q": "q4", "row": "r2", "op": "is", "value": "3"},
            ]
        }
        self.assertIn("Male", later.dlxh_condition_text)
        self.question("q1").code = "sex"
        self.question("sex").suggested_answer_ids[0].code = "male"
        self.question("q4").matrix_row_ids[1].code = "second"
        self.assertEqual(
            later.dlxh_condition["and"],
            [
                {"q": "sex", "op": "is", "value": "male"},
                {"q": "q4", "row": "second", "op": "is", "value": "3"},
            ],
        )
        for asked in (
            self.question("sex"),
            self.question("sex").suggested_answer_ids[0],
            self.question("q4").matrix_row_ids[1],
        ):
            with self.assertRaises(UserError):
                asked.unlink()

    def test_a_condition_is_edited_in_lines(self):
        later = self.as_officer(self.question("q7"))
        wizard = self.env["dlxh.survey.condition"].with_user(self.officer)
        with Form(wizard.with_context(default_question_id=later.id)) as form:
            form.mode = "or"
            with form.line_ids.new() as line:
                line.question_id = self.question("q1")
                self.assertEqual(line.operator, "is")
                line.answer_id = self.question("q1").suggested_answer_ids[1]
            with form.line_ids.new() as line:
                line.question_id = self.question("q6")
                line.operator = ">="
                line.number = 4
        with self.assertRaises(UserError):  # q6 comes before, q8 does not
            self.question("q5")._dlxh_check_condition({"q": "q8", "op": "answered"})
        form.record.action_save()
        self.assertEqual(
            later.dlxh_condition,
            {
                "or": [
                    {"q": "q1", "op": "is", "value": "2"},
                    {"q": "q6", "op": ">=", "value": 4},
                ]
            },
        )
        again = wizard.with_context(default_question_id=later.id)
        defaults = again.default_get(["mode", "line_ids", "is_tree", "question_id"])
        self.assertEqual((defaults["mode"], len(defaults["line_ids"])), ("or", 2))

    def test_a_tree_with_brackets_stays_a_tree(self):
        later = self.as_officer(self.question("q7"))
        wizard = self.env["dlxh.survey.condition"].with_user(self.officer)
        tree = {"not": {"and": [{"q": "q1", "op": "is", "value": "1"}]}}
        made = wizard.create(
            {"question_id": later.id, "is_tree": True, "tree_text": json.dumps(tree)}
        )
        made.action_save()
        self.assertEqual(later.dlxh_condition, tree)
        values = wizard.with_context(default_question_id=later.id).default_get(
            ["is_tree", "question_id", "tree_text"]
        )
        self.assertTrue(values["is_tree"])
        for wrong in ("{", '{"xor": []}', '{"q": "q9", "op": "answered"}'):
            made.tree_text = wrong
            with self.assertRaises(UserError):
                made.action_save()

    # -- the definition ------------------------------------------------------------

    def test_the_definition_is_whole(self):
        self.question("q7").dlxh_condition = {"q": "q2", "op": "has", "value": "1"}
        definition = self.survey._definition()
        self.assertFalse(problems(definition))
        self.assertEqual(definition["langs"], ["en_US"])
        self.assertEqual(definition["pages"][0]["questions"], ["q1", "q2", "q3"])
        questionnaire = Questionnaire.of(json.loads(json.dumps(definition)))
        checked = questionnaire.check(
            {
                "q1": "2",
                "q2": ["1", "2"],
                "q2.other": {"2": "Village meeting"},
                "q3": ["3", "1", "2"],
                "q4": {"r1": "2"},
                "q5": {"r2": ["1", "3"]},
                "q6": 4,
                "q7": 2.5,
                "q8": "2026-06-01",
                "q10": "More benches",
            }
        )
        self.assertFalse(checked.errors)
        self.assertEqual(checked.slots[:2], [2, 3])
        kinds = [question["type"] for question in definition["questions"]]
        self.assertEqual(len(set(kinds)), len(kinds))
        scale = definition["questions"][5]
        self.assertEqual((scale["min"], scale["max"], scale["required"]), (1, 5, True))
        self.assertTrue(definition["questions"][0]["demographic"])

    def test_questions_before_the_first_page_form_one(self):
        survey = self.make_survey(questions=[single("One", "A", "B")])
        pages = survey._definition()["pages"]
        self.assertEqual([page["questions"] for page in pages], [["q1"]])

    def test_the_definition_costs_the_same_for_many_questions(self):
        many = [single(f"Question {number}", "A", "B", "C") for number in range(60)]
        survey = self.make_survey(questions=many)
        survey._definition()
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(8):
            survey._definition()

    def test_every_language_is_in_the_definition(self):
        self.env["res.lang"]._activate_lang("vi_VN")
        vietnamese = self.env["res.lang"]._lang_get("vi_VN")
        survey = self.make_survey(lang_ids=[Command.link(vietnamese.id)])
        survey.lang_ids |= self.env.ref("base.lang_en")
        survey.with_context(lang="vi_VN").title = "Niềm tin"
        definition = survey._definition()
        self.assertEqual(definition["langs"], ["vi_VN", "en_US"])
        self.assertEqual(definition["title"]["vi_VN"], "Niềm tin")
        self.assertEqual(definition["title"]["en_US"], "Trust in the new commune")

    # -- copies, versions, blocks ----------------------------------------------------

    def test_a_version_keeps_codes(self):
        self.question("q1").code = "sex"
        self.question("q2").unlink()
        self.question("q7").dlxh_condition = {"q": "sex", "op": "is", "value": "2"}
        action = self.as_officer(self.survey).action_new_version()
        version = self.env["survey.survey"].browse(action["res_id"])
        self.assertEqual(version.dlxh_version, 2)
        self.assertEqual(version.title, self.survey.title)
        self.assertEqual(
            version.question_and_page_ids.sorted("sequence").mapped("code"),
            self.survey.question_and_page_ids.sorted("sequence").mapped("code"),
        )
        self.assertEqual(self.question("q7", version).dlxh_condition["q"], "sex")
        new = self.env["survey.question"].create(
            {"survey_id": version.id, **single("New", "Yes")}
        )
        self.assertEqual(new.code, "q11")  # q2 is gone, its number stays unused
        with self.assertRaises(UserError):
            self.as_officer(self.survey).action_new_version()

    def test_a_copy_is_numbered_anew(self):
        self.question("q1").code = "sex"
        self.question("sex").suggested_answer_ids[0].unlink()
        self.question("q7").dlxh_condition = {"q": "sex", "op": "is", "value": "2"}
        copy = self.survey.copy()
        codes = copy.question_ids.sorted("sequence").mapped("code")
        self.assertEqual(codes[:2], ["q1", "q2"])
        self.assertEqual(
            self.question("q7", copy).dlxh_condition,
            {"q": "q1", "op": "is", "value": "1"},
        )
        self.assertFalse(problems(copy._definition()))
        self.assertEqual(self.question("q1", copy).suggested_answer_ids.code_value, 1)

    def test_a_block_is_put_in(self):
        block = self.env.ref("dlxh_survey.block_satisfaction")
        wizard = self.env["dlxh.survey.block.insert"].with_user(self.officer)
        self.question("q1").code = "contacted"
        before = len(self.survey.question_ids)
        made = wizard.create({"survey_id": self.survey.id, "block_id": block.id})
        made.action_insert()
        self.assertEqual(len(self.survey.question_ids), before + 3)
        added = self.survey.question_ids.sorted("sequence")[-3:]
        self.assertEqual(added.mapped("code"), ["satisfaction", "q11", "matters"])
        self.assertEqual(added[2].dlxh_condition["q"], "q11")
        self.assertFalse(problems(self.survey._definition()))

    def test_the_blocks_that_come_with_the_system_are_sound(self):
        blocks = self.env["survey.survey"].search(
            [("is_block", "=", True), ("dlxh_unit_id", "=", False)]
        )
        self.assertGreaterEqual(len(blocks), 3)
        for block in blocks:
            self.assertFalse(block.dlxh_problem_text)
            self.assertFalse(problems(block._definition()))

    # -- the lock ------------------------------------------------------------------

    def test_words_that_were_approved_stay(self):
        wave = self.make_wave()
        wave.with_user(self.officer).action_submit_approval()
        question = self.question("q1")
        for change in (
            lambda: self.survey.write({"title": "Other"}),
            lambda: question.write({"title": "Other"}),
            lambda: question.suggested_answer_ids[0].write({"value": "Other"}),
            lambda: question.update_field_translations("title", {"en_US": "Other"}),
            lambda: question.unlink(),
            lambda: question.suggested_answer_ids[0].unlink(),
            lambda: self.survey.write(
                {"question_and_page_ids": [Command.create(single("New", "A"))]}
            ),
            lambda: self.env["survey.question.answer"].create(
                {"question_id": question.id, "value": "Third"}
            ),
            lambda: self.survey.unlink(),
        ):
            with self.assertRaises(UserError):
                change()
        self.survey.active = False  # what respondents do not read may change
        wave.with_user(self.leader).action_return("Ask one thing less.")
        question.title = "Other"
        self.assertEqual(question.title, "Other")

    # -- stock survey users ----------------------------------------------------------

    def test_stock_survey_managers_see_nothing(self):
        manager = new_test_user(
            self.env,
            "survey_manager",
            groups="base.group_user,survey.group_survey_manager",
        )
        # one who works for the unit besides, in no chair that writes surveys
        both = self.chair("collaborator", self.province_a)
        both.group_ids |= self.env.ref("survey.group_survey_manager")
        question = self.question("q1")
        records = (
            self.survey,
            question,
            question.suggested_answer_ids,
            self.question("q4").matrix_row_ids,
        )
        for user in (manager, both):
            for record in records:
                mine = record.with_user(user)
                self.assertFalse(mine.search([("id", "in", record.ids)]))
                with self.assertRaises(AccessError):
                    mine.read(["display_name"])
                with self.assertRaises(AccessError):
                    mine[0].write({"sequence": 3})
            with self.assertRaises(AccessError):
                question.with_user(user).create(
                    {"survey_id": self.survey.id, "title": "Sneaked in"}
                )
            other = self.env["survey.survey"].with_user(user).create({"title": "Own"})
            own = question.with_user(user).create(
                {"survey_id": other.id, "title": "Own"}
            )
            with self.assertRaises(UserError):
                own.survey_id = self.survey.id
            with self.assertRaises(UserError):
                other.survey_type = "opinion"
            kinds = question.with_user(user).fields_get(["question_type"])
            self.assertNotIn("ranking", dict(kinds["question_type"]["selection"]))

    def test_names_are_for_readers(self):
        outsider = self.chair("officer", self.province_b)
        question = self.question("q1")
        for record, told in (
            (self.survey, "Trust"),
            (question, "Are you"),
            (question.suggested_answer_ids[0], "Male"),
        ):
            self.assertIn(told, self.as_officer(record).sudo().display_name)
            self.assertNotIn(told, record.with_user(outsider).sudo().display_name)
        waves = self.env["dlxh.survey.wave"].with_user(outsider)
        with self.assertRaises(AccessError):
            waves.create(
                {
                    "name": "Wave",
                    "unit_id": self.province_b.id,
                    "survey_id": self.survey.id,
                    "date_open": "2026-06-01",
                    "date_close": "2026-06-02",
                }
            )

    def test_officers_see_no_stock_survey(self):
        other = self.env["survey.survey"].create({"title": "Stock"})
        self.assertFalse(self.as_officer(other).search([("id", "=", other.id)]))
        with self.assertRaises(AccessError):
            self.as_officer(other).read(["title"])
