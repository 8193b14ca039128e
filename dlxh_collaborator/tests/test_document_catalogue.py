from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common_document import DlxhDocumentCase

CHAIRS = (
    "collaborator",
    "officer",
    "leader",
    "clerk",
    "inspector",
    "data_officer",
    "administrator",
)


@tagged("post_install", "-at_install")
class TestDocumentCatalogue(DlxhDocumentCase):
    def test_legal_bases_of_the_sources(self):
        basis = self.env.ref("dlxh_collaborator.legal_basis_kl_100")
        self.assertEqual(basis.symbol, "100-KL/TW")
        self.assertEqual(basis.date, date(2014, 8, 18))
        self.assertIn("18/4/2014", basis.note)
        self.assertEqual(
            self.env.ref("dlxh_collaborator.legal_basis_hd_167").symbol,
            "167-HD/BTGTW",
        )
        old = self.env.ref("dlxh_collaborator.legal_basis_luat_29")
        new = self.env.ref("dlxh_collaborator.legal_basis_luat_117")
        self.assertEqual(old.valid_to, date(2026, 2, 28))
        self.assertEqual(new.valid_from, date(2026, 3, 1))
        self.assertEqual(old.replaced_by_id, new)

    def test_all_symbols_of_the_sources_are_there(self):
        symbols = set(self.env["dlxh.legal.basis"].search([]).mapped("symbol"))
        expected = {
            "100-KL/TW",
            "167-HD/BTGTW",
            "958-QC/CTV/DLXH",
            "03-CT/ĐUK",
            "05-KL/ĐUK",
            "263-QĐ/ĐUK",
            "07-CT/TW",
            "17-ĐA/TU",
            "84-KH/TU",
            "221-QĐ/TW",
            "87-HD/BTGTW",
            "2453-CV/VPTU",
            "2431-CV/BTGTU",
            "2411-CV/BTGTU",
        }
        self.assertFalse(expected - symbols)

    def test_types_that_share_a_symbol_share_the_numbers(self):
        types = self.env["dlxh.document.type"].search([])
        self.assertEqual(len(types), 16)
        counters = {}
        for kind in types:
            counters.setdefault(kind.symbol, set()).add(kind._numbering_type())
        self.assertEqual({len(shared) for shared in counters.values()}, {1})

    def test_general_term(self):
        Term = self.env["dlxh.term"]
        found = Term._for_unit(self.ward_a1, date(2024, 5, 1))
        self.assertEqual(found, self.env.ref("dlxh_collaborator.term_2020_2025"))
        self.assertFalse(Term._for_unit(self.ward_a1, date(1990, 1, 1)))

    def test_term_of_the_nearest_unit_wins(self):
        Term = self.env["dlxh.term"]
        dates = {"date_from": "2025-08-01", "date_to": "2030-07-31"}
        province = Term.create({"name": "P", "unit_id": self.province_a.id, **dates})
        ward = Term.create({"name": "W", "unit_id": self.ward_a1.id, **dates})
        on = date(2025, 9, 1)
        self.assertEqual(Term._for_unit(self.cell_a11, on), ward)
        self.assertEqual(Term._for_unit(self.ward_a2, on), province)
        general = self.env.ref("dlxh_collaborator.term_2020_2025")
        self.assertEqual(Term._for_unit(self.province_b, on), general)

    def test_terms_of_a_unit_do_not_overlap(self):
        with self.assertRaises(ValidationError):
            self.env["dlxh.term"].create({"name": "X", "date_from": "2024-01-01"})

    def test_profile_follows_the_date(self):
        old = self.env.ref("dlxh_collaborator.format_profile_hd36_2018")
        self.assertEqual(old._on(date(2026, 6, 1)), old)
        old.date_to = "2026-06-30"
        new = old.copy({"code": "NEW", "date_from": "2026-07-01", "date_to": False})
        self.assertEqual(old._on(date(2026, 6, 30)), old)
        self.assertEqual(old._on(date(2026, 7, 1)), new)

    def test_a_bad_pattern_is_told(self):
        profile = self.env.ref("dlxh_collaborator.format_profile_hd36_2018")
        with self.assertRaisesRegex(ValidationError, "{number}"):
            profile.code_pattern = "{typ}/{body}"
        with self.assertRaises(ValidationError):
            profile.place_date_pattern = "{place}"
        with self.assertRaises(ValidationError):
            profile.size_body = 0

    def test_a_signer_needs_the_names_of_his_form(self):
        body = self.make_body(self.province_a, head_position=False)
        for form in ("tm", "kt", "tl"):
            with self.assertRaises(ValidationError):
                body.signer_ids.form = form
        body.signing_name = "Ban Thường vụ"
        body.signer_ids.form = "tm"

    def test_a_symbol_is_given_once_in_a_unit(self):
        self.make_body(self.province_a)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.make_body(self.province_a)

    def test_every_chair_reads_the_catalogues(self):
        body = self.make_body(self.province_b)
        for chair in CHAIRS:
            user = self.chair(chair, self.ward_a1)
            for model in (
                "dlxh.term",
                "dlxh.legal.basis",
                "dlxh.document.type",
                "dlxh.format.profile",
                "dlxh.body",
                "dlxh.body.signer",
            ):
                self.assertTrue(self.env[model].with_user(user).search([], limit=1))
            self.assertEqual(body.with_user(user).name, "Ban Tuyên giáo")

    def test_only_administrators_write_the_catalogues(self):
        body = self.make_body(self.ward_a1)
        records = [
            self.env.ref("dlxh_collaborator.term_2025_2030"),
            self.env.ref("dlxh_collaborator.legal_basis_kl_100"),
            self.env.ref("dlxh_collaborator.document_type_bc"),
            self.env.ref("dlxh_collaborator.format_profile_hd36_2018"),
            body,
            body.signer_ids,
        ]
        for chair in CHAIRS[:-1]:
            user = self.chair(chair, self.ward_a1)
            for record in records:
                with self.subTest(chair=chair, model=record._name):
                    with self.assertRaises(AccessError):
                        record.with_user(user).write({"active": True})
        administrator = self.chair("administrator", self.ward_a1)
        for record in records:
            record.with_user(administrator).write({"active": True})

    def test_users_without_a_chair_read_nothing(self):
        user = new_test_user(self.env, "no_chair", groups="base.group_user")
        for model in ("dlxh.term", "dlxh.body", "dlxh.legal.basis"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(user).search([])

    def test_an_administrator_writes_bodies_of_his_territory(self):
        above = self.make_body(self.centre)
        own = self.make_body(self.province_a)
        below = self.make_body(self.ward_a1)
        beside = self.make_body(self.province_b)
        user = self.chair("administrator", self.province_a)
        for body in (own, below):
            body.with_user(user).write({"place": "Hà Nội"})
            body.signer_ids.with_user(user).write({"position": "Trưởng ban"})
        for body in (above, beside):
            with self.assertRaises(AccessError):
                body.with_user(user).write({"place": "Hà Nội"})
            with self.assertRaises(AccessError):
                body.signer_ids.with_user(user).write({"position": "X"})
            with self.assertRaises(AccessError):
                self.make_body(self.centre, symbol="X").with_user(user).unlink()
        user.dlxh_unit_ids = self.province_b
        beside.with_user(user).write({"place": "Hà Nội"})
        with self.assertRaises(AccessError):
            own.with_user(user).write({"place": "Hà Nội"})

    def test_search_and_compute_of_the_administered_bodies_agree(self):
        bodies = self.make_body(self.centre) | self.make_body(self.ward_a1)
        for units in (self.province_a, self.env["dlxh.unit"]):
            user = self.chair("administrator", units)
            found = self.env["dlxh.body"].with_user(user)
            found = found.search(
                [("may_administer", "=", True), ("id", "in", bodies.ids)]
            )
            computed = bodies.with_user(user).filtered("may_administer")
            self.assertEqual(found, computed)
