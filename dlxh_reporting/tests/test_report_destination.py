from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_report import DlxhReportCase


@tagged("post_install", "-at_install")
class TestReportDestination(DlxhReportCase):
    """Two destinations with a receipt each; others are named on paper only."""

    def where(self, report):
        return {line.kind: line.state for line in report.destination_ids}

    def test_from_draft_to_receipt(self):
        self.sheet(self.ward_a1, self.issue(self.ward_a1))
        report = self.drafted(self.ward_a1)
        self.assertEqual(
            self.where(report), {"above": "waiting", "committee": "waiting"}
        )
        self.assertEqual(
            report.destination_ids.mapped("name"), ["province_a", "ward_a1"]
        )
        self.send(report)
        self.assertEqual(self.where(report), {"above": "sent", "committee": "sent"})
        report.with_user(self.officers[self.province_a]).action_receive()
        self.assertEqual(self.where(report), {"above": "received", "committee": "sent"})
        line = report.destination_ids.filtered(lambda d: d.kind == "committee")
        line.with_user(self.leaders[self.ward_a1]).action_confirm_receipt()
        self.assertEqual(line.state, "received")
        self.assertEqual(line.received_by_id, self.leaders[self.ward_a1])
        self.assertEqual(report.state, "received")

    def test_returned_by_the_level_above_still_lies_with_the_committee(self):
        self.sheet(self.ward_a1, self.issue(self.ward_a1))
        report = self.sent(self.ward_a1)
        report.with_user(self.officers[self.province_a]).action_return_sent("No")
        self.assertEqual(self.where(report), {"above": "returned", "committee": "sent"})

    def test_at_the_top_the_committee_receives(self):
        report = self.report(self.centre, is_nil=True)
        self.assertEqual(self.where(report), {"committee": "waiting"})
        self.send(report)
        with self.assertRaises(AccessError):
            report.action_receive()
        report.destination_ids.with_user(
            self.leaders[self.centre]
        ).action_confirm_receipt()
        self.assertEqual(report.state, "received")
        report.action_archive_report()
        self.assertEqual(report.state, "archived")

    def test_a_committee_does_not_report_to_itself(self):
        self.bodies[self.ward_a1].kind = "standing_committee"
        self.assertEqual(
            self.where(self.report(self.ward_a1, body_id=self.bodies[self.ward_a1].id)),
            {"above": "waiting"},
        )

    def test_who_notes_the_receipt(self):
        self.sheet(self.ward_a1, self.issue(self.ward_a1))
        report = self.sent(self.ward_a1)
        above, committee = report.destination_ids
        for line, user in (
            (committee, self.officers[self.province_a]),
            (committee, self.officers[self.ward_a2]),
            (committee, self.chair("collaborator", self.ward_a1)),
            (above, self.officers[self.ward_a1]),
        ):
            with self.assertRaises(AccessError):
                line.with_user(user).action_confirm_receipt()
        committee.with_user(self.chair("clerk", self.ward_a1)).action_confirm_receipt()

    def test_the_receipt_is_not_typed_in(self):
        report = self.report(self.ward_a1)
        lines = report.destination_ids
        for vals in (
            {"state": "received"},
            {"received_at": fields.Datetime.now()},
            {"received_by_id": self.env.uid},
        ):
            with self.assertRaises(UserError):
                lines[0].write(vals)
        lines[1].unlink()  # in a draft the committee may be left out
        own = lines.with_user(self.officers[self.ward_a1])
        with self.assertRaises(UserError):
            own.with_context(default_state="received").create(
                {"report_id": report.id, "kind": "committee", "name": "Committee"}
            )

    def test_locked_with_the_report(self):
        self.sheet(self.ward_a1, self.issue(self.ward_a1))
        report = self.sent(self.ward_a1)
        for change in (
            lambda: report.destination_ids[0].write({"name": "Other"}),
            lambda: report.destination_ids[0].unlink(),
        ):
            with self.assertRaises(UserError):
                change()

    def test_a_corrected_report_goes_to_both_again(self):
        self.sheet(self.ward_a1, self.issue(self.ward_a1))
        report = self.sent(self.ward_a1)
        new = self.env["dlxh.report"].browse(report.action_supersede()["res_id"])
        self.assertEqual(self.where(new), {"above": "waiting", "committee": "waiting"})

    def test_recipients_need_no_login(self):
        """Who else gets it is a line on paper; no right follows from it."""
        report = self.report(self.ward_a1)
        line = self.env["dlxh.report.recipient"].create(
            {"report_id": report.id, "name": "People's Council"}
        )
        linked = [
            name
            for name, field in line._fields.items()
            if field.comodel_name in ("res.users", "res.partner")
            and name not in ("create_uid", "write_uid")
        ]
        self.assertFalse(linked)

    def test_reports_from_before_get_theirs(self):
        self.sheet(self.ward_a1, self.issue(self.ward_a1))
        received = self.sent(self.ward_a1)
        received.with_user(self.officers[self.province_a]).action_receive()
        returned = self.send(self.report(self.ward_a2, is_nil=True))
        returned.with_user(self.officers[self.province_a]).action_return_sent("No")
        draft = self.report(self.province_a)
        kept = self.report(self.province_b)
        reports = (received | returned | draft | kept).sudo()
        kept = kept.sudo()
        as_made = {report: self.where(report) for report in reports}
        lines = self.env["dlxh.report.destination"]
        gone = lines.search([("report_id", "in", (reports - kept).ids)])
        gone.report_id._approval_flow().destination_ids.unlink()
        kept_ids = kept.destination_ids.ids
        self.env["dlxh.report"]._add_missing_destinations()
        self.assertEqual({r: self.where(r) for r in reports}, as_made)
        self.assertEqual(kept.destination_ids.ids, kept_ids)
        above = received.destination_ids.filtered(lambda d: d.kind == "above")
        self.assertEqual(above.received_by_id, self.officers[self.province_a])
        self.assertEqual(above.unit_id, self.ward_a1)
        self.assertTrue(above.is_sent)
