from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.dlxh_collaborator.models.res_users_account import SLIP_PARAMETER

from .common_bulk import BulkCase


@tagged("post_install", "-at_install", "security")
class TestAccountIssue(BulkCase):
    """Accounts made by officers: a collaborator's, of the territory, no more."""

    def _token(self, user):
        return parse_qs(urlsplit(user._slip_url()).query)["token"][0]

    def _owner(self, token):
        return self.env["res.partner"]._get_partner_from_token(token)

    def _actions(self, issue):
        return dict(
            zip(
                issue.line_ids.collaborator_id.ids,
                issue.line_ids.mapped("action"),
                strict=True,
            )
        )

    def test_account_from_the_telephone_number(self):
        self.env["res.lang"]._activate_lang("vi_VN")
        person = self.person(self.cell_a11, "+84 912 345 678")
        issue = self.issue(self.officer, person)
        self.assertEqual(self._actions(issue), {person.id: "new"})
        issue.action_apply()
        user = person.user_id
        self.assertEqual((user.login, user.lang), ("0912345678", "vi_VN"))
        self.assertEqual(user.partner_id, person.partner_id)
        self.assertEqual(user.dlxh_unit_ids, self.cell_a11)
        self.assertEqual(
            user.dlxh_chair_ids,
            self.env.ref("dlxh_collaborator.group_dlxh_collaborator"),
        )
        self.assertEqual(user._plain_collaborators(), user)
        self.assertEqual(person.account_state, "waiting")
        self.assertFalse(
            self.env["mail.mail"].search([("email_to", "ilike", "0912345678")])
        )
        line = self.env["dlxh.access.log"].search([], limit=1)
        self.assertEqual((line.action, line.count), ("issue", 1))
        self.assertEqual(line.user_id, self.officer)
        self.assertEqual(line.unit_id, self.cell_a11)

    def test_who_is_left_out_and_why(self):
        other = self.person(self.ward_a1, "0900000009")
        self.account(other)
        used = self.person(self.ward_a1, "0900000008")
        self.account(used, used=True)
        people = {
            "no number": self.person(self.ward_a1, ""),
            "landline": self.person(self.ward_a1, "02083851234"),
            "taken": self.person(self.ward_a1, "0900000009"),
            "twice": self.person(self.ward_a1, "0900000001"),
            "twice too": self.person(self.ward_a1, "0900000001"),
            "proposed": self.person(self.ward_a1, "0900000002", state="proposed"),
            "in use": used,
        }
        good = self.person(self.ward_a1, "0900000003")
        chosen = good.union(*people.values())
        issue = self.issue(self.officer, chosen)
        self.assertEqual((issue.ready_count, issue.refused_count), (1, 7))
        for line in issue.line_ids.filtered(lambda one: one.action == "refused"):
            self.assertTrue(line.reason)
        issue.action_apply()
        self.assertTrue(good.user_id)
        self.assertEqual(
            chosen.filtered("user_id"), good | used, "nobody else got an account"
        )

    def test_slip_opens_once_and_only_the_newest(self):
        person = self.person(self.ward_a1)
        self.issue(self.officer, person).action_apply()
        user = person.user_id
        first = self._token(user)
        self.assertEqual(self._owner(first), person.partner_id)
        self.assertEqual(self._owner(self._token(user)), person.partner_id)
        self.issue(self.officer, person).action_apply()
        self.assertFalse(self._owner(first))
        second = self._token(user)
        self.env["res.users"].signup({"password": "mật khẩu mới 1"}, second)
        self.assertFalse(self._owner(second))
        self.assertFalse(user._slip_is_open())

    def test_slip_is_valid_for_some_days(self):
        person = self.person(self.ward_a1)
        with freeze_time("2026-03-01 08:00:00"):
            self.issue(self.officer, person).action_apply()
            token = self._token(person.user_id)
            self.assertEqual(str(person.user_id._slip_last_day()), "2026-03-15")
        with freeze_time("2026-03-15 16:30:00"):  # half past eleven at night
            self.assertTrue(self._owner(token))
        with freeze_time("2026-03-15 17:30:00"):
            self.assertFalse(self._owner(token))
            self.assertFalse(person.user_id._slip_is_open())
        self.env["ir.config_parameter"].set_param(SLIP_PARAMETER, "2")
        with freeze_time("2026-04-01 08:00:00"):
            self.issue(self.officer, person).action_apply()
            token = self._token(person.user_id)
        with freeze_time("2026-04-03 17:30:00"):
            self.assertFalse(self._owner(token))

    def test_reset_is_logged_and_the_old_password_is_void(self):
        person = self.person(self.ward_a1)
        user = self.account(person, used=True)
        user.password = "cũ nhưng tốt 1"
        session = user._compute_session_token("sid")
        action = person.with_user(self.officer).action_reset_access()
        issue = self.env["dlxh.account.issue"].browse(action["res_id"])
        issue = issue.with_user(self.officer)
        self.assertEqual(issue.line_ids.action, "reset")
        issue.action_apply()
        self.assertTrue(user._slip_is_open())
        self.assertNotEqual(user._compute_session_token("sid"), session)
        line = self.env["dlxh.access.log"].search([("action", "=", "reset")], limit=1)
        self.assertEqual((line.user_id, line.unit_id), (self.officer, self.ward_a1))

    def test_second_place_of_a_person_is_linked(self):
        person = self.person(self.cell_a11)
        user = self.account(person)
        again = self.collaborator(self.cell_a12, partner_id=person.partner_id.id)
        issue = self.issue(self.officer, again)
        self.assertEqual(issue.line_ids.action, "link")
        issue.action_apply()
        self.assertEqual(again.user_id, user)
        self.assertEqual(user.dlxh_unit_ids, self.cell_a11 | self.cell_a12)

    # attacks

    def test_only_of_the_territory(self):
        beside = self.person(self.ward_a2)
        with self.assertRaises(AccessError):
            self.issue(self.officer, beside)
        issue = self.issue(self.officer, self.person(self.ward_a1, "0900000001"))
        with self.assertRaises(AccessError):
            issue.collaborator_ids = [Command.link(beside.id)]
            issue.action_apply()
        self.assertFalse(beside.user_id)
        with self.assertRaises(AccessError):
            beside.with_user(self.officer).action_reset_access()

    def test_other_chairs_get_nothing(self):
        person = self.person(self.ward_a1)
        for chair in ("collaborator", "leader", "clerk", "inspector", "data_officer"):
            user = self.chair(chair, self.ward_a1)
            with self.subTest(chair), self.assertRaises(AccessError):
                self.issue(user, person)
            with self.subTest(chair), self.assertRaises(AccessError):
                person.with_user(user).action_issue_accounts()
        with self.assertRaises(AccessError):
            self.issue(self.chair("officer"), person)

    def test_accounts_of_other_chairs_are_never_reset(self):
        for chair in ("officer", "leader", "administrator", "clerk"):
            victim = self.chair(chair, self.ward_a1)
            person = self.collaborator(self.ward_a1, user=victim)
            victim.group_ids = [
                Command.link(
                    self.env.ref("dlxh_collaborator.group_dlxh_collaborator").id
                )
            ]
            issue = self.issue(self.officer, person, reset_used=True)
            self.assertEqual(issue.line_ids.action, "refused", chair)
            with self.assertRaises(UserError):
                issue.action_apply()
            self.assertFalse(victim.partner_id.signup_type)

    def test_account_of_a_stranger_cannot_be_linked(self):
        leader = self.chair("leader", self.province_a)
        person = self.person(self.ward_a1)
        with self.assertRaises(UserError):
            person.with_user(self.officer).user_id = leader
        stranger = self.person(self.ward_a2, "0900000001")
        account = self.account(stranger)
        mine = self.env["dlxh.collaborator"].with_user(self.officer)
        values = {"partner_id": stranger.partner_id.id, "unit_id": self.ward_a1.id}
        with self.assertRaises(AccessError):
            mine.create({**values, "user_id": account.id, "state": "active"})
        record = mine.create({**values, "state": "active"})
        issue = self.issue(self.officer, record)
        self.assertEqual(issue.line_ids.action, "refused")

    def test_used_account_is_reset_only_by_the_nearest_officer(self):
        """Otherwise a level above would get in and read raw sheets."""
        person = self.person(self.cell_a11)
        user = self.account(person)
        issue = self.issue(self.province_officer, person, reset_used=True)
        self.assertEqual(issue.line_ids.action, "again", "never opened: no sheets")
        self.env["res.users.log"].with_user(user).sudo().create({})
        self.env.flush_all()
        user.invalidate_recordset()
        issue = self.issue(self.province_officer, person, reset_used=True)
        self.assertEqual(issue.line_ids.action, "refused")
        issue = self.issue(self.officer, person, reset_used=True)
        self.assertEqual(issue.line_ids.action, "reset")
        self.officer.active = False  # no officer below the province any more
        issue = self.issue(self.province_officer, person, reset_used=True)
        self.assertEqual(issue.line_ids.action, "reset")

    def test_account_at_work_in_two_territories_is_for_the_administrator(self):
        person = self.person(self.ward_a1)
        user = self.account(person, used=True)
        self.collaborator(self.ward_b1, user=user)
        for officer in (self.officer, self.province_officer):
            issue = self.issue(officer, person, reset_used=True)
            self.assertEqual(issue.line_ids.action, "refused")

    def test_defaults_of_the_officer_give_no_right(self):
        person = self.person(self.ward_a1)
        admin = self.env.ref("dlxh_collaborator.group_dlxh_administrator")
        self.env["ir.default"].with_user(self.officer).set(
            "res.users", "dlxh_chair_ids", admin.ids, user_id=True
        )
        self.issue(self.officer, person).with_context(
            default_dlxh_chair_ids=admin.ids, default_dlxh_unit_ids=self.centre.ids
        ).action_apply()
        self.assertEqual(person.user_id._plain_collaborators(), person.user_id)
        self.assertEqual(person.user_id.dlxh_unit_ids, self.ward_a1)

    def test_slips_of_another_are_not_printed(self):
        person = self.person(self.ward_a1)
        issue = self.issue(self.officer, person)
        issue.action_apply()
        self.assertEqual(len(issue._slips()), 1)
        beside = self.chair("officer", self.ward_a2)
        with self.assertRaises(AccessError):
            issue.with_user(beside).action_print()
        with self.assertRaises(AccessError):
            self.env["ir.actions.report"].with_user(beside)._render_qweb_html(
                "dlxh_collaborator.action_report_account_slips", issue.ids
            )
        self.officer.dlxh_unit_ids = [Command.set(self.ward_a2.ids)]
        self.assertFalse(issue._slip_people(), "transferred: no more slips")

    def test_token_cannot_be_had_otherwise(self):
        person = self.person(self.ward_a1)
        self.account(person)
        partner = person.partner_id.with_user(self.officer)
        with self.assertRaises(AccessError):
            partner.signup_prepare()
        with self.assertRaises(AccessError):
            partner.signup_type = "activate-0000"
        with self.assertRaises(AccessError):
            partner.read(["signup_type"])
        with self.assertRaises(AccessError):
            person.user_id.with_user(self.officer).write({"login": "x"})

    def test_too_many_at_once(self):
        person = self.person(self.ward_a1)
        issue = self.issue(self.officer, person)
        path = "odoo.addons.dlxh_collaborator.wizard.dlxh_account_issue.MAX_PEOPLE"
        with patch(path, 0), self.assertRaises(UserError):
            issue.action_apply()

    def test_queries_of_the_list_do_not_grow(self):
        def cost():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            fields = ["name", "unit_id", "phone", "account_state"]
            people = self.env["dlxh.collaborator"].with_user(self.officer)
            people.search([("account_state", "=", "waiting")]).read(fields)
            return self.env.cr.sql_log_count - before

        self.account(self.person(self.ward_a1, "0900000001"))
        cost()
        few = cost()
        for number in range(2, 12):
            self.account(self.person(self.ward_a1, f"09{number:08d}"))
        cost()  # new users empty the caches of rights
        self.assertLessEqual(cost(), few)

    def test_queries_of_the_check_do_not_grow(self):
        def cost(start, size):
            people = self.env["dlxh.collaborator"].union(
                *(
                    self.person(self.ward_a1, f"09{n:08d}")
                    for n in range(start, start + size)
                )
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            issue = self.env["dlxh.account.issue"].with_user(self.officer).new({})
            issue._plan(people.with_user(self.officer))
            return self.env.cr.sql_log_count - before

        cost(1, 2)
        self.assertLessEqual(cost(100, 40), cost(10, 5) + 3)
