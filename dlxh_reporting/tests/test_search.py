import itertools

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL

from .. import full_text
from .common_report import DlxhReportCase

MARKED = "Đất đai bỏ hoang ở cánh đồng Đặng Xá"


class SearchCase(DlxhReportCase):
    """Sheets, entries and a report in two wards and their province."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.land = cls.issue(cls.ward_a1, MARKED)
        cls.own_sheet = cls.sheet(cls.ward_a1, cls.land, statement="Ruộng bỏ không")
        cls.other_sheet = cls.sheet(cls.ward_b1, title="Đất đai nơi khác")

    def find(self, user, words, **values):
        return self.env["dlxh.search"].with_user(user).find(words, **values)

    def found(self, user, words, **values):
        """What is found, as records."""
        return [
            self.env[row["model"]].browse(row["id"])
            for row in self.find(user, words, **values)["rows"]
        ]


@tagged("post_install", "-at_install")
class TestSearch(SearchCase):
    """What the words find, and in which order."""

    def test_words_without_accents_find_all_accents(self):
        officer = self.officers[self.ward_a1]
        for words in ("dang", "Đặng", "ĐẶNG", "dat dai", "“bỏ hoang”", "hoang đai"):
            self.assertEqual(self.found(officer, words), [self.own_sheet], words)
        for words in ("“hoang bỏ”", "điện", "dat dien", "danga"):
            self.assertFalse(self.found(officer, words), words)

    def test_accents_as_typed_come_first(self):
        unit = self.ward_a1
        bare = self.sheet(unit, title="Dat dai khong dau", observed_week="2026-06-22")
        apart = self.sheet(unit, title="Đai và đất", observed_week="2026-06-22")
        shown = self.found(self.officers[unit], "đất đai")
        self.assertEqual(shown, [self.own_sheet, apart, bare])

    def test_what_people_say_finds_the_sheet(self):
        officer = self.officers[self.ward_a1]
        self.assertEqual(self.found(officer, "ruong"), [self.own_sheet])

    def test_text_of_sections_and_entries_in_rich_text(self):
        unit = self.ward_a1
        report = self.drafted(unit)
        entry = report.entry_ids
        entry.text = "<p>Nhiều <b>hộ</b> kiến&nbsp;nghị</p><ul><li>đền bù</li></ul>"
        report.section_ids[0].body = "<p>Mùa <i>lũ</i></p>"
        officer = self.officers[unit]
        self.assertEqual(self.found(officer, "“hộ kiến nghị”"), [entry])
        self.assertEqual(self.found(officer, "mua lu"), [report])
        self.assertFalse(self.found(officer, "strong ul li"))
        pieces = self.find(officer, "den bu")["rows"][0]["pieces"]
        self.assertEqual([text for text, hit in pieces if hit], ["đền", "bù"])
        self.assertNotIn("<", str(pieces))

    def test_narrowed_by_kind_period_topic_and_unit(self):
        unit = self.ward_a1
        report = self.sent(unit)
        entry = report.entry_ids
        officer = self.officers[self.province_a]
        other = self.env["dlxh.topic"].create({"name": "Other", "code": "T-OTHER"})
        found = {
            (): [entry],
            (("kind", "dlxh.report.entry"),): [entry],
            (("kind", "dlxh.report"),): [],
            (("kind", "res.users"),): [entry],  # no kind: everything
            (("date_from", "2026-06-30"),): [entry],
            (("date_from", "2026-07-01"),): [],
            (("date_to", "2026-06-29"),): [],
            (("topic_id", self.topic.id),): [entry],
            (("topic_id", other.id),): [],
            (("unit_id", unit.id),): [entry],
            (("unit_id", self.province_a.id),): [entry],
            (("unit_id", self.ward_a2.id),): [],
            (("unit_id", self.province_b.id),): [],
        }
        for narrowed, records in found.items():
            with self.subTest(narrowed=narrowed):
                self.assertEqual(
                    self.found(officer, "bo hoang", **dict(narrowed)), records
                )
        abstract = report.abstract
        self.assertIn(report, self.found(officer, abstract, kind="dlxh.report"))
        self.assertIn(report, self.found(officer, abstract, topic_id=self.topic.id))

    def test_paged_newest_first(self):
        unit = self.ward_a1
        sheets = [
            self.sheet(unit, title=f"Chợ {n}", observed_week=f"2026-0{1 + n % 5}-05")
            for n in range(23)
        ]
        officer = self.officers[unit]
        first = self.find(officer, "cho")
        self.assertTrue(first["more"])
        second = self.find(officer, "cho", page=1)
        self.assertFalse(second["more"])
        ids = [row["id"] for row in first["rows"] + second["rows"]]
        in_order = sorted(sheets, key=lambda s: (s.observed_week, s.id), reverse=True)
        self.assertEqual(ids, [sheet.id for sheet in in_order])
        self.assertFalse(self.find(officer, "cho", page=99)["rows"])

    def test_words_of_sql_and_of_queries_are_words(self):
        officer = self.officers[self.ward_a1]
        for words in (
            "'; DROP TABLE dlxh_opinion; --",
            "a & | ! b",
            "%s %(a)s",
            "\\",
            "<->",
        ):
            self.assertFalse(self.find(officer, words)["rows"], words)
        self.assertTrue(self.found(officer, "đất & 'đai'"))

    def test_the_index_folds_as_python_does(self):
        texts = (
            MARKED,
            "ỦY BAN – “Hòa” 84-KH/TU",
            "Đ/c\u00a0đi\u200bện",
            "ƯỚC gì; e\u0302\u0301",
        )
        for text in texts:
            for spelling, fold in (
                (full_text.EXACT, full_text.normal),
                (full_text.FOLDED, full_text.folded),
            ):
                vector = full_text.Text("t").vector(spelling)
                self.env.cr.execute(
                    f"SELECT {vector} = to_tsvector('simple', %s), {vector}"
                    " FROM (SELECT %s AS t) x",
                    [fold(text), text],
                )
                same, found = self.env.cr.fetchone()
                self.assertTrue(same, (text, found, fold(text)))

    def test_a_very_long_text_is_saved(self):
        letters = "bcdfghklmnpqrstvwx"
        words = " ".join("".join(row) for row in itertools.product(letters, repeat=4))
        report = self.report(self.ward_a1)
        report.section_ids[0].body = f"<p>đầu {words}</p>"
        self.env.flush_all()
        self.assertEqual(self.found(self.officers[self.ward_a1], "đầu"), [report])

    def test_the_number_of_queries_does_not_grow(self):
        unit = self.ward_a1
        officer = self.officers[unit]

        def cost():
            self.find(officer, "lua")
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            rows = self.find(officer, "lua")["rows"]
            self.env.flush_all()
            return self.env.cr.sql_log_count - before, len(rows)

        def more(number):
            for n in range(number):
                issue = self.issue(unit, f"Lúa {n}")
                self.sheet(unit, issue, statement=f"Lúa {n}")

        more(2)
        self.drafted(unit)
        few, rows = cost()
        self.assertEqual(rows, 4)
        more(8)
        self.env["dlxh.report"].with_user(officer).search(
            []
        ).action_draft_from_sources()
        many, rows = cost()
        self.assertEqual(rows, 20)
        self.assertEqual(few, many)

    def test_each_table_is_searched_with_its_index(self):
        """Whatever the planner thinks of a small table, the index must fit."""
        names = self.env.registry.descendants(["dlxh.full.text.mixin"], "_inherit")
        searched = [self.env[n] for n in names if self.env[n]._full_text]
        self.assertGreaterEqual(len(searched), 5)
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        for model in searched:
            for spelling in (full_text.EXACT, full_text.FOLDED):
                match = model._full_text_match((spelling, ("lua",)), model._table)
                table = SQL.identifier(model._table)
                rows = self.env.execute_query(
                    SQL("EXPLAIN SELECT id FROM %s WHERE %s", table, match)
                )
                plan = "\n".join(row[0] for row in rows)
                self.assertIn(f"{model._table}_words_idx", plan)


@tagged("post_install", "-at_install", "security")
class TestSearchAccess(SearchCase):
    """Nobody finds what he may not open, and the log tells of each search."""

    def test_sheets_stay_with_their_unit(self):
        for unit in (self.ward_a2, self.province_a, self.centre):
            for staff in (self.officers, self.leaders):
                self.assertFalse(self.found(staff[unit], "dat dai"), unit.name)
        for user in (self.officers[self.ward_a1], self.leaders[self.ward_a1]):
            self.assertEqual(self.found(user, "dat dai"), [self.own_sheet])

    def test_a_leader_sees_no_author(self):
        author = self.own_sheet.collaborator_id
        author.partner_id.name = "Lương Thế Kín"
        leader = self.leaders[self.ward_a1]
        self.assertNotIn("Kín", str(self.find(leader, "dat dai")))
        self.assertFalse(self.found(leader, "kin"))
        returned = self.sheet(self.ward_a1, title="Đất đai trả lại", state="returned")
        self.assertNotIn(returned, self.found(leader, "dat dai"))

    def test_entries_go_up_when_they_are_sent(self):
        report = self.drafted(self.ward_a1)
        entry = report.entry_ids
        above = self.officers[self.province_a]
        self.assertFalse(self.found(above, "dat dai"))
        self.assertIn(entry, self.found(self.officers[self.ward_a1], "dat dai"))
        self.send(report)
        self.assertEqual(self.found(above, "dat dai"), [entry])
        self.assertFalse(self.found(self.officers[self.ward_b1], "bo hoang"))

    def test_lines_are_found_by_their_own_rules(self):
        """An inspector who also serves as an officer knows that a report below
        exists; what its sections say before it is sent he does not find."""
        report = self.report(self.ward_a1)
        report.section_ids[0].body = "<p>Chưa gửi lên</p>"
        both = self.chair("officer", self.province_a, login="both_chairs")
        both.group_ids = [
            Command.link(self.env.ref("dlxh_collaborator.group_dlxh_inspector").id)
        ]
        self.assertTrue(report.with_user(both).has_access("read"))
        self.assertFalse(self.found(both, "chua gui"))

    def test_only_chairs_that_read_text_search(self):
        for chair in ("collaborator", "inspector", "data_officer", "administrator", ""):
            user = self.chair(chair, self.ward_a1)
            for method in ("find", "get_choices"):
                search = self.env["dlxh.search"].with_user(user)
                arguments = ["dat"] if method == "find" else []
                with self.assertRaises(AccessError, msg=chair):
                    getattr(search, method)(*arguments)
        clerk = self.chair("clerk", self.ward_a1)
        self.assertFalse(self.found(clerk, "dat dai"))
        report = self.drafted(self.ward_a1)
        self.assertEqual(self.found(clerk, "dat dai"), [report.entry_ids])
        nowhere = self.chair("officer")
        self.assertFalse(self.found(nowhere, "dat dai"))

    def test_a_search_for_a_person_is_refused(self):
        officer = self.officers[self.ward_a1]
        for words in (
            "0912345678",
            "tam@example.com",
            "001085012345",
            "ông Nguyễn Văn Tám",
            "nguyen van tam",
            "bà Đặng",
        ):
            found = self.find(officer, words)
            self.assertFalse(found["rows"], words)
            self.assertTrue(found["refused"], words)
            self.assertNotIn(words, found["refused"])
        self.assertTrue(self.find(officer, "  ")["refused"])

    def test_each_search_is_logged_without_its_words(self):
        officer = self.officers[self.ward_a1]
        log = self.env["dlxh.access.log"]
        last = log.search([], limit=1).id or 0
        self.find(officer, "Đất đai", topic_id=self.topic.id, unit_id=self.ward_a1.id)
        self.find(officer, "dat  dai")
        self.find(officer, "0912345678")
        lines = log.search([("id", ">", last), ("action", "=", "search")], order="id")
        self.assertEqual(lines.mapped("count"), [1, 1, 0])
        self.assertEqual(lines.user_id, officer)
        self.assertEqual(lines[0].unit_id, self.ward_a1)
        told = str(lines.mapped("domain")) + str(lines.mapped("purpose"))
        for word in ("dat", "Đất", "0912345678"):
            self.assertNotIn(word, told.replace("date", ""))
        self.assertIn(str(self.topic.id), lines[0].domain)
        self.assertIn("phone", lines[2].domain)
        marks = [line.domain.partition("'mark': ")[2][:14] for line in lines]
        self.assertTrue(marks[0] and not marks[2])
        # pieces of a sheet were shown: that is reading it
        read = log.search([("id", ">", last), ("action", "=", "read_raw")])
        self.assertEqual(len(read), 2)
        self.assertIn(str(self.own_sheet.id), read[0].domain)

    def test_the_same_words_leave_the_same_mark(self):
        log = self.env["dlxh.access.log"]
        last = log.search([], limit=1).id or 0
        for words in ("Đất đai", "dat, ĐAI", "đai đất"):
            self.find(self.officers[self.ward_a1], words)
        lines = log.search([("id", ">", last), ("action", "=", "search")], order="id")
        marks = [line.domain.partition("'mark': ")[2] for line in lines]
        self.assertEqual(marks[0], marks[1])
        self.assertNotEqual(marks[0], marks[2])

    def test_a_purge_leaves_nothing_to_find(self):
        officer = self.officers[self.ward_a1]
        rule = self.env.ref("dlxh_reporting.retention_opinion")
        self.own_sheet._retention_purge(rule)
        self.env.flush_all()
        self.assertFalse(self.found(officer, "dat dai"))
        self.assertFalse(self.found(officer, "ruong"))
        self.env.cr.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE data_type = 'tsvector' AND table_name LIKE 'dlxh%'"
        )
        self.assertFalse(self.env.cr.fetchall())  # no copy of a text is kept
