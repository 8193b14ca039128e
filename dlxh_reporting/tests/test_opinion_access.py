from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common_opinion import OpinionCase

CHAIRS = (
    "collaborator",
    "officer",
    "leader",
    "clerk",
    "inspector",
    "data_officer",
    "administrator",
)
OPERATIONS = ("read", "write", "create", "unlink")


@tagged("post_install", "-at_install", "security")
class TestOpinionAccess(OpinionCase):
    """Who sees a raw sheet: its author, the receiving officer and leader only."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.draft = cls.sheet(submit=False)
        cls.handed_in = cls.sheet()

    def _rights(self, user, records):
        return {
            operation
            for operation in OPERATIONS
            if records.with_user(user).has_access(operation)
        }

    def _found(self, user):
        try:
            return self.env["dlxh.opinion"].with_user(user).search([])
        except AccessError:
            return self.env["dlxh.opinion"]

    def test_every_chair_in_every_place(self):
        places = {
            "own": self.ward_a1,
            "below": self.cell_a11,
            "beside": self.ward_a2,
            "above": self.province_a,
            "top": self.centre,
            "nowhere": None,
        }
        expected = {
            ("officer", "own"): {"read", "write"},
            ("leader", "own"): {"read"},
        }
        streams = self.handed_in.stream_ids
        for chair in CHAIRS:
            user = self.chair(chair)
            for place, unit in places.items():
                user.dlxh_unit_ids = [Command.set(unit.ids if unit else [])]
                rights = expected.get((chair, place), set())
                with self.subTest(chair=chair, place=place):
                    self.assertEqual(self._rights(user, self.handed_in), rights)
                    self.assertEqual(
                        self._rights(user, streams), rights - {"write"}, "streams"
                    )
                    self.assertFalse(self._rights(user, self.draft), "draft")
                    found = self._found(user)
                    self.assertEqual(self.handed_in in found, "read" in rights)
                    self.assertNotIn(self.draft, found)

    def test_a_user_without_a_chair(self):
        stranger = new_test_user(self.env, "stranger", groups="base.group_user")
        for records in (self.handed_in, self.handed_in.stream_ids, self.topic):
            self.assertFalse(self._rights(stranger, records))

    def test_the_author_has_his_own_only(self):
        other = self.chair("collaborator", self.cell_a12)
        self.member(other, self.ward_a1, self.cell_a12)
        self.assertEqual(
            self._rights(self.author, self.draft), {"read", "write", "create", "unlink"}
        )
        self.assertEqual(self._rights(self.author, self.handed_in), {"read", "create"})
        self.assertEqual(self._found(self.author), self.draft | self.handed_in)
        self.assertFalse(self._rights(other, self.handed_in))
        self.assertFalse(self._found(other))

    def test_the_author_keeps_his_sheets_when_he_leaves(self):
        self.person.write({"state": "ended", "active": False})
        self.assertIn(self.handed_in, self._found(self.author))
        with self.assertRaises(UserError):
            self.sheet()

    def test_transfer_takes_effect_at_once(self):
        self.assertIn(self.handed_in, self._found(self.officer))
        self.officer.dlxh_unit_ids = [Command.set(self.ward_a2.ids)]
        self.assertNotIn(self.handed_in, self._found(self.officer))
        self.assertFalse(self._rights(self.officer, self.handed_in))

    def test_search_and_compute_of_mine_agree(self):
        sheets = self.draft | self.handed_in
        for user in (self.author, self.officer):
            found = (
                self.env["dlxh.opinion"]
                .with_user(user)
                .search([("is_mine", "=", True), ("id", "in", sheets.ids)])
            )
            readable = sheets.with_user(user)._filtered_access("read")
            self.assertEqual(found, readable.filtered("is_mine"))
            others = readable.search(
                [("is_mine", "=", False), ("id", "in", sheets.ids)]
            )
            self.assertEqual(found | others, readable)

    def test_nobody_writes_for_another(self):
        other = self.chair("collaborator", self.cell_a12)
        mine = self.member(other, self.ward_a1, self.cell_a12)
        for values in (
            {"collaborator_id": self.person.id},
            {"collaborator_id": mine.id},
            {"state": "accepted"},
            {"submitted_at": "2025-01-01 00:00:00"},
            {"is_nil": True},
        ):
            with self.assertRaises(AccessError):
                self.sheet(other, submit=False, **values)
        with self.assertRaises(UserError):
            self.sheet(other, submit=False, unit_id=self.ward_a2.id)
        for chair in set(CHAIRS) - {"collaborator"}:
            with self.assertRaises(AccessError):
                self.sheet(self.chair(chair, self.ward_a1))

    def test_catalogues_are_read_by_all_and_kept_by_the_centre(self):
        group = self.workers
        regime = self.env.ref("dlxh_reporting.regime_month")
        users = {chair: self.chair(chair, self.ward_a1) for chair in CHAIRS}
        central = self.chair("officer", self.centre)
        for records in (self.topic, group, regime, self.handed_in.channel_id):
            for chair, user in users.items():
                records.with_user(user).read(["name"])
                if chair == "administrator":
                    continue
                with self.assertRaises(AccessError):
                    records.with_user(user).write({"name": "Khác"})
                with self.assertRaises(AccessError):
                    records.with_user(user).unlink()
                if records != group or chair != "officer":
                    with self.assertRaises(AccessError):
                        records.with_user(user).create({"name": "Khác", "code": "x"})
            records.with_user(central).write({"sequence": 7})
            self.assertEqual(records.sequence, 7)

    def test_an_officer_proposes_a_group_and_the_centre_takes_it_in(self):
        groups = self.env["dlxh.population.group"]
        mine = groups.with_user(self.officer).create({"name": "Lái xe công nghệ"})
        self.assertEqual(mine.state, "proposed")
        mine.name = "Tài xế công nghệ"
        with self.assertRaises(AccessError):
            mine.action_take_in()
        with self.assertRaises(AccessError):
            groups.with_user(self.officer).create({"name": "Khác", "state": "active"})
        with self.assertRaises(AccessError):
            mine.with_user(self.chair("officer", self.ward_a2)).name = "Khác"
        mine.with_user(self.chair("officer", self.centre)).action_take_in()
        self.assertEqual(mine.state, "active")
        with self.assertRaises(AccessError):
            mine.name = "Khác"
