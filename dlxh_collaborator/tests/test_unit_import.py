import base64
import io
import time
from unittest.mock import patch

from openpyxl import Workbook

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from ..unit_file import REASONS
from .common import DlxhCase

HEAD = ("code", "name", "parent code", "level", "date_open", "date_close", "org_type")


@tagged("post_install", "-at_install")
class TestUnitImport(DlxhCase):
    """Files of units: all or nothing, the same twice, the same on every way in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls.chair("administrator")
        cls.Unit = cls.env["dlxh.unit"].with_context(active_test=False)

    def _xlsx(self, *rows, head=HEAD):
        book = Workbook()
        for row in (head, *rows):
            book.active.append(list(row))
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()

    def _good(self):
        return self._xlsx(
            ("IMP-1", "Thành ủy Một", "TEST-CENTRE", "direct", "01/07/2025"),
            ("IMP-1-C", "Chi bộ Ba", "IMP-1-X", "Chi bộ", "", "", ""),
            ("IMP-1-X", "Đảng ủy xã Hai", "IMP-1", "above_grassroots", "", "", ""),
            ("IMP-1-F", "Mặt trận", "IMP-1", "direct", "", "", "front"),
        )

    def _run(self, data, name="units.xlsx"):
        with patch(
            "odoo.addons.dlxh_collaborator.unit_file.sheet._bytes", return_value=data
        ):
            return self.env["dlxh.unit.import"].with_user(self.admin)._run_file(name)

    def _snapshot(self):
        fields = ["code", "name", "parent_id", "level_id", "date_open", "date_close"]
        return self.Unit.search([], order="id").read([*fields, "org_type", "active"])

    def test_file_creates_units_and_a_second_run_changes_nothing(self):
        result = self._run(self._good())
        self.assertEqual(
            result, {"created": 4, "updated": 0, "unchanged": 0, "errors": []}
        )
        commune = self.Unit.search([("code", "=", "IMP-1-X")])
        self.assertEqual(commune.parent_id.code, "IMP-1")
        self.assertEqual(commune.level_code, "above_grassroots")
        self.assertEqual(
            commune.complete_name, "centre / Thành ủy Một / Đảng ủy xã Hai"
        )
        self.assertEqual(commune.direct_unit_id.code, "IMP-1")
        self.assertEqual(str(commune.parent_id.date_open), "2025-07-01")
        before = self._snapshot()
        result = self._run(self._good())
        self.assertEqual(
            result, {"created": 0, "updated": 0, "unchanged": 4, "errors": []}
        )
        self.assertEqual(self._snapshot(), before)

    def test_changes_are_written_with_their_history(self):
        self._run(self._good())
        result = self._run(
            self._xlsx(
                ("IMP-1-X", "Đảng ủy phường Hai", "TEST-PROVINCE_A", "above_grassroots")
            )
        )
        self.assertEqual(result["updated"], 1)
        commune = self.Unit.search([("code", "=", "IMP-1-X")])
        self.assertEqual(commune.parent_id, self.province_a)
        self.assertEqual(
            sorted(commune.change_ids.mapped("change_type")), ["rename", "reparent"]
        )
        moved = commune.change_ids.filtered(lambda one: one.change_type == "reparent")
        self.assertEqual(moved.former_parent_id.code, "IMP-1")
        cell = self.Unit.search([("code", "=", "IMP-1-C")])
        self.assertEqual(cell.direct_unit_id, self.province_a)

    def test_parent_and_child_may_change_places_in_one_file(self):
        mass = {"org_type": "mass"}
        upper = self._unit("upper", "direct", self.centre, **mass)
        lower = self._unit("lower", "direct", upper, **mass)
        result = self._run(
            self._xlsx(
                ("TEST-UPPER", "upper", "TEST-LOWER", "direct", "", "", "mass"),
                ("TEST-LOWER", "lower", "TEST-CENTRE", "direct", "", "", "mass"),
            )
        )
        self.assertFalse(result["errors"])
        self.assertEqual(upper.parent_id, lower)
        self.assertEqual(lower.parent_id, self.centre)

    def test_unit_closed_in_the_file_is_archived(self):
        self._run(
            self._xlsx(
                ("IMP-OLD", "Huyện ủy", "TEST-CENTRE", "direct", "", "30/06/2025")
            )
        )
        old = self.Unit.search([("code", "=", "IMP-OLD")])
        self.assertFalse(old.active)
        self.assertEqual(self._run(self._good())["created"], 4)

    def test_bad_files_change_nothing(self):
        before = self._snapshot()
        good = ("IMP-1", "Thành ủy Một", "TEST-CENTRE", "direct", "", "", "")
        cases = {
            "unknown_parent": self._xlsx(good, ("B", "Xã", "NO", "cell")),
            "cycle": self._xlsx(good, ("B", "Xã", "B", "cell")),
            "duplicate_code": self._xlsx(good, good),
            "level_order": self._xlsx(good, ("B", "X", "TEST-CELL_A11", "cell")),
            "unknown_level": self._xlsx(good, ("B", "X", "IMP-1", "phố")),
            "formula": self._xlsx(good, ("B", "=A1", "IMP-1", "cell")),
            "bad_date": self._xlsx(good, ("B", "X", "IMP-1", "cell", "31/02/2025")),
            "empty_file": self._xlsx(),
            "missing_column": self._xlsx(good[:3], head=HEAD[:3]),
            "not_a_table": b"this is no workbook",
            "not_utf8": "code,name,level\nB,Đô\u0323i,cell".encode("cp1258"),
            "too_many_rows": b"code,name,level\n" + b"B,X,cell\n" * 200_000,
        }
        for kind, data in cases.items():
            with self.subTest(kind):
                name = "u.xlsx" if data[:2] == b"PK" or kind == "not_a_table" else "u"
                result = self._run(data, name)
                self.assertEqual(
                    (result["created"], result["updated"], result["unchanged"]),
                    (0, 0, 0),
                )
                start = REASONS[kind].split("%(")[0].split("“")[0][:12]
                reasons = [error["reason"] for error in result["errors"]]
                self.assertTrue(any(start in one for one in reasons), reasons)
                self.assertEqual(self._snapshot(), before)

    def test_errors_tell_row_column_value_reason(self):
        result = self._run(self._xlsx(("B", "Xã", "NO", "cell")))
        self.assertEqual(
            result["errors"],
            [
                {
                    "row": 2,
                    "column": "parent code",
                    "value": "NO",
                    "reason": "No unit has the code “NO”, neither in this file nor in "
                    "the system.",
                }
            ],
        )

    def test_national_tree_in_under_a_minute_and_twice_the_same(self):
        wizard = self.env["dlxh.unit.import"].with_user(self.admin)
        started = time.monotonic()
        result = wizard._run_national()
        self.env.flush_all()
        self.assertLess(time.monotonic() - started, 60)
        self.assertEqual(result["errors"], [])
        self.assertEqual(result["created"], 1 + 34 + 3321)
        hanoi = self.Unit.search([("code", "=", "01")])
        self.assertEqual(hanoi.name, "Thành ủy Hà Nội")
        self.assertEqual(len(hanoi.child_ids), 126)
        queries = self.env.cr.sql_log_count
        result = wizard._run_national()
        self.env.flush_all()
        self.assertLess(self.env.cr.sql_log_count - queries, 20)
        self.assertEqual(result["unchanged"], 1 + 34 + 3321)
        self.assertEqual((result["created"], result["updated"]), (0, 0))

    def test_queries_do_not_grow_with_the_rows(self):
        def cost(prefix, size):
            rows = [
                (f"{prefix}{number}", f"Xã {number}", "TEST-PROVINCE_A", "cell")
                for number in range(size)
            ]
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(self._run(self._xlsx(*rows))["created"], size)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        cost("W", 5)
        self.assertLessEqual(cost("B", 100), cost("A", 10) + 5)

    # the screen

    def test_wizard_shows_problems_then_imports(self):
        form = Form(self.env["dlxh.unit.import"].with_user(self.admin))
        form.data_file = base64.b64encode(self._xlsx(("B", "", "NO", "cell")))
        wizard = form.save()
        wizard.file_name = "units.xlsx"
        wizard.action_check()
        self.assertEqual(wizard.state, "choose")
        self.assertEqual(wizard.error_count, 2)
        self.assertEqual(wizard.error_ids.mapped("column"), ["name", "parent code"])
        wizard.data_file = base64.b64encode(self._good())
        wizard.action_check()
        self.assertEqual(wizard.state, "checked")
        self.assertFalse(wizard.error_ids)
        self.assertEqual(wizard.created_count, 4)
        self.assertEqual(len(wizard.line_ids), 4)
        self.assertFalse(self.Unit.search([("code", "=", "IMP-1")]))
        wizard.action_apply()
        self.assertEqual(wizard.state, "done")
        self.assertTrue(self.Unit.search([("code", "=", "IMP-1")]))

    def test_wizard_loads_one_province(self):
        wizard = self.env["dlxh.unit.import"].with_user(self.admin)
        wizard = wizard.create(
            {"source": "province", "province_code": "04", "with_centre": False}
        )
        wizard.action_check()
        self.assertEqual(wizard.created_count, 57)
        wizard.action_apply()
        province = self.Unit.search([("code", "=", "04")])
        self.assertFalse(province.parent_id)
        self.assertEqual(len(province.child_ids), 56)

    def test_template_can_be_imported(self):
        wizard = self.env["dlxh.unit.import"].with_user(self.admin).create({})
        action = wizard.action_template()
        self.assertIn(f"/{wizard.id}/data_file/", action["url"])
        wizard.action_check()
        self.assertFalse(wizard.error_count)

    def test_only_administrators(self):
        for chair in ("collaborator", "officer", "leader", "clerk", "inspector"):
            user = self.chair(chair, self.centre)
            with self.assertRaises(AccessError):
                self.env["dlxh.unit.import"].with_user(user).create({})
            with self.assertRaises(AccessError):
                self.env["dlxh.unit"].with_user(user).load(
                    ["code", "name", "level_id"], [["N1", "New", "cell"]]
                )

    # Odoo's own import screen

    def test_stock_import_checks_the_whole_file(self):
        Unit = self.env["dlxh.unit"].with_user(self.admin)
        columns = ["code", "name", "parent_id", "level_id", "date_open"]
        result = Unit.load(
            columns,
            [
                ["S1", "One", "TEST-CENTRE", "direct", "2025-07-01"],
                ["S2", "Two", "S9", "cell", ""],
                ["S3", "", "S3", "cell", ""],
            ],
        )
        self.assertFalse(result["ids"])
        self.assertEqual(
            [(one["record"], one["field"]) for one in result["messages"]],
            [(1, "parent_id"), (2, "name"), (2, "parent_id")],
        )
        self.assertFalse(self.Unit.search([("code", "=", "S1")]))

    def test_stock_import_creates_in_any_order_and_ignores_its_batch_size(self):
        Unit = self.env["dlxh.unit"].with_user(self.admin)
        Unit = Unit.with_context(_import_limit=1, import_file=True)
        columns = ["code", "name", "parent_id/code", "level_id/code", "org_type"]
        lines = [
            ["S2", "Two", "S1", "cell", ""],
            ["S1", "One", "TEST-CENTRE", "direct", "Party organisation"],
        ]
        result = Unit.load(columns, lines)
        self.assertFalse(result["messages"])
        self.assertEqual(result["nextrow"], 0)
        units = self.Unit.browse(result["ids"])
        self.assertEqual(units.mapped("code"), ["S2", "S1"])
        again = Unit.load(columns, lines)
        self.assertEqual(again["ids"], result["ids"])

    def test_stock_import_with_other_columns_is_left_alone(self):
        result = self.env["dlxh.unit"].load(
            ["id", "code", "name", "level_id/id", "headcount"],
            [["test_x", "S5", "Five", "dlxh_collaborator.level_cell", "40"]],
        )
        self.assertTrue(result["ids"])
        self.assertEqual(self.Unit.browse(result["ids"]).headcount, 40)

    def test_base_import_dialog(self):
        wizard = (
            self.env["base_import.import"]
            .with_user(self.admin)
            .create(
                {
                    "res_model": "dlxh.unit",
                    "file": b"code,name,parent_id,level_id\nS7,Seven,NO,cell\n",
                    "file_name": "u.csv",
                    "file_type": "text/csv",
                }
            )
        )
        columns = ["code", "name", "parent_id", "level_id"]
        result = wizard.execute_import(
            columns,
            columns,
            {"quoting": '"', "separator": ",", "has_headers": True, "limit": 2000},
        )
        self.assertFalse(result["ids"])
        self.assertEqual(result["messages"][0]["field"], "parent_id")
        self.assertIn("“NO”", result["messages"][0]["message"])
