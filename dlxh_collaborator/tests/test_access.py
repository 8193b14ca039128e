from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import DlxhCase, our_menus

CHAIRS = (
    "collaborator",
    "officer",
    "leader",
    "clerk",
    "inspector",
    "data_officer",
    "administrator",
)


@tagged("post_install", "-at_install", "security")
class TestAccess(DlxhCase):
    """Network records: read in the territory, written by its officers only."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = {
            unit: cls.collaborator(unit)
            for unit in (cls.province_a, cls.ward_a1, cls.ward_a2, cls.cell_a11)
        }
        cls.teams = {
            unit: cls.env["dlxh.team"].create({"unit_id": unit.id})
            for unit in cls.people
        }

    def _can(self, user, records, operation):
        return records.with_user(user).has_access(operation)

    def test_network_table(self):
        places = {
            "own": self.ward_a1,
            "below": self.cell_a11,
            "beside": self.ward_a2,
            "above": self.province_a,
        }
        for chair in CHAIRS:
            user = self.chair(chair, self.ward_a1)
            for place, unit in places.items():
                inside = place in ("own", "below")
                for records in (self.people[unit], self.teams[unit]):
                    with self.subTest(chair=chair, place=place, model=records._name):
                        self.assertEqual(self._can(user, records, "read"), inside)
                        self.assertEqual(
                            self._can(user, records, "write"),
                            inside and chair == "officer",
                        )
                        self.assertFalse(self._can(user, records, "unlink"))

    def test_no_unit_and_no_chair(self):
        officer = self.chair("officer")
        stranger = new_test_user(self.env, "stranger", groups="base.group_user")
        for records in (*self.people.values(), *self.teams.values()):
            self.assertFalse(self._can(officer, records, "read"))
            self.assertFalse(self._can(stranger, records, "read"))
        self.assertFalse(self._can(stranger, self.ward_a1, "read"))

    def test_no_menu_without_a_chair(self):
        stranger = new_test_user(self.env, "stranger", groups="base.group_user")
        ours, seen = our_menus(stranger)
        self.assertTrue(ours)
        self.assertFalse(seen)

    def test_stock_apps_as_before_without_a_chair(self):
        """What an ordinary user did in mail, contacts and calendar still works."""
        stranger = new_test_user(
            self.env, "stranger", groups="base.group_user,base.group_partner_manager"
        )
        env = self.env(user=stranger)
        partner = env["res.partner"].create({"name": "Guest"})
        event = env["calendar.event"].create(
            {
                "name": "Lunch",
                "start": "2026-01-05 04:00:00",
                "stop": "2026-01-05 05:00:00",
                "partner_ids": partner.ids,
            }
        )
        event.write({"name": "Late lunch"})
        self.assertEqual(env["calendar.event"].search([("id", "=", event.id)]), event)
        partner.message_post(body="Hello")
        activity = partner.activity_schedule("mail.mail_activity_data_todo")
        activity.action_feedback("Done")
        self.assertFalse(partner.activity_ids)
        for name in self.env.registry:
            model = self.env[name]
            if name.startswith("dlxh.") and not model._abstract:
                with self.subTest(model=name):
                    self.assertFalse(model.with_user(stranger).has_access("read"))

    def test_search_ignores_diacritics(self):
        person = self.env["res.partner"].create({"name": "Đặng Thị Hoà"})
        record = self.collaborator(self.ward_a1, partner_id=person.id)
        officer = self.chair("officer", self.ward_a1)
        Collaborator = self.env["dlxh.collaborator"].with_user(officer)
        self.assertTrue(
            self.env.registry.has_unaccent,
            "set unaccent = True in odoo.conf, and the extension in the database",
        )
        self.assertEqual(
            Collaborator.search([("name", "ilike", "dang thi ho")]), record
        )

    def test_access_log_is_append_only(self):
        officer = self.chair("officer", self.ward_a1)
        line = (
            self.env["dlxh.access.log"]
            .with_user(officer)
            ._log("export", "dlxh.team", [], 3, "test")
        )
        self.assertEqual(line.unit_id, self.ward_a1)
        for records in (line, line.sudo()):
            with self.assertRaises(UserError):
                records.write({"count": 0})
            with self.assertRaises(UserError):
                records.unlink()
        for chair in CHAIRS:
            user = self.chair(chair, self.ward_a1)
            readable = chair in ("inspector", "data_officer")
            self.assertEqual(self._can(user, line, "read"), readable, chair)
            with self.assertRaises(AccessError):
                line.with_user(user).create({"action": "export", "model": "x"})

    def test_inspector_beside_does_not_read_the_log(self):
        officer = self.chair("officer", self.ward_a1)
        line = self.env["dlxh.access.log"].with_user(officer)._log("print", "x")
        self.assertFalse(self._can(self.chair("inspector", self.ward_a2), line, "read"))
        self.assertTrue(
            self._can(self.chair("inspector", self.province_a), line, "read")
        )

    def test_my_work_shows_own_cards_only(self):
        officer = self.chair("officer", self.ward_a1)
        other = self.chair("officer", self.ward_a1)
        action = self.env["dlxh.work.item"].with_user(officer).action_open_my_work()
        self.assertEqual(action["res_model"], "dlxh.work.item")
        card = (
            self.env["dlxh.work.item"]
            .with_user(officer)
            .sudo()
            .create(
                {"name": "Card", "action_data": "dlxh_collaborator.dlxh_team_action"}
            )
        )
        self.assertEqual(
            card.with_user(officer).action_open()["res_model"], "dlxh.team"
        )
        self.assertFalse(self._can(other, card, "read"))
