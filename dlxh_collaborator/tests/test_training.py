from io import BytesIO

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import DlxhCase
from .test_document_print import pdf_text

DAY = "2026-05-12 01:00:00"
AFTER = "2026-05-12 10:00:00"


class TrainingCase(DlxhCase):
    """A class of the province with places for two wards."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.host = cls.chair("officer", cls.province_a)
        cls.ward = cls.chair("officer", cls.ward_a1)
        cls.other = cls.chair("officer", cls.ward_a2)
        cls.user = cls.chair("collaborator", cls.cell_a11)
        cls.first = cls.collaborator(cls.cell_a11, cls.user, position="Bí thư chi bộ")
        cls.second = cls.collaborator(cls.cell_a12)
        cls.third = cls.collaborator(cls.ward_a1, trained_on="2024-03-01")
        cls.body = cls.env["dlxh.body"].create(
            {
                "unit_id": cls.province_a.id,
                "name": "Ban Tuyên giáo và Dân vận",
                "symbol": "BTGDV",
                "kind": "commission",
                "place": "Thái Nguyên",
                "signer_ids": [
                    Command.create(
                        {
                            "name": "Trần Văn Ký",
                            "position": "TRƯỞNG BAN",
                            "form": "direct",
                        }
                    )
                ],
            }
        )

    def setUp(self):
        super().setUp()
        self.startClassPatcher(freeze_time("2026-05-01 02:00:00"))

    def training(self, offer=True, **values):
        meeting = (
            self.env["dlxh.meeting"]
            .with_user(self.host)
            .create(
                {
                    "kind": "training",
                    "unit_id": self.province_a.id,
                    "subject": "Lớp nghiệp vụ dư luận xã hội",
                    "start": DAY,
                    "location": "Hội trường",
                    "hours": 8,
                    "topic_ids": self.env.ref(
                        "dlxh_collaborator.training_topic_method"
                    ).ids,
                    "place_ids": [
                        Command.create({"unit_id": self.ward_a1.id, "places": 2}),
                        Command.create({"unit_id": self.ward_a2.id, "places": 1}),
                    ],
                    **values,
                }
            )
        )
        if offer:
            meeting.action_offer_places()
        return meeting

    def place(self, meeting, unit=None):
        unit = unit or self.ward_a1
        return meeting.sudo().place_ids.filtered(lambda p: p.unit_id == unit)

    def nominate(self, meeting, person, user=None, unit=None):
        return (
            self.env["dlxh.training.nomination"]
            .with_user(user or self.ward)
            .create(
                {
                    "place_id": self.place(meeting, unit).id,
                    "collaborator_id": person.id,
                }
            )
        )

    def held(self, *people, **values):
        meeting = self.training(**values)
        for person in people:
            nomination = self.nominate(meeting, person)
            nomination.with_user(self.host).action_accept()
        with freeze_time(AFTER):
            meeting.action_all_present()
            meeting.action_hold()
        return meeting


@tagged("post_install", "-at_install", "security")
class TestTraining(TrainingCase):
    def test_topics_are_data(self):
        self.assertGreaterEqual(self.env["dlxh.training.topic"].search_count([]), 4)

    def test_a_unit_below_sees_places_once_they_are_offered(self):
        meeting = self.training(offer=False)
        places = self.env["dlxh.training.place"]
        self.assertFalse(places.with_user(self.ward).search([]))
        meeting.action_offer_places()
        mine = places.with_user(self.ward).search([])
        self.assertEqual(mine.unit_id, self.ward_a1)
        self.assertEqual(mine.meeting_title, "Lớp nghiệp vụ dư luận xã hội")
        self.assertEqual(mine.host_name, "province_a")
        self.assertEqual(str(mine.meeting_start), DAY)
        self.assertFalse(meeting.with_user(self.ward).has_access("read"))
        self.assertNotIn("Lớp", str(mine.read(["meeting_id"])))
        self.assertEqual(mine.sudo().activity_ids.user_id, self.ward)
        stranger = self.chair("officer", self.province_b)
        self.assertFalse(places.with_user(stranger).search([]))
        self.assertFalse(places.with_user(self.chair("officer")).search([]))
        self.ward.dlxh_unit_ids = [Command.set(self.ward_b1.ids)]
        self.assertFalse(places.with_user(self.ward).search([]))

    def test_a_ward_does_not_give_itself_places(self):
        place = self.place(self.training())
        with self.assertRaises(AccessError):
            place.with_user(self.ward).places = 9
        with self.assertRaises(ValidationError):
            self.training(
                place_ids=[Command.create({"unit_id": self.province_b.id, "places": 1})]
            )

    def test_no_more_people_than_places(self):
        meeting = self.training()
        self.nominate(meeting, self.first)
        self.nominate(meeting, self.second)
        self.assertFalse(self.place(meeting).activity_ids, "all places are filled")
        with self.assertRaises(ValidationError):
            self.nominate(meeting, self.third)
        place = self.place(meeting)
        self.assertEqual((place.nominated_count, place.left_count), (2, 0))

    def test_a_unit_nominates_its_own_people(self):
        meeting = self.training()
        foreign = self.collaborator(self.ward_a2)
        foreign.partner_id.name = "Hidden Name"
        with self.assertRaises(UserError) as refusal:
            self.nominate(meeting, foreign)
        self.assertNotIn("Hidden", str(refusal.exception))
        with self.assertRaises(UserError):
            self.nominate(meeting, self.first, unit=self.ward_a2)
        with self.assertRaises(AccessError):
            self.nominate(meeting, self.third, self.other)
        with self.assertRaises(ValidationError):
            self.nominate(meeting, foreign, user=self.host)
        ended = self.collaborator(self.cell_a11, state="ended")
        with self.assertRaises(ValidationError):
            self.nominate(meeting, ended)
        for chair in ("collaborator", "leader", "clerk", "inspector"):
            with self.assertRaises(AccessError):
                self.nominate(meeting, self.first, self.chair(chair, self.ward_a1))

    def test_nominations_close(self):
        meeting = self.training(nominate_by="2026-05-05")
        with freeze_time("2026-05-06 02:00:00"):
            with self.assertRaises(UserError):
                self.nominate(meeting, self.first)
            self.nominate(meeting, self.first, user=self.host)
        with self.assertRaises(ValidationError):
            meeting.nominate_by = "2026-06-01"

    def test_only_the_class_decides(self):
        meeting = self.training()
        nomination = self.nominate(meeting, self.first)
        for step in ("action_accept", "action_waitlist", "action_decline"):
            with self.assertRaises(AccessError):
                getattr(nomination, step)()
        with self.assertRaises(UserError):
            nomination.write({"state": "accepted"})
        made = nomination.with_context(default_state="accepted").create(
            {"place_id": nomination.place_id.id, "collaborator_id": self.second.id}
        )
        self.assertEqual(made.state, "nominated")
        nomination.with_user(self.host).action_accept()
        self.assertEqual(meeting.attendance_ids.collaborator_id, self.first)
        self.assertEqual(meeting.attendance_ids.represented_unit_id, self.ward_a1)
        with self.assertRaises(UserError):
            nomination.with_context(_force_unlink=True).unlink()
        with self.assertRaises(UserError):
            nomination.place_id.with_user(self.host).unlink()
        nomination.action_withdraw()
        self.assertFalse(meeting.attendance_ids)
        self.nominate(meeting, self.first)

    def test_the_limit_of_the_class(self):
        meeting = self.training(place_limit=1)
        first = self.nominate(meeting, self.first)
        second = self.nominate(meeting, self.second)
        with self.assertRaises(UserError):
            (first | second).with_user(self.host).action_accept()
        first.with_user(self.host).action_accept()
        second.with_user(self.host).action_waitlist()
        self.assertEqual(meeting.accepted_count, 1)
        first.action_withdraw()
        second.with_user(self.host).action_accept()
        self.assertEqual(meeting.attendance_ids.collaborator_id, self.second)

    def test_inviting_keeps_who_was_accepted(self):
        meeting = self.training()
        self.nominate(meeting, self.first).with_user(self.host).action_accept()
        meeting.action_invite()
        self.assertEqual(meeting.state, "invited")
        self.nominate(meeting, self.second).with_user(self.host).action_accept()
        self.assertEqual(
            meeting.attendance_ids.collaborator_id, self.first | self.second
        )
        self.assertEqual(
            meeting.sudo().event_id.partner_ids,
            (self.first | self.second).partner_id,
        )

    def test_presence_trains(self):
        meeting = self.training()
        people = self.first | self.second
        for person in people:
            self.nominate(meeting, person).with_user(self.host).action_accept()
        absent = meeting.attendance_ids.filtered(
            lambda line: line.collaborator_id == self.second
        )
        with freeze_time(AFTER):
            absent.presence = "absent"
            meeting.action_all_present()
            meeting.action_hold()
        self.assertEqual(str(self.first.trained_on), "2026-05-12")
        self.assertFalse(self.second.trained_on)
        self.assertEqual(meeting.certificate_ids.collaborator_id, self.first)
        self.assertEqual(meeting.certificate_ids.number, 1)
        self.assertEqual(meeting.certificate_count, 1)

    def test_a_substitute_does_not_train_the_absent(self):
        meeting = self.training()
        self.nominate(meeting, self.first).with_user(self.host).action_accept()
        with freeze_time(AFTER):
            meeting.attendance_ids.substitute_name = "Somebody else"
            meeting.action_hold()
        self.assertFalse(self.first.trained_on)

    def test_an_earlier_class_does_not_set_the_day_back(self):
        self.third.trained_on = "2026-08-01"
        self.held(self.third)
        self.assertEqual(str(self.third.trained_on), "2026-08-01")

    def test_a_roll_call_taken_back_takes_the_training_back(self):
        self.third.trained_on = "2024-03-01"
        meeting = self.held(self.first, self.third)
        self.assertEqual(str(self.third.trained_on), "2026-05-12")
        meeting.action_reopen_roll()
        self.assertFalse(meeting.certificate_ids)
        self.assertFalse(self.first.trained_on)
        self.assertEqual(str(self.third.trained_on), "2024-03-01")

    def test_certificates_are_not_typed_in(self):
        certificate = self.held(self.first).certificate_ids
        with self.assertRaises(UserError):
            certificate.with_user(self.host).write({"number": 7})
        with self.assertRaises(UserError):
            certificate.sudo().write({"number": 7})
        with self.assertRaises(UserError):
            certificate.sudo().unlink()

    def test_who_sees_a_certificate(self):
        certificate = self.held(self.first).certificate_ids
        for user, expected in (
            (self.user, True),
            (self.host, True),
            (self.ward, True),
            (self.other, False),
            (self.chair("collaborator", self.cell_a11), False),
            (self.chair("officer", self.province_b), False),
            (self.chair("officer"), False),
        ):
            mine = certificate.with_user(user)
            found = mine.search([("id", "=", certificate.id)])
            self.assertEqual(bool(found), expected, user.login)
            self.assertEqual(mine.has_access("read"), expected, user.login)

    def test_the_printed_certificate(self):
        certificate = self.held(self.first).certificate_ids
        self.first.partner_id.name = "Nguyễn Thị Đào"
        report = self.env["ir.actions.report"].with_user(self.user)
        content, kind = report.with_context(
            force_report_rendering=True
        )._render_qweb_pdf(
            "dlxh_collaborator.action_report_dlxh_training_certificate", certificate.ids
        )
        self.assertEqual(kind, "pdf")
        pages = pdf_text(content)
        self.assertEqual(pages.count("\f"), 1, "one page")
        text = " ".join(pages.split())
        for part in (
            "Nguyễn Thị Đào",
            "Bí thư chi bộ",
            "Lớp nghiệp vụ dư luận xã hội",
            "Phương pháp nắm bắt",
            "BAN TUYÊN GIÁO VÀ DÂN VẬN",
            "Trần Văn Ký",
            certificate.name,
        ):
            self.assertIn(part.lower(), text.lower())
        with self.assertRaises(AccessError):
            certificate.with_user(self.other)._print_values()

    def test_the_list_of_the_class(self):
        meeting = self.held(self.first)
        self.first.partner_id.name = "=Nguyễn Thị Đào"
        report = self.env["ir.actions.report"].with_user(self.host)
        content, kind = report._render(
            "dlxh_collaborator.action_dlxh_training_list_xlsx", meeting.ids
        )
        self.assertEqual(kind, "xlsx")
        sheet = load_workbook(BytesIO(content)).worksheets[0]
        rows = list(sheet.iter_rows(min_row=5, values_only=True))
        self.assertEqual(rows[0][1], "=Nguyễn Thị Đào")
        self.assertEqual(sheet["B5"].data_type, "s")
        self.assertEqual(rows[0][3], "ward_a1")
        self.assertEqual(rows[0][5], meeting.certificate_ids.name)
        log = self.env["dlxh.access.log"].search([], limit=1)
        self.assertEqual((log.action, log.model), ("export", "dlxh.meeting"))
        with self.assertRaises(AccessError):
            report.with_user(self.ward)._render(
                "dlxh_collaborator.action_dlxh_training_list_xlsx", meeting.ids
            )

    def test_a_collaborator_reads_his_own_class(self):
        meeting = self.held(self.first)
        mine = meeting.with_user(self.user)
        self.assertEqual(mine.read(["subject", "topic_ids"])[0]["id"], meeting.id)
        with self.assertRaises(AccessError):
            mine.read(["nomination_ids"])
        nominations = self.env["dlxh.training.nomination"].with_user(self.user)
        self.assertEqual(nominations.search([]).collaborator_id, self.first)

    def test_cards_of_the_officers(self):
        def cards(user):
            items = self.env["dlxh.work.item"].with_user(user)._items()
            found = {item.get("sequence"): item.get("count") for item in items}
            return [found.get(at, 0) for at in (32, 33)]

        meeting = self.training()
        self.assertEqual(cards(self.ward), [1, 0])
        self.nominate(meeting, self.first)
        self.nominate(meeting, self.second)
        self.assertEqual(cards(self.ward), [0, 0])
        self.assertEqual(cards(self.host), [0, 2])
        self.assertEqual(cards(self.user), [0, 0])

    def test_queries(self):
        meeting = self.training(
            place_ids=[Command.create({"unit_id": self.ward_a1.id, "places": 30})]
        )
        people = [self.collaborator(self.cell_a11) for _number in range(20)]
        nominations = self.env["dlxh.training.nomination"].union(
            *[self.nominate(meeting, person) for person in people]
        )
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(75):  # the same for twenty as for two
            nominations.with_user(self.host).action_accept()
            self.env.flush_all()
        with freeze_time(AFTER):
            meeting.action_all_present()
            self.env.flush_all()
            self.env.invalidate_all()
            with self.assertQueryCount(45):
                meeting.action_hold()
                self.env.flush_all()
        self.assertEqual(meeting.certificate_count, 20)
        spec = {
            "collaborator_id": {"fields": {"display_name": {}}},
            "position": {},
            "trained_on": {},
            "state": {},
            "is_host": {},
        }
        Nominations = self.env["dlxh.training.nomination"].with_user(self.host)
        Nominations.web_search_read([], spec)
        self.env.invalidate_all()
        with self.assertQueryCount(16):
            Nominations.web_search_read([], spec)
