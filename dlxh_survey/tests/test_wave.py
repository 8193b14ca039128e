from datetime import timedelta

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.fields import Date
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_survey import SurveyCase


@tagged("post_install", "-at_install")
class TestWave(SurveyCase):
    """From the plan to the published result, and what is refused on the way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wave = cls.make_wave()
        cls.Wave = cls.env["dlxh.survey.wave"]

    def as_officer(self, records):
        return records.with_user(self.officer)

    def as_leader(self, records):
        return records.with_user(self.leader)

    def refuse(self, do, kind=UserError):
        with mute_logger("odoo.sql_db"), self.assertRaises(kind):
            do()
            self.env.flush_all()

    # -- the way -------------------------------------------------------------------

    def test_the_whole_way(self):
        wave = self.wave
        self.assertEqual(len(wave.disclosure_ids), 11)
        self.approve(wave)
        self.assertEqual(wave.state, "approved")
        self.assertTrue(self.survey.dlxh_is_locked)
        self.as_officer(wave).action_open()
        self.assertEqual(wave.state, "fieldwork")
        self.assertEqual(wave.definition["slots"], self.survey._definition()["slots"])
        self.assertEqual(wave.notice["version"], 1)
        self.assertIn("kept confidential", wave.notice["confidential"]["en_US"])
        self.assertTrue(self.survey.dlxh_is_fielded)
        self.as_officer(wave).action_close()
        self.assertEqual((wave.state, wave.close_reason), ("closed", "hand"))
        self.refuse(self.as_leader(wave).action_publish)
        self.as_officer(wave).action_propose_disclosure()
        left = wave.disclosure_ids.filtered(lambda line: not line.is_filled)
        self.assertEqual(set(left.mapped("item")), {"modes", "limitations"})
        left[0].with_user(self.officer).text = "On paper and online."
        self.as_officer(left[1:]).write({"is_not_applicable": True})
        self.refuse(self.as_leader(wave).action_publish)
        self.as_officer(left[1:]).write({"reason": "Every unit has the same share."})
        self.as_leader(wave).action_publish()
        self.assertEqual(wave.state, "published")
        with self.assertRaises(UserError):
            self.as_officer(left[0]).text = "Changed"

    def test_what_was_frozen_stays(self):
        wave = self.open(self.wave)
        for values in (
            {"definition": {}},
            {"notice": {}},
            {"state": "closed"},
            {"purpose": "Other"},
            {"min_cell": 5},
            {"opened_on": "2020-01-01"},
        ):
            self.refuse(lambda values=values: self.as_officer(wave).write(values))
            self.refuse(lambda values=values: wave.write(values))
        self.refuse(lambda: wave.update_field_translations("purpose", {"en_US": "x"}))
        self.refuse(wave.unlink)
        self.refuse(lambda: self.survey.write({"title": "Other"}))

    def test_nothing_frozen_is_brought_along(self):
        made = self.make_wave(
            definition={"format": 1}, opened_on="2020-01-01", close_reason="hand"
        )
        self.assertFalse(made.definition or made.opened_on or made.close_reason)
        context = {"default_definition": {"format": 1}, "default_state": "approved"}
        self.refuse(
            lambda: self.Wave.with_context(**context).create(
                {
                    "name": "x",
                    "unit_id": self.province_a.id,
                    "survey_id": self.survey.id,
                    "date_open": Date.today(),
                    "date_close": Date.today(),
                }
            )
        )

    def test_what_a_plan_needs(self):
        today = Date.today()
        late = {
            "date_open": today - timedelta(days=9),
            "date_close": today - timedelta(days=2),
        }
        for values in (
            {"population_n": 29},
            {"population_n": 0},
            {"target_n": 0},
            {"target_n": 1001},
            {"purpose": " "},
            {"contact": False},
            {"notice_id": False},
            {"includes_minors": True},
            {"body_id": False},
            late,
        ):
            wave = self.make_wave()
            wave.write(values)
            self.refuse(self.as_officer(wave).action_submit_approval)
        wave = self.make_wave(includes_minors=True, guardian_text="Parents agree.")
        self.approve(wave)
        self.as_officer(wave).action_open()
        self.assertEqual(wave.notice["guardian"]["en_US"], "Parents agree.")

    def test_a_questionnaire_with_a_problem_is_not_submitted(self):
        question = self.survey.question_ids.sorted("sequence")[0]
        question.dlxh_condition = {"q": "q3", "op": "answered"}
        self.assertIn("q1", self.survey.dlxh_problem_text)
        self.refuse(self.as_officer(self.wave).action_submit_approval)

    def test_a_question_about_a_person_is_not_submitted(self):
        written = self.survey.question_ids.filtered(
            lambda one: one.question_type == "char_box"
        )
        written.title = "Số điện thoại của ông/bà là gì?"
        self.refuse(self.as_officer(self.wave).action_submit_approval)

    def test_another_units_questionnaire_is_refused(self):
        other = self.make_survey(unit=self.ward_a1)
        wave = self.make_wave(survey_id=other.id)
        self.refuse(self.as_officer(wave).action_submit_approval)
        block = self.env.ref("dlxh_survey.block_agreement")
        wave = self.make_wave(survey_id=block.id)
        self.refuse(self.as_officer(wave).action_submit_approval)

    def test_numbers_of_few_people_cannot_be_shown(self):
        self.assertEqual(self.wave.min_cell, 10)
        self.refuse(lambda: self.wave.write({"min_cell": 4}), IntegrityError)

    def test_probability_follows_from_the_design(self):
        self.assertTrue(self.wave.is_probability)
        self.wave.design = "open_link"
        self.assertFalse(self.wave.is_probability)

    # -- who -----------------------------------------------------------------------

    def test_steps_ask_for_chair_and_state(self):
        outsider = self.chair("officer", self.province_b)
        below = self.chair("leader", self.ward_a1)
        self.refuse(self.as_officer(self.wave).action_open, AccessError)
        self.refuse(self.as_officer(self.wave).action_close, AccessError)
        wave = self.approve(self.wave)
        for user in (outsider, below):
            for step in ("action_open", "action_cancel"):
                self.refuse(
                    lambda user=user, step=step: getattr(wave.with_user(user), step)(
                        *(["why"] if step == "action_cancel" else [])
                    ),
                    AccessError,
                )
        self.refuse(lambda: self.as_officer(wave).action_cancel("why"), AccessError)
        self.refuse(lambda: self.as_leader(wave).action_cancel(" "))
        self.as_leader(wave).action_cancel("The commune is being merged.")
        self.assertEqual(wave.state, "cancelled")
        self.assertFalse(self.survey.dlxh_is_locked)

    def test_an_officer_does_not_publish(self):
        wave = self.open(self.wave)
        self.as_officer(wave).action_close()
        self.refuse(self.as_officer(wave).action_publish, AccessError)

    # -- close by itself -----------------------------------------------------------

    def test_a_wave_closes_after_its_last_day(self):
        wave = self.open(self.wave)
        cron = type(self.env["ir.cron"])
        self.patch(cron, "_commit_progress", lambda *args, **kwargs: 60.0)
        self.Wave._cron_close()
        self.assertEqual(wave.state, "fieldwork")
        with freeze_time(wave.date_close + timedelta(days=1)):
            self.Wave._cron_close()
        self.assertEqual((wave.state, wave.close_reason), ("closed", "date"))

    def test_a_wave_closes_at_its_target(self):
        wave = self.open(self.make_wave(close_at_target=True, target_n=30))
        self.patch(type(self.Wave), "_count_answers", lambda waves: {wave.id: 29})
        wave._close_if_due()
        self.assertEqual(wave.state, "fieldwork")
        self.patch(type(self.Wave), "_count_answers", lambda waves: {wave.id: 30})
        wave.invalidate_recordset(["response_count"])
        wave._close_if_due()
        self.assertEqual((wave.state, wave.close_reason), ("closed", "target"))

    def test_a_wave_closes_when_quotas_are_full(self):
        wave = self.open(self.make_wave(close_at_quotas=True))
        self.patch(type(self.Wave), "_quotas_are_full", lambda one: True)
        wave._close_if_due()
        self.assertEqual(wave.close_reason, "quotas")

    # -- the year's target ---------------------------------------------------------

    def test_waves_are_counted_against_the_target(self):
        self.approve(self.wave)
        year = self.wave.date_open.year
        self.assertEqual(self.wave.year_text, f"1 in {year} (target 1–2)")
        self.make_wave(name="Wave 2")  # a draft does not count
        self.wave.invalidate_recordset(["year_text"])
        self.assertTrue(self.wave.year_text.startswith("1 "))

    def test_a_list_costs_the_same_for_many_waves(self):
        for number in range(12):
            self.make_wave(name=f"Wave {number}")
        names = ["name", "survey_id", "unit_id", "date_open", "response_count", "state"]
        spec = {name: {} for name in names}
        spec["survey_id"] = spec["unit_id"] = {"fields": {"display_name": {}}}
        waves = self.as_officer(self.Wave)
        waves.web_search_read([], spec, limit=80)
        self.env.invalidate_all()
        with self.assertQueryCount(7):
            waves.web_search_read([], spec, limit=80)

    # -- documents -----------------------------------------------------------------

    def test_the_plan_is_printed(self):
        self.wave.launching_document = "2453-CV/VPTU"
        self.as_officer(self.wave).action_print_document()
        html = self.wave._document_body_html()
        self.assertIn("2453-CV/VPTU", html)
        self.assertIn("Party members of the province", html)
        self.assertIn("Sources of news", self.wave._document_annex_html())
        pdf, _kind = (
            self.env["ir.actions.report"]
            .with_context(force_report_rendering=True)
            ._render_qweb_pdf(self.wave._document_report, self.wave.ids)
        )
        self.assertTrue(pdf.startswith(b"%PDF"))

    def test_a_report_needs_what_the_survey_discloses(self):
        reports = self.as_officer(self.env["dlxh.survey.report"])
        report = reports.create({"wave_id": self.wave.id, "findings": "<p>Trust</p>"})
        self.assertEqual(report.unit_id, self.province_a)
        self.refuse(report.action_submit_approval)  # the wave is not closed
        self.open(self.wave)
        self.as_officer(self.wave).action_close()
        self.refuse(report.action_submit_approval)  # eleven items
        self.as_officer(self.wave.disclosure_ids).write({"text": "Told."})
        report.action_submit_approval()
        self.as_leader(report).action_approve()
        self.assertEqual(report.state, "approved")
        self.assertIn("Told.", report._document_annex_html())
        self.refuse(lambda: report.write({"findings": "<p>Other</p>"}))
        self.refuse(lambda: reports.create({"wave_id": self.wave.id}), IntegrityError)

    # -- the notice ----------------------------------------------------------------

    def test_a_notice_in_force_stays(self):
        notice = self.wave.notice_id
        self.refuse(lambda: notice.write({"voluntary": "Other"}))
        self.refuse(
            lambda: notice.update_field_translations("voluntary", {"en_US": "x"})
        )
        self.refuse(notice.unlink)
        draft = self.as_officer(self.env["dlxh.survey.notice"]).create(
            {
                "name": "Ours",
                "unit_id": self.province_a.id,
                "state": "published",
                "version": 7,
            }
        )
        self.assertEqual((draft.state, draft.version), ("draft", 0))
        self.refuse(draft.action_publish)
        draft.write(
            {
                "voluntary": "Free",
                "confidential": "Kept",
                "retention": "12 months",
                "rights": "None",
            }
        )
        draft.action_publish()
        self.assertEqual(draft.version, 1)
        notices = self.env["dlxh.survey.notice"]
        self.assertEqual(notices._in_force_for(self.ward_a1), draft)
        self.assertEqual(notices._in_force_for(self.ward_b1), notice)
        with self.assertRaises(AccessError):
            self.as_officer(self.env["dlxh.survey.notice"]).create(
                {"name": "For all", "unit_id": False}
            )
