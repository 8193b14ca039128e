import json
from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common_decision import DlxhDecisionCase

#: what an attack could want to change, by model
KEPT = {
    "dlxh.team": ("unit_id", "date_to", "active", "decision_id", "dissolved_by_id"),
    "dlxh.team.member": (
        "team_id",
        "collaborator_id",
        "role",
        "date_from",
        "date_to",
        "decision_in_id",
        "decision_out_id",
    ),
    "dlxh.decision": (
        "unit_id",
        "date",
        "state",
        "articles",
        "number",
        "document_code",
        "paper_code",
        "application",
        "application_order",
        "is_settled",
        "issued_at",
        "revoke_reason",
        "roster",
    ),
    "dlxh.decision.line": ("decision_id", "collaborator_id", "role", "member_id"),
}


@tagged("post_install", "-at_install", "security")
class TestDecisionAttacks(DlxhDecisionCase, HttpCase):
    """What a client might try against decisions and memberships."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.members = cls.people(3)
        cls.team = cls.founded(cls.members)
        cls.formed = cls.team.decision_id
        cls.extra = cls.people(1)
        cls.draft = cls.decision(
            cls.line("add", cls.extra), date="2026-04-01", decision_type="consolidate"
        )
        cls.outsider = cls.chair("officer", cls.ward_b1)

    def setUp(self):
        super().setUp()
        self.keys = {}

    def call(self, user, model, method, **arguments):
        """Call a method as a client of JSON-2 does; return the status."""
        if user not in self.keys:
            keys = self.env(user=user)["res.users.apikeys"].sudo()
            until = datetime.now() + timedelta(days=0.5)
            self.keys[user] = keys._generate("rpc", "test", until)
        with mute_logger("odoo.http", "odoo.addons.base.models.ir_rule"):
            answer = self.url_open(
                f"/json/2/{model}/{method}",
                data=json.dumps(arguments),
                headers={
                    "Content-Type": "application/json",
                    "Authorization": f"Bearer {self.keys[user]}",
                },
            )
        self.env.invalidate_all()
        return answer.status_code

    def everything(self):
        """Teams, members, decisions and their lines, to be compared."""
        return {
            name: self.env[name].sudo().search([], order="id").read(names)
            for name, names in KEPT.items()
        }

    def harm(self, user, model, method, **arguments):
        """Call as a client does; say what came of it, nothing if it was refused."""
        before = self.everything()
        status = self.call(user, model, method, **arguments)
        told = f"{model}.{method}({arguments}) by {user.login}"
        if status not in (403, 404, 422):
            return f"{told} answered {status}"
        return "" if self.everything() == before else f"{told} changed data"

    def test_state_and_steps_are_not_written(self):
        ids = self.draft.ids
        for vals in (
            {"state": "issued"},
            {"state": "approved"},
            {"application": {"made": self.team.id}},
            {"application_order": 99},
            {"paper_code": "1-QĐ/X"},
            {"issued_at": "2026-01-01 00:00:00"},
            {"revoke_reason": "x"},
            {"roster": [["A", "", "", "", "head"]]},
            {"number": 7},
            {"document_code": "07-QĐ/ĐU"},
            {"is_settled": True},
        ):
            self.assertFalse(
                self.harm(self.officer, "dlxh.decision", "write", ids=ids, vals=vals)
            )
            self.assertFalse(
                self.harm(
                    self.officer,
                    "dlxh.decision",
                    "create",
                    vals_list=[
                        {"unit_id": self.ward_a1.id, "date": "2026-05-01", **vals}
                    ],
                )
            )
        defaults = {"default_state": "issued", "default_paper_code": "9-QĐ/X"}
        self.assertFalse(
            self.harm(
                self.officer,
                "dlxh.decision",
                "create",
                vals_list=[{"unit_id": self.ward_a1.id, "date": "2026-05-01"}],
                context=defaults,
            )
        )

    def test_a_key_in_the_context_opens_nothing(self):
        marks = {"dlxh_approval_flow": True, "dlxh_document_flow": True}
        member = self.team.member_ids[0]
        self.assertFalse(
            self.harm(
                self.officer,
                "dlxh.team.member",
                "write",
                ids=member.ids,
                vals={"date_to": "2026-05-01"},
                context=marks,
            )
        )
        self.assertFalse(
            self.harm(
                self.officer,
                "dlxh.decision",
                "write",
                ids=self.draft.ids,
                vals={"state": "issued"},
                context=marks,
            )
        )

    def test_what_is_issued_is_locked(self):
        line = self.formed.line_ids[0]
        for values in ({"date": "2026-01-01"}, {"articles": "<p>x</p>"}):
            self.assertFalse(
                self.harm(
                    self.officer,
                    "dlxh.decision",
                    "write",
                    ids=self.formed.ids,
                    vals=values,
                )
            )
        self.assertFalse(
            self.harm(
                self.officer,
                "dlxh.decision.line",
                "write",
                ids=line.ids,
                vals={"role": "deputy"},
            )
        )
        self.assertFalse(
            self.harm(self.officer, "dlxh.decision.line", "unlink", ids=line.ids)
        )
        self.assertFalse(
            self.harm(
                self.officer,
                "dlxh.decision.line",
                "create",
                vals_list=[
                    {
                        "decision_id": self.formed.id,
                        "collaborator_id": self.extra.id,
                    }
                ],
            )
        )
        moved = {"decision_id": self.formed.id}
        self.assertFalse(
            self.harm(
                self.officer,
                "dlxh.decision.line",
                "write",
                ids=self.draft.line_ids.ids,
                vals=moved,
            )
        )
        self.assertFalse(
            self.harm(self.officer, "dlxh.decision", "unlink", ids=self.formed.ids)
        )

    def test_a_line_does_not_name_its_membership(self):
        self.assertFalse(
            self.harm(
                self.officer,
                "dlxh.decision.line",
                "write",
                ids=self.draft.line_ids.ids,
                vals={"member_id": self.team.member_ids[0].id},
            )
        )

    def test_members_and_teams_by_hand(self):
        member = self.team.member_ids[0]
        free = self.env["dlxh.team"].create(
            {"unit_id": self.ward_a2.id, "date_from": "2026-01-01"}
        )
        user = self.chair("officer", self.province_a)
        for vals in (
            {"role": "deputy"},
            {"team_id": free.id},
            {"collaborator_id": self.extra.id},
            {"decision_in_id": False},
        ):
            self.assertFalse(
                self.harm(user, "dlxh.team.member", "write", ids=member.ids, vals=vals)
            )
        self.assertFalse(self.harm(user, "dlxh.team.member", "unlink", ids=member.ids))
        for vals in (
            {"date_to": "2026-05-01"},
            {"active": False},
            {"decision_id": False},
            {"dissolved_by_id": self.formed.id},
            {"member_ids": [[5, 0, 0]]},
            {"unit_id": self.ward_a2.id},
        ):
            self.assertFalse(
                self.harm(user, "dlxh.team", "write", ids=self.team.ids, vals=vals)
            )
        self.assertFalse(
            self.harm(
                user,
                "dlxh.team",
                "write",
                ids=free.ids,
                vals={"decision_id": self.formed.id},
            )
        )
        self.assertFalse(
            self.harm(
                user,
                "dlxh.team.member",
                "create",
                vals_list=[
                    {
                        "team_id": free.id,
                        "collaborator_id": self.extra.id,
                        "decision_in_id": self.formed.id,
                    }
                ],
            )
        )

    def test_steps_of_others(self):
        for user in (self.outsider, self.chair("collaborator", self.ward_a1)):
            for method, arguments in (
                ("action_submit_approval", {}),
                ("action_approve", {}),
                ("action_issue", {}),
                ("action_revoke", {"reason": "x"}),
                ("action_take_number", {}),
                ("action_secret_check", {}),
                ("action_propose_consolidation", {}),
                ("action_propose_text", {}),
            ):
                self.assertFalse(
                    self.harm(
                        user, "dlxh.decision", method, ids=self.draft.ids, **arguments
                    )
                )
        self.assertFalse(
            self.harm(self.officer, "dlxh.decision", "action_issue", ids=self.draft.ids)
        )
        for method in ("_apply", "_restore", "_record_paper", "_settle"):
            self.assertFalse(
                self.harm(self.officer, "dlxh.decision", method, ids=self.draft.ids)
            )

    def test_the_officer_does_not_approve_his_own_draft(self):
        self.draft.action_submit_approval()
        for user in (self.officer, self.clerk):
            self.assertFalse(
                self.harm(user, "dlxh.decision", "action_approve", ids=self.draft.ids)
            )

    def test_people_of_other_units_stay_unknown(self):
        stranger = self.people(1, self.ward_b1)
        stranger.partner_id.name = "Người ngoài địa bàn"
        with self.assertRaises(AccessError):
            self.draft.line_ids = [self.line("add", stranger)]
        line = self.env["dlxh.decision.line"].with_user(self.officer)
        with self.assertRaises(AccessError):
            shown = line.new(
                {"decision_id": self.draft.id, "collaborator_id": stranger.id}
            )
            self.assertNotIn("ngoài địa bàn", shown.person_name or "")
        hidden = self.env["dlxh.decision.line"].with_user(self.outsider)
        names = hidden.browse(self.draft.line_ids.ids).sudo().mapped("display_name")
        self.assertNotIn(self.extra.name, names)

    def test_who_reads(self):
        above = self.chair("officer", self.province_a)
        member = self.chair("collaborator", self.cell_a12)
        person = self.collaborator(self.cell_a12, member)
        self.consolidated(self.line("add", person), date="2026-03-20")
        inspector = self.chair("inspector", self.province_a)
        for user in (self.officer, self.leader, self.clerk, above, member, inspector):
            found = self.env["dlxh.decision"].with_user(user)
            self.assertIn(self.formed, found.search([]), user.login)
            lines = self.env["dlxh.decision.line"].with_user(user)
            self.assertEqual(
                len(lines.search([("decision_id", "=", self.formed.id)])), 3
            )
        for user in (above, member, inspector, self.outsider):
            found = self.env["dlxh.decision"].with_user(user)
            self.assertNotIn(self.draft, found.search([]), user.login)
        none = self.env["dlxh.decision"].with_user(self.outsider)
        self.assertNotIn(self.formed, none.search([]))

    def test_a_transfer_takes_effect_at_once(self):
        mine = self.env["dlxh.decision"].with_user(self.officer)
        self.assertIn(self.draft, mine.search([]))
        self.officer.dlxh_unit_ids = self.ward_b1
        self.assertNotIn(self.draft, mine.search([]))
        with self.assertRaises(AccessError):
            self.draft.with_user(self.officer).date = "2026-04-02"
        self.env.invalidate_all()
        self.assertEqual(str(self.draft.sudo().date), "2026-04-01")

    def test_a_draft_pushed_to_a_body_that_is_not_ours(self):
        above = self.chair("officer", self.province_a)
        body = self.make_body(self.province_a)
        draft = self.decision(
            self.line("add", self.extra),
            user=above,
            body_id=body.id,
            decision_type="consolidate",
            date="2026-04-01",
        )
        with self.assertRaises(AccessError):
            draft.body_id = self.body
        self.env.invalidate_all()
        self.assertEqual(draft.body_id, body)

    @freeze_time("2026-06-15 03:00:00")
    def test_paper_is_no_way_around(self):
        wizard = self.env["dlxh.decision.paper"].with_user(self.officer)
        with self.assertRaisesRegex(UserError, "through decisions"):
            wizard.create(
                {"team_id": self.team.id, "code": "1-QĐ/X", "date": "2026-01-01"}
            ).action_confirm()
        free = self.env["dlxh.team"].create(
            {"unit_id": self.ward_a2.id, "date_from": "2026-01-01"}
        )
        with self.assertRaises(AccessError):
            wizard.create(
                {"team_id": free.id, "code": "1-QĐ/X", "date": "2026-01-01"}
            ).action_confirm()
        self.env.invalidate_all()
        self.assertEqual(self.team.decision_id, self.formed)
        self.assertFalse(free.decision_id)
        papers = self.env["dlxh.decision"].search([("paper_code", "=", "1-QĐ/X")])
        self.assertFalse(papers)
