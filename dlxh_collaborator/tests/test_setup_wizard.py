import base64
import re

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..unit_file import template
from .common import DlxhCase


@tagged("post_install", "-at_install")
class TestSetupWizard(DlxhCase):
    """From nothing to a province with communes, bodies, users and numbers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls.chair("administrator")
        cls.Setup = cls.env["dlxh.setup.wizard"].with_user(cls.admin)
        cls.Unit = cls.env["dlxh.unit"]
        cls.chairs = {
            name: cls.env.ref(f"dlxh_collaborator.group_dlxh_{name}")
            for name in ("officer", "leader", "clerk")
        }

    def _at_users(self, **values):
        setup = self.Setup.create({"province_code": "04", **values})
        setup.action_next()
        setup.action_next()
        setup.action_next()
        return setup

    def _fill(self, setup, chair, **values):
        line = setup.user_ids.filtered(
            lambda one: one.chair_id == self.chairs[chair] and not one.name
        )
        line.write({"name": f"The {chair}", "login": f"setup.{chair}", **values})
        return line

    def test_all_five_steps(self):
        setup = self.Setup.browse(self.Setup.action_open()["res_id"])
        province = self._choose_province_and_communes(setup)
        organ = self._make_bodies(setup, province)
        self._make_first_user(setup, province)
        self._start_in_mid_term(setup, province, organ)

    def _choose_province_and_communes(self, setup):
        self.assertEqual(setup.step, "province")
        with Form(setup) as form:
            form.province_code = "04"
        setup.action_next()
        self.assertEqual(setup.step, "communes")
        self.assertEqual(len(setup.commune_ids), 56)
        left_out = setup.commune_ids.filtered(lambda line: line.code == "01279")
        left_out.load = False
        self.assertEqual(setup.commune_count, 55)
        setup.action_next()
        province = self.Unit.search([("code", "=", "04")])
        self.assertEqual(setup.province_id, province)
        self.assertEqual(setup.name, "Tỉnh ủy Cao Bằng")
        self.assertFalse(province.parent_id)
        self.assertEqual(len(province.child_ids), 55)
        self.assertNotIn("01279", province.child_ids.mapped("code"))
        return province

    def _make_bodies(self, setup, province):
        setup.action_next()
        bodies = self.env["dlxh.body"].search([("unit_id", "=", province.id)])
        self.assertEqual(set(bodies.mapped("symbol")), {"TU", "BTGDVTU"})
        organ = bodies.filtered(lambda body: body.symbol == "BTGDVTU")
        self.assertEqual(organ.superior_name, "Tỉnh ủy Cao Bằng")
        self.assertEqual(organ.place, "Cao Bằng")
        below = self.env["dlxh.body"].search(
            [("unit_id", "in", province.child_ids.ids)]
        )
        self.assertEqual(len(below), 55)
        self.assertEqual(set(below.mapped("symbol")), {"ĐU"})
        ward = self.Unit.search([("code", "=", "01273")])
        body = below.filtered(lambda one: one.unit_id == ward)
        self.assertEqual(
            (body.name, body.superior_name, body.place),
            ("Đảng ủy phường Thục Phán", "Tỉnh ủy Cao Bằng", "Thục Phán"),
        )
        return organ

    def _make_first_user(self, setup, province):
        self.assertEqual(setup.step, "users")
        self.assertEqual(len(setup.user_ids), 5)
        self._fill(setup, "officer")
        answer = setup.action_next()
        self.assertEqual(answer["res_model"], "dlxh.setup.password")
        login, password = answer["context"]["default_text"].split()
        self.assertEqual(login, "setup.officer")
        user = self.env["res.users"].search([("login", "=", login)])
        self.assertEqual(user.dlxh_unit_ids, province)
        self.assertTrue(user.has_group("dlxh_collaborator.group_dlxh_officer"))
        self.assertTrue(user.has_group("dlxh_collaborator.group_dlxh_level_direct"))
        self.assertTrue(user.has_group("base.group_user"))
        credential = {"login": login, "password": password, "type": "password"}
        self.assertTrue(
            user.with_user(user)._check_credentials(credential, {"interactive": True})
        )

    def _start_in_mid_term(self, setup, province, organ):
        self.assertEqual(setup.step, "start")
        self.assertIn("56", re.sub("<[^>]+>", " ", setup.summary))
        report = self.env.ref("dlxh_collaborator.document_type_bc")
        line = setup.number_ids.filtered(
            lambda one: (one.body_id, one.document_type_id) == (organ, report)
        )
        line.next_number = 47
        setup.write(
            {
                "own_term": True,
                "term_name": "Our term",
                "term_date_from": "2025-10-01",
                "term_date_to": "2030-09-30",
            }
        )
        setup.action_next()
        self.assertEqual(setup.step, "done")
        term = self.env["dlxh.term"]._for_unit(province, line.create_date.date())
        self.assertEqual(term.name, "Our term")
        Counter = self.env["dlxh.document.counter"]
        self.assertEqual(Counter._peek(organ, report, term, 0)[0], 47)
        other = self.env.ref("dlxh_collaborator.document_type_kh")
        self.assertEqual(Counter._peek(organ, other, term, 0)[0], 1)

    def test_left_and_taken_up_again(self):
        setup = self.Setup.browse(self.Setup.action_open()["res_id"])
        setup.province_code = "04"
        setup.action_next()
        self.assertEqual(self.Setup.action_open()["res_id"], setup.id)
        self.assertEqual(setup.step, "communes")
        setup.step = "done"
        self.assertNotEqual(self.Setup.action_open()["res_id"], setup.id)

    def test_going_back_makes_nothing_twice(self):
        setup = self._at_users()
        self._fill(setup, "officer")
        setup.action_next()
        before = (
            self.Unit.search_count([]),
            self.env["dlxh.body"].search_count([]),
            self.env["res.users"].search_count([]),
            len(setup.number_ids),
        )
        for _step in range(4):
            setup.action_previous()
        self.assertEqual(setup.step, "province")
        for _step in range(4):
            self.assertIs(setup.action_next(), True)  # no passwords again
        after = (
            self.Unit.search_count([]),
            self.env["dlxh.body"].search_count([]),
            self.env["res.users"].search_count([]),
            len(setup.number_ids),
        )
        self.assertEqual(before, after)

    def test_left_out_commune_stays_out_after_going_back(self):
        setup = self.Setup.create({"province_code": "04"})
        setup.action_next()
        setup.action_no_commune()
        setup.commune_ids[0].load = True
        setup.action_previous()
        setup.action_next()
        self.assertEqual(setup.commune_count, 1)
        setup.action_next()
        self.assertEqual(len(setup.province_id.child_ids), 1)

    def test_other_province_after_going_back(self):
        setup = self._at_users()
        setup.action_next()
        for _step in range(4):
            setup.action_previous()
        setup.province_code = "12"
        for _step in range(4):
            setup.action_next()
        self.assertEqual(setup.province_id.code, "12")
        self.assertEqual(setup.user_ids.unit_id, setup.province_id)
        self.assertEqual(setup.number_ids.body_id.unit_id, setup.province_id)

    def test_file_with_parts_left_out(self):
        setup = self.Setup.create(
            {
                "source": "file",
                "data_file": base64.b64encode(template()),
                "file_name": "units.xlsx",
            }
        )
        setup.action_next()
        self.assertEqual(setup.commune_ids.mapped("code"), ["01273"])
        setup.action_no_commune()
        setup.action_next()
        self.assertFalse(setup.province_id.child_ids)
        setup.action_previous()
        setup.action_all_communes()
        setup.action_next()
        below = self.Unit.search([("id", "child_of", setup.province_id.id)])
        self.assertEqual(len(below), 5)

    def test_bad_file_is_told_and_nothing_stored(self):
        setup = self.Setup.create(
            {
                "source": "file",
                "data_file": base64.b64encode(b"code,name,level\nA,X,nothing\n"),
                "file_name": "units.csv",
            }
        )
        with self.assertRaises(UserError) as caught:
            setup.action_next()
        self.assertIn("Row 2, column level", str(caught.exception))
        self.assertEqual(setup.step, "province")
        setup.data_file = base64.b64encode(b"code,name,level\nA,X,cell\n")
        with self.assertRaises(UserError) as caught:
            setup.action_next()
        self.assertIn("directly under the centre", str(caught.exception))

    def test_two_bodies_with_one_symbol(self):
        setup = self.Setup.create({"province_code": "04"})
        setup.action_next()
        setup.action_next()
        setup.body_ids[1].symbol = "TU"
        with self.assertRaises(UserError) as caught:
            setup.action_next()
        self.assertIn("symbol TU", str(caught.exception))

    def test_changed_body_line_changes_the_body(self):
        setup = self._at_users()
        setup.action_previous()
        organ = setup.body_ids.filtered(lambda line: line.symbol == "BTGDVTU")
        organ.name = "Ban Tuyên giáo"
        setup.action_next()
        body = self.env["dlxh.body"].search(
            [("unit_id", "=", setup.province_id.id), ("symbol", "=", "BTGDVTU")]
        )
        self.assertEqual(body.name, "Ban Tuyên giáo")

    def test_refused_users(self):
        setup = self._at_users()
        for values, words in (
            ({"login": False}, "Fill in name and login"),
            ({"login": "two words"}, "holds a space"),
            ({"login": self.admin.login}, "already used"),
        ):
            line = self._fill(setup, "officer", **values)
            with self.assertRaises(UserError) as caught:
                setup.action_next()
            self.assertIn(words, str(caught.exception))
            line.write({"name": False, "login": False})
        self._fill(setup, "officer", login="same")
        self._fill(setup, "leader", login="same")
        with self.assertRaises(UserError) as caught:
            setup.action_next()
        self.assertIn("already used", str(caught.exception))
        setup.password_way = "link"
        setup.user_ids.filtered("name")[1].login = "other"
        with self.assertRaises(UserError) as caught:
            setup.action_next()
        self.assertIn("no e-mail address", str(caught.exception))
        self.assertEqual(setup.step, "users")

    def test_passwords_are_kept_nowhere(self):
        setup = self._at_users()
        self._fill(setup, "officer")
        answer = setup.action_next()
        form = Form(
            self.env["dlxh.setup.password"]
            .with_user(self.admin)
            .with_context(**answer["context"])
        )
        self.assertIn("setup.officer", form.text)
        self.assertFalse(self.env["dlxh.setup.password"]._fields["text"].store)

    def test_first_number_cannot_be_zero(self):
        setup = self._at_users()
        setup.action_next()
        setup.number_ids[0].next_number = 0
        with self.assertRaises(UserError):
            setup.action_next()

    def test_card_in_my_work(self):
        Item = self.env["dlxh.work.item"]
        self.Setup.create({})
        names = [item["name"] for item in Item.with_user(self.admin)._items()]
        self.assertIn("Set up my province", names)
        officer = self.chair("officer", self.centre)
        names = [item["name"] for item in Item.with_user(officer)._items()]
        self.assertNotIn("Set up my province", names)

    def test_only_administrators(self):
        setup = self.Setup.create({"province_code": "04"})
        for chair in ("collaborator", "officer", "leader", "clerk", "inspector"):
            user = self.chair(chair, self.centre)
            with self.assertRaises(AccessError):
                self.Setup.with_user(user).action_open()
            with self.assertRaises(AccessError):
                setup.with_user(user).action_next()
            with self.assertRaises(AccessError):
                setup.with_user(user).read(["province_code"])

    def test_other_add_ons_can_add_their_defaults(self):
        setup = self._at_users()
        setup.action_next()
        found = []

        def defaults(self):
            found.append(self.province_id.code)
            return ["Regimes begin this month."]

        self.patch(
            self.env.registry["dlxh.setup.wizard"],
            "_apply_reporting_defaults",
            defaults,
        )
        setup.action_next()
        self.assertEqual(found, ["04"])
        self.assertEqual(setup.outcome, "Regimes begin this month.")
