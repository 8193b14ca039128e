from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import DlxhCase


@tagged("post_install", "-at_install")
class TestTeam(DlxhCase):
    """Quota by level and memberships that do not overlap."""

    def _team(self, unit, size, **values):
        people = [
            self.collaborator(unit, partner_id=partner.id)
            for partner in self.env["res.partner"].create(
                [{"name": f"Person {number}"} for number in range(size)]
            )
        ]
        return self.env["dlxh.team"].create(
            {
                "unit_id": unit.id,
                "date_from": "2025-01-01",
                "member_ids": [
                    Command.create(
                        {"collaborator_id": person.id, "date_from": "2025-01-01"}
                    )
                    for person in people
                ],
                **values,
            }
        )

    def test_quota_of_the_level(self):
        grassroots = [
            self._unit(f"base_{size}", "grassroots", self.ward_a1)
            for size in (2, 3, 5, 6)
        ]
        states = [
            self._team(unit, int(unit.name[-1])).quota_state for unit in grassroots
        ]
        self.assertEqual(states, ["short", "ok", "ok", "over"])
        short = self.env["dlxh.team"].search(
            [
                ("quota_state", "=", "short"),
                ("unit_id", "in", [unit.id for unit in grassroots]),
            ]
        )
        self.assertEqual(short.unit_id, grassroots[0])

    def test_concurrent_group_has_no_quota(self):
        team = self._team(self.ward_a1, 2, kind="concurrent_group")
        self.assertEqual(team.quota_state, "ok")

    def test_member_who_left_is_not_counted(self):
        team = self._team(self.ward_a1, 3)
        team.member_ids[0].date_to = "2025-06-30"
        self.assertEqual(team.member_count, 2)

    def test_overlapping_membership_is_refused(self):
        team = self._team(self.ward_a1, 1)
        person = team.member_ids.collaborator_id
        values = {"team_id": team.id, "collaborator_id": person.id}
        with self.assertRaises(ValidationError):
            self.env["dlxh.team.member"].create({**values, "date_from": "2025-02-01"})
        team.member_ids.date_to = "2025-03-31"
        self.env["dlxh.team.member"].create({**values, "date_from": "2025-04-01"})
        self.assertEqual(len(team.member_ids), 2)

    def test_one_team_at_a_time(self):
        team = self._team(self.ward_a1, 1)
        with self.assertRaises(ValidationError):
            self._team(self.ward_a1, 1, date_from="2025-03-01")
        team.date_to = "2025-02-28"
        later = self._team(self.ward_a1, 1, date_from="2025-03-01")
        self.assertTrue(later.active)

    def test_name_follows_the_language_of_the_reader(self):
        self.env["res.lang"]._activate_lang("vi_VN")
        self.env["ir.module.module"]._load_module_terms(
            ["dlxh_collaborator"], ["vi_VN"]
        )
        team = self._team(self.ward_a1, 1)
        self.assertEqual(team.display_name, f"Team – {self.ward_a1.name}")
        read = team.with_context(lang="vi_VN")
        self.assertEqual(read.display_name, f"Đội ngũ – {self.ward_a1.name}")
        self.assertIn(team.id, dict(team.name_search(self.ward_a1.name)))
