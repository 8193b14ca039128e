import re

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..slip import qr_matrix
from .common_bulk import BulkCase


@tagged("post_install", "-at_install")
class TestActivation(BulkCase, HttpCase):
    """The slip: what is printed on it, and the page its code opens."""

    def setUp(self):
        super().setUp()
        self.one = self.person(self.ward_a1)
        self.slip = self.issue(self.officer, self.one)
        self.slip.action_apply()
        self.path = self.one.user_id._slip_url().split("/", 3)[3]

    def _post(self, page, **values):
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]
        code = re.search(r'name="token" value="([^"]+)"', page.text)[1]
        return self.url_open(
            "/dlxh/activate",
            data={"csrf_token": token, "token": code, **values},
            allow_redirects=False,
        )

    def test_password_is_set_once_and_the_work_opens(self):
        page = self.url_open(f"/{self.path}")
        self.assertEqual(page.status_code, 200)
        self.assertIn("0912345678", page.text)
        self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")
        good = {"password": "đẹp trời 2026", "confirm_password": "đẹp trời 2026"}
        for bad in (
            {"password": "ngắn", "confirm_password": "ngắn"},
            {"password": "0912345678", "confirm_password": "0912345678"},
            {**good, "confirm_password": "khác hẳn 2026"},
        ):
            answer = self._post(page, **bad)
            self.assertEqual(answer.status_code, 200)
            self.assertIn("alert-danger", answer.text)
        self.assertFalse(self.one.user_id.login_date)
        answer = self._post(page, **good)
        self.assertEqual(answer.status_code, 303)
        self.assertIn("/odoo/dlxh-my-work", answer.headers["Location"])
        self.env.invalidate_all()
        self.assertTrue(self.one.user_id.login_date)
        self.assertEqual(self.one.account_state, "open")
        again = self.url_open(f"/{self.path}")
        self.assertEqual(again.status_code, 410)
        self.assertNotIn("0912345678", again.text)
        # of another session, or used: in no way a second time
        with mute_logger("odoo.http"):  # it says that the form is not of this session
            self.assertIn(self._post(page, **good).status_code, (400, 410))

    def test_rubbish_and_closed_accounts(self):
        for code in ("", "x", "AAAA", "%00", "ž"):
            page = self.url_open(f"/dlxh/activate?token={code}")
            self.assertEqual(page.status_code, 410, code)
        self.one.user_id.active = False
        self.assertEqual(self.url_open(f"/{self.path}").status_code, 410)

    def test_link_of_another_kind_does_not_open_here(self):
        partner = self.one.partner_id
        partner.signup_type = "reset"
        token = partner._generate_signup_token()
        page = self.url_open(f"/dlxh/activate?token={token}")
        self.assertEqual(page.status_code, 410)

    def test_slips_eight_to_a_page(self):
        for number in range(8):
            self.one |= self.person(self.ward_a1, f"090000000{number}", f"N {number}")
        slip = self.issue(self.officer, self.one)
        slip.action_apply()
        report = self.env["ir.actions.report"].with_user(self.officer)
        report = report.with_context(force_report_rendering=True)
        name = "dlxh_collaborator.action_report_account_slips"
        html = report._render_qweb_html(name, slip.ids)[0].decode()
        self.assertEqual(html.count('class="slip"'), 9)
        self.assertIn("0912345678", html)
        self.assertNotIn("http://fonts", html)
        pdf = report._render_qweb_pdf(name, slip.ids)[0]
        self.assertEqual(pdf[:4], b"%PDF")
        self.assertEqual(len(re.findall(rb"/Type\s*/Page\b", pdf)) or 2, 2)

    def test_code_says_the_address(self):
        url = self.one.user_id._slip_url()
        matrix = qr_matrix(url)
        size = len(matrix)
        self.assertTrue(all(len(row) == size for row in matrix))
        self.assertFalse(any(matrix[0]), "quiet border")
        finder = [row[4:11] for row in matrix[4:11]]
        self.assertEqual(finder[0], [True] * 7)
        self.assertEqual(finder[1], [True, *[False] * 5, True])
        self.assertLess(size, 70, "must stay readable for cheap cameras")
