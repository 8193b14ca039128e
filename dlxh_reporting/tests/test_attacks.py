from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.fields import Command, Datetime
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_opinion import OpinionCase

SECRET = "Private matter of the unit above"


@tagged("post_install", "-at_install", "security")
class TestAttacks(OpinionCase):
    """What somebody inside could try with a client of his own; each door is shut."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.outsider = cls.chair("officer", cls.ward_b1, login="outsider")
        cls.inspector = cls.chair("inspector", cls.ward_a1, login="opinion_inspector")
        cls.handed_in = cls.sheet()
        issues = cls.env["dlxh.issue"]
        cls.issue = issues.create({"unit_id": cls.ward_a1.id, "name": "Own issue"})
        cls.private = issues.create({"unit_id": cls.province_a.id, "name": SECRET})
        cls.draft = cls.report()

    @classmethod
    def report(cls, unit=None, **values):
        unit = unit or cls.ward_a1
        return cls.env["dlxh.report"].create(
            {
                "unit_id": unit.id,
                "date_from": "2026-06-01",
                "date_to": "2026-06-30",
                "entry_ids": [Command.create({"title": "Kept", "text": "<p>x</p>"})],
                **values,
            }
        )

    def as_officer(self, records):
        return records.with_user(self.officer)

    # -- moving records into another territory -----------------------------------

    def test_nothing_is_pushed_into_another_unit(self):
        responsibility = self.env["dlxh.unit.responsibility"].create(
            {
                "unit_id": self.ward_a1.id,
                "role": "organ_leader",
                "user_id": self.officer.id,
            }
        )
        member = self.person.membership_ids
        foreign_team = self.env["dlxh.team"].create({"unit_id": self.ward_b1.id})
        for records, vals in (
            (self.issue, {"unit_id": self.centre.id, "published": True}),
            (self.person, {"unit_id": self.ward_b1.id}),
            (member.team_id, {"unit_id": self.ward_b1.id}),
            (member, {"team_id": foreign_team.id}),
            (member, {"unit_id": self.ward_b1.id}),
            (responsibility, {"unit_id": self.province_a.id}),
        ):
            with self.subTest(vals=vals, model=records._name):
                self.assert_refused(
                    lambda r=records, v=vals: self.as_officer(r).write(v)
                )
        self.as_officer(self.person).write({"unit_id": self.cell_a12.id})

    def test_columns_that_follow_from_the_unit_are_not_typed_in(self):
        for records in (self.draft, self.draft.entry_ids):
            for name in ("direct_unit_id", "above_unit_id"):
                vals = {name: self.province_b.id}
                self.assert_refused(
                    lambda r=records, v=vals: self.as_officer(r).write(v)
                )

    def test_a_draft_sheet_goes_to_the_authors_own_team_only(self):
        sheet = self.sheet(submit=False).with_user(self.author)
        for vals in ({"team_unit_id": self.ward_b1.id}, {"unit_id": self.ward_b1.id}):
            self.assert_refused(lambda v=vals: sheet.write(v))
        other = self.member(self.author, self.ward_a2, self.cell_a12)
        sheet.team_unit_id = self.ward_a2
        self.assertEqual(sheet.sudo().collaborator_id, other)
        self.assertEqual(sheet.unit_id, self.ward_a2)

    # -- values that come from the context ---------------------------------------

    def test_a_sheet_is_not_born_accepted(self):
        sheets = self.env["dlxh.opinion"].with_user(self.author)
        vals = {"title": "Prices", "topic_id": self.topic.id}
        for context in (
            {"default_state": "accepted"},
            {"default_is_nil": True},
            {"default_submitted_at": "2020-01-01 00:00:00"},
            {"default_return_reason": "x"},
        ):
            sheet = sheets.with_context(**context).create(vals).sudo()
            self.assertEqual(sheet.state, "draft")
            self.assertFalse(sheet.is_nil or sheet.submitted_at or sheet.return_reason)

    def test_a_group_is_not_born_in_the_list(self):
        groups = self.as_officer(self.env["dlxh.population.group"])
        group = groups.with_context(default_state="active").create({"name": "Drivers"})
        self.assertEqual(group.state, "proposed")

    def test_a_document_is_not_born_checked_or_numbered(self):
        reports = self.as_officer(self.env["dlxh.report"])
        vals = {
            "unit_id": self.ward_a1.id,
            "date_from": "2026-01-01",
            "date_to": "2026-01-31",
        }
        for context in (
            {"default_secret_checked_at": "2026-01-01 00:00:00"},
            {"default_secret_checked_by_id": self.leader.id},
            {"default_number": 7},
            {"default_document_code": "7-BC/X"},
            {"default_signed_copy_hash": "0"},
            {"default_signed_copy": "JVBERi0="},
        ):
            with self.subTest(context=context):
                report = reports.with_context(**context).create(dict(vals))
                for name in context:
                    self.assertFalse(report.sudo()[name.removeprefix("default_")])
                report.unlink()

    def test_the_log_cannot_be_dated_back(self):
        sheet = self.as_officer(self.handed_in)
        sheet.with_context(default_date="2001-01-01 00:00:00").read(["title"])
        line = self.env["dlxh.access.log"].search(
            [("user_id", "=", self.officer.id)], limit=1
        )
        self.assertGreater(line.date, Datetime.now() - timedelta(hours=1))

    def test_reviews_are_not_born_decided(self):
        self.env["dlxh.report"].flush_model()
        report = self.as_officer(self.draft)
        report.with_context(default_status="approved").action_submit_approval()
        self.assertEqual(set(self.draft.review_ids.mapped("status")), {"pending"})

    def test_the_flag_of_uninstalling_opens_no_door(self):
        flag = {"_force_unlink": True}
        topic = self.env["dlxh.topic"].create({"name": "Unused", "code": "UNUSED"})
        self.accepted(observed_week="2026-06-08")
        self.as_officer(self.draft).action_draft_from_sources()
        entry = self.draft.entry_ids.filtered("opinion_ids")
        self.assertTrue(entry)
        for records in (topic, entry):
            doomed = self.as_officer(records).with_context(**flag)
            self.assert_refused(doomed.unlink)

    # -- commands that reach for the rows of somebody else -----------------------

    def test_a_new_sheet_takes_no_streams_of_another(self):
        other = self.chair("collaborator", self.cell_a12)
        self.member(other, self.ward_a1, self.cell_a12)
        theirs = self.sheet(submit=False).stream_ids
        sheets = self.env["dlxh.opinion"].with_user(other)
        for command in (
            Command.link(theirs.id),
            Command.set(theirs.ids),
            Command.update(theirs.id, {"statement": "Mine"}),
            Command.delete(theirs.id),
            Command.unlink(theirs.id),
        ):
            vals = {"title": "Prices", "stream_ids": [command]}
            self.assert_refused(lambda v=vals: sheets.create(v))

    # -- names read through a link ------------------------------------------------

    def test_no_name_is_read_by_asking_for_a_form(self):
        """A client asks for the form of a new record that points to any id."""
        foreign = self.report(self.ward_b1, abstract=SECRET)
        other = self.chair("collaborator", self.cell_a12)
        self.member(other, self.ward_a1, self.cell_a12)
        title = self.handed_in.title
        for user, model, field, record, name in (
            (other, "dlxh.opinion.stream", "opinion_id", self.handed_in, title),
            (self.officer, "dlxh.report.entry", "issue_id", self.private, SECRET),
            (self.officer, "dlxh.report.entry", "report_id", foreign, SECRET),
            (
                self.officer,
                "dlxh.report.entry",
                "merged_into_id",
                foreign.entry_ids,
                "Kept",
            ),
        ):
            spec = {field: {"fields": {"display_name": {}}}}
            with self.subTest(model=model, field=field):
                try:
                    answer = (
                        self.env[model]
                        .with_user(user)
                        .onchange({field: record.id}, [], spec)
                    )
                except AccessError:
                    continue
                self.assertNotIn(name, str(answer))

    def test_no_name_is_read_through_a_link(self):
        entry = self.draft.entry_ids
        foreign = self.report(self.ward_b1)
        links = (
            (entry, {"issue_id": self.private.id}),
            (entry, {"similar_entry_id": foreign.entry_ids.id}),
            (entry, {"section_id": foreign.section_ids[0].id}),
            (self.issue, {"parent_issue_id": self.private.id}),
            (self.handed_in, {"issue_id": self.private.id}),
            (
                self.person.membership_ids,
                {"collaborator_id": self.collaborator(self.ward_b1).id},
            ),
        )
        for records, vals in links:
            with self.subTest(vals=vals, model=records._name):
                self.assert_refused(
                    lambda r=records, v=vals: self.as_officer(r).write(v)
                )
        self.assert_refused(
            lambda: self.sheet(addressed_above=True, issue_id=self.private.id)
        )

    def test_the_name_of_a_linked_issue_above_stays_hidden(self):
        """The level above links issues when it drafts; it may rename its own."""
        self.issue.sudo().parent_issue_id = self.private
        self.env.invalidate_all()
        row = self.as_officer(self.issue).web_read(
            {"parent_issue_id": {"fields": {"display_name": {}}}}
        )
        self.assertNotIn(SECRET, str(row))
        row = self.as_officer(self.issue).read(["parent_issue_id"])
        self.assertNotIn(SECRET, str(row))
        self.private.published = True
        self.env.invalidate_all()
        row = self.as_officer(self.issue).read(["parent_issue_id"])
        self.assertIn(SECRET, str(row))

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_the_developer_mode_tells_no_names(self):
        """The extended message of Odoo names the records that may not be read."""
        known = type(self.env.user).has_group

        def has_group(user, group):
            return group == "base.group_no_one" or known(user, group)

        entry, sheet = self.draft.entry_ids, self.handed_in
        self.draft.abstract = SECRET
        self.as_officer(self.draft).action_submit_approval()
        for records, name in (
            (sheet, sheet.title),
            (sheet.stream_ids, sheet.stream_ids.statement),
            (self.person, self.person.name),
            (self.private, SECRET),
            (self.draft, SECRET),
            (self.draft.approval_round_ids, SECRET),
            (entry, entry.title),
        ):
            with (
                patch.object(type(self.env.user), "has_group", has_group),
                self.assertRaises(AccessError) as refusal,
            ):
                records.with_user(self.outsider).read(["display_name"])
            self.assertNotIn(name, str(refusal.exception))

    def test_a_refusal_names_no_report_of_another_unit(self):
        self.draft.abstract = SECRET
        self.draft._approval_flow().write({"state": "in_approval"})
        for line in (self.draft.entry_ids, self.draft.section_ids[0]):
            line = line.with_user(self.outsider)
            self.env.invalidate_all()
            for do in (lambda r=line: r.write({"sequence": 3}), line.unlink):
                with self.assertRaises(AccessError) as refusal:
                    do()
                self.assertNotIn(SECRET, str(refusal.exception))

    # -- things hung on a sheet ----------------------------------------------------

    def test_nothing_is_hung_on_a_sheet_by_the_context(self):
        model_id = self.env["ir.model"]._get_id("dlxh.opinion")
        env = self.env(user=self.officer)
        at = {"default_res_model": "dlxh.opinion", "default_res_id": self.handed_in.id}
        activity = env["res.partner"].browse(self.officer.partner_id.id)
        activity = activity.activity_schedule("mail.mail_activity_data_todo")
        for do in (
            lambda: env["ir.attachment"].with_context(**at).create({"name": "x"}),
            lambda: env["mail.activity"].with_context(**at).create({"summary": "x"}),
            lambda: (
                env["mail.activity"]
                .with_context(default_res_model_id=model_id)
                .create({"res_id": self.handed_in.id, "summary": "x"})
            ),
            lambda: activity.write(
                {"res_model_id": model_id, "res_id": self.handed_in.id}
            ),
            lambda: (
                env["mail.message"]
                .with_context(default_model="dlxh.opinion")
                .create({"res_id": self.handed_in.id, "body": "x"})
            ),
        ):
            self.assert_refused(do)

    # -- looking through what may be read ------------------------------------------

    def test_authors_are_not_found_through_reports(self):
        self.accepted(observed_week="2026-06-08")
        self.as_officer(self.draft).action_draft_from_sources()
        entries = self.env["dlxh.report.entry"].with_user(self.leader)
        path = "opinion_ids.collaborator_id"
        for ask in (
            lambda: entries.search([(path, "=", self.person.id)]),
            lambda: entries.search([(f"{path}.name", "ilike", "a")]),
            lambda: entries.search([], order=path),
        ):
            self.assert_refused(ask)
        streams = self.env["dlxh.opinion.stream"].with_user(self.leader)
        for spec in ("opinion_id.title", "opinion_id.collaborator_id"):
            self.assert_refused(
                lambda s=spec: streams.formatted_read_group([], [s], ["__count"])
            )

    def test_a_cited_sheet_is_not_seen_above(self):
        self.accepted(observed_week="2026-06-08")
        self.as_officer(self.draft).action_draft_from_sources()
        self.draft.sudo()._approval_flow().write({"state": "sent", "is_sent": True})
        above = self.chair("officer", self.province_a)
        entry = self.draft.entry_ids.filtered("opinion_ids").with_user(above)
        self.env.invalidate_all()
        self.assertFalse(entry.opinion_ids)
        self.assertEqual(entry.read(["opinion_ids"])[0]["opinion_ids"], [])
        found = entry.search([("opinion_ids.title", "ilike", "điện")])
        self.assertFalse(found)
        found = entry.search([("opinion_ids.collaborator_id", "=", self.person.id)])
        self.assertFalse(found)

    def test_an_inspector_reads_no_text_of_a_report(self):
        report = self.draft.with_user(self.inspector)
        report.read(["state", "date_from"])
        with self.assertRaises(AccessError):
            report._document_page()
        with self.assertRaises(AccessError):
            report.read(["signed_copy"])

    def test_who_is_late_is_not_asked_of_another_unit(self):
        regime = self.env.ref("dlxh_reporting.regime_month")
        self.env["dlxh.report"].flush_model()
        asked = self.env["dlxh.report"].with_user(self.outsider)
        values = {
            "unit_id": self.centre.id,
            "regime_id": regime.id,
            "date_from": "2026-06-01",
            "date_to": "2026-06-30",
        }
        self.assertEqual(asked.new(values).missing_count, 0)

    def test_numbers_of_another_body_are_not_asked(self):
        body = self.env["dlxh.body"].create(
            {"unit_id": self.ward_b1.id, "name": "Organ", "symbol": "X"}
        )
        kind = self.env["dlxh.document.type"].search([], limit=1)
        term = self.env["dlxh.term"].search([], limit=1)
        self.env["dlxh.document.counter"]._set_next(body, kind, term, 0, 9)
        values = {"body_id": body.id, "document_type_id": kind.id, "term_id": term.id}
        wizard = self.env["dlxh.document.counter.wizard"]
        clerk, own = (
            self.chair("clerk", self.ward_a1),
            self.chair("clerk", self.ward_b1),
        )
        self.assertEqual(wizard.with_user(clerk).new(values).current_next, 0)
        self.assertEqual(wizard.with_user(own).new(values).current_next, 9)

    def test_what_was_reported_upward_is_not_taken_back(self):
        for vals in ({"is_sent": True}, {"is_sent": False, "name": "Other"}):
            self.assert_refused(lambda v=vals: self.as_officer(self.issue).write(v))
        issues = self.as_officer(self.env["dlxh.issue"])
        vals = {"name": "x", "unit_id": self.ward_a1.id}
        made = issues.with_context(default_is_sent=True).create(vals)
        self.assertFalse(made.is_sent)
        self.assert_refused(lambda: issues.create({**vals, "is_sent": True}))
