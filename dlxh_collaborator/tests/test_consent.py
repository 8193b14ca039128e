from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow
from odoo.addons.dlxh_collaborator.models.dlxh_notice import TEXTS

from .common_people import PeopleCase


@tagged("post_install", "-at_install")
class TestConsent(PeopleCase):
    """A notice in versions, and consents that are only added (guardrail G18)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.notice = cls.env.ref("dlxh_collaborator.notice_collaborator")

    def _wizard(self, user, method, **values):
        action = getattr(self.own(user), method)()
        wizard = self.env[action["res_model"]].with_user(user).browse(action["res_id"])
        wizard.write(values)
        return wizard

    def _give(self, user=None):
        self._wizard(
            user or self.user, "action_give_consent", agreed=True
        ).action_confirm()

    def _next_version(self):
        draft = self.notice.copy()
        draft.purpose = "Something more"
        draft.action_publish()
        return draft

    def test_a_published_notice_never_changes(self):
        self.assertEqual(self.notice.state, "published")
        for records in (self.notice, self.notice.sudo()):
            for vals in ({"purpose": "Other"}, {"state": "draft"}):
                with self.assertRaises(UserError):
                    records.write(vals)
            with self.assertRaises(UserError):
                records.unlink()

    def test_a_new_version_replaces_the_old(self):
        new = self._next_version()
        self.assertEqual(self.notice.state, "superseded")
        self.assertEqual((new.state, new.version), ("published", 2))
        self.assertEqual(
            self.env["dlxh.notice"].search_count([("state", "=", "published")]), 1
        )

    def test_a_notice_is_complete(self):
        draft = self.notice.copy({"contact": False})
        with self.assertRaisesRegex(UserError, "contact|ask"):
            draft.action_publish()

    def test_the_nearest_unit_speaks(self):
        draft = self.notice.copy({"unit_id": self.province_a.id})
        draft.action_publish()
        of = self.env["dlxh.notice"]._in_force_for
        self.assertEqual(of(self.cell_a11), draft)
        self.assertEqual(of(self.ward_b1), self.notice)
        self.assertEqual(self.notice.state, "published")

    def test_he_gives_it_himself(self):
        self.assertIn("The privacy notice waits for you", self.cards(self.user))
        self.assertEqual(self.own(self.officer).consent_state, "none")
        self._give()
        consent = self.person.consent_ids
        self.assertEqual(
            (consent.notice_id, consent.how, consent.recorded_by_id, consent.state),
            (self.notice, "screen", self.user, "given"),
        )
        self.assertEqual(self.own(self.officer).consent_state, "given")
        self.assertNotIn("The privacy notice waits for you", self.cards(self.user))

    def test_no_box_is_ticked_beforehand(self):
        Wizard = self.env["dlxh.consent.wizard"].with_user(self.user)
        form = Form(
            Wizard.with_context(
                default_agreed=True,
                default_collaborator_id=self.person.id,
                default_how="screen",
                default_what="give",
            )
        )
        self.assertFalse(form.agreed)
        self.env["ir.default"].set("dlxh.consent.wizard", "agreed", True)
        wizard = self._wizard(self.user, "action_give_consent")
        self.assertFalse(wizard.agreed)
        with self.assertRaisesRegex(UserError, "Tick the box"):
            wizard.action_confirm()
        self.assertFalse(self.person.consent_ids)

    def test_he_reads_every_word(self):
        wizard = self._wizard(self.user, "action_give_consent")
        for name in TEXTS:
            self.assertEqual(wizard[name], self.notice[name])

    def test_nobody_decides_for_him(self):
        for user in (self.officer, self.leader):
            with self.assertRaises(AccessError):
                self.own(user).action_give_consent()
            wizard = (
                self.env["dlxh.consent.wizard"]
                .with_user(user)
                .create(
                    {
                        "collaborator_id": self.person.id,
                        "how": "screen",
                        "what": "give",
                        "agreed": True,
                    }
                )
            )
            with self.assertRaises(AccessError):
                wizard.action_confirm()

    def test_on_paper_by_the_officer(self):
        wizard = self._wizard(
            self.officer, "action_record_consent", given_on="2025-02-03", scan=b"YQ=="
        )
        wizard.action_confirm()
        consent = self.person.consent_ids
        self.assertEqual((consent.how, consent.recorded_by_id), ("paper", self.officer))
        self.assertEqual(str(consent.given_at.date()), "2025-02-03")
        for user in (self.leader, self.chair("officer", self.ward_a2)):
            with self.assertRaises(AccessError):
                self.own(user).action_record_consent()
        with self.assertRaises(UserError):
            self._wizard(
                self.officer, "action_record_consent", given_on="2999-01-01"
            ).action_confirm()

    def test_withdrawal_tells_the_officer(self):
        self._give()
        self._wizard(self.user, "action_withdraw_consent").action_confirm()
        consent = self.person.consent_ids
        self.assertTrue(consent.withdrawn_at)
        self.assertEqual(self.own(self.officer).consent_state, "withdrawn")
        self.assertEqual(self.cards(self.officer).get("Consents withdrawn"), 1)
        above = self.chair("officer", self.province_a)
        self.assertNotIn("Consents withdrawn", self.cards(above))
        self.person.state = "ended"
        self.assertNotIn("Consents withdrawn", self.cards(self.officer))
        with self.assertRaises(UserError):
            self._wizard(self.user, "action_withdraw_consent").action_confirm()

    def test_a_consent_to_the_old_words_is_asked_anew(self):
        self._give()
        self._next_version()
        self.assertEqual(self.own(self.officer).consent_state, "outdated")
        self.assertTrue(self.own(self.user).can_consent)
        self._give()
        self.assertEqual(self.own(self.officer).consent_state, "given")
        self.assertEqual(len(self.person.consent_ids), 2)

    def test_states_are_found_as_they_are_told(self):
        self._give()
        people = (self.person | self.other).with_user(self.officer)
        for person in people:
            for state in ("none", "given", "outdated", "withdrawn"):
                found = people.search(
                    [("consent_state", "=", state), ("id", "=", person.id)]
                )
                self.assertEqual(bool(found), person.consent_state == state)

    def test_consents_are_append_only(self):
        self._give()
        consent = self.person.consent_ids
        values = {
            "collaborator_id": self.other.id,
            "notice_id": self.notice.id,
            "given_at": "2025-01-01 00:00:00",
            "how": "screen",
            "recorded_by_id": self.env.uid,
        }
        for records in (consent, consent.sudo()):
            with self.assertRaises(UserError):
                records.write({"withdrawn_at": False})
            with self.assertRaises(UserError):
                records.unlink()
            with self.assertRaises(UserError):
                records.create(values)
        with_flow(consent.sudo()).unlink()  # retention, after five years

    def test_who_reads_consents(self):
        self._give()
        consent = self.person.consent_ids
        for chair, unit, expected in (
            ("data_officer", self.ward_a1, True),
            ("officer", self.province_a, True),
            ("officer", self.ward_a2, False),
            ("collaborator", self.ward_a1, False),
            ("inspector", self.ward_a1, False),
        ):
            with self.subTest(chair=chair, unit=unit.name):
                self.assertEqual(self.can(self.chair(chair, unit), consent), expected)
        self.assertTrue(self.can(self.user, consent))
