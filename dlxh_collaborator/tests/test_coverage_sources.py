from odoo.tests import tagged

from .common_coverage import CoverageCase

DAY = "2023-11-30"


@tagged("post_install", "-at_install")
class TestCoverageSources(CoverageCase):
    """The figures of the source documents: 34 of 61 committees, 593 people."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bloc = cls._unit("bloc", "direct", cls.centre)
        level = cls.env.ref("dlxh_collaborator.level_above_grassroots")
        cls.committees = cls.env["dlxh.unit"].create(
            [
                {
                    "name": f"Committee {number}",
                    "code": f"TEST-BLOC-{number}",
                    "level_id": level.id,
                    "parent_id": cls.bloc.id,
                    "date_open": "2015-01-01",
                }
                for number in range(61)
            ]
        )
        # 593 people: 20 teams of 18 and 14 groups, the last 15 short of 17 each
        sizes = [18] * 20 + [17] * 13 + [593 - 20 * 18 - 13 * 17]
        kinds = ["team"] * 20 + ["concurrent_group"] * 14
        cls.teams = cls.env["dlxh.team"]
        for unit, size, kind in zip(cls.committees, sizes, kinds, strict=False):
            cls.teams |= cls.force(unit, size, kind)
        # 35 at the bloc: 4 of its agency, 31 who sit in teams of committees
        cls.roster = cls.force(cls.bloc, 4)
        cls.seat(cls.roster, cls.teams[:31].mapped("member_ids.collaborator_id")[:31])
        cls.officer = cls.chair("officer", cls.bloc)

    def _page(self, **wishes):
        page = self.env["dlxh.coverage"].with_user(self.officer)
        return page.get_page(date=DAY, unit_id=self.bloc.id, **wishes)

    def test_shares_as_published(self):
        cards = {card["code"]: card for card in self._page()["cards"]}
        for code, value, detail in (
            ("established", "55.7%", "34 / 61"),
            ("team", "32.8%", "20 / 61"),
            ("group", "23.0%", "14 / 61"),
        ):
            with self.subTest(code=code):
                self.assertEqual(cards[code]["value"].replace(",", "."), value)
                self.assertEqual(cards[code]["detail"], detail)
        self.assertEqual(cards["persons"]["value"], "593")
        self.assertEqual(cards["trained"]["detail"], "0 / 593")

    def test_vietnamese_percentages(self):
        self.env["res.lang"]._activate_lang("vi_VN")
        self.officer.lang = "vi_VN"
        page = self.env(user=self.officer)["dlxh.coverage"]
        page = page.with_context(lang="vi_VN").get_page(DAY, self.bloc.id)
        cards = {card["code"]: card["value"] for card in page["cards"]}
        self.assertEqual(cards["established"], "55,7%")
        self.assertEqual(page["date_text"], "30/11/2023")

    def test_roster_of_the_bloc(self):
        row = self.row(self.bloc, DAY)
        self.assertEqual((row.member_count, row.person_count), (35, 35))
        view = self.coverage(DAY, self.officer)._view(self.bloc.id)
        self.assertEqual(view["own"].person_count, 35)
        self.assertEqual(view["shared"], 31)
        self.assertIn("31", self._page()["own"])

    def test_no_person_is_counted_twice(self):
        """Seen from the centre, the 31 fill two seats and stay 31 persons."""
        centre = self.chair("officer", self.centre)
        view = self.coverage(DAY, centre)._view(self.centre.id)
        bloc = view["figures"][self.bloc.level_id.id, self.bloc.id]
        level = self.committees.level_id.id
        below = view["figures"][level, self.bloc.id]
        self.assertEqual(bloc["person_count"], 35)
        self.assertEqual(below["person_count"], 593)
        both = self.env["dlxh.team.member"].search(
            [("team_id", "in", (self.teams | self.roster).ids)]
        )
        self.assertEqual(len(both), 628)
        self.assertEqual(len(both.collaborator_id.partner_id), 597)

    def test_committees_that_share_people(self):
        """Who sits in two committees is one person at their level."""
        people = self.teams[1].member_ids.collaborator_id[:5]
        self.seat(self.teams[0], people)
        sums = self.coverage(DAY, self.officer)._view(self.bloc.id)["sums"]
        self.assertEqual((sums["member_count"], sums["person_count"]), (598, 593))

    def test_the_27_without(self):
        missing = self._page()["missing"]
        reasons = {reason["code"]: reason["count"] for reason in missing["reasons"]}
        self.assertEqual(reasons["none"], 27)
        action = (
            self.env["dlxh.coverage"]
            .with_user(self.officer)
            .action_open_units(date=DAY, unit_id=self.bloc.id, reason="none")
        )
        found = (
            self.env[action["res_model"]]
            .with_user(self.officer)
            .with_context(**action["context"])
            .search(action["domain"])
        )
        self.assertEqual(found.unit_id, self.committees[34:])
