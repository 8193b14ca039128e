import base64
from io import BytesIO

from openpyxl import Workbook, load_workbook

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ..sampling import redraw
from .common_survey import SurveyCase


@tagged("post_install", "-at_install")
class TestSurveySampling(SurveyCase):
    """Sample size, strata, the lot and the codes, as an officer does them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wave = cls.make_wave(population_n=1000, target_n=100)
        cls.asked = cls.wave.with_user(cls.officer)

    def stratum(self, name="North", wave=None, **values):
        return self.env["dlxh.survey.stratum"].create(
            {"name": name, "wave_id": (wave or self.wave).id, **values}
        )

    def dialog(self, action):
        """The dialog that a button opens, as a form of the officer."""
        model = self.env[action["res_model"]].with_user(self.officer)
        return Form(model.with_context(**action["context"]))

    # -- how many ----------------------------------------------------------------------

    def test_sample_sizes_of_the_books(self):
        form = self.dialog(self.asked.action_open_sample_size())
        for margin, people, size in (
            (5, 0, 385),
            (5, 593, 234),
            (5, 1000, 278),
            (5, 10000, 370),
            (3, 0, 1068),
            (3, 593, 382),
        ):
            form.margin, form.population = margin, people
            self.assertEqual(form.size, size, (margin, people))
        form.margin, form.population, form.answering = 5, 1000, 50
        self.assertEqual((form.size, form.ask), (278, 556))
        form.save().action_use()
        self.assertEqual(self.wave.target_n, 556)

    def test_sizes_that_make_no_sense(self):
        form = self.dialog(self.asked.action_open_sample_size())
        for name, value in (
            ("margin", 0),
            ("margin", 150),
            ("share", 100),
            ("deff", 0),
            ("answering", 0),
            ("population", -4),
        ):
            before = form[name]
            form[name] = value
            self.assertTrue(form.problem, name)
            self.assertFalse(form.size)
            form[name] = before
        self.assertFalse(form.problem)
        form.margin = 0
        with self.assertRaises(UserError):
            form.save().action_use()
        self.assertEqual(self.wave.target_n, 100)

    def test_a_decided_plan_keeps_its_size(self):
        self.approve(self.wave)
        dialog = self.dialog(self.asked.action_open_sample_size()).save()
        with self.assertRaises(UserError):
            dialog.action_use()

    def test_only_the_officer_of_the_unit(self):
        stranger = self.chair("officer", self.province_b)
        for user in (self.leader, stranger):
            with self.assertRaises(AccessError):
                self.wave.with_user(user).action_open_share()
        dialog = self.env["dlxh.survey.size"].with_user(stranger).sudo()
        mine = dialog.create({"wave_id": self.wave.id}).sudo(False)
        with self.assertRaises(AccessError):
            mine.action_use()

    # -- strata ------------------------------------------------------------------------

    def test_the_sample_is_shared_out(self):
        large = self.stratum(population_n=600)
        small = self.stratum("South", population_n=400)
        form = self.dialog(self.asked.action_open_share())
        form.save().action_share()
        self.assertEqual((large.sample_n, small.sample_n), (60, 40))
        form = self.dialog(self.asked.action_open_share())
        form.method = "equal"
        form.save().action_share()
        self.assertEqual((large.sample_n, small.sample_n), (50, 50))
        form.size = 20
        with self.assertRaises(UserError):
            form.save().action_share()
        small.population_n = 0
        form.size = 100
        with self.assertRaises(UserError):
            form.save().action_share()

    def frame(self, purpose="strata"):
        buttons = {"strata": "action_open_strata", "draw": "action_open_draw"}
        form = self.dialog(getattr(self.asked, buttons[purpose])())
        form.level_id = self.ward_a1.level_id
        frame = form.save()
        frame.action_list_units()
        return frame

    def upload(self, frame, *rows):
        book = Workbook()
        for row in (("Code", "Unit", "People"), *rows):
            book.active.append(row)
        target = BytesIO()
        book.save(target)
        frame.data_file = base64.b64encode(target.getvalue())
        return frame.action_read_file()

    def test_strata_from_units_with_a_file(self):
        frame = self.frame()
        wards = self.ward_a1 + self.ward_a2
        self.assertEqual(frame.line_ids.unit_id, wards)
        with self.assertRaises(UserError):  # no numbers yet
            frame.action_make_strata()
        for rows in (
            [("XX", "Nowhere", 4)],
            [(self.ward_a1.code, "", "many")],
            [(self.ward_a1.code, "", 4), (self.ward_a1.code, "", 5)],
            [(self.ward_b1.code, "Beside", 4)],
        ):
            with self.assertRaises(UserError):
                self.upload(frame, *rows)
            self.assertFalse(sum(frame.line_ids.mapped("population_n")))
        answer = frame.action_template()
        sheet = load_workbook(
            BytesIO(base64.b64decode(answer["params"]["content"]))
        ).active
        self.assertEqual(sheet["A2"].value, self.ward_a1.code)
        self.upload(
            frame, (self.ward_a1.code, "One", 300), (self.ward_a2.code, "Two", 200)
        )
        self.assertEqual(frame.people, 500)
        frame.action_make_strata()
        strata = self.wave.stratum_ids
        self.assertEqual(strata.mapped("population_n"), [300, 200])
        self.assertEqual(strata.mapped("unit_ids"), wards)
        self.assertIn("500", self.wave.strata_text)

    def test_no_strata_of_foreign_units(self):
        frame = self.frame()
        frame.line_ids[0].unit_id = self.ward_b1
        frame.line_ids.population_n = 50
        with self.assertRaises(UserError):
            frame.action_make_strata()
        self.assertFalse(self.wave.stratum_ids)

    def test_small_strata_are_merged_before_the_wave_opens(self):
        large = self.stratum(population_n=800, sample_n=80)
        one = self.stratum("South", population_n=120, sample_n=12)
        two = self.stratum("East", population_n=80, sample_n=25)
        quota = self.env["dlxh.survey.quota"].create(
            {"wave_id": self.wave.id, "name": "East", "stratum_id": two.id, "cap": 9}
        )
        self.approve(self.wave)
        self.assertTrue(self.wave.has_small_strata)
        with self.assertRaises(UserError) as caught:
            self.asked.action_open()
        self.assertIn("South", str(caught.exception))
        self.asked.action_merge_strata()
        self.assertEqual(len(self.wave.stratum_ids), 2)
        merged = self.wave.stratum_ids - large
        self.assertEqual((merged.population_n, merged.sample_n), (200, 37))
        self.assertEqual(quota.stratum_id, merged)
        self.assertTrue((one + two).exists() == merged)
        self.assertFalse(self.wave.has_small_strata)
        self.asked.action_open()
        with self.assertRaises(UserError):
            self.asked.action_merge_strata()

    # -- by lot ------------------------------------------------------------------------

    def test_a_draw_is_kept_and_can_be_redone(self):
        frame = self.frame("draw")
        frame.line_ids[0].population_n = 300
        frame.line_ids[1].population_n = 20
        frame.write({"unit_count": 1, "spare_units": 1, "line_count": 30})
        frame.action_draw()
        plan = self.wave.draw_result
        again = redraw(plan)
        self.assertEqual(again["drawn"], plan["drawn"])
        self.assertEqual(len(plan["drawn"]), 2)
        self.assertIn(str(plan["seed"]), self.wave.draw_text)
        first = plan["seed"]
        frame.action_draw()
        self.assertEqual(self.wave.draw_result["before"][0]["seed"], first)
        frame.unit_count = 3
        with self.assertRaises(UserError):
            frame.action_draw()
        for values in ({"draw_result": {"seed": 1}},):
            with self.assertRaises(UserError):
                self.asked.write(values)

    def test_the_list_for_the_units(self):
        frame = self.frame("draw")
        frame.line_ids.population_n = 40
        frame.write({"unit_count": 2, "spare_units": 0, "line_count": 5})
        frame.action_draw()
        report = self.env["ir.actions.report"].with_user(self.officer)
        content, kind = report._render_xlsx(
            "dlxh_survey.draw_xlsx", self.wave.ids, data={}
        )
        self.assertEqual(kind, "xlsx")
        sheet = load_workbook(BytesIO(content)).active
        told = [cell.value for cell in sheet[6]]
        asked = self.wave.draw_result["drawn"][0]["asked"]
        self.assertEqual(told[3], ", ".join(map(str, sorted(asked))))
        self.assertIn("ward_a1", told[1])

    # -- codes -------------------------------------------------------------------------

    def slip(self, **numbers):
        """The dialog of the codes, with so many slips by name of the stratum."""
        dialog = self.dialog(self.asked.action_open_codes()).save()
        for line in dialog.line_ids:
            line.number = numbers.get(line.stratum_id.name, line.number)
        return dialog

    def tickets(self, wave=None):
        Ticket = self.env["dlxh.survey.ticket"]
        return Ticket.search([("wave_id", "=", (wave or self.wave).id)])

    def test_codes_are_printed_and_only_hashes_kept(self):
        self.stratum(population_n=600, sample_n=60)
        self.stratum("South", population_n=400, sample_n=40)
        self.approve(self.wave)
        seen = []
        Slip = self.env.registry["dlxh.survey.slip"]
        whole = Slip._slip

        def watch(this, wave, stratum, code):
            seen.append((stratum.name, code))
            return whole(this, wave, stratum, code)

        self.patch(Slip, "_slip", watch)
        answer = self.slip(North=31, South=40).action_print()
        content = base64.b64decode(answer["params"]["content"])
        self.assertTrue(content.startswith(b"%PDF"))
        self.assertEqual(len(seen), 71)
        kept = self.tickets()
        self.assertEqual(len(kept), 71)
        hashes = {(ticket.stratum_id.name, ticket.hash): ticket.id for ticket in kept}
        order = [hashes[name, kept._hash_of(self.wave.id, code)] for name, code in seen]
        self.assertNotEqual(order, sorted(order))
        self.assertFalse(
            self.env["ir.attachment"]
            .search([("name", "like", ".pdf")])
            .filtered(lambda one: one.name == answer["params"]["name"])
        )
        self.assertEqual(self.wave.stratum_ids.mapped("invited_n"), [31, 40])
        # a lost file is replaced, until the wave opens
        dialog = self.slip(North=60, South=40)
        dialog.replace = True
        dialog.action_print()
        self.assertEqual(len(self.tickets()), 100)
        self.assertFalse(self.tickets() & kept)
        self.asked.action_open()
        dialog = self.slip(North=5)
        dialog.replace = True
        with self.assertRaises(UserError):
            dialog.action_print()
        dialog.replace = False
        dialog.action_print()
        self.assertEqual(self.wave.stratum_ids[0].code_count, 65)

    def test_too_few_or_too_many_codes(self):
        self.stratum(population_n=50, sample_n=40)
        self.stratum("South", population_n=400, sample_n=60)
        with self.assertRaises(UserError):  # not approved yet
            self.asked.action_open_codes()
        self.approve(self.wave)
        for numbers in ({"North": 29}, {"North": 51}, {"North": -1}, {"South": 1000}):
            with self.assertRaises(UserError):
                self.slip(**{"North": 0, "South": 0, **numbers}).action_print()
        with self.assertRaises(UserError):
            self.slip(North=0, South=0).action_print()
        self.assertFalse(self.tickets())

    def test_without_strata_everybody_is_one(self):
        self.approve(self.wave)
        dialog = self.dialog(self.asked.action_open_codes()).save()
        self.assertEqual(dialog.line_ids.number, 100)
        dialog.line_ids.number = 30
        dialog.action_print()
        self.assertEqual(len(self.tickets()), 30)

    def test_how_many_used_their_code_is_told_with_care(self):
        strata = [
            self.stratum(name, population_n=100, sample_n=40)
            for name in ("North", "South", "East")
        ]
        Ticket = self.env["dlxh.survey.ticket"]
        for stratum, used in zip(strata, (20, 3, 18), strict=True):
            Ticket._draw(self.wave, stratum, 40)
            Ticket.search([("stratum_id", "=", stratum.id)], limit=used).used = True
        told = [one.with_user(self.officer).used_text for one in strata]
        # the small one, and another one so that it cannot be worked out
        self.assertEqual(told, ["20", "–", "–"])
        with self.assertQueryCount(20):
            self.env.invalidate_all()
            self.wave.stratum_ids.mapped("used_text")

    def test_bad_links(self):
        other = self.make_wave(name="Wave 2")
        foreign = self.stratum(wave=other, population_n=300)
        self.approve(self.wave)
        dialog = self.dialog(self.asked.action_open_codes()).save()
        dialog.line_ids = [
            Command.clear(),
            Command.create({"stratum_id": foreign.id, "number": 40}),
        ]
        with self.assertRaises(UserError):
            dialog.action_print()
        self.assertFalse(self.tickets(other))
        with self.assertRaises(ValidationError):
            self.env["dlxh.survey.allocation"].create(
                {
                    "wave_id": self.wave.id,
                    "unit_id": self.province_a.id,
                    "stratum_id": foreign.id,
                    "target_n": 4,
                    "deadline": self.wave.date_close,
                }
            )
