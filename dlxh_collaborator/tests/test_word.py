import base64
import io
import sys
from unittest.mock import patch

import docx

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..document import word_default
from ..document.layout import Layout
from .common_document import DlxhDocumentTesterCase


def lines_of(content):
    """Return the texts of a Word file in their order; a cell is a list of lines."""
    found = []
    for block in docx.Document(io.BytesIO(content)).iter_inner_content():
        if hasattr(block, "rows"):
            found += [cell.text.split("\n") for cell in block.rows[0].cells]
        elif block.text:
            found.append(block.text)
    return found


def own_template(*lines):
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    target = io.BytesIO()
    document.save(target)
    return base64.b64encode(target.getvalue())


@tagged("post_install", "-at_install")
class TestWord(DlxhDocumentTesterCase):
    """Documents as Word files, and the templates they are made from."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.administrator = cls.chair("administrator", login="word_admin")
        cls.house = own_template("HOUSE {{ issuer }}", "{{p body }}")

    def _template(self, file=None, **values):
        return (
            self.env["dlxh.word.template"]
            .with_user(values.pop("user", self.administrator))
            .create({"name": "House", "file": file or self.house, **values})
        )

    def test_party_document(self):
        record = self.numbered(
            text="<p>Dư luận quan tâm giá nước sạch.</p>",
            recipient_ids=[
                Command.create({"name": "Ban Bí thư", "purpose": "report"}),
                Command.create({"name": "Các đảng ủy", "purpose": "implement"}),
            ],
        ).with_user(self.officer)
        self.assertEqual(
            lines_of(record._word_file()),
            [
                ["TỈNH ỦY QUẢNG NINH", "BAN TUYÊN GIÁO", "*", "Số 01-BC/BTGTU"],
                [
                    "ĐẢNG CỘNG SẢN VIỆT NAM",
                    "",
                    "Hạ Long, ngày 20 tháng 02 năm 2026",
                ],
                "BÁO CÁO",
                "tình hình dư luận xã hội tháng 02 năm 2026",
                "-----",
                "Dư luận quan tâm giá nước sạch./.",
                [
                    "Nơi nhận:",
                    "- Ban Bí thư (để b/c);",
                    "- Các đảng ủy (để t/h);",
                    "- Lưu VP.",
                ],
                ["TRƯỞNG BAN", "Nguyễn Văn An"],
            ],
        )

    def test_state_document_and_letter(self):
        self.body.format_profile_id = self.env.ref(
            "dlxh_collaborator.format_profile_state_30_2020"
        )
        letter = self.env.ref("dlxh_collaborator.document_type_cv")
        record = self.numbered(
            document_type_id=letter.id, abstract="giao ban", addressee="Các đảng ủy"
        )
        left, right, *rest = lines_of(record._word_file())
        self.assertEqual(right[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        self.assertEqual(right[1], "Độc lập - Tự do - Hạnh phúc")
        self.assertIn("Số: 01/BTGTU", left)
        self.assertEqual(left[-1], "V/v giao ban")
        self.assertEqual(rest[0], "Kính gửi: Các đảng ủy")

    def test_the_action_tells_what_is_missing(self):
        record = self.document()
        action = record.action_print_word()
        self.assertEqual(action["url"], f"/dlxh/word/dlxh.document.tester/{record.id}")
        record.body_id = False
        with self.assertRaisesRegex(UserError, "choose the issuing body"):
            record.action_print_word()

    def test_reading_is_needed_and_the_export_is_noted(self):
        record = self.document()
        stranger = self.chair("officer", self.province_b)
        for method in ("action_print_word", "_word_file"):
            with self.assertRaises(AccessError):
                getattr(record.with_user(stranger), method)()
        log = self.env["dlxh.access.log"]
        before = log.search_count([])
        record.with_user(self.leader)._word_file()
        line = log.search([], limit=1, order="id desc")
        self.assertEqual(log.search_count([]), before + 1)
        self.assertEqual(
            (line.action, line.model, line.user_id, line.unit_id),
            ("export", record._name, self.leader, self.province_a),
        )

    def test_a_missing_library_is_told(self):
        record = self.document()
        with patch.dict(sys.modules, {"docxtpl": None}):
            with self.assertRaisesRegex(UserError, "pip install docxtpl"):
                record.action_print_word()
            with self.assertRaisesRegex(UserError, "pip install docxtpl"):
                self._template()

    def test_queries_do_not_grow_with_the_text(self):
        record = self.document(text="<p>Một.</p>" * 200)
        record._word_file()
        self.env.invalidate_all()
        with self.assertQueryCount(11):
            record._word_file()

    # templates

    def test_own_template_is_used(self):
        record = self.document(text="<p>Lời.</p>")
        self._template()
        self.assertEqual(
            lines_of(record._word_file()), ["HOUSE Ban Tuyên giáo", "Lời./."]
        )

    def test_the_most_particular_template_wins(self):
        record = self.document()
        Template = self.env["dlxh.word.template"]
        profile = record._document_profile()

        def chosen():
            return Template._for_document(record, profile)

        self.assertFalse(chosen())
        general = self._template(name="general")
        self.assertEqual(chosen(), general)
        self._template(
            name="other type",
            document_type_id=self.env.ref("dlxh_collaborator.document_type_qd").id,
        )
        self._template(name="state", family="state")
        self._template(name="past", date_to="2026-02-19", family="party")
        self._template(name="future", date_from="2026-02-21", family="party")
        self._template(name="beside", unit_id=self.province_b.id)
        self._template(name="below", unit_id=self.ward_a1.id)
        self.assertEqual(chosen(), general)
        for values in (
            {"family": "party"},
            {"document_type_id": self.type_report.id},
            {"document_type_id": self.type_report.id, "date_from": "2026-01-01"},
            {"unit_id": self.centre.id},
            {"unit_id": self.province_a.id},
            {"unit_id": self.province_a.id, "document_type_id": self.type_report.id},
        ):
            template = self._template(**values)
            self.assertEqual(chosen(), template, values)
        chosen().active = False
        self.assertEqual(chosen().unit_id, self.province_a)

    def test_bad_templates_are_refused_in_a_sentence(self):
        macro = word_default.default_template(Layout()).replace(
            b"word/settings.xml", b"word/vbaProject.x"
        )
        for file, sentence in (
            (base64.b64encode(b"x"), "not a Word file"),
            (base64.b64encode(macro), "holds macros|damaged"),
            (own_template("{{ issuer }}"), "does not print the text"),
            (own_template("A {{ body }}"), "a paragraph of its own"),
            (own_template("{{ who }}", "{{p body }}"), "asks for “who”.*signer"),
            (own_template("{{ issuer", "{{p body }}"), "not written correctly near"),
            (own_template("{% if x %}", "{{p body }}"), "not written correctly"),
            (own_template("{{ ''.__class__ }}", "{{p body }}"), "“__class__” is not"),
            (
                own_template(
                    "{% for a in range(9) %}{% endfor %}",
                    "{{p body }}",
                ),
                "is not allowed",
            ),
        ):
            with self.assertRaises(ValidationError) as refused:
                self._template(file)
            self.assertRegex(str(refused.exception), sentence)
        self.assertFalse(self.env["dlxh.word.template"].search([]))

    def test_every_problem_has_a_sentence(self):
        from ..document.word_errors import WordTemplateError
        from ..models.word_sentences import SENTENCES

        self.assertEqual(set(SENTENCES), set(WordTemplateError.CODES))

    def test_only_administrators_look_after_templates(self):
        template = self._template()
        for chair in ("officer", "leader", "clerk", "inspector", "collaborator"):
            user = self.chair(chair, self.province_a)
            with self.assertRaises(AccessError):
                template.with_user(user).read(["name"])
            with self.assertRaises(AccessError):
                self._template(user=user)

    def test_an_administrator_of_a_province_keeps_to_it(self):
        user = self.chair("administrator", self.province_a)
        own = self._template(user=user, unit_id=self.ward_a1.id)
        self.assertTrue(own.may_administer)
        foreign = self._template(unit_id=self.province_b.id)
        general = self._template()
        for other in (foreign, general):
            with self.assertRaises(AccessError):
                other.with_user(user).name = "Mine"
            self.assertEqual(other.with_user(user).name, "House")
        with self.assertRaises(AccessError):
            self._template(user=user)
        with self.assertRaises(AccessError):
            own.unit_id = self.province_b
        found = self.env["dlxh.word.template"].with_user(user)
        self.assertEqual(found.search([("may_administer", "=", True)]), own)
        self.assertIn(
            general,
            self.env["dlxh.word.template"]
            .with_user(self.administrator)
            .search([("may_administer", "=", True)]),
        )

    def test_templates_can_be_named_for_every_kind_of_document(self):
        kinds = dict(self.env["dlxh.word.template"]._selection_res_model())
        self.assertIn("dlxh.decision", kinds)
        self.assertNotIn("dlxh.document.mixin", kinds)


@tagged("post_install", "-at_install")
class TestWordDownload(HttpCase, DlxhDocumentTesterCase):
    """What a browser gets from the addresses."""

    def _get(self, user, path):
        self.authenticate(user.login, user.login)
        return self.url_open(path, allow_redirects=False)

    def test_standard_template_and_example(self):
        administrator = self.chair("administrator", login="word_http_admin")
        template = self.env["dlxh.word.template"].create(
            {"name": "House", "file": own_template("H {{ signer }}", "{{p body }}")}
        )
        response = self._get(administrator, "/dlxh/word-standard/state")
        self.assertEqual(response.status_code, 200)
        self.assertIn("STATE-30-2020.docx", response.headers["Content-Disposition"])
        self.assertEqual(len(docx.Document(io.BytesIO(response.content)).tables), 2)
        response = self._get(administrator, f"/dlxh/word-template/{template.id}")
        self.assertEqual(lines_of(response.content), ["H A", "A"])
        for path in ("/dlxh/word-standard/none", "/dlxh/word/res.users/1"):
            self.assertEqual(self._get(administrator, path).status_code, 404)
        for path in ("word-standard/party", f"word-template/{template.id}"):
            with mute_logger("odoo.http"):
                response = self._get(self.officer, f"/dlxh/{path}")
            self.assertEqual(response.status_code, 403)

    def test_a_decision_is_fetched_by_who_may_read_it(self):
        decision = self.env["dlxh.decision"].create(
            {
                "unit_id": self.province_a.id,
                "body_id": self.body.id,
                "document_type_id": self.env.ref(
                    "dlxh_collaborator.document_type_qd"
                ).id,
                "decision_type": "establish",
                "abstract": "thành lập đội ngũ",
            }
        )
        path = f"/dlxh/word/dlxh.decision/{decision.id}"
        response = self._get(self.officer, path)
        self.assertEqual(response.status_code, 200)
        self.assertIn("thành lập đội ngũ", lines_of(response.content))
        self.assertEqual(response.headers["Cache-Control"], "no-store")
        stranger = self.chair("officer", self.province_b)
        with mute_logger("odoo.http"):
            self.assertEqual(self._get(stranger, path).status_code, 403)
