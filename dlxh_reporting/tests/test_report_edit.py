from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common_report import DlxhReportCase


@tagged("post_install", "-at_install")
class TestReportEdit(DlxhReportCase):
    """The second who saves is told who saved what; nothing is overwritten."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls.officers[cls.ward_a1]
        cls.second = cls.chair("officer", cls.ward_a1, login="edit_second")
        cls.first.name, cls.second.name = "Officer One", "Officer Two"
        cls.sheet(cls.ward_a1, cls.issue(cls.ward_a1))
        cls.written = cls.drafted(cls.ward_a1)
        cls.entry = cls.written.entry_ids
        cls.section = cls.written.section_ids[0]

    def another(self, title):
        return self.entry.create({"report_id": self.written.id, "title": title})

    def test_drafting_is_not_an_edit(self):
        self.assertEqual(self.entry.edit_version, 0)

    def test_the_second_is_told(self):
        opened = self.entry.edit_version
        self.entry.with_user(self.first).write(
            {"text": "<p>Mine</p>", "forecast": "Calm", "edit_version": opened}
        )
        with self.assertRaises(UserError) as refusal:
            self.entry.with_user(self.second).write(
                {"text": "<p>Theirs</p>", "edit_version": opened}
            )
        sentence = str(refusal.exception)
        for word in ("Officer One", "What is said", "Forecast", "reload"):
            self.assertIn(word, sentence)
        self.assertNotIn("Mine", sentence, "the text itself is not in the sentence")
        self.assertEqual(self.entry.text, "<p>Mine</p>")

    def test_all_saves_in_between_are_told(self):
        opened = self.entry.edit_version
        self.entry.with_user(self.first).write({"forecast": "Calm"})
        self.entry.with_user(self.second).write({"proposal": "Subsidies"})
        with self.assertRaisesRegex(UserError, "(?s)Officer One.*Officer Two"):
            self.entry.with_user(self.first).write(
                {"assessment": "x", "edit_version": opened}
            )
        self.assertFalse(self.entry.assessment)
        self.assertEqual(self.entry.edit_version, 2)

    def test_the_next_save_goes_through(self):
        for words in ("one", "two", "three"):
            self.entry.write(
                {"text": f"<p>{words}</p>", "edit_version": self.entry.edit_version}
            )
        self.assertEqual(self.entry.edit_version, 3)
        self.assertEqual(self.entry.text, "<p>three</p>")

    def test_different_entries_do_not_disturb_each_other(self):
        other = self.another("Other")
        opened = {entry: entry.edit_version for entry in self.entry | other}
        self.entry.write({"text": "<p>1</p>", "edit_version": opened[self.entry]})
        other.write({"text": "<p>2</p>", "edit_version": opened[other]})
        self.assertEqual((self.entry.text, other.text), ("<p>1</p>", "<p>2</p>"))
        self.assertEqual((self.entry.edit_version, other.edit_version), (1, 1))

    def test_moving_an_entry_is_not_a_change_of_its_text(self):
        opened = self.entry.edit_version
        self.entry.write({"sequence": 77})
        self.assertEqual(self.entry.edit_version, opened)
        self.entry.write({"text": "<p>1</p>", "edit_version": opened})
        self.assertEqual((self.entry.sequence, self.entry.text), (77, "<p>1</p>"))

    def test_sections_and_the_head(self):
        for record, vals in (
            (self.section, {"body": "<p>Words</p>"}),
            (self.written, {"abstract": "Another"}),
        ):
            opened = record.edit_version
            record.with_user(self.first).write({**vals, "edit_version": opened})
            with self.assertRaisesRegex(UserError, "Officer One"):
                record.with_user(self.second).write({**vals, "edit_version": opened})
            self.assertEqual(record.edit_version, opened + 1)

    def test_as_the_form_saves(self):
        """The form of the report sends its entries along, each with its version."""
        opened = self.entry.edit_version
        self.entry.with_user(self.first).write({"forecast": "Calm"})
        change = {
            "entry_ids": [
                Command.update(self.entry.id, {"title": "New", "edit_version": opened})
            ],
            "edit_version": self.written.edit_version,
        }
        with self.assertRaisesRegex(UserError, "Officer One"):
            self.written.with_user(self.second).web_save(change, {})
        change["entry_ids"][0][2]["edit_version"] = self.entry.edit_version
        self.written.with_user(self.second).web_save(change, {})
        self.assertEqual(self.entry.title, "New")

    def test_the_version_is_not_typed_in(self):
        self.entry.write({"edit_version": 40, "sequence": 5})
        self.assertEqual(self.entry.edit_version, 0)

    def test_a_save_without_a_version_counts_too(self):
        """An import or a client of the interface is seen by the form."""
        opened = self.entry.edit_version
        self.entry.with_user(self.second).write({"text": "<p>Import</p>"})
        with self.assertRaisesRegex(UserError, "Officer Two"):
            self.entry.with_user(self.first).write(
                {"text": "<p>Form</p>", "edit_version": opened}
            )
        self.assertEqual(self.entry.text, "<p>Import</p>")

    def test_only_the_last_saves_are_kept(self):
        for number in range(30):
            self.entry.write({"forecast": f"Forecast {number}"})
        log = self.entry.sudo().edit_log
        self.assertEqual(len(log), 20)
        self.assertEqual(log[-1]["version"], 30)
        self.assertNotIn("Forecast 29", str(log))

    def test_one_statement_for_many(self):
        entries = self.entry
        for number in range(20):
            entries |= self.another(f"Entry {number}")
        self.env.flush_all()
        few = self._cost(entries[:2])
        many = self._cost(entries)
        self.assertLessEqual(many, few + 2)
        self.assertEqual(set(entries[2:].mapped("edit_version")), {1})

    def _cost(self, entries):
        entries.write({"topic_id": self.topic.id})  # fills caches
        entries.sudo().invalidate_recordset()
        self.env.cr.execute("UPDATE dlxh_report_entry SET edit_version = 0")
        before = self.env.cr.sql_log_count
        entries.write({"topic_id": False})
        self.env.flush_all()
        return self.env.cr.sql_log_count - before
