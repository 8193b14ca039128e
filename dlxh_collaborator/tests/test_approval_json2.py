import json
from datetime import datetime, timedelta

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common_approval import DlxhApprovalCase


@tagged("post_install", "-at_install")
class TestApprovalJson2(DlxhApprovalCase, HttpCase):
    """The measured holes of tier validation, each tried by a real client."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.outsider = cls.chair("officer", cls.ward_b1)

    def setUp(self):
        super().setUp()
        self.keys = {}

    def _key(self, user):
        if user not in self.keys:
            self.keys[user] = (
                self.env(user=user)["res.users.apikeys"]
                .sudo()
                ._generate("rpc", "test", datetime.now() + timedelta(days=0.5))
            )
        return self.keys[user]

    def _call(self, user, model, method, **arguments):
        """Call a method as a client does; return status and answer."""
        with mute_logger("odoo.http", "odoo.addons.base.models.ir_rule"):
            answer = self.url_open(
                f"/json/2/{model}/{method}",
                data=json.dumps(arguments),
                headers={
                    "Content-Type": "application/json",
                    "Authorization": f"Bearer {self._key(user)}",
                },
            )
        self.env.invalidate_all()
        return answer.status_code, answer.json()

    def _tester(self, user, method, document, **arguments):
        return self._call(
            user, "dlxh.approval.tester", method, ids=document.ids, **arguments
        )

    def _refused(self, result, *statuses):
        status, answer = result
        self.assertIn(status, statuses or (403, 422), answer)
        return answer["message"]

    # -- the client is a real one ---------------------------------------------

    def test_whole_way(self):
        document = self.document()
        status, answer = self._tester(self.officer, "action_submit_approval", document)
        self.assertEqual((status, answer), (200, True))
        status, _answer = self._tester(
            self.leader, "action_return", document, reason="Figures are missing"
        )
        self.assertEqual((status, document.state), (200, "draft"))
        self._tester(self.officer, "action_submit_approval", document)
        status, _answer = self._tester(self.leader, "action_approve", document)
        self.assertEqual((status, document.state), (200, "approved"))
        status, _answer = self._tester(
            self.leader, "action_undo_approval", document, reason="Wrong figure"
        )
        self.assertEqual((status, document.state), (200, "draft"))
        rounds = document.sudo().approval_round_ids
        self.assertEqual(len(rounds), 5)

    # -- reviews ----------------------------------------------------------------

    def test_outsider_neither_reads_nor_writes_nor_deletes_reviews(self):
        review = self.submitted().sudo().review_ids
        status, found = self._call(
            self.outsider,
            "tier.review",
            "search",
            domain=[["model", "=", "dlxh.approval.tester"]],
        )
        self.assertEqual((status, found), (200, []))
        self._refused(
            self._call(self.outsider, "tier.review", "read", ids=review.ids), 403
        )
        self._refused(
            self._call(
                self.outsider,
                "tier.review",
                "write",
                ids=review.ids,
                vals={"status": "approved"},
            ),
            403,
        )
        self._refused(
            self._call(self.outsider, "tier.review", "unlink", ids=review.ids), 403
        )
        self.assertEqual(review.status, "pending")

    def test_nobody_writes_reviews_by_hand(self):
        document = self.submitted()
        review = document.sudo().review_ids
        for user in (self.officer, self.leader):
            for context in (
                {},
                {"dlxh_approval_flow": True},
                {"dlxh_approval_flow": {"mark": 1}},
                {"skip_validation_check": True},
            ):
                self._refused(
                    self._call(
                        user,
                        "tier.review",
                        "write",
                        ids=review.ids,
                        vals={"status": "approved", "done_by": user.id},
                        context=context,
                    ),
                    403,
                )
            self._refused(
                self._call(user, "tier.review", "unlink", ids=review.ids), 403
            )
            for context in ({}, {"default_model": document._name}):
                vals = {"res_id": document.id, "status": "approved"}
                if not context:
                    vals["model"] = document._name
                self._refused(
                    self._call(
                        user,
                        "tier.review",
                        "create",
                        vals_list=[vals],
                        context=context,
                    ),
                    403,
                )
        self.assertEqual(document.sudo().review_ids, review)
        self.assertEqual(review.status, "pending")

    def test_review_of_another_model_is_not_turned_into_ours(self):
        document = self.submitted()
        _status, ids = self._call(
            self.officer,
            "tier.review",
            "create",
            vals_list=[{"model": "res.partner", "res_id": document.id}],
        )
        self._refused(
            self._call(
                self.officer,
                "tier.review",
                "write",
                ids=ids,
                vals={"model": document._name, "status": "approved"},
            ),
            403,
        )
        self.assertEqual(document.sudo().review_ids.status, "pending")
        self.assertEqual(self.env["tier.review"].browse(ids).model, "res.partner")
        self.assertEqual(document.state, "in_approval")

    def test_comment_window_of_tier_validation_is_no_way_in(self):
        document = self.submitted()
        for user in (self.officer, self.leader):
            for review_ids in (document.sudo().review_ids.ids, []):
                _status, ids = self._call(
                    user,
                    "comment.wizard",
                    "create",
                    vals_list=[
                        {
                            "comment": "ok",
                            "validate_reject": "validate",
                            "res_model": document._name,
                            "res_id": document.id,
                            "review_ids": [[6, 0, review_ids]],
                        }
                    ],
                )
                self._refused(
                    self._call(user, "comment.wizard", "add_comment", ids=ids)
                )
        self.assertEqual(document.sudo().review_ids.status, "pending")

    # -- deciding ---------------------------------------------------------------

    def test_requester_does_not_approve_himself(self):
        document = self.submitted()
        both = self.officer
        both.sudo().group_ids += self.env.ref("dlxh_collaborator.group_dlxh_leader")
        message = self._refused(self._tester(both, "action_approve", document), 403)
        self.assertIn("yourself", message)
        self._refused(self._tester(both, "validate_tier", document), 403)
        self.assertEqual(document.state, "in_approval")

    def test_methods_of_tier_validation_go_through_our_checks(self):
        document = self.document()
        status, _answer = self._tester(self.officer, "request_validation", document)
        self.assertEqual((status, document.state), (200, "in_approval"))
        self._refused(self._tester(self.outsider, "request_validation", document))
        for method in ("validate_tier", "reject_tier", "restart_validation"):
            self._tester(self.officer, method, document)
            self._tester(self.outsider, method, document)
        self.assertEqual(document.state, "in_approval")
        self.assertEqual(document.sudo().review_ids.status, "pending")
        self._refused(self._tester(self.leader, "restart_validation", document), 422)
        self.assertEqual(len(document.sudo().approval_round_ids), 1)
        status, action = self._tester(self.leader, "reject_tier", document)
        self.assertEqual(action["res_model"], "dlxh.approval.return.wizard")
        status, _answer = self._tester(self.leader, "validate_tier", document)
        self.assertEqual((status, document.state), (200, "approved"))

    def test_inner_methods_are_not_reachable(self):
        document = self.submitted()
        for method in (
            "_approval_flow",
            "_validate_tier",
            "_approval_approve",
            "_approval_submit",
        ):
            self._refused(self._tester(self.leader, method, document), 403)
        self.assertEqual(document.state, "in_approval")
        self.assertEqual(document.sudo().review_ids.status, "pending")
        self.assertEqual(len(document.sudo().approval_round_ids), 1)

    def test_no_return_without_a_reason(self):
        document = self.submitted()
        for arguments in ({}, {"reason": ""}, {"reason": "  "}, {"reason": None}):
            self._refused(
                self._tester(self.leader, "action_return", document, **arguments), 422
            )
        self.assertEqual(document.state, "in_approval")

    # -- the lock ---------------------------------------------------------------

    def test_locked_whatever_the_context_says(self):
        for document in (self.submitted(), self.approved()):
            for key in (
                "skip_validation_check",
                "skip_check_state_condition",
                "dlxh_approval_flow",
            ):
                for vals in ({"name": "Other"}, {"state": "draft"}):
                    self._refused(
                        self._tester(
                            self.officer,
                            "write",
                            document,
                            vals=vals,
                            context={key: True},
                        ),
                        422,
                    )
            self._refused(self._tester(self.officer, "unlink", document), 422)
            self.assertEqual(document.name, "Report")
            self.assertNotEqual(document.state, "draft")

    def test_back_to_draft_by_hand_is_refused_and_keeps_the_rounds(self):
        document = self.approved()
        self._refused(
            self._tester(self.officer, "write", document, vals={"state": "draft"}), 422
        )
        self.assertEqual(document.state, "approved")
        self.assertEqual(len(document.sudo().approval_round_ids), 2)
        self.assertEqual(document.sudo().review_ids.status, "approved")

    def test_draft_is_not_made_approved_by_hand(self):
        document = self.document()
        all_of_them = self.env["dlxh.approval.tester"].search([])
        for vals in ({"state": "approved"}, {"validation_status": "validated"}):
            self._refused(
                self._tester(
                    self.officer,
                    "write",
                    document,
                    vals=vals,
                    context={"skip_check_state_condition": True},
                ),
                422,
            )
        self._refused(
            self._call(
                self.officer,
                "dlxh.approval.tester",
                "create",
                vals_list=[{"unit_id": self.ward_a1.id}],
                context={"default_state": "approved"},
            ),
            422,
        )
        self.assertEqual((document.state, document.validation_status), ("draft", "no"))
        self.assertEqual(self.env["dlxh.approval.tester"].search([]), all_of_them)

    # -- rounds and levels ------------------------------------------------------

    def test_rounds_are_append_only(self):
        document = self.approved()
        rounds = document.sudo().approval_round_ids
        line = {
            "res_model": document._name,
            "res_id": document.id,
            "unit_id": self.ward_a1.id,
            "round": 9,
            "action": "approved",
            "user_id": self.leader.id,
            "date": "2026-01-01 00:00:00",
        }
        for user in (self.leader, self.env.ref("base.user_admin")):
            for method, arguments in (
                ("write", {"ids": rounds.ids, "vals": {"reason": "x"}}),
                ("unlink", {"ids": rounds.ids}),
                ("create", {"vals_list": [line]}),
            ):
                arguments["context"] = {"dlxh_approval_flow": True}
                self._refused(
                    self._call(user, "dlxh.approval.round", method, **arguments)
                )
        self.assertEqual(document.sudo().approval_round_ids, rounds)

    def test_levels_are_the_administrators(self):
        model = self.env["ir.model"]._get_id("dlxh.approval.tester")
        for user in (self.officer, self.leader):
            for name, method, arguments in (
                (
                    "tier.definition",
                    "write",
                    {"ids": self.tier.ids, "vals": {"active": False}},
                ),
                ("tier.definition", "unlink", {"ids": self.tier.ids}),
                (
                    "tier.definition",
                    "create",
                    {"vals_list": [{"name": "x", "model_id": model}]},
                ),
                (
                    "tier.validation.exception",
                    "create",
                    {"vals_list": [{"name": "x", "model_id": model}]},
                ),
            ):
                self._refused(self._call(user, name, method, **arguments), 403)
        self.assertTrue(self.tier.active)
