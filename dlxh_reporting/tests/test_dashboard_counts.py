import random

from odoo.exceptions import AccessError
from odoo.fields import Date
from odoo.tests import tagged

from ..suppression import Mention, release
from .common_dashboard import DashboardCase

TENDENCIES = ("approve", "oppose", "hesitant", "unclear")
WEEKS = ("2026-06-01", "2026-06-08", "2026-06-15")


@tagged("post_install", "-at_install", "security")
class TestDashboardCounts(DashboardCase):
    """What the counts show, and what they must not show."""

    def rows(self, user, model="group"):
        return self.env[f"dlxh.dashboard.{model}"].with_user(user).search([])

    def shown(self, user, model="group"):
        return {
            (
                str(row.week),
                row.group_id if model == "group" else row.topic_id,
                row.tendency if model == "group" else None,
                row.is_own,
            ): (row.sheet_count, row.unit_count)
            for row in self.rows(user, model)
        }

    def two_units(self):
        for unit in (self.ward_a1, self.ward_a2):
            self.told(
                unit, ["Prices"], sheets=[self.used(unit, "oppose", self.group_a)]
            )

    def test_a_cell_of_two_units_is_shown(self):
        self.two_units()
        key = ("2026-06-08", self.group_a, "oppose", False)
        self.assertEqual(self.shown(self.officer), {key: (2, 2)})
        self.assertEqual(self.shown(self.leader), {key: (2, 2)})
        topic = ("2026-06-08", self.topic, None, False)
        self.assertEqual(self.shown(self.officer, "topic"), {topic: (2, 2)})

    def test_one_sheet_or_one_unit_is_hidden_from_all_but_its_officer(self):
        sheets = [self.used(self.ward_a1, "oppose", self.group_a) for _n in range(3)]
        self.told(self.ward_a1, ["Prices"], sheets=sheets)
        self.used(self.ward_a1, "approve", self.group_b)
        for user in (self.officer, self.leader, self.leaders[self.ward_a1]):
            self.assertFalse(self.shown(user), user.login)
            self.assertFalse(self.shown(user, "topic"), user.login)
        shown = self.shown(self.officers[self.ward_a1])
        self.assertEqual(
            shown,
            {
                ("2026-06-08", self.group_a, "oppose", True): (3, 1),
                ("2026-06-08", self.group_b, "approve", True): (1, 1),
            },
        )
        self.assertFalse(self.shown(self.officers[self.ward_a2]))

    def test_only_what_a_sent_report_cites_counts_above(self):
        self.used(self.ward_a1, "oppose", self.group_a)
        sheet = self.used(self.ward_a2, "oppose", self.group_a)
        july = ("2026-07-01", "2026-07-31")
        self.told(self.ward_a2, ["Prices"], july, sheets=[sheet], state="approved")
        self.assertFalse(self.shown(self.officer))
        self.two_units()
        self.assertEqual(list(self.shown(self.officer).values()), [(2, 2)])

    def test_own_sheets_are_apart_and_cannot_be_subtracted(self):
        """The officer knows his own sheet; together with it the cell would be large
        enough and would give away the other one."""
        self.used(self.province_a, "oppose", self.group_a)
        sheet = self.used(self.ward_a1, "oppose", self.group_a)
        self.told(self.ward_a1, ["Prices"], sheets=[sheet])
        own = ("2026-06-08", self.group_a, "oppose", True)
        self.assertEqual(self.shown(self.officer), {own: (1, 1)})
        self.assertFalse(self.shown(self.leader))

    def test_a_reader_of_two_levels_cannot_subtract_either(self):
        self.two_units()
        self.officer.dlxh_unit_ids = self.province_a | self.ward_a1
        own = ("2026-06-08", self.group_a, "oppose", True)
        self.assertEqual(self.shown(self.officer), {own: (1, 1)})

    def test_totals_know_nothing_of_hidden_cells(self):
        self.two_units()
        sheet = self.used(self.ward_a3, "oppose", self.group_a, week="2026-06-15")
        self.told(self.ward_a3, ["Prices"], sheets=[sheet])
        counts = self.env["dlxh.dashboard.group"].with_user(self.officer)
        aggregates = ["sheet_count:sum", "unit_count:sum", "__count"]
        for groupby in ([], ["group_id"], ["tendency"], ["week:month"], ["is_own"]):
            found = counts.formatted_read_group([], groupby, aggregates)
            self.assertEqual(len(found), 1, groupby)
            self.assertEqual(found[0]["sheet_count:sum"], 2, groupby)
            self.assertEqual(found[0]["unit_count:sum"], 2, groupby)
            self.assertEqual(found[0]["__count"], 1, groupby)

    def test_a_total_counts_each_unit_once(self):
        for unit in (self.ward_a1, self.ward_a2):
            sheets = [
                self.used(unit, "oppose", self.group_a, week=week) for week in WEEKS
            ]
            self.told(unit, ["Prices"], sheets=sheets)
        counts = self.env["dlxh.dashboard.group"].with_user(self.officer)
        (row,) = counts.formatted_read_group(
            [], ["group_id"], ["sheet_count:sum", "unit_count:sum"]
        )
        self.assertEqual((row["sheet_count:sum"], row["unit_count:sum"]), (6, 2))
        self.assertEqual(len(self.rows(self.officer)), 3)

    def test_the_same_as_the_plain_package(self):
        """Sheets by chance: the SQL releases exactly what the package does."""
        chance = random.Random(4)
        units = [self.ward_a1, self.ward_a2, self.ward_a3, self.province_a]
        mentions = []
        for unit in units:
            sheets = []
            for _number in range(12):
                tendency = chance.choice(TENDENCIES)
                groups = chance.choice(
                    (self.group_a, self.group_b, self.group_a | self.group_b)
                )
                week = chance.choice(WEEKS)
                sheet = self.used(unit, tendency, groups, week=week)
                sheets.append(sheet)
                mentions += [
                    Mention(sheet.id, unit.id, (group.id, tendency, week))
                    for group in groups
                ]
            self.told(unit, ["Prices"], sheets=sheets)
        own = frozenset(self.province_a.ids)
        for user, reads_own in ((self.officer, True), (self.leader, False)):
            expected = {
                (*cell.key, cell.is_own): (cell.sheets, len(cell.units))
                for cell in release(mentions, own, reads_own=reads_own)
            }
            found = {
                (row.group_id.id, row.tendency, str(row.week), row.is_own): (
                    row.sheet_count,
                    row.unit_count,
                )
                for row in self.rows(user)
            }
            self.assertEqual(found, expected)
            self.assertTrue(expected)

    def test_rows_of_others_are_not_read_by_id(self):
        self.two_units()
        rows = self.rows(self.officer)
        self.assertTrue(rows.read(["sheet_count"]))
        stranger = self.chair("officer", self.province_b)
        theirs = rows.with_user(stranger)
        self.assertFalse(theirs.has_access("read"))
        with self.assertRaises(AccessError):
            theirs.read(["sheet_count"])
        self.assertFalse(self.shown(self.chair("officer")))
        with self.assertRaises(AccessError):
            self.shown(self.chair("inspector", self.province_a))

    def test_one_kind_of_organisation(self):
        self.two_units()
        self.officer.dlxh_org_type = "front"
        self.assertFalse(self.shown(self.officer))
        (self.ward_a1 | self.ward_a2).org_type = "front"
        self.assertEqual(list(self.shown(self.officer).values()), [(2, 2)])

    def test_no_share_of_people(self):
        """Guardrail: numbers of sheets and units, never a percentage."""
        for model in ("group", "topic"):
            names = self.env[f"dlxh.dashboard.{model}"]._fields.values()
            self.assertFalse([f.name for f in names if f.type in ("float", "monetary")])
            label = self.env[f"dlxh.dashboard.{model}"]._fields["sheet_count"].string
            self.assertIn("not representative", label)

    def test_export_is_logged(self):
        self.two_units()
        log = self.env["dlxh.access.log"]
        domain = [("model", "=", "dlxh.dashboard.group"), ("action", "=", "export")]
        before = log.search_count(domain)
        self.officer.group_ids += self.env.ref("base.group_allow_export")
        self.rows(self.officer).export_data(["week", "sheet_count"])
        self.assertEqual(log.search_count(domain), before + 1)

    def test_queries_do_not_grow(self):
        self.two_units()
        counts = self.env["dlxh.dashboard.group"].with_user(self.officer)

        def read():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            counts.web_search_read(
                [("week", ">=", Date.to_date("2026-01-01"))],
                {"week": {}, "group_id": {"fields": {"display_name": {}}}},
            )
            return self.env.cr.sql_log_count - before

        read()
        few = read()
        for unit in (self.ward_a1, self.ward_a2):
            sheets = [
                self.used(unit, tendency, self.group_b, week=week)
                for tendency in TENDENCIES
                for week in WEEKS
            ]
            self.told(
                unit, ["Fuel"], period=("2026-07-01", "2026-07-31"), sheets=sheets
            )
        self.assertEqual(read(), few)
        self.assertGreater(len(self.rows(self.officer)), 12)
