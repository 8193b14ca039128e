from freezegun import freeze_time
from psycopg2.errors import CheckViolation

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_rates import RatesCase

KIND = "dlxh_reporting.mail_activity_type_obligations_due"
#: of the obligations of June: due on 5 July, told from 2 July and on 6 July
BEFORE, DUE, AFTER, LOCKED = "2026-07-02", "2026-07-05", "2026-07-06", "2026-07-16"


@tagged("post_install", "-at_install")
class TestObligationReminder(RatesCase):
    """One activity and one mail a person, before it is due and after."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls.officers[cls.ward_a1]
        cls.above = cls.officers[cls.province_a]
        for user in (cls.officer, cls.above):
            user.write({"email": f"{user.login}@example.com", "lang": "en_US"})
        cls.owed = cls.owe(cls.ward_a1)

    def _digest(self, user):
        kind = self.env.ref(KIND)
        return self.env["mail.activity"].search(
            [("activity_type_id", "=", kind.id), ("user_id", "=", user.id)]
        )

    def _remind(self, day):
        with freeze_time(f"{day} 03:00:00"):
            self.cron("_cron_remind")

    def _mails(self, day, *users):
        """Return the mails of the day to these users."""
        users = users or (self.officer,)
        old = self.env["mail.mail"].search([])
        with freeze_time(f"{day} 03:00:00"):
            self.cron("_cron_mail_digests")
        new = self.env["mail.mail"].search([]) - old
        return new.filtered(
            lambda mail: mail.email_to in [user.email_formatted for user in users]
        )

    # Activities

    def test_one_activity_a_person(self):
        self.owe(self.ward_a1, "2026-05-25", "2026-06-30")
        self._remind("2026-07-01")
        self.assertFalse(self._digest(self.officer))
        self._remind(BEFORE)
        digest = self._digest(self.officer)
        self.assertEqual(len(digest), 1)
        self.assertFalse(digest.res_model)
        self.assertEqual(str(digest.date_deadline), DUE)
        self.assertIn("2 due soon", digest.summary)
        self.assertIn("Month 6/2026", digest.note)
        self.assertIn(self.ward_a1.name, digest.note)
        self.assertFalse(self._digest(self.officers[self.ward_a2]))
        self._remind(AFTER)
        self.assertEqual(self._digest(self.officer), digest)
        self.assertIn("2 overdue", digest.summary)

    def test_gone_when_it_came_in_or_nothing_is_taken_any_more(self):
        self._remind(BEFORE)
        self.assertTrue(self._digest(self.officer))
        self.came(self.owed)
        self._remind(DUE)
        self.assertFalse(self._digest(self.officer))
        self.owed._note("returned")
        self._remind(AFTER)
        self.assertTrue(self._digest(self.officer))
        self._remind(LOCKED)
        self.assertFalse(self._digest(self.officer))
        with freeze_time(f"{LOCKED} 03:00:00"):
            self.env["dlxh.obligation.exception"].create(
                {
                    "obligation_id": self.owed.id,
                    "until": "2026-07-20",
                    "reason": "The flood",
                }
            )
        self._remind(LOCKED)
        self.assertTrue(self._digest(self.officer))
        self._remind("2026-07-21")
        self.assertFalse(self._digest(self.officer))

    def test_ticked_off_until_it_is_late(self):
        self._remind(BEFORE)
        with freeze_time("2026-07-03 03:00:00"):
            self._digest(self.officer).action_done()
        self._remind(DUE)
        self.assertFalse(self._digest(self.officer))
        self._remind(AFTER)
        self.assertEqual(len(self._digest(self.officer)), 1)

    def test_a_member_is_told_of_his_own_only(self):
        user = self.chair("collaborator", self.ward_a1)
        user.lang = "en_US"
        person = self.collaborator(self.ward_a1, user)
        self.owed_by_member(person, self.ward_a1, "2026-05-20", "2026-06-30")
        self._remind(BEFORE)
        self.assertEqual(len(self._digest(user)), 1)
        self.assertIn("1 due soon", self._digest(user).summary)
        self.assertIn("1 due soon", self._digest(self.officer).summary)

    def test_days_are_data(self):
        self.regime.write({"remind_days_before": 10, "remind_days_after": 0})
        self._remind("2026-06-25")
        self.assertTrue(self._digest(self.officer))
        self.assertTrue(self._mails("2026-06-25"))
        self.assertFalse(self._mails(AFTER))
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation):
            self.regime.remind_days_before = -1
        week = self.regime.copy({"code": "T-WEEK", "period_type": "week"})
        week.period_type = "week"
        self.assertEqual(week.remind_days_before, 1)

    # Mails

    def test_one_mail_before_and_one_after(self):
        self.owe(self.ward_a1, "2026-05-25", "2026-06-30")
        self.assertFalse(self._mails("2026-07-01"))
        mail = self._mails(BEFORE)
        self.assertEqual(len(mail), 1)
        self.assertIn("2 due soon", mail.subject)
        self.assertEqual(mail.body_html.count("Month 6/2026"), 2)
        self.assertNotIn("overdue)", mail.body_html)
        self.assertIn("/odoo/dlxh-owed", mail.body_html)
        self.assertFalse(self._mails(BEFORE))
        for day in ("2026-07-03", "2026-07-04", DUE):
            self.assertFalse(self._mails(day))
        mail = self._mails(AFTER)
        self.assertEqual(len(mail), 1)
        self.assertIn("2 overdue", mail.subject)
        self.assertIn("(overdue)", mail.body_html)
        self.assertFalse(self._mails("2026-07-07"))

    def test_who_has_handed_in_gets_no_mail(self):
        self.came(self.owed)
        self.assertFalse(self._mails(BEFORE))
        self.assertFalse(self._mails(AFTER))

    def test_who_has_no_address_gets_no_mail(self):
        self.officer.email = False
        self.assertFalse(self._mails(BEFORE))

    def test_the_level_above_is_told_what_is_late(self):
        self.owe(self.ward_a2)
        self.assertFalse(self._mails(BEFORE, self.above))
        mail = self._mails(AFTER, self.above)
        self.assertEqual(len(mail), 1)
        self.assertIn("2 overdue below you", mail.subject)
        self.assertIn("dlxh-late-below", mail.body_html)

    def test_mail_in_the_language_of_the_person(self):
        self.env["res.lang"]._activate_lang("vi_VN")
        self.officer.lang = "vi_VN"
        self.assertIn("05/07/2026", self._mails(BEFORE).body_html)

    def test_a_mail_tells_unit_kind_period_day_and_link_only(self):
        sheet = self.sheet(self.ward_a1, self.issue(self.ward_a1, "Secret issue"))
        report = self.report(self.ward_a1, abstract="Secret abstract")
        self.owed.write({"report_id": report.id, "opinion_id": sheet.id})
        person = self.authors[self.ward_a1]
        body = self._mails(BEFORE).body_html
        self._remind(BEFORE)
        note = self._digest(self.officer).note
        for text in (body, note):
            self.assertIn(self.ward_a1.name, text)
            for secret in ("Secret", sheet.title, person.name):
                self.assertNotIn(secret, text)

    # Late below

    def test_late_below(self):
        items = self.env["dlxh.work.item"]
        other = self.owe(self.cell_a11)
        with freeze_time(f"{AFTER} 03:00:00"):
            cards = {
                card.get("key"): card["count"]
                for card in items.with_user(self.above)._items()
                if card.get("key")
            }
            self.assertEqual(cards["obligation_below"], 1)
            action = self.env["ir.actions.act_window"]._for_xml_id(
                "dlxh_reporting.dlxh_obligation_action_below"
            )
            self.assertIn("is_late", action["domain"])
            late = self.env["dlxh.obligation"].with_user(self.above)
            domain = [
                ("is_late", "=", True),
                ("is_own_unit", "=", False),
                ("regime_id", "=", self.regime.id),
            ]
            self.assertEqual(late.search(domain), self.owed | other)
            direct = [*domain, ("parent_unit_id.is_own_unit", "=", True)]
            self.assertEqual(late.search(direct), self.owed)
            self.assertEqual(self.owed.days_late, 1)
        with freeze_time(f"{DUE} 03:00:00"):
            keys = [card.get("key") for card in items.with_user(self.above)._items()]
            self.assertNotIn("obligation_below", keys)
            self.owed.invalidate_recordset()
            self.assertEqual(self.owed.days_late, 0)

    def test_queries_do_not_grow_with_the_people(self):
        self._remind(BEFORE)
        self.env.flush_all()
        with freeze_time(f"{BEFORE} 04:00:00"):
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.cron("_cron_mail_digests")
            self.env.flush_all()
            few = self.env.cr.sql_log_count - start
            for number in range(10):
                unit = self._unit(f"ward_{number}", "above_grassroots", self.province_b)
                user = self.chair("officer", unit)
                user.email = f"ward{number}@example.com"
                self.owe(unit)
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.cron("_cron_mail_digests")
            self.env.flush_all()
        self.assertLess(self.env.cr.sql_log_count - start, few + 10)
