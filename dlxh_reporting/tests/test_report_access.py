import json
from datetime import datetime, timedelta

from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common_report import DlxhReportCase

CHAIRS = (
    "officer leader clerk inspector collaborator data_officer administrator".split()
)
TEXT = ("dlxh.report.section", "dlxh.report.entry", "dlxh.report.recipient")
MODELS = ("dlxh.report", *TEXT, "dlxh.report.missing")
PLACES = ("own", "below", "beside", "above")
NOTHING = {}
#: (place, what) -> operations; what is not listed is refused
OFFICER = {
    ("own", "draft"): "read write create unlink",
    ("own", "sent"): "read write create unlink",  # the lock refuses, not the rule
    ("below", "sent"): "read",
}
READER = {("own", "draft"): "read", ("own", "sent"): "read", ("below", "sent"): "read"}
CLERK = {("own", "draft"): "read", ("own", "sent"): "read"}
INSPECTOR = {
    (place, what): "read" for place in ("own", "below") for what in ("draft", "sent")
}
TABLE = {
    **{(model, "officer"): OFFICER for model in MODELS},
    **{(model, "leader"): READER for model in MODELS},
    **{(model, "clerk"): CLERK for model in MODELS},
    ("dlxh.report.missing", "officer"): READER,
    ("dlxh.report", "inspector"): INSPECTOR,
    ("dlxh.report.missing", "inspector"): INSPECTOR,
}
OPERATIONS = ("read", "write", "create", "unlink")


class ReportAccessCase(DlxhReportCase):
    """A draft and a sent report at, below, beside and above a province."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.units = {
            "own": cls.province_a,
            "below": cls.ward_a1,
            "beside": cls.province_b,
            "above": cls.centre,
        }
        cls.rows = {}
        for place, unit in cls.units.items():
            for what, month in (("draft", "05"), ("sent", "06")):
                cls._rows(place, unit, what, month)
        cls.env.flush_all()
        cls.users = {chair: cls.chair(chair, cls.province_a) for chair in CHAIRS}

    @classmethod
    def _rows(cls, place, unit, what, month):
        report = cls.env["dlxh.report"].create(
            {
                "unit_id": unit.id,
                "regime_id": cls.regime.id,
                "date_from": f"2026-{month}-01",
                "date_to": f"2026-{month}-28",
                "entry_ids": [
                    Command.create({"title": "By hand", "text": "<p>Said</p>"})
                ],
            }
        )
        cls.env["dlxh.report.missing"].create(
            {"report_id": report.id, "missing_unit_id": cls.cell_a11.id}
        )
        if what == "sent":
            report._approval_flow().write({"state": "sent", "is_sent": True})
        cls.rows[place, what] = {
            "dlxh.report": report,
            "dlxh.report.section": report.section_ids[0],
            "dlxh.report.entry": report.entry_ids,
            "dlxh.report.recipient": report.recipient_ids[0],
            "dlxh.report.missing": report.missing_ids,
        }

    def expected(self, model, chair, key):
        return TABLE.get((model, chair), NOTHING).get(key, "").split()

    def all_of(self, model):
        found = self.env[model]
        for rows in self.rows.values():
            found |= rows[model]
        return found


@tagged("post_install", "-at_install", "security")
class TestReportAccess(ReportAccessCase):
    """Every model × chair × place × operation, from one table."""

    def seen_by(self, user, model):
        """The rows of the test that a search gives; nothing without access."""
        rows = self.env[model].with_user(user)
        if not rows.has_access("read"):
            return rows
        return rows.search([("id", "in", self.all_of(model).ids)])

    def check_user(self, user, chair, places=None):
        places = places or dict(zip(PLACES, PLACES, strict=True))
        for model in MODELS:
            self.env.invalidate_all()
            seen = self.seen_by(user, model)
            for (place, what), rows in self.rows.items():
                row = rows[model].with_user(user)
                key = (places.get(place), what)
                wanted = self.expected(model, chair, key)
                for operation in OPERATIONS:
                    with self.subTest(model=model, chair=chair, key=key, op=operation):
                        self.assertEqual(row.has_access(operation), operation in wanted)
                with self.subTest(model=model, chair=chair, key=key, op="search"):
                    self.assertEqual(row in seen, "read" in wanted)

    def test_table(self):
        for chair, user in self.users.items():
            self.check_user(user, chair)

    def test_without_unit_nothing(self):
        for chair in CHAIRS:
            self.check_user(self.chair(chair), chair, places={"none": "none"})

    def test_user_without_chair_nothing(self):
        user = new_test_user(self.env, "report_stranger", groups="base.group_user")
        user.dlxh_unit_ids = [Command.set(self.province_a.ids)]
        self.check_user(user, "nobody")

    def test_transfer_takes_effect_at_once(self):
        places = {"own": "beside", "beside": "own", "above": "above"}
        for chair, user in self.users.items():
            self.check_user(user, chair)
            user.dlxh_unit_ids = [Command.set(self.province_b.ids)]
            self.check_user(user, chair, places={**places, "below": "beside"})

    def test_only_front_organisations(self):
        """A user of the Front's line does not see Party reports below."""
        user = self.users["officer"]
        user.dlxh_org_type = "front"
        self.assertFalse(self.seen_by(user, "dlxh.report"))

    def test_hidden_columns(self):
        entry = self.rows["own", "draft"]["dlxh.report.entry"]
        for chair in ("officer", "leader", "clerk"):
            rows = entry.with_user(self.users[chair])
            for name in ("own_counts", "drafted_text"):
                self.assertFalse(rows._has_field_access(rows._fields[name], "read"))
        clerk = entry.with_user(self.users["clerk"])
        self.assertFalse(
            clerk._has_field_access(clerk._fields["opinion_ids"], "read"), "no sheets"
        )
        report = self.rows["own", "draft"]["dlxh.report"]
        inspector = report.with_user(self.users["inspector"])
        for name in ("entry_ids", "section_ids", "return_reason", "previous_forecast"):
            field = inspector._fields[name]
            self.assertFalse(inspector._has_field_access(field, "read"), name)

    def test_catalogues(self):
        for model in ("dlxh.report.phrase", "dlxh.report.section.template"):
            for chair, user in self.users.items():
                row = self.env[model].search([], limit=1).with_user(user)
                self.assertTrue(row.has_access("read"))
                may_write = chair == "administrator"
                self.assertEqual(row.has_access("write"), may_write, chair)
            login = f"stranger_{model}"
            stranger = new_test_user(self.env, login, groups="base.group_user")
            self.assertFalse(self.env[model].with_user(stranger).has_access("read"))


@tagged("post_install", "-at_install", "security")
class TestReportJson2(ReportAccessCase, HttpCase):
    """The same by a real client, and the holes an officer could try."""

    def setUp(self):
        super().setUp()
        self.keys = {}

    def call(self, user, model, method, **arguments):
        if user not in self.keys:
            keys = self.env(user=user)["res.users.apikeys"].sudo()
            until = datetime.now() + timedelta(days=0.5)
            self.keys[user] = keys._generate("rpc", "test", until)
        with mute_logger("odoo.http", "odoo.addons.base.models.ir_rule", "odoo.sql_db"):
            answer = self.url_open(
                f"/json/2/{model}/{method}",
                data=json.dumps(arguments),
                headers={
                    "Content-Type": "application/json",
                    "Authorization": f"Bearer {self.keys[user]}",
                },
            )
        self.env.invalidate_all()
        return answer.status_code, answer.json()

    def refused(self, result):
        self.assertIn(result[0], (403, 404, 422), result[1])

    def test_table(self):
        for chair, user in self.users.items():
            for model in MODELS:
                ids = self.all_of(model).ids
                domain = [("id", "in", ids)]
                status, answer = self.call(user, model, "search", domain=domain)
                wanted = {
                    rows[model].id
                    for key, rows in self.rows.items()
                    if "read" in self.expected(model, chair, key)
                }
                with self.subTest(chair=chair, model=model):
                    if wanted:
                        self.assertEqual((status, set(answer)), (200, wanted))
                    else:
                        self.assertTrue(status == 403 or answer == [], answer)

    def test_writing_from_outside(self):
        values = {
            "dlxh.report": {"abstract": "x"},
            "dlxh.report.section": {"body": "x"},
            "dlxh.report.entry": {"text": "x"},
            "dlxh.report.recipient": {"name": "x"},
            "dlxh.report.missing": {"reason": "x"},
        }
        for chair, user in self.users.items():
            for model, vals in values.items():
                for key, rows in self.rows.items():
                    if chair != "officer" and key != ("own", "draft"):
                        continue  # reading them is refused already
                    may = chair == "officer" and key == ("own", "draft")
                    may = may and model != "dlxh.report.missing"
                    result = self.call(
                        user, model, "write", ids=rows[model].ids, vals=vals
                    )
                    with self.subTest(chair=chair, model=model, key=key):
                        self.assertEqual(result[0] == 200, may, result[1])

    def test_steps_are_not_typed_in(self):
        officer = self.users["officer"]
        report = self.rows["own", "draft"]["dlxh.report"]
        entry = report.entry_ids
        before = self.kept(report)
        marks = {
            "dlxh_approval_flow": True,
            "dlxh_document_flow": True,
            "dlxh_report_counting": True,
            "skip_validation_check": True,
        }
        for vals in (
            {"state": "sent"},
            {"is_sent": True},
            {"sheet_count": 5},
            {"parent_unit_id": self.province_b.id},
            {"child_report_ids": []},
            {"number": 7},
            {"unit_id": self.province_b.id},
        ):
            for context in ({}, marks):
                with self.subTest(vals=vals, context=context):
                    self.refused(
                        self.call(
                            officer,
                            "dlxh.report",
                            "write",
                            ids=report.ids,
                            vals=vals,
                            context=context,
                        )
                    )
        for vals in (
            {"sheet_count": 5},
            {"is_sent": True},
            {"unit_id": self.province_b.id},
            {"own_counts": {"sheets": 9}},
            {"report_id": self.rows["own", "sent"]["dlxh.report"].id},
            {"report_id": self.rows["beside", "draft"]["dlxh.report"].id},
            {"state": "dropped"},
        ):
            with self.subTest(vals=vals):
                self.refused(
                    self.call(
                        officer,
                        "dlxh.report.entry",
                        "write",
                        ids=entry.ids,
                        vals=vals,
                        context=marks,
                    )
                )
        self.assertEqual(self.kept(report), before)

    def kept(self, report):
        """All that is stored of a report and its entries, to be compared."""
        rows = report.sudo()
        return [
            {
                name: value
                for name, value in row.items()
                if records._fields[name].store and name != "display_name"
            }
            for records in (rows, rows.entry_ids)
            for row in records.read()
        ]

    def test_defaults_from_the_context(self):
        officer = self.users["officer"]
        vals = {"unit_id": self.province_a.id, "date_from": "2026-01-01"}
        vals["date_to"] = "2026-01-31"
        for context in (
            {"default_is_sent": True},
            {"default_state": "sent"},
            {"default_sheet_count": 3},
        ):
            before = self.all_of("dlxh.report")
            with self.subTest(context=context):
                self.refused(
                    self.call(
                        officer,
                        "dlxh.report",
                        "create",
                        vals_list=[vals],
                        context=context,
                    )
                )
                self.assertEqual(self.all_of("dlxh.report"), before)

        context = {"default_parent_unit_id": self.province_b.id}
        status, ids = self.call(
            officer, "dlxh.report", "create", vals_list=[vals], context=context
        )
        report = self.env["dlxh.report"].browse(ids if status == 200 else [])
        self.assertIn(report.parent_unit_id, (self.centre, self.env["dlxh.unit"]))

    def test_steps_belong_to_their_chairs(self):
        own = self.rows["own", "sent"]["dlxh.report"]
        below = self.rows["below", "sent"]["dlxh.report"]
        beside = self.rows["beside", "sent"]["dlxh.report"]
        for chair in CHAIRS:
            user = self.users[chair]
            self.refused(self.call(user, "dlxh.report", "action_receive", ids=own.ids))
            for report in own | beside:
                self.refused(
                    self.call(
                        user,
                        "dlxh.report",
                        "action_return_sent",
                        ids=report.ids,
                        reason="No",
                    )
                )
            if chair != "officer":
                self.refused(
                    self.call(user, "dlxh.report", "action_receive", ids=below.ids)
                )
        officer = self.users["officer"]
        status, _answer = self.call(
            officer, "dlxh.report", "action_receive", ids=below.ids
        )
        self.assertEqual((status, below.state), (200, "received"))

    def test_private_methods_are_not_called(self):
        officer = self.users["officer"]
        report = self.rows["own", "draft"]["dlxh.report"]
        before = self.kept(report)
        for method in ("_approval_flow", "_in_flow", "_refresh_totals"):
            self.refused(self.call(officer, "dlxh.report", method, ids=report.ids))
        self.assertEqual(self.kept(report), before)
