from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Date
from odoo.tests import tagged

from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow

from ..models.dlxh_survey_store import PAPER
from ..questionnaire import DONT_KNOW, NO_ANSWER, REFUSED
from .common_paper import PaperCase

SEX = {"sex": "1"}


@tagged("post_install", "-at_install")
class TestSurveyPaper(PaperCase):
    """Sheets on paper are keyed twice and become answers like all others."""

    # -- the way of a batch --------------------------------------------------------

    def test_two_equal_entries_become_answers(self):
        full = {"sex": "2", "media": ["1", "3"], "trust": 2, "why": "Chậm trả lời"}
        full["media.other"] = {"3": "Loa phường"}
        batch = self.key_twice(full, SEX, "blank", "refused", "late")
        self.assertEqual((batch.state, batch.difference_n), ("compared", 0))
        batch.action_release()
        rows = self.rows("buffer", "mode, answers, texts")
        self.assertCountEqual(
            [row[:2] for row in rows],
            [(PAPER, [2, 0b101, 2]), (PAPER, [1, NO_ANSWER, NO_ANSWER])],
        )
        texts = {"why": "Chậm trả lời", "media.other.3": "Loa phường"}
        self.assertIn(texts, [row[2] for row in rows])
        self.assertFalse(self.kept(batch))
        self.assertEqual(
            (batch.state, batch.row_count, batch.text_count),
            ("released", 2, 2),
        )
        self.assertEqual((batch.blank_n, batch.refused_n, batch.late_n), (1, 1, 1))
        line = self.line
        self.assertEqual((line.complete_n, line.partial_n), (2, 0))
        self.assertEqual((line.refusal_n, line.other_n), (2, 1))

    def test_why_there_is_no_answer_is_kept(self):
        sheet = {"media.missing": "refused", "trust.missing": "dont_know"}
        batch = self.key_twice(sheet, SEX)
        batch.action_release()
        answers = [row[0] for row in self.rows("buffer", "answers")]
        # a mandatory question without an answer counts, as a partial case
        self.assertIn([NO_ANSWER, REFUSED, DONT_KNOW], answers)
        self.assertEqual((self.line.complete_n, self.line.partial_n), (1, 1))

    def test_differences_are_decided_before_the_release(self):
        first = {"sex": "1", "trust": 3, "why": "Phí cao"}
        second = {"sex": "2", "trust": 8}
        batch = self.key_twice(first, SEX, again=(second, SEX))
        # sex, trust and the question that only one came to; media is the same
        self.assertEqual((batch.field_n, batch.difference_n), (7, 3))
        with self.assertRaisesRegex(UserError, "not decided"):
            batch.action_release()
        self.assertFalse(self.rows("buffer"))
        page = batch.get_differences()
        self.assertEqual(
            [(one["name"], one["first"], one["second"]) for one in page["lines"]],
            [("sex", "Nam", "Nữ"), ("trust", "3", "8")],
        )
        page = batch.decide(1, "sex", "second")
        self.assertEqual(page["open"], 1)
        self.assertIn("problem", batch.decide(1, "trust", "other", 11))
        page = batch.decide(1, "trust", "other", 4)
        # the decision asks why, which only the first entry has
        self.assertEqual([one["name"] for one in page["lines"]][2:], ["why"])
        self.assertEqual(batch.decide(1, "why", "first")["open"], 0)
        batch.action_release()
        self.assertIn(
            ([2, NO_ANSWER, 4], {"why": "Phí cao"}),
            self.rows("buffer", "answers, texts"),
        )

    def test_the_second_entry_sees_nothing_of_the_first(self):
        batch = self.key(self.begin(), {"sex": "1", "trust": 7}, SEX)
        page = batch.with_user(self.second).get_keying()
        self.assertEqual((page["entry"], page["done"]), (2, []))
        self.assertFalse(batch.with_user(self.second).get_sheet(1))
        with self.assertRaises(UserError):
            batch.with_user(self.second).get_differences()

    def test_a_reload_goes_on_where_it_was(self):
        batch = self.begin(sheets=3)
        batch.save_sheet(1, "answered", SEX)
        batch.save_sheet(1, "answered", {"sex": "2"})
        page = batch.get_keying()
        self.assertEqual((page["numbers"], page["done"]), ([1, 2, 3], [1]))
        self.assertEqual(batch.get_sheet(1)["answers"]["sex"], "2")
        self.assertEqual(batch.first_n, 1)

    def test_fewer_and_more_sheets_than_announced(self):
        batch = self.begin(sheets=1)
        batch.save_sheet(1, "answered", SEX)
        batch.save_sheet(2, "answered", SEX)
        with self.assertRaisesRegex(UserError, "no sheet 4"):
            batch.save_sheet(4, "answered", SEX)
        batch.finish_entry()
        self.assertEqual(batch.sheet_n, 2)
        batch = self.begin(sheets=5)
        batch.save_sheet(2, "answered", SEX)
        with self.assertRaisesRegex(UserError, "sheet 1"):
            batch.finish_entry()
        batch.save_sheet(1, "answered", SEX)
        batch.finish_entry()
        self.assertEqual((batch.sheet_n, batch.state), (2, "entered"))

    # -- how much is keyed again ---------------------------------------------------

    def mode(self, double_entry):
        with_flow(self.wave).double_entry = double_entry

    def test_once_is_enough_where_the_plan_says_so(self):
        self.mode("none")
        batch = self.key(self.begin(), SEX, SEX).with_user(self.ward_officer)
        self.assertEqual(batch.state, "compared")
        batch.action_release()
        self.assertEqual(len(self.rows("buffer")), 2)

    def test_a_bad_sample_is_keyed_again_in_full(self):
        self.mode("sample")
        batch = self.key(self.begin(sheets=12), *[SEX] * 12)
        second = batch.with_user(self.second)
        numbers = second.get_keying()["numbers"]
        self.assertEqual(len(set(numbers)), 10)
        for number in numbers:
            second.save_sheet(number, "answered", {"sex": "2"})
        second.finish_entry()
        self.assertEqual(batch.state, "second")
        self.assertEqual(sorted(second.get_keying()["numbers"]), list(range(1, 13)))

    def test_a_good_sample_is_enough(self):
        self.mode("sample")
        batch = self.key(self.begin(sheets=11), *[SEX] * 11)
        second = batch.with_user(self.second)
        for number in second.get_keying()["numbers"]:
            second.save_sheet(number, "answered", SEX)
        second.finish_entry()
        self.assertEqual(batch.state, "compared")
        batch.with_user(self.ward_officer).action_release()
        self.assertEqual(len(self.rows("buffer")), 11)

    # -- what is refused -----------------------------------------------------------

    def test_bad_sheets_are_told_and_not_kept(self):
        batch = self.begin()
        for answers in (
            {"sex": "9"},
            {"nothing": "1"},
            {"trust": 11},
            {"trust": 9, "why": "Không được hỏi"},
            {"sex": "1", "sex.missing": "refused"},
            [],
        ):
            found = batch.save_sheet(1, "answered", answers)
            self.assertTrue(found["problems"][0]["sentence"], answers)
        with self.assertRaises(UserError):
            batch.save_sheet(1, "lost", {})
        self.assertFalse(self.kept(batch))
        self.assertFalse(batch.first_n)

    def test_a_wave_not_in_the_field_takes_no_paper(self):
        batch = self.begin()
        with freeze_time(self.wave.date_open - timedelta(days=1)):
            with self.assertRaisesRegex(UserError, "not in the field"):
                self.begin()
        for state in ("approved", "closed", "published", "cancelled"):
            with_flow(self.wave).state = state
            with self.assertRaises(AccessError):
                self.begin()
            with self.assertRaisesRegex(UserError, "not in the field"):
                batch.save_sheet(1, "answered", SEX)

    def test_a_released_batch_is_used_up(self):
        batch = self.key_twice(SEX)
        batch.action_release()
        for step in (batch.action_release, batch.action_drop):
            with self.assertRaisesRegex(AccessError, "Released"):
                step()
        with self.assertRaises(AccessError):
            batch.with_user(self.asker).save_sheet(1, "answered", SEX)
        with self.assertRaises(AccessError):
            batch.decide(1, "sex", "first")
        self.assertEqual(len(self.rows("buffer")), 1)

    def test_sizes_of_a_batch(self):
        for sheets in (0, -1, 501):
            with self.assertRaisesRegex(UserError, "1 to 500"):
                self.begin(sheets=sheets)

    def test_sheets_come_from_a_stratum_of_the_wave(self):
        wave = self.make_wave("draft")
        stratum = self.env["dlxh.survey.stratum"].create(
            {"wave_id": wave.id, "name": "Khối xã"}
        )
        with_flow(wave).write(
            {"state": "fieldwork", "definition": self.wave.definition}
        )
        dialogs = self.env["dlxh.survey.batch.open"].with_user(self.officer)
        with self.assertRaisesRegex(UserError, "which stratum"):
            dialogs.create({"wave_id": wave.id}).action_open()
        dialog = dialogs.create({"wave_id": wave.id, "stratum_id": stratum.id})
        batch = self.env["dlxh.survey.batch"].browse(
            dialog.action_open()["context"]["active_id"]
        )
        self.assertEqual(batch.stratum_id, stratum)
        self.assertEqual(batch.keying_unit_id, self.province_a)

    # -- the end of the wave -------------------------------------------------------

    def test_an_open_batch_holds_the_wave_open(self):
        batch = self.begin()
        wave = self.wave.with_user(self.officer)
        with self.assertRaisesRegex(UserError, "1 batches of paper are open"):
            wave.action_close()
        batch.action_drop()
        wave.action_close()
        self.assertEqual(wave.state, "closed")

    def test_paper_is_keyed_some_days_after_the_last_one(self):
        with_flow(self.wave).paper_days = 5
        with freeze_time(self.wave.date_close + timedelta(days=3)):
            self.wave._close_if_due()
            self.assertEqual(self.wave.state, "fieldwork")
            batch = self.begin(sheets=1)
        with freeze_time(self.wave.date_close + timedelta(days=6)):
            with self.assertRaisesRegex(UserError, "New batches"):
                self.begin()
            self.key(batch, SEX)
            self.key(batch, SEX, user=self.second)
            self.wave._close_if_due()
            self.assertEqual(self.wave.state, "fieldwork")
            batch.with_user(self.ward_officer).action_release()
        self.assertEqual((self.wave.state, self.wave.close_reason), ("closed", "date"))
        # the close moved what waited
        self.assertEqual(len(self.rows("response")), 1)

    def test_a_cancelled_wave_keeps_no_sheets(self):
        batch = self.begin()
        batch.save_sheet(1, "answered", SEX)
        leader = self.chair("leader", self.province_a)
        self.wave.with_user(leader).action_cancel("Phiếu in sai")
        self.assertEqual(batch.state, "dropped")
        self.assertFalse(self.kept(batch))

    def test_quotas_count_paper_and_turn_nobody_away(self):
        self.wave.quota_ids = [
            Command.create(
                {"name": "Nam", "question_code": "sex", "option_codes": "1", "cap": 1}
            ),
            Command.create({"name": "Tất cả", "cap": 3}),
        ]
        batch = self.key_twice(SEX, SEX, {"sex": "2"})
        batch.action_release()
        self.assertEqual(self.wave.quota_ids.mapped("n"), [2, 3])
        self.assertEqual(len(self.rows("buffer")), 3)

    def test_the_sample_size_closes_the_wave(self):
        with_flow(self.wave).write({"close_at_target": True, "target_n": 1})
        self.key_twice(SEX).action_release()
        self.assertEqual(self.wave.close_reason, "target")

    # -- what stays ----------------------------------------------------------------

    def test_other_batches_outlive_a_release(self):
        other = self.begin()
        other.save_sheet(1, "answered", SEX)
        batch = self.key_twice(SEX)
        batch.action_release()
        self.assertEqual(len(self.kept(other)), 1)
        self.assertFalse(self.kept(batch))
        self.assertEqual(other.get_keying()["done"], [1])

    def test_no_person_and_no_time_stands_beside_a_sheet(self):
        self.env.cr.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = 'dlxh_survey_sheet'"
        )
        self.assertEqual(
            {name for (name,) in self.env.cr.fetchall()},
            {"batch_id", "entry", "number", "outcome", "answers"},
        )

    def test_what_a_batch_says_is_not_typed_in(self):
        batch = self.begin()
        for user in (self.asker, self.ward_officer, self.officer):
            with self.assertRaises(UserError):
                batch.with_user(user).write({"state": "released"})
            with self.assertRaises(AccessError):
                self.env["dlxh.survey.batch"].with_user(user).create(
                    {"wave_id": self.wave.id, "kind": "paper"}
                )


@tagged("post_install", "-at_install", "security")
class TestSurveyPaperRights(PaperCase):
    """Who keys, who keys again, who decides and who releases."""

    def test_only_who_asks_there_begins(self):
        for user in (self.stranger, self.second):
            with self.assertRaises(AccessError):
                self.begin(user)
        beside = self.chair("officer", self.province_b)
        with self.assertRaises(AccessError):
            self.begin(beside)
        for user in (self.asker, self.ward_officer, self.officer):
            self.assertEqual(self.begin(user).entered_by_id, user)

    def test_the_wave_itself_is_keyed_by_its_unit(self):
        dialogs = self.env["dlxh.survey.batch.open"]
        for user in (self.asker, self.ward_officer):
            with self.assertRaises(UserError):
                dialogs.with_user(user).create({"wave_id": self.wave.id}).action_open()

    def test_a_batch_is_keyed_by_whoever_began_it(self):
        batch = self.begin()
        for user in (self.second, self.ward_officer, self.officer):
            with self.assertRaises(AccessError):
                batch.with_user(user).save_sheet(1, "answered", SEX)

    def test_the_second_entry_is_by_another_person(self):
        batch = self.key(self.begin(sheets=2), SEX, SEX)
        with self.assertRaises(UserError):
            batch.get_keying()
        with self.assertRaises(AccessError):
            batch.save_sheet(1, "answered", SEX)
        self.assertFalse(batch.with_user(self.asker).can_key)
        second = batch.with_user(self.second)
        second.save_sheet(1, "answered", SEX)
        self.assertEqual(second.second_by_id, self.second)
        # whoever begins does it all
        with self.assertRaises(AccessError):
            batch.with_user(self.ward_officer).save_sheet(2, "answered", SEX)

    def test_a_collaborator_of_another_unit_sees_nothing(self):
        batch = self.key(self.begin(), SEX, SEX)
        beside = batch.with_user(self.stranger)
        for step in (
            lambda: beside.save_sheet(1, "answered", SEX),
            beside.get_keying,
            beside.get_differences,
            beside.finish_entry,
            beside.action_drop,
            lambda: beside.read(["state"]),
        ):
            with self.assertRaises(AccessError):
                step()
        found = self.env["dlxh.survey.batch"].with_user(self.stranger).search([])
        self.assertNotIn(batch.id, found.ids)

    def test_officers_release_keepers_do_not(self):
        batch = self.key_twice(SEX)
        for user in (self.asker, self.second, self.stranger):
            with self.assertRaises(AccessError):
                batch.with_user(user).action_release()
        batch.with_user(self.officer).action_release()
        self.assertEqual(batch.state, "released")

    def test_the_two_who_keyed_may_decide(self):
        batch = self.key_twice(SEX, again=({"sex": "2"},))
        self.assertEqual(batch.with_user(self.second).get_differences()["open"], 1)
        self.assertEqual(
            batch.with_user(self.asker).decide(1, "sex", "first")["open"], 0
        )

    def test_a_begun_second_entry_is_not_dropped_by_collaborators(self):
        batch = self.begin()
        with self.assertRaises(AccessError):
            batch.with_user(self.second).action_drop()
        self.key(batch, SEX, SEX)
        with self.assertRaises(AccessError):
            batch.with_user(self.asker).action_drop()
        batch.with_user(self.ward_officer).action_drop()
        self.assertFalse(self.kept(batch))

    def test_double_entry_is_part_of_the_plan(self):
        self.assertEqual(self.wave.double_entry, "all")
        self.assertEqual(self.begin().double_entry, "all")
        with self.assertRaises(UserError):
            self.wave.with_user(self.officer).write({"double_entry": "none"})

    def test_the_day_of_the_release_is_all_that_tells_when(self):
        batch = self.key_twice(SEX)
        batch.action_release()
        self.assertEqual(batch.released_on, Date.context_today(batch))
