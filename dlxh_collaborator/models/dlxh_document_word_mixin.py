from copy import deepcopy

from odoo import api, models
from odoo.exceptions import UserError

from ..document import body as body_html
from ..document import word
from .word_sentences import missing_library

#: words of the format profile that a template prints, by their names there
PROFILE_WORDS = (
    "header_right",
    "motto",
    "issuer_mark",
    "abstract_mark",
    "letter_label",
    "letter_abstract_label",
    "recipients_label",
)


class DlxhDocumentWordMixin(models.AbstractModel):
    """The same page as the PDF, as a Word file that can be worked on."""

    _name = "dlxh.document.word.mixin"
    _description = "Document in Word"

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Put “Word” beside each “Print” of a form, seen under the same conditions."""
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type == "form":
            for button in arch.xpath("//button[@name='action_print_document']"):
                beside = deepcopy(button)
                beside.set("name", "action_print_word")
                beside.set("string", "Word")
                button.addnext(beside)
        return arch, view

    def action_print_word(self):
        """Download the document as a Word file.

        What is missing is told here, where a sentence can be read; the file
        itself is made, and noted in the access log, when it is fetched.
        """
        self.ensure_one()
        self.check_access("read")
        self._document_signature(self._document_profile())
        try:
            word.require_libraries()
        except word.WordEngineMissing as error:
            raise UserError(missing_library(self.env, error)) from error
        return {
            "type": "ir.actions.act_url",
            "url": f"/dlxh/word/{self._name}/{self.id}",
            "target": "download",
        }

    def _word_file(self):
        """Return the document as the bytes of a .docx file, and note it."""
        self.ensure_one()
        self.check_access("read")
        page = self._document_page()
        profile = page["profile"]
        Template = self.env["dlxh.word.template"]
        own = Template._for_document(self, profile)
        content = own._content() if own else Template._standard(profile)
        annex = page.get("word_annex") or page.get("annex") or ""
        result = Template._fill_in(
            content, self._word_values(page), page["body"], body_html.clean_body(annex)
        )
        result = self._word_finished(result, page)
        self.env["dlxh.access.log"]._log(
            "export",
            self._name,
            domain=[("id", "=", self.id)],
            count=1,
            # sudo: whose log it is; reading was checked above
            unit=self.body_id.sudo().unit_id,
        )
        return result

    def _word_finished(self, content, page):
        """Return the file as it is sent; for what no cleaned HTML can say, such as
        charts. `page` is that of `_document_page`, with `word_annex` in the place of
        `annex` if there is one."""
        return content

    def _word_values(self, page):
        """Return the texts of a page by the names a template knows."""
        texts = {name: page["profile"][name] or "" for name in PROFILE_WORDS}
        for name in (*word.TEXTS, *word.LISTS, "is_letter"):
            if name not in texts:
                texts[name] = page[name]
        return texts
