import json

from odoo import http
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.spreadsheet.utils.validate_data import odoo_charts

from .common_dashboard import DashboardCase
from .common_rates import RatesCase

#: what a dashboard may count: each scopes its reader, none holds a sheet
SCOPED = {
    "dlxh.reporting.rate",
    "dlxh.dashboard.topic",
    "dlxh.circular.rate",
    "dlxh.issue",
    "dlxh.recommendation.count",
    "dlxh.coverage",
}
#: long over, so that what it owes is due
PERIOD = ("2025-06-01", "2025-06-30")
BOARDS = {"due": "officer", "key_figures": "leader"}


@tagged("post_install", "-at_install", "security")
class TestSpreadsheetDashboard(RatesCase, DashboardCase):
    """Each chair has its dashboard, and sees its own territory in it."""

    def board(self, name):
        return self.env.ref(f"dlxh_reporting.spreadsheet_dashboard_{name}")

    def sources(self, name):
        """[(model, domain, fields grouped by, aggregates)] of tables and charts."""
        data = json.loads(self.board(name).spreadsheet_data)
        found = []
        for pivot in data["pivots"].values():
            groups = [
                ":".join(filter(None, (row["fieldName"], row.get("granularity"))))
                for row in pivot["rows"] + pivot["columns"]
            ]
            measures = [row["id"] for row in pivot["measures"]]
            found.append((pivot["model"], pivot["domain"], groups, measures))
        for chart in odoo_charts(data):
            about, domain = chart["metaData"], chart["searchParams"]["domain"]
            name = about["measure"]
            if name != "__count":
                field = self.env[about["resModel"]]._fields[name]
                name = f"{name}:{field.aggregator}"
            found.append((about["resModel"], domain, about["groupBy"], [name]))
        self.assertTrue(found)
        return found

    def figures(self, name, user):
        """What the tables and charts show the user, as the web client asks for it."""
        return [
            self.env[model]
            .with_user(user)
            .formatted_read_group(domain, groups, measures)
            for model, domain, groups, measures in self.sources(name)
        ]

    def owed_in(self, user, name="due"):
        """{unit: reports owed} over all rates that the dashboard shows."""
        found = []
        for model, domain, _groups, measures in self.sources(name):
            if model == "dlxh.reporting.rate" and "expected:sum" in measures:
                mine = domain + self.mine()
                rows = self.rates(user).formatted_read_group(
                    mine, ["unit_id"], ["expected:sum"]
                )
                found.append({row["unit_id"][0]: row["expected:sum"] for row in rows})
        self.assertTrue(found)
        return found

    def test_all_that_is_named_exists_and_can_be_read(self):
        for name, chair in BOARDS.items():
            user = getattr(self, chair)
            self.board(name)._check_spreadsheet_data()
            for model, _domain, groups, measures in self.sources(name):
                self.assertIn(model, SCOPED)
                self.assertTrue(self.env[model].with_user(user).has_access("read"))
                fields = self.env[model].with_user(user).fields_get()
                for part in groups + measures:
                    field, _, extra = part.partition(":")
                    self.assertIn(field, {*fields, "__count"}, f"{model} in {name}")
                    if extra in ("sum", "avg"):
                        self.assertEqual(fields[field]["aggregator"], extra, part)

    def test_no_share_of_sheets(self):
        """Sheets are counted; percentages are of reports and units only."""
        for name in BOARDS:
            for model, _domain, _groups, measures in self.sources(name):
                if model in ("dlxh.dashboard.topic", "dlxh.issue"):
                    self.assertFalse([name for name in measures if "avg" in name])

    def test_everybody_sees_his_own_territory(self):
        for unit in (self.province_a, self.ward_a1, self.ward_a2, self.ward_b1):
            self.owe(unit, *PERIOD)
        below = {self.province_a.id: 1, self.ward_a1.id: 1, self.ward_a2.id: 1}
        for name, users in (("due", self.officers), ("key_figures", self.leaders)):
            for shown in self.owed_in(users[self.province_a], name):
                self.assertLessEqual(shown.items(), below.items())
                self.assertIn(self.ward_a1.id, shown)
            for shown in self.owed_in(users[self.ward_a1], name):
                self.assertEqual(shown, {self.ward_a1.id: 1})
            for shown in self.owed_in(users[self.ward_b1], name):
                self.assertEqual(shown, {self.ward_b1.id: 1})

    def test_what_rests_on_one_sheet_is_left_out(self):
        [(model, domain, groups, measures)] = [
            row for row in self.sources("due") if row[3][:1] == ["sheet_count:sum"]
        ][:1]
        counts = self.env[model].with_user(self.officer)
        sheet = self.used(self.ward_a1, "oppose", self.group_a)
        self.told(self.ward_a1, ["Prices"], sheets=[sheet])
        mine = [*domain, ("topic_id", "=", self.topic.id)]
        self.assertFalse(counts.formatted_read_group(mine, groups, measures))
        other = self.used(self.ward_a2, "oppose", self.group_a)
        self.told(self.ward_a2, ["Prices"], sheets=[other])
        [row] = counts.formatted_read_group(mine, groups, measures)
        self.assertEqual((row["sheet_count:sum"], row["unit_count:sum"]), (2, 2))

    def test_every_table_and_chart_is_answered(self):
        self.owe(self.ward_a1, *PERIOD)
        for name, chair in BOARDS.items():
            shown = self.figures(name, getattr(self, chair))
            self.assertEqual(len(shown), len(self.sources(name)))
            self.assertTrue(any(shown))

    def test_each_chair_has_its_own_dashboard(self):
        ours = self.board("due") | self.board("key_figures")
        domain = [("id", "in", ours.ids)]
        seen = {"officer": self.board("due"), "leader": self.board("key_figures")}
        users = {
            chair: self.chair(chair, self.ward_a1)
            for chair in ("officer", "leader", "collaborator", "clerk", "inspector")
        }
        users["none"] = new_test_user(self.env, "without_a_chair")
        for chair, user in users.items():
            mine = self.env["spreadsheet.dashboard"].with_user(user)
            expected = seen.get(chair, mine.browse())
            self.assertEqual(mine.search(domain), expected.with_user(user), chair)
            for other in ours - expected:
                with self.assertRaises(AccessError):
                    other.with_user(user).read(["spreadsheet_data"])

    def test_menus(self):
        app = self.env.ref("spreadsheet_dashboard.spreadsheet_dashboard_menu_root")
        entry = self.env.ref("dlxh_reporting.menu_dlxh_dashboard_spreadsheet")
        for chair in ("officer", "leader", "collaborator", "clerk"):
            user = self.chair(chair, self.ward_a1)
            shown = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            self.assertNotIn(app.id, shown, chair)
            self.assertEqual(entry.id in shown, chair in ("officer", "leader"), chair)

    def test_no_link_shows_figures_without_logging_in(self):
        values = {"dashboard_id": self.board("due").id, "spreadsheet_data": "{}"}
        shares = self.env["spreadsheet.dashboard.share"]
        for user in (self.officer, self.leader, self.env.ref("base.user_admin")):
            with self.assertRaises(AccessError):
                shares.with_user(user).action_get_share_url(dict(values))
        self.assertFalse(shares.search([]))
        share = shares.new({**values, "access_token": "known"})
        with self.assertRaises(AccessError):
            share._check_dashboard_access("known")

    def test_nobody_from_outside_is_let_in(self):
        for model in ("portal.wizard", "portal.wizard.user", "portal.share"):
            for user in (self.officer, self.leader):
                self.assertFalse(self.env[model].with_user(user).has_access("create"))


@tagged("post_install", "-at_install", "security")
class TestPortalAddress(HttpCase):
    """The self-service of addresses that comes along is closed."""

    @mute_logger("odoo.http")
    def test_addresses_are_not_written(self):
        admin = self.env.ref("base.user_admin")
        self.authenticate(admin.login, admin.login)
        before = self.env["res.partner"].search_count([])
        values = {"name": "Someone else", "email": "someone@example.com"}
        values["csrf_token"] = http.Request.csrf_token(self)
        answer = self.url_open("/my/address/submit", data=values)
        self.assertEqual(answer.status_code, 404)
        self.assertEqual(self.env["res.partner"].search_count([]), before)
        self.assertNotEqual(admin.partner_id.name, "Someone else")
