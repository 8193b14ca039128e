import subprocess
import tempfile
from pathlib import Path

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common_decision import DlxhDecisionCase

PDF = "dlxh_collaborator.dlxh_decision_action_report_document"


def pdf_text(content):
    """The text layer of a PDF file, in reading order, spaces tidied."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "decision.pdf"
        path.write_bytes(content)
        result = subprocess.run(
            ["pdftotext", str(path), "-"], capture_output=True, check=True, text=True
        )
    return " ".join(result.stdout.split())


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 03:00:00")
class TestDecisionDocument(DlxhDecisionCase):
    """The printed decision, read back as a reader gets it."""

    def pdf(self, decision, user=None):
        reports = self.env["ir.actions.report"].with_context(
            force_report_rendering=True
        )
        content, kind = reports.with_user(user or self.officer)._render_qweb_pdf(
            PDF, decision.ids
        )
        self.assertEqual(kind, "pdf")
        return pdf_text(content)

    def said(self, text, *parts):
        for part in parts:
            self.assertIn(part, text)

    def test_an_establishment(self):
        people = self.people(3)
        decision = self.decision(
            self.line("add", people[0], role="head"),
            self.line("add", people[1], represented_unit_id=self.cell_a11.id),
            self.line("add", people[2], role="secretary"),
            decision_type="establish",
            proposer="Ban Xây dựng Đảng",
            document_date="2026-02-27",
        )
        text = self.pdf(self.issue(decision), self.leader)
        self.said(
            text,
            "ĐẢNG CỘNG SẢN VIỆT NAM",
            "Số 01-QĐ/ĐU",
            "Hạ Long, ngày 27 tháng 02 năm 2026",
            "QUYẾT ĐỊNH",
            "về việc thành lập đội ngũ cộng tác viên dư luận xã hội ward_a1 nhiệm kỳ "
            "2025-2030",
            "- Căn cứ Kết luận số 100-KL/TW, ngày 18/8/2014 của Ban Bí thư Trung ương "
            "Đảng về đổi mới",
            "- Xét đề nghị của Ban Xây dựng Đảng,",
            "ĐẢNG ỦY PHƯỜNG A1 QUYẾT ĐỊNH",
            "Điều 1. Thành lập đội ngũ",
            "gồm 3 đồng chí (có danh sách kèm theo), do đồng chí Người số 01, Chức vụ "
            "01 làm trưởng nhóm.",
            "Điều 3. VP, các cơ quan, đơn vị liên quan",
            "kể từ ngày 02/3/2026./.",
            "DANH SÁCH ĐỘI NGŨ CỘNG TÁC VIÊN DƯ LUẬN XÃ HỘI",
            "(Kèm theo Quyết định số 01-QĐ/ĐU, ngày 27/02/2026 của Đảng ủy phường A1)",
            "STT Họ và tên Chức vụ Đơn vị công tác",
        )
        rows = text[text.index("STT") :]
        self.assertLess(rows.index("Người số 01"), rows.index("Người số 03"))
        self.assertLess(rows.index("Người số 03"), rows.index("Người số 02"))
        self.said(rows, "Trưởng nhóm", "Thư ký", "cell_a11", "ward_a1")

    def test_a_consolidation(self):
        people = self.people(5)
        self.founded(people[:3])
        decision = self.consolidated(
            self.line("replace", people[3], people[0], reason="nghỉ hưu"),
            self.line("remove", people[1], reason="chuyển công tác"),
            self.line("add", people[4], represented_unit_id=self.cell_a12.id),
            self.line("change_role", people[2], role="deputy"),
        )
        text = self.pdf(decision)
        self.said(
            text,
            "về việc kiện toàn đội ngũ",
            "- Đồng chí Người số 04, Chức vụ 04, ward_a1 thay đồng chí Người số 01, "
            "Chức vụ 01 (lý do: nghỉ hưu); nhiệm vụ: trưởng nhóm;",
            "- Đồng chí Người số 02, Chức vụ 02, ward_a1 thôi tham gia (lý do: chuyển "
            "công tác);",
            "- Bổ sung đồng chí Người số 05, Chức vụ 05, ward_a1, đại diện cell_a12; "
            "nhiệm vụ: thành viên;",
            "nhiệm vụ mới: phó trưởng nhóm.",
            "Điều 2. Sau khi kiện toàn, đội ngũ cộng tác viên dư luận xã hội gồm 3 "
            "đồng chí",
        )
        self.assertNotIn("Người số 02", text[text.index("STT") :])

    def test_a_dissolution_has_no_list(self):
        self.founded(self.people(2))
        decision = self.issue(
            self.decision(decision_type="dissolve", date="2026-05-01")
        )
        text = self.pdf(decision)
        self.said(
            text,
            "về việc giải thể đội ngũ",
            "được thành lập theo Quyết định số 01-QĐ/ĐU.",
            "thôi làm nhiệm vụ kể từ ngày 01/5/2026.",
        )
        self.assertNotIn("STT", text)

    def test_the_list_stays_as_approved(self):
        people = self.people(3)
        team = self.founded(people[:2])
        first = team.decision_id
        before = self.pdf(first)
        self.consolidated(self.line("add", people[2]))
        people[0].partner_id.name = "Tên khác"
        self.assertEqual(self.pdf(first), before)

    def test_markup_in_names_is_printed_as_text(self):
        people = self.people(2)
        people[0].position = "A <i> & phó"
        decision = self.decision(
            *(self.line("add", person) for person in people),
            decision_type="establish",
        )
        self.assertIn("A <i> & phó", self.pdf(decision))

    def test_the_wording_is_data(self):
        phrase = self.env.ref("dlxh_collaborator.document_phrase_decision_kind_team")
        phrase.text = "tổ cộng tác viên dư luận xã hội"
        decision = self.decision(
            self.line("add", self.people(1)), decision_type="establish"
        )
        self.assertIn("thành lập tổ cộng tác viên", decision.abstract)
        article = self.env.ref("dlxh_collaborator.document_phrase_decision_article")
        with self.assertRaisesRegex(ValidationError, "cannot fill in"):
            article.text = "Điều $nummer."
        with self.assertRaisesRegex(ValidationError, "cannot fill in"):
            article.text = "Điều $"
