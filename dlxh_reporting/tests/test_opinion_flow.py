from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, freeze_time, tagged

from .common_opinion import OpinionCase


@tagged("post_install", "-at_install")
class TestOpinionFlow(OpinionCase):
    """From draft to used, and what may be changed on the way."""

    def test_the_way_of_a_sheet(self):
        sheet = self.sheet(submit=False)
        self.assertEqual(sheet.state, "draft")
        self.assertEqual(sheet.unit_id, self.ward_a1)
        self.assertEqual(sheet.above_unit_id, self.ward_a1)
        self.assertEqual(sheet.area_unit_id, self.ward_a1, "a cell is no area")
        mine = sheet.with_user(self.author)
        mine.action_submit()
        self.assertEqual(sheet.state, "submitted")
        self.assertTrue(sheet.submitted_at)
        mine.action_submit()
        sheet.with_user(self.officer).action_accept()
        self.assertEqual(sheet.state, "accepted")
        sheet._mark_used()
        self.assertEqual(sheet.state, "used")
        with self.assertRaises(UserError):
            sheet.with_user(self.author).unlink()

    def test_a_return_needs_a_reason_and_the_first_time_counts(self):
        with freeze_time("2025-07-08 02:00:00"):
            sheet = self.sheet()
        officer = sheet.with_user(self.officer)
        first = sheet.submitted_at
        with self.assertRaises(UserError):
            officer._return("  ")
        with self.assertRaises(ValidationError):
            officer._return("Gọi 0912345678 để hỏi")
        action = officer.action_return()
        wizard = (
            self.env["dlxh.opinion.return"]
            .with_user(self.officer)
            .with_context(**action["context"])
            .create({"reason": "Thiếu nhóm đối tượng"})
        )
        wizard.action_return()
        self.assertEqual(sheet.state, "returned")
        self.assertEqual(sheet.return_reason, "Thiếu nhóm đối tượng")
        mine = sheet.with_user(self.author)
        mine.write({"event": "Từ đầu tháng"})
        mine.stream_ids.write({"group_ids": [Command.link(self.farmers.id)]})
        with freeze_time("2025-07-10 02:00:00"):
            mine.action_submit()
        self.assertEqual(sheet.submitted_at, first)
        sheet.with_user(self.officer).action_accept()
        self.assertFalse(sheet.return_reason)

    def test_bulk_accept_skips_what_is_not_handed_in(self):
        sheets = self.sheet() | self.sheet(title="Rác thải")
        sheets[1].with_user(self.officer)._return("Thiếu")
        sheets.with_user(self.officer).action_accept()
        self.assertEqual(sheets.mapped("state"), ["accepted", "returned"])

    def test_what_was_handed_in_is_never_rewritten(self):
        sheet = self.sheet()
        for user in (self.author, self.officer, self.env.user):
            sudo = user == self.env.user
            rows = sheet.sudo() if sudo else sheet.with_user(user)
            with self.assertRaises(UserError):
                rows.write({"title": "Khác"})
            with self.assertRaises(UserError):
                rows.stream_ids.write({"statement": "Khác"})
            with self.assertRaises(UserError):
                rows.stream_ids.unlink()
        with self.assertRaises(AccessError):
            self.env["dlxh.opinion.stream"].with_user(self.author).create(
                {"opinion_id": sheet.id, "statement": "Thêm"}
            )
        with self.assertRaises(UserError):
            sheet.with_user(self.leader).write({"title": "Khác"})
        stranger = self.chair("officer", self.ward_a2)
        self.env.invalidate_all()
        for rows in (sheet, sheet.stream_ids):
            with self.assertRaises(AccessError) as caught:
                rows.with_user(stranger).write({"event": "Khác"})
            self.assertNotIn("Giá điện", str(caught.exception))
        self.assertEqual(sheet.title, "Giá điện sinh hoạt tăng")

    def test_a_stream_cannot_be_moved_into_a_handed_in_sheet(self):
        sheet, draft = self.sheet(), self.sheet(submit=False)
        with self.assertRaises(UserError):
            draft.with_user(self.author).stream_ids.write({"opinion_id": sheet.id})

    def test_the_officer_files_but_does_not_write(self):
        sheet = self.sheet()
        officer = sheet.with_user(self.officer)
        officer.topic_id = self.env.ref("dlxh_reporting.topic_economy")
        officer.action_create_issue()
        self.assertEqual(sheet.issue_id.name, sheet.title)
        self.assertEqual(sheet.issue_id.unit_id, self.ward_a1)
        for values in ({"event": "x"}, {"state": "accepted"}, {"urgency": "urgent"}):
            with self.assertRaises(UserError):
                officer.write(values)

    def test_only_the_receiver_decides(self):
        sheet = self.sheet()
        for user in (
            self.leader,
            self.author,
            self.chair("officer", self.province_a),
            self.chair("officer", self.ward_a2),
        ):
            for method in ("action_accept", "action_return", "action_create_issue"):
                with self.assertRaises(AccessError):
                    getattr(sheet.with_user(user), method)()
        self.env.invalidate_all()
        self.assertEqual(sheet.state, "submitted")
        self.assertFalse(sheet.issue_id)

    def test_a_sheet_must_be_complete(self):
        sheet = self.sheet(submit=False, topic_id=False, stream_ids=[])
        with self.assertRaisesRegex(ValidationError, "Topic, What people say"):
            sheet.with_user(self.author).action_submit()

    def test_nil_return_in_one_click(self):
        sheets = self.env["dlxh.opinion"].with_user(self.author)
        with freeze_time("2025-07-10"):
            action = sheets.action_nil_return()
            again = sheets.action_nil_return()
        self.assertEqual(action["res_id"], again["res_id"])
        sheet = sheets.browse(action["res_id"])
        self.assertTrue(sheet.is_nil)
        self.assertEqual(sheet.state, "submitted")
        self.assertEqual(sheet.observed_week, date(2025, 7, 7))
        self.assertEqual(sheet.unit_id, self.ward_a1)
        sheet.with_user(self.officer).action_accept()
        with self.assertRaises(AccessError):
            sheets.with_user(self.officer).action_nil_return()
        self.sheet()
        with self.assertRaises(UserError):
            sheets.action_nil_return()

    def test_a_sheet_can_be_copied_by_its_author(self):
        copy = self.accepted().with_user(self.author).copy()
        self.assertEqual(copy.state, "draft")
        self.assertTrue(copy.is_mine)
        self.assertEqual(len(copy.stream_ids), 1)
        self.assertFalse(copy.submitted_at)

    def test_nil_return_needs_a_team(self):
        loner = self.chair("collaborator", self.ward_a2)
        with self.assertRaises(UserError):
            self.env["dlxh.opinion"].with_user(loner).action_nil_return()

    def test_the_week_begins_on_monday(self):
        sheet = self.sheet(submit=False, observed_week="2025-07-13")
        self.assertEqual(sheet.observed_week, date(2025, 7, 7))
        sheet.with_user(self.author).observed_week = date(2025, 7, 16)
        self.assertEqual(sheet.observed_week, date(2025, 7, 14))

    def test_the_smallest_area_has_thirty_people(self):
        small = self._unit("small", "grassroots", self.ward_a1, headcount=29)
        large = self._unit("large", "grassroots", self.ward_a1, headcount=30)
        for unit in (small, self.cell_a11):
            with self.assertRaises(ValidationError):
                self.sheet(submit=False, area_unit_id=unit.id)
        sheet = self.sheet(submit=False, area_unit_id=large.id)
        self.assertEqual(sheet.area_unit_id, large)

    def test_a_link_leads_to_the_press_only(self):
        sheet = self.sheet(submit=False, public_link="https://nhandan.vn/x-post1.html")
        mine = sheet.with_user(self.author)
        for link in (
            "https://facebook.com/nguyenvana",
            "https://zalo.me/0912345678",
            "ftp://nhandan.vn/x",
            "javascript:alert(1)",
            "nhandan.vn",
            "xem https://nhandan.vn",
        ):
            with self.assertRaises(ValidationError):
                mine.public_link = link

    def test_personal_data_is_refused_at_save(self):
        for values in (
            {"title": "Gọi 0912345678"},
            {"event": "thư a@b.vn"},
            {"stream_ids": [self.stream(statement="xe 30A-123.45 chạy ẩu")]},
        ):
            with self.assertRaises(ValidationError) as caught:
                self.sheet(submit=False, **values)
            self.assertIn("contains", str(caught.exception))
            self.assertNotIn("0912345678", str(caught.exception), "kept from the log")

    def test_a_name_demands_a_reason(self):
        values = {
            "title": "Người dân đồng tình với ông Nguyễn Văn Tám",
            "stream_ids": [self.stream(statement="Bà Trần Thị Mười nói đúng")],
        }
        with self.assertRaises(ValidationError):
            self.sheet(submit=False, **values)
        sheet = self.sheet(
            **values, personal_data_reason="Phát biểu công khai trên báo"
        )
        self.assertEqual(sheet.state, "submitted")
        with self.assertRaises(ValidationError):
            self.sheet(**values, personal_data_reason="hỏi 0912345678")

    def test_the_screen_runs_again_at_hand_over(self):
        sheet = self.sheet(submit=False)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE dlxh_opinion SET event = 'gọi 0912345678' WHERE id = %s",
            [sheet.id],
        )
        self.env.invalidate_all()
        with self.assertRaises(ValidationError):
            sheet.with_user(self.author).action_submit()

    def test_the_next_level_must_exist(self):
        author = self.chair("collaborator", self.centre)
        self.member(author, self.centre, self.centre)
        with self.assertRaises(ValidationError):
            self.sheet(author, submit=False, addressed_above=True)

    def test_a_sheet_can_be_sent_to_the_next_level_and_back_while_a_draft(self):
        sheet = self.sheet(submit=False)
        mine = sheet.with_user(self.author)
        mine.addressed_above = True
        self.assertEqual(sheet.unit_id, self.province_a)
        self.assertFalse(sheet.above_unit_id)
        mine.addressed_above = False
        self.assertEqual(sheet.unit_id, self.ward_a1)
        self.assertEqual(sheet.above_unit_id, self.ward_a1)

    def test_the_form_as_a_collaborator_fills_it(self):
        form = Form(
            self.env["dlxh.opinion"].with_user(self.author),
            view="dlxh_reporting.dlxh_opinion_view_form",
        )
        self.assertEqual(form.team_unit_id, self.ward_a1)
        self.assertEqual(form.channel_id, self.env.ref("dlxh_reporting.channel_direct"))
        form.title = "Ngập úng đường Lê Lợi"
        form.topic_id = self.topic
        with form.stream_ids.new() as stream:
            stream.statement = "Mong sớm khơi thông cống"
            stream.group_ids.add(self.farmers)
        sheet = form.save()
        self.assertEqual(sheet.state, "draft")
        self.assertTrue(sheet.can_edit)
        self.assertFalse(sheet.screen_level)

    def test_the_form_warns_while_typing(self):
        form = Form(self.env["dlxh.opinion"].with_user(self.author))
        form.title = "anh Tuấn phàn nàn"
        self.assertEqual(form.screen_level, "warn")
        form.title = "gọi 0912345678"
        self.assertEqual(form.screen_level, "block")
        self.assertIn("telephone", form.screen_note)

    def test_my_work(self):
        items = self.env["dlxh.work.item"].with_user(self.author)._items()
        sequences = [item["sequence"] for item in items]
        self.assertEqual(sequences[-2:], [10, 11], "after the notice to agree to")
        sheet = self.sheet(urgency="urgent")
        self.sheet(title="Rác thải")
        cards = self.env["dlxh.work.item"].with_user(self.officer)._items()
        self.assertEqual([card["count"] for card in cards], [1, 1])
        self.assertTrue(cards[0]["urgent"])
        sheet.with_user(self.officer)._return("Thiếu")
        items = self.env["dlxh.work.item"].with_user(self.author)._items()
        self.assertIn(1, [item.get("count") for item in items])
        for user in (self.author, self.officer, self.leader):
            self.env["dlxh.work.item"].with_user(user).action_open_my_work()
