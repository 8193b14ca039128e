from freezegun import freeze_time
from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import DlxhCase


class DataCase(DlxhCase):
    """A collaborator of a cell; data officers of his ward and of the province."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls.chair("collaborator", cls.cell_a11)
        cls.person = cls.collaborator(cls.cell_a11, cls.user)
        cls.near = cls.chair("data_officer", cls.ward_a1)
        cls.far = cls.chair("data_officer", cls.province_a)
        cls.stranger = cls.chair("data_officer", cls.ward_a2)

    @classmethod
    def request(cls, user=None, **values):
        requests = cls.env["dlxh.data.request"].with_user(user or cls.near)
        return requests.create(
            {"collaborator_id": cls.person.id, "kind": "access", **values}
        )

    def seen(self, request, user):
        found = self.env["dlxh.data.request"].with_user(user)
        return bool(found.search([("id", "=", request.id)]))


@tagged("post_install", "-at_install", "security")
class TestDataRequest(DataCase):
    @freeze_time("2026-02-12 20:00:00")  # Friday the 13th in Vietnam, before Tet
    def test_the_clocks_run_from_the_day_in_vietnam(self):
        request = self.request()
        self.assertEqual(str(request.reply_by), "2026-02-24", "after the holidays")
        self.assertEqual(str(request.done_by), "2026-02-28")
        request.involves_third_party = True
        self.assertEqual(str(request.done_by), "2026-03-05")

    def test_limits_are_data(self):
        limit = self.env.ref("dlxh_collaborator.data_limit_correct")
        limit.days = 10
        request = self.request(kind="correct", received_at="2026-03-02 02:00:00")
        self.assertEqual(str(request.done_by), "2026-03-12")
        other = self.request(kind="delete", received_at="2026-03-02 02:00:00")
        self.assertEqual(str(other.done_by), "2026-03-17")

    def test_a_collaborator_asks_for_himself_only(self):
        request = self.request(
            self.user,
            request_text="What is held about me?",
            received_at="2020-01-01 00:00:00",
            handler_id=self.user.id,
            answer="Everything",
        )
        self.assertTrue(request.name.startswith("YC/"))
        self.assertEqual(request.unit_id, self.cell_a11)
        self.assertGreater(str(request.received_at), "2020-01-02")
        self.assertEqual(request.handler_id, self.near, "the nearest data officer")
        self.assertFalse(request.answer)
        other = self.collaborator(self.cell_a11)
        with self.assertRaises(AccessError):
            self.request(self.user, collaborator_id=other.id)
        with self.assertRaises(AccessError):
            request.write({"answer": "Granted"})
        for step in ("action_acknowledge", "action_done", "action_refuse"):
            with self.assertRaises(AccessError):
                getattr(request, step)()

    def test_the_form_of_a_collaborator(self):
        with Form(self.env["dlxh.data.request"].with_user(self.user)) as form:
            form.kind = "withdraw"
            form.request_text = "I take back my consent."
        request = form.record
        self.assertEqual(request.sudo().collaborator_id, self.person)
        self.assertEqual(request.state, "received")

    def test_who_sees_a_request(self):
        request = self.request(self.user)
        for user, expected in (
            (self.user, True),
            (self.near, True),
            (self.far, True),
            (self.stranger, False),
            (self.chair("data_officer"), False),
            (self.chair("officer", self.ward_a1), False),
            (self.chair("leader", self.cell_a11), False),
            (self.chair("administrator", self.ward_a1), False),
            (self.chair("inspector", self.ward_a1), False),
            (self.chair("collaborator", self.cell_a11), False),
        ):
            self.assertEqual(self.seen(request, user), expected, user.login)

    def test_a_transfer_takes_effect_at_once(self):
        request = self.request(self.user)
        self.assertFalse(self.seen(request, self.stranger))
        self.stranger.dlxh_unit_ids = [Command.set(self.ward_a1.ids)]
        self.assertTrue(self.seen(request, self.stranger))
        self.near.dlxh_unit_ids = [Command.set(self.ward_a2.ids)]
        self.assertFalse(self.seen(request, self.near), "although he handles it")
        self.assertTrue(self.seen(request, self.far))

    def test_a_named_handler_answers_and_no_more(self):
        officer = self.chair("officer", self.ward_a1)
        request = self.request(self.user)
        request.with_user(self.near).handler_id = officer
        mine = request.with_user(officer)
        mine.action_acknowledge()
        mine.answer = "Your file is attached."
        with self.assertRaises(AccessError):
            mine.write({"handler_id": self.far.id})
        mine.action_done()
        self.assertEqual(request.state, "done")

    def test_a_handler_works_for_the_unit_and_is_not_the_person(self):
        request = self.request(self.user)
        with self.assertRaises(ValidationError):
            request.with_user(self.near).handler_id = self.stranger
        with self.assertRaises(ValidationError):
            request.with_user(self.near).handler_id = self.user
        officer = self.chair("data_officer", self.ward_a1)
        own = self.collaborator(self.ward_a1, officer)
        about = self.request(officer, collaborator_id=own.id)
        self.assertNotEqual(about.handler_id, officer)
        with self.assertRaises(AccessError):
            about.action_acknowledge()

    def test_steps_and_lateness(self):
        with freeze_time("2026-03-02 02:00:00"):
            request = self.request()
            self.assertFalse(request.is_late)
        with freeze_time("2026-03-05 02:00:00"):
            request.invalidate_recordset()
            late = [("id", "=", request.id), ("is_late", "=", True)]
            self.assertTrue(request.is_late, "no reply in two working days")
            self.assertEqual(request.search(late), request)
            request.action_acknowledge()
            self.assertTrue(request.replied_late)
            request.action_start()
        with freeze_time("2026-03-17 02:00:00"):
            with self.assertRaises(UserError):
                request.action_done()  # without an answer
            request.answer = "Here it is."
            request.action_done()
        self.assertEqual(request.state, "done")
        self.assertFalse(request.closed_late)
        with self.assertRaises(UserError):
            request.answer = "Something else"
        with self.assertRaises(UserError):
            request.action_refuse()

    def test_one_extension_with_a_reason(self):
        request = self.request(received_at="2026-03-02 02:00:00")
        for days, reason in ((16, "Long"), (0, "Long"), (5, "  ")):
            with self.assertRaises(UserError):
                request.action_extend(days, reason)
        request.action_extend(15, "The files are on paper.")
        self.assertEqual(str(request.done_by), "2026-04-01")
        with self.assertRaises(UserError):
            request.action_extend(1, "Again")

    def test_nothing_is_written_past_the_buttons(self):
        request = self.request()
        for values in (
            {"state": "done"},
            {"extension_days": 30},
            {"acknowledged_on": "2026-03-02"},
        ):
            with self.assertRaises(UserError):
                request.write(values)
            with self.assertRaises(UserError):
                request.sudo().with_context(dlxh_approval_flow=True).write(values)
        made = self.request(state="done", closed_on="2020-01-01")
        self.assertEqual((made.state, made.closed_on), ("received", False))
        defaults = {"default_state": "done", "default_extension_days": 9}
        made = made.with_context(**defaults).create(
            {"collaborator_id": self.person.id, "kind": "access"}
        )
        self.assertEqual((made.state, made.extension_days), ("received", 0))
        request.action_acknowledge()
        with self.assertRaises(UserError):
            request.received_at = "2020-01-01 00:00:00"
        with self.assertRaises(UserError):
            request.sudo().unlink()

    def test_what_a_person_wrote_stays(self):
        request = self.request(self.user, request_text="Delete my telephone number")
        with self.assertRaises(UserError):
            request.with_user(self.near).request_text = "Nothing"

    def test_who_answered_a_survey_cannot_be_found(self):
        form = Form(self.env["dlxh.data.request"].with_user(self.near))
        form.subject_kind = "respondent"
        form.kind = "access"
        self.assertIn("cannot tell which answers are yours", form.answer)
        request = form.save()
        self.assertFalse(request.collaborator_id)
        self.assertEqual(request.unit_id, self.ward_a1)
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            request.collaborator_id = self.person
            request.flush_recordset()

    def test_the_handler_has_one_activity_on_the_running_clock(self):
        request = self.request(self.user)
        activity = request.sudo().activity_ids
        self.assertEqual(activity.user_id, self.near)
        self.assertEqual(activity.date_deadline, request.reply_by)
        self.assertNotIn(self.person.name, activity.summary)
        request.with_user(self.near).action_acknowledge()
        activity = request.sudo().activity_ids
        self.assertEqual(activity.date_deadline, request.done_by)
        request.with_user(self.near).answer = "Done so."
        request.with_user(self.near).action_done()
        self.assertFalse(request.sudo().activity_ids)

    def test_the_extension_dialog_has_no_rights_of_its_own(self):
        request = self.request(self.user)
        wizard = self.env["dlxh.data.request.extend"]
        values = {"request_id": request.id, "days": 5, "reason": "Paper"}
        with self.assertRaises(AccessError):
            wizard.with_user(self.stranger).create(values).action_confirm()
        wizard.with_user(self.near).create(values).action_confirm()
        self.assertEqual(request.extension_days, 5)

    def test_queries(self):
        self.request(self.user)
        for _number in range(10):
            self.request(collaborator_id=self.collaborator(self.cell_a12).id)
        requests = self.env["dlxh.data.request"].with_user(self.near)
        names = ["name", "kind", "collaborator_id", "unit_id", "handler_id", "is_late"]
        spec = {
            name: {"fields": {"display_name": {}}} if name.endswith("_id") else {}
            for name in names
        }
        requests.web_search_read([], spec)
        self.env.invalidate_all()
        with self.assertQueryCount(14):
            rows = requests.web_search_read([], spec)
        self.assertEqual(len(rows["records"]), 11)

    def test_the_card_of_whoever_handles_it(self):
        self.request(self.user)
        items = self.env["dlxh.work.item"].with_user(self.near)._items()
        card = next(i for i in items if i.get("sequence") == 40)
        self.assertEqual(card["count"], 1)
        items = self.env["dlxh.work.item"].with_user(self.far)._items()
        self.assertFalse([i for i in items if i.get("sequence") == 40])


@tagged("post_install", "-at_install")
class TestHoliday(DlxhCase):
    def test_the_last_day_follows_the_first(self):
        holiday = self.env["dlxh.holiday"].create(
            {"name": "One day", "date_from": "2027-03-03"}
        )
        self.assertEqual(str(holiday.date_to), "2027-03-03")

    def test_a_holiday_of_a_year_is_refused(self):
        with self.assertRaises(ValidationError):
            self.env["dlxh.holiday"].create(
                {"name": "Long", "date_from": "2026-02-14", "date_to": "2027-02-22"}
            )

    def test_a_saturday_worked_in_exchange(self):
        self.env["dlxh.holiday"].create(
            {"name": "Swap", "date_from": "2027-03-06", "kind": "worked"}
        )
        person = self.collaborator(self.cell_a11)
        request = self.env["dlxh.data.request"].create(
            {
                "collaborator_id": person.id,
                "kind": "access",
                "received_at": "2026-03-05 02:00:00",
            }
        )
        self.assertEqual(str(request.reply_by), "2026-03-09")
        self.env["dlxh.holiday"].search([("kind", "=", "worked")]).write(
            {"date_from": "2026-03-07", "date_to": "2026-03-07"}
        )
        request.kind = "correct"
        self.assertEqual(str(request.reply_by), "2026-03-07")
