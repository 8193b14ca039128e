from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_document import DlxhDocumentTesterCase


@tagged("post_install", "-at_install")
class TestDocumentNumberBook(DlxhDocumentTesterCase):
    """Every number of every kind of document, with gaps and doubles told."""

    def book(self, user=None, **values):
        domain = [("body_id", "=", self.body.id)]
        domain += [(name, "=", value) for name, value in values.items()]
        lines = self.env["dlxh.document.number"].with_user(user or self.clerk)
        lines.invalidate_model()  # each request reads the book anew
        return lines.search(domain, order="number, id")

    def paper(self, first, last=0, user=None, **values):
        return (
            self.env["dlxh.document.paper"]
            .with_user(user or self.clerk)
            .create(
                {
                    "body_id": self.body.id,
                    "document_type_id": self.type_report.id,
                    "document_date": "2026-06-01",
                    "number": first,
                    "number_to": last or first,
                    **values,
                }
            )
        )

    def take(self, number, **values):
        """A document with a number agreed with the paper book."""
        document = self.document(**values)
        document.with_user(self.leader).action_secret_check()
        document.with_user(self.clerk)._take_number(number=number)
        return document

    def told(self):
        return [
            (line.kind, line.number, line.number_to)
            for line in self.book(is_problem=True)
        ]

    def test_all_kinds_of_documents_are_in_it_by_themselves(self):
        found = self.env["dlxh.document.number"]._document_models()
        names = {model._name for model in found}
        self.assertLessEqual(
            {"dlxh.decision", "dlxh.regulation", "dlxh.meeting", "dlxh.programme"},
            names,
        )
        self.assertIn("dlxh.document.tester", names)
        for name in names:
            self.assertFalse(self.env[name]._abstract)

    def test_numbers_in_a_row(self):
        documents = [self.numbered() for _n in range(3)]
        lines = self.book()
        self.assertEqual(lines.mapped("number"), [1, 2, 3])
        codes = [document.document_code for document in documents]
        self.assertEqual(lines.mapped("document_code"), codes)
        self.assertEqual(lines.mapped("name"), [d.abstract for d in documents])
        self.assertEqual(set(lines.mapped("kind")), {"document"})
        self.assertFalse(any(lines.mapped("is_problem")))
        action = lines[1].action_open()
        self.assertEqual(action["res_id"], documents[1].id)
        self.assertEqual(action["res_model"], "dlxh.document.tester")

    def test_a_book_that_began_on_paper_has_no_gap_before(self):
        self.take(17)
        self.assertEqual(self.told(), [])

    def test_a_gap_is_told_and_filled_from_the_paper_book(self):
        self.numbered()
        self.take(5)
        self.assertEqual(self.told(), [("gap", 2, 4)])
        gap = self.book(kind="gap")
        self.assertFalse(gap.name)
        self.assertEqual(gap.display_name, "2–4")
        action = gap.action_confirm_paper()
        wizard = self.env["dlxh.document.paper"].with_user(self.clerk)
        paper = wizard.with_context(**action["context"]).create({})
        self.assertEqual((paper.number, paper.number_to), (2, 4))
        self.assertEqual(paper.confirmed_by_id, self.clerk)
        self.assertEqual(self.told(), [])
        self.assertEqual(len(self.book(kind="paper")), 1)
        paper.number_to = 3
        self.assertEqual(self.told(), [("gap", 4, 4)])
        paper.unlink()
        self.assertEqual(self.told(), [("gap", 2, 4)])

    def test_a_number_given_twice_is_told(self):
        self.numbered()
        self.numbered()
        self.paper(2)
        self.assertEqual(sorted(self.told()), [("document", 2, 2), ("paper", 2, 2)])
        self.assertTrue(all(self.book(number=2).mapped("is_duplicate")))
        self.paper(7, 9)
        self.paper(8)
        doubles = {line.number for line in self.book(is_duplicate=True)}
        self.assertEqual(doubles, {2, 7, 8})
        self.assertEqual(self.book(kind="gap").mapped("number"), [3])

    def test_types_that_share_numbers_and_terms_that_do_not(self):
        decision = self.env.ref("dlxh_collaborator.document_type_qd")
        regulation = self.env.ref("dlxh_collaborator.document_type_qdi")
        for kind in (decision, regulation, decision):
            self.numbered(document_type_id=kind.id)
        self.numbered(document_date="2025-05-05")  # the term before
        self.numbered()
        self.assertEqual(self.told(), [])

    def test_numbers_that_begin_anew_each_year(self):
        state = self.env.ref("dlxh_collaborator.format_profile_state_30_2020")
        self.body.format_profile_id = state
        for day in ("2026-12-30", "2026-12-31", "2027-01-02"):
            self.numbered(document_date=day)
        self.assertEqual(
            [(line.year, line.number) for line in self.book()],
            [(2026, 1), (2027, 1), (2026, 2)],
        )
        self.assertEqual(self.told(), [])
        self.assertFalse(self.book().term_id)

    def test_a_document_is_named_only_to_its_readers(self):
        abstract = self.numbered().abstract
        stranger = self.chair("clerk", self.province_b)
        self.assertFalse(self.book(stranger))
        line = self.book()
        rule = self.env["ir.rule"].search([("name", "=", "dlxh.document.tester")])
        rule.domain_force = [(0, "=", 1)]
        line.invalidate_recordset()
        self.assertNotIn(abstract, line.with_user(self.clerk).name)

    def test_only_the_clerk_of_the_unit_confirms(self):
        for user in (
            self.officer,
            self.leader,
            self.chair("clerk", self.province_b),
            self.chair("clerk", self.ward_a1),
            self.chair("inspector", self.province_a),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                self.paper(1, user=user)
        paper = self.paper(1)
        with self.assertRaises(UserError):
            paper.confirmed_by_id = self.leader
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            other = self.make_body(self.province_b)
            paper.body_id = other
        default = self.env["dlxh.document.paper"].with_context(
            default_confirmed_by_id=self.leader.id
        )
        self.assertEqual(self.paper(2).confirmed_by_id, self.clerk)
        self.assertEqual(
            default.with_user(self.clerk)
            .create(
                {
                    "body_id": self.body.id,
                    "document_type_id": self.type_report.id,
                    "document_date": "2026-06-01",
                    "number": 3,
                }
            )
            .confirmed_by_id,
            self.clerk,
        )
        for first, last in ((0, 0), (5, 4), (-1, 3)):
            with (
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.paper(first, last).write({"number_to": last})

    def test_card_of_the_clerk(self):
        def cards(user):
            items = self.env["dlxh.work.item"].with_user(user)._cards()
            return [
                item["count"] for item in items if "number-book" in str(item["action"])
            ]

        self.numbered()
        self.assertEqual(cards(self.clerk), [])
        self.take(4)
        self.assertEqual(cards(self.clerk), [1])
        self.assertEqual(cards(self.officer), [])

    def test_the_list_costs_the_same_however_long_it_is(self):
        def cost():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.book().mapped("name")
            return self.env.cr.sql_log_count - before

        self.numbered()
        cost()
        few = cost()
        for _n in range(8):
            self.numbered()
        self.assertEqual(cost(), few)
