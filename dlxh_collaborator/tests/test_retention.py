from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .test_data_request import DataCase


@tagged("post_install", "-at_install", "security")
class TestRetention(DataCase):
    """What has been stored long enough goes, by rules in force only (G20)."""

    def rule(self, code):
        return self.env["dlxh.retention.rule"].search([("code", "=", code)])

    def purge(self, moment):
        with freeze_time(moment), self.enter_registry_test_mode():
            cron = self.env.ref("dlxh_collaborator.dlxh_retention_cron")
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def closed(self, moment="2026-03-02 02:00:00"):
        with freeze_time(moment):
            request = self.request()
            request.answer = "Here it is."
            request.action_done()
        return request.sudo()

    def test_requests_go_after_five_years(self):
        request = self.closed()
        request.message_post(body="A word")
        file = self.env["ir.attachment"].create(
            {"name": "x", "raw": b"x", "res_model": request._name, "res_id": request.id}
        )
        messages = request.message_ids
        still_open = self.request()
        self.purge("2031-03-04 00:00:00")
        self.assertTrue(request.exists(), "the rule is not in force")
        self.rule("data_request").action_enable()
        self.purge("2031-03-02 00:00:00")
        self.assertTrue(request.exists(), "five years are not over")
        self.purge("2031-03-04 00:00:00")
        self.assertFalse(request.exists())
        self.assertFalse(file.exists())
        self.assertTrue(messages)
        self.assertFalse(messages.exists())
        self.assertTrue(still_open.exists(), "what is open stays")
        run = self.rule("data_request").run_ids
        self.assertEqual((run.count, run.failed_count), (1, 0))
        self.assertEqual(str(run.cutoff), "2026-03-04")
        log = self.env["dlxh.access.log"].search([], limit=1)
        self.assertEqual(
            (log.action, log.model, log.count, log.unit_id, log.domain),
            ("purge", "dlxh.data.request", 1, self.cell_a11, False),
        )

    def test_what_is_due_shows_before_the_rule_is_in_force(self):
        rule = self.rule("data_request")
        before = rule.due_count
        self.closed("2019-03-02 02:00:00")
        rule.invalidate_recordset()
        self.assertEqual(rule.due_count, before + 1)
        self.assertFalse(rule.enabled)

    def test_the_logs_of_runs_are_only_added_to(self):
        rule = self.rule("incident")
        run = self.env["dlxh.retention.run"]._record(rule, 3, 1)
        for action in (lambda: run.write({"count": 0}), run.unlink):
            with self.assertRaises(UserError):
                action()

    def test_who_changes_a_rule(self):
        rule = self.rule("data_request")
        for user in (self.near, self.far):
            with self.assertRaises(AccessError):
                rule.with_user(user).months = 1
            with self.assertRaises(AccessError):
                rule.with_user(user).action_enable()
        # no second tree in the database may stand beside the one of the test
        self.env["dlxh.unit"].search(
            [("parent_id", "=", False), ("id", "!=", self.centre.id)]
        ).write({"parent_id": self.centre.id})
        top = self.chair("data_officer", self.centre)
        mine = rule.with_user(top)
        mine.months = 72
        mine.action_enable()
        with self.assertRaises(UserError):
            mine.months = 1
        for values in ({"model": "res.users"}, {"date_field": "id"}, {"enabled": 0}):
            with self.assertRaises(UserError):
                mine.write(values)
        mine.action_disable()
        self.assertFalse(rule.enabled)
        for chair in ("officer", "leader", "collaborator", "clerk"):
            with self.assertRaises(AccessError):
                rule.with_user(self.chair(chair, self.centre)).read(["months"])

    def test_one_that_cannot_go_does_not_stop_the_others(self):
        rule = self.rule("data_request")
        rule.action_enable()
        kept, gone = self.closed(), self.closed()
        kept_id, why = kept.id, "Something rests on it"
        DataRequest = type(self.env["dlxh.data.request"])
        original = DataRequest.unlink

        def unlink(requests):
            if kept_id in requests.ids:
                raise UserError(why)
            return original(requests)

        self.patch(DataRequest, "unlink", unlink)
        with self.assertLogs("odoo.addons.dlxh_collaborator", "WARNING"):
            self.purge("2031-04-04 00:00:00")
        self.assertTrue(kept.exists())
        self.assertFalse(gone.exists())
        self.assertEqual(sum(rule.run_ids.mapped("count")), 1)
        self.assertEqual(sum(rule.run_ids.mapped("failed_count")), 1)

    def test_the_access_log_goes_by_its_rule_only(self):
        with freeze_time("2020-01-01"):
            line = self.env["dlxh.access.log"]._log("export", "dlxh.unit", count=1)
        with self.assertRaises(UserError):
            line.unlink()
        self.rule("access_log").action_enable()
        self.purge("2030-01-03 00:00:00")
        self.assertFalse(line.exists())


@tagged("post_install", "-at_install")
class TestCollaboratorRetention(DataCase):
    """What is left of a file two years after the end of the mandate."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.env["dlxh.retention.rule"].search(
            [("code", "=", "collaborator")]
        )
        cls.rule.action_enable()
        cls.former = cls.collaborator(
            cls.cell_a12,
            position="Bí thư chi bộ",
            expertise_ids=cls.env["dlxh.expertise"].search([], limit=2),
        )
        cls.partner = cls.former.partner_id
        cls.partner.write(
            {
                "name": "Nguyễn Văn Cũ",
                "phone": "0912345678",
                "email": "cu@example.org",
                "street": "12 phố Cũ",
            }
        )
        cls.team = cls.env["dlxh.team"].create(
            {"unit_id": cls.ward_a1.id, "date_from": "2021-01-01"}
        )
        cls.member = cls.env["dlxh.team.member"].create(
            {
                "team_id": cls.team.id,
                "collaborator_id": cls.former.id,
                "date_from": "2021-01-01",
                "date_to": "2026-01-31",
            }
        )
        cls.former.message_post(body="He moved to another province")
        with freeze_time("2026-02-01"):
            cls.former.state = "ended"
        cls.env.flush_all()

    purge = TestRetention.purge

    def test_the_end_of_the_mandate_is_noted(self):
        self.assertEqual(str(self.former.ended_on), "2026-02-01")
        self.former.state = "active"
        self.assertFalse(self.former.ended_on)

    def test_contact_goes_and_the_name_stays(self):
        self.purge("2028-01-31")
        self.assertEqual(self.former.position, "Bí thư chi bộ", "not yet two years")
        self.purge("2028-02-03")
        former = self.former
        self.assertEqual(former.name, "Nguyễn Văn Cũ")
        self.assertEqual(former.unit_id, self.cell_a12)
        self.assertEqual(self.member.collaborator_id, former, "counts of past years")
        self.assertFalse(former.position or former.expertise_ids or former.active)
        self.assertEqual(str(former.purged_on), "2028-02-03")
        for name in ("phone", "email", "street"):
            self.assertFalse(self.partner[name], name)
        messages = self.env["mail.message"].search(
            [("model", "=", former._name), ("res_id", "=", former.id)]
        )
        self.assertFalse(messages)
        self.assertEqual(sum(self.rule.run_ids.mapped("count")), 1)
        self.purge("2028-02-04")
        self.assertEqual(sum(self.rule.run_ids.mapped("count")), 1, "only once")

    def test_a_person_with_an_account_keeps_his_address(self):
        user = self.chair("collaborator", self.cell_a12, login="still_here")
        self.former.write({"partner_id": user.partner_id.id, "user_id": user.id})
        user.partner_id.phone = "0987654321"
        self.purge("2028-02-03")
        self.assertTrue(self.former.purged_on)
        self.assertFalse(self.former.user_id)
        self.assertEqual(user.partner_id.phone, "0987654321")

    def test_a_person_with_another_file_keeps_his_address(self):
        self.env["dlxh.collaborator"].create(
            {
                "partner_id": self.partner.id,
                "unit_id": self.ward_a2.id,
                "state": "active",
            }
        )
        self.purge("2028-02-03")
        self.assertTrue(self.former.purged_on)
        self.assertEqual(self.partner.phone, "0912345678")

    def test_a_member_still_serving_stays(self):
        self.member.date_to = "2027-12-31"
        self.purge("2028-02-03")
        self.assertFalse(self.former.purged_on)
