from odoo.tests import tagged

from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow

from .common_wave import WaveCase, options, question

QUESTIONS = (
    question("q1", "single", options=options("Có", "Không"), required=True),
    question(
        "q2",
        "multiple",
        options=options("Báo", "Đài", "Khác", other=3),
        condition={"q": "q1", "op": "is", "value": "1"},
    ),
    question(
        "q3",
        "matrix_single",
        options=options("Tốt", "Kém"),
        rows=[{"code": "r1", "label": {"vi_VN": "Đường sá"}}],
    ),
    question("q4", "scale", min=0, max=10, labels={"min": {"vi_VN": "Thấp"}}),
    question("q5", "ranking", options=options("Điện", "Nước")),
    question(
        "q6",
        "number",
        min=0,
        max=24,
        decimals=1,
        condition={
            "or": [
                {"q": "q3", "row": "r1", "op": "is_not", "value": "1"},
                {"not": {"q": "q4", "op": ">", "value": 5}},
                {"q": "q2", "op": "answered"},
            ]
        },
    ),
    question("q7", "date"),
    question("q8", "long_text"),
)


@tagged("post_install", "-at_install")
class TestSurveyPaperForm(WaveCase):
    """The questionnaire on paper says what is asked, when, and what is typed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wave = cls.make_wave(questions=QUESTIONS)
        cls.officer = cls.chair("officer", cls.province_a)

        # the words around the questions in the language of the test
        definition = {**cls.wave.definition, "langs": ["en_US"]}
        with_flow(cls.wave).definition = definition

    def html(self):
        return self.wave.with_user(self.officer)._form_html()

    def test_every_question_stands_on_it(self):
        page = self.html()
        self.assertIn("Tự nguyện, được giữ kín.", page)
        for code in range(1, 9):
            self.assertEqual(page.count(f"Câu q{code}"), 1)
        for words in ("Đường sá", "Thấp", "Điện", "a number from"):
            self.assertIn(words, page)

    def test_skips_are_said_in_words(self):
        page = self.html()
        self.assertIn("→ go on with question 3", page)
        self.assertIn("question 1 is “Có”", page)
        self.assertIn(
            "question 3 – Đường sá is not “Tốt” or not (question 4 &gt; 5) or "
            "question 2 is answered",
            page,
        )

    def test_it_is_a_pdf_file(self):
        action = self.wave.with_user(self.officer).action_print_form()
        self.assertEqual(action["tag"], "dlxh_survey_save_file")
        self.assertTrue(self.wave._form_pdf().startswith(b"%PDF"))

    def test_two_copies_are_the_same(self):
        self.assertEqual(self.html(), self.html())

    def test_before_the_opening_it_is_as_it_would_be(self):
        wave = self.make_wave("approved", questions=QUESTIONS)
        self.assertIn("Câu q8", wave._form_html())
