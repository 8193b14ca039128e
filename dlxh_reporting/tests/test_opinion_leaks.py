import json
from datetime import datetime, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common_opinion import OpinionCase

TEXT = "Giá điện sinh hoạt tăng"


@tagged("post_install", "-at_install", "security")
class TestOpinionLeaks(OpinionCase):
    """The author stays hidden from all but the officer, on every path."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handed_in = cls.sheet()
        cls.sheets = cls.env["dlxh.opinion"].with_user(cls.leader)
        cls.log = cls.env["dlxh.access.log"].sudo()

    def test_the_leader_reads_the_text_but_not_the_author(self):
        sheet = self.handed_in.with_user(self.leader)
        self.assertEqual(sheet.read(["title"])[0]["title"], TEXT)
        self.assertNotIn("collaborator_id", self.sheets.fields_get())
        self.assertNotIn("collaborator_id", sheet.read()[0])
        with self.assertRaises(AccessError):
            sheet.read(["collaborator_id"])
        officer_view = self.handed_in.with_user(self.officer)
        self.assertEqual(officer_view.collaborator_id, self.person)

    def test_the_leader_does_not_learn_when_to_the_second(self):
        """It could be held against the times at which users logged in."""
        with self.assertRaises(AccessError):
            self.handed_in.with_user(self.leader).read(["submitted_at"])
        self.assertTrue(self.handed_in.with_user(self.officer).submitted_at)

    def test_the_leader_finds_nothing_out_by_asking(self):
        for ask in (
            lambda: self.sheets.search([("collaborator_id", "=", self.person.id)]),
            lambda: self.sheets.search([("collaborator_id.name", "ilike", "a")]),
            lambda: self.sheets.search([("collaborator_id.user_id", "!=", False)]),
            lambda: self.sheets.search([], order="collaborator_id"),
            lambda: self.sheets._read_group([], ["collaborator_id"], ["__count"]),
            lambda: self.sheets.formatted_read_group(
                [], ["collaborator_id"], ["__count"]
            ),
            lambda: self.sheets.formatted_read_group(
                [], ["topic_id"], ["collaborator_id:count_distinct"]
            ),
            lambda: (
                self.env["dlxh.opinion.stream"]
                .with_user(self.leader)
                .search([("opinion_id.collaborator_id", "=", self.person.id)])
            ),
            lambda: self.sheets.web_search_read([], {"collaborator_id": {}}),
            lambda: self.sheets.web_read_group([], ["collaborator_id"]),
            lambda: self.sheets.read_progress_bar(
                [], "collaborator_id", {"field": "state", "colors": {}}
            ),
            lambda: self.sheets.search_panel_select_range("collaborator_id"),
            lambda: self.sheets.browse(self.handed_in.id).onchange(
                {}, [], {"collaborator_id": {}}
            ),
            lambda: self.sheets.browse(self.handed_in.id).onchange(
                {"title": "x"}, ["title"], {"collaborator_id": {}}
            ),
            lambda: self.sheets.browse(self.handed_in.id).copy(),
        ):
            with self.assertRaises(AccessError):
                ask()
        self.assertFalse(self.sheets.search([("is_mine", "=", True)]))
        self.assertEqual(self.sheets.search([("is_mine", "=", False)]), self.handed_in)

    def test_no_trace_of_who_made_or_changed_it(self):
        for model in ("dlxh.opinion", "dlxh.opinion.stream"):
            names = self.env[model]._fields
            self.assertFalse(
                {"create_uid", "write_uid", "create_date", "write_date"} & set(names)
            )
            self.assertFalse([name for name in names if name.startswith("message_")])
            self.assertFalse([name for name in names if name.startswith("activity_")])

    def test_no_field_holds_an_opinion_holder(self):
        """Guardrail G01, over all our models of the opinion flow."""
        models = ("dlxh.opinion", "dlxh.opinion.stream", "dlxh.issue")
        people = {"res.partner", "res.users", "dlxh.collaborator"}
        allowed = {"collaborator_id", "create_uid", "write_uid"}
        words = ("phone", "email", "address", "number", "account", "profile")
        for model in models:
            for name, field in self.env[model]._fields.items():
                if field.comodel_name in people:
                    self.assertIn(name, allowed, model)
                self.assertFalse(set(name.split("_")) & set(words), name)

    def test_nobody_is_a_heading_in_lists_of_sheets(self):
        """Guardrail G08: no screen groups sheets or streams by a person."""
        views = self.env["ir.ui.view"].search(
            [("model", "in", ("dlxh.opinion", "dlxh.opinion.stream", "dlxh.issue"))]
        )
        self.assertTrue(views)
        for view in views:
            self.assertNotIn("'group_by': 'collaborator_id'", view.arch)
            self.assertNotIn("create_uid", view.arch)

    def test_nothing_can_be_hung_on_a_sheet(self):
        sheet = self.handed_in
        env = self.env(user=self.officer)
        model_id = self.env["ir.model"]._get_id("dlxh.opinion")
        for hang in (
            lambda: env["ir.attachment"].create(
                {"name": "x", "res_model": "dlxh.opinion", "res_id": sheet.id}
            ),
            lambda: (
                env["ir.attachment"]
                .create({"name": "x"})
                .write({"res_model": "dlxh.opinion", "res_id": sheet.id})
            ),
            lambda: env["mail.activity"].create(
                {"res_model_id": model_id, "res_id": sheet.id, "summary": "x"}
            ),
            lambda: env["mail.message"].create(
                {"model": "dlxh.opinion", "res_id": sheet.id, "body": "x"}
            ),
            lambda: env["ir.attachment"].create(
                {"name": "x", "res_model": "dlxh.opinion.stream", "res_id": 1}
            ),
        ):
            with self.assertRaises(UserError):
                hang()

    def test_nothing_is_exported(self):
        for user in (self.author, self.officer, self.leader):
            sheet = self.handed_in.with_user(user)
            with self.assertRaises(UserError):
                sheet.export_data(["title"])
            with self.assertRaises(UserError):
                sheet.stream_ids.export_data(["statement"])
            with self.assertRaises(UserError):
                sheet.stream_ids._export_rows([["opinion_id", "title"]])

    def test_text_is_not_grouped(self):
        for model, spec in (
            ("dlxh.opinion", "title"),
            ("dlxh.opinion", "assessment"),
            ("dlxh.opinion.stream", "statement"),
        ):
            rows = self.env[model].with_user(self.officer)
            with self.assertRaises(AccessError):
                rows._read_group([], [spec], ["__count"])
            with self.assertRaises(AccessError):
                rows._read_group([], [], [f"{spec}:array_agg"])

    def _lines(self):
        return self.log.search_count([("action", "=", "read_raw")])

    def test_readings_by_others_are_logged(self):
        sheet_ids = [("id", "=", self.handed_in.id)]
        for user in (self.officer, self.leader):
            sheets = self.env["dlxh.opinion"].with_user(user)
            for read in (
                lambda s=sheets: s.browse(self.handed_in.id).read(["title"]),
                lambda s=sheets: s.search_read(sheet_ids, ["title"]),
                lambda s=sheets: s.web_search_read(sheet_ids, {"display_name": {}}),
                lambda s=sheets: s.browse(self.handed_in.id).web_read({"event": {}}),
                lambda s=sheets: s.name_search("điện"),
                lambda s=sheets: s.env["dlxh.opinion.stream"].search_read(
                    [("opinion_id", "=", self.handed_in.id)], ["statement"]
                ),
            ):
                before = self._lines()
                read()
                self.assertEqual(self._lines(), before + 1)
        line = self.log.search([("action", "=", "read_raw")], limit=1)
        self.assertEqual(line.user_id, self.leader)
        self.assertEqual(line.unit_id, self.ward_a1)
        self.assertEqual(line.count, 1)
        self.assertNotIn("điện", line.domain)

    def test_the_author_and_counts_are_not_logged(self):
        before = self._lines()
        self.handed_in.with_user(self.author).read(["title"])
        self.handed_in.with_user(self.officer).read(["state", "topic_id"])
        self.sheets._read_group([], ["topic_id"], ["__count"])
        self.assertEqual(self._lines(), before)

    def test_reading_is_done_on_the_main_database(self):
        for name in ("read", "web_read", "web_search_read", "search_read"):
            method = getattr(type(self.env["dlxh.opinion"]), name)
            self.assertFalse(method._readonly, name)

    def test_a_sheet_addressed_above_is_unseen_by_its_own_unit(self):
        above = self.chair("officer", self.province_a)
        sheet = self.sheet(addressed_above=True)
        self.assertEqual(sheet.unit_id, self.province_a)
        self.assertEqual(sheet.direct_unit_id, self.province_a)
        for user in (self.officer, self.leader):
            self.assertFalse(sheet.with_user(user).has_access("read"))
            found = self.env["dlxh.opinion"].with_user(user).search([])
            self.assertNotIn(sheet, found)
        self.assertTrue(sheet.with_user(above).has_access("write"))
        self.assertTrue(sheet.with_user(self.author).has_access("read"))

    def test_single_sheets_are_left_out_of_the_leader_counts(self):
        week = self.handed_in.observed_week
        cell = (self.topic.id, self.workers.id, week)
        domain = [("observed_week", "=", week)]
        self.assertEqual(self.sheets._counts_for_leader(domain), {})
        self.sheet(stream_ids=[self.stream(), self.stream()])
        self.assertEqual(self.sheets._counts_for_leader(domain), {cell: 2})

    def test_single_cells_are_left_out_of_the_leader_tables(self):
        groupby = ["topic_id", "observed_week:week"]
        ask = {"domain": [], "groupby": groupby, "aggregates": ["__count"]}
        officer = self.env["dlxh.opinion"].with_user(self.officer)
        self.assertEqual(len(officer.formatted_read_group(**ask)), 1)
        self.assertEqual(self.sheets.formatted_read_group(**ask), [])
        sets = self.sheets.formatted_read_grouping_sets([], [groupby], ["__count"])
        self.assertEqual(sets, [[]])
        self.sheet()
        self.assertEqual(len(self.sheets.formatted_read_group(**ask)), 1)

    def test_the_officer_cannot_pass_for_the_leader_of_another_unit(self):
        self.leader.dlxh_unit_ids = [Command.set(self.province_a.ids)]
        self.assertFalse(self.handed_in.with_user(self.leader).has_access("read"))


@tagged("post_install", "-at_install", "security")
class TestOpinionJson2(HttpCase, OpinionCase):
    """The same doors, tried from outside."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handed_in = cls.sheet()

    def _call(self, user, method, model="dlxh.opinion", **arguments):
        keys = self.env["res.users.apikeys"].with_user(user)
        key = keys._generate("rpc", "test", datetime.now() + timedelta(days=1))
        return self.url_open(
            f"/json/2/{model}/{method}",
            data=json.dumps(arguments),
            headers={
                "Authorization": f"Bearer {key}",
                "Content-Type": "application/json",
            },
        )

    @mute_logger("odoo.http", "odoo.addons.rpc.controllers.json2")
    def test_doors_stay_shut(self):
        ids = self.handed_in.ids
        by_author = [["collaborator_id", "=", self.person.id]]
        for user, method, arguments in (
            (self.leader, "read", {"ids": ids, "fields": ["collaborator_id"]}),
            (self.leader, "search", {"domain": by_author}),
            (self.leader, "export_data", {"ids": ids, "fields_to_export": ["title"]}),
            (self.officer, "write", {"ids": ids, "vals": {"title": "Khác"}}),
            (self.officer, "write", {"ids": ids, "vals": {"state": "used"}}),
            (
                self.officer,
                "write",
                {
                    "ids": ids,
                    "vals": {"title": "Khác"},
                    "context": {"dlxh_opinion_flow": True},
                },
            ),
            (self.officer, "unlink", {"ids": ids}),
            (self.author, "write", {"ids": ids, "vals": {"title": "Khác"}}),
            (self.author, "action_accept", {"ids": ids}),
            (self.author, "_apply", {"ids": ids, "vals": {"state": "draft"}}),
            (self.leader, "action_accept", {"ids": ids}),
        ):
            response = self._call(user, method, **arguments)
            self.assertGreaterEqual(response.status_code, 400, method)
        found = self._call(self.leader, "search_read", domain=[], fields=["title"])
        self.assertEqual([row["title"] for row in found.json()], [TEXT])

    def test_an_author_hands_in_a_sheet(self):
        made = self._call(
            self.author,
            "create",
            vals_list=[
                {
                    "unit_id": self.ward_a1.id,
                    "title": "Rác thải chậm thu gom",
                    "topic_id": self.topic.id,
                    "stream_ids": [
                        [0, 0, {"statement": "Mong thu gom đúng lịch"}],
                    ],
                }
            ],
        )
        self.assertEqual(made.status_code, 200, made.text)
        self._call(self.author, "action_submit", ids=made.json())
        sheet = self.env["dlxh.opinion"].browse(made.json())
        self.assertEqual(sheet.state, "submitted")
        self.assertEqual(sheet.unit_id, self.ward_a1)
        self.assertEqual(sheet.sudo().collaborator_id, self.person)
