from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_date, formatLang

from odoo.addons.dlxh_collaborator.document import pdf

from ..keying import lay_out_paper
from ..questionnaire import NEGATIONS, Questionnaire, in_language


class DlxhSurveyWave(models.Model):
    """The questionnaire on paper: every answer has the key beside it that is typed
    on the keying screen. Nothing on it tells one copy from another."""

    _inherit = "dlxh.survey.wave"

    def action_print_form(self):
        """Save the questionnaire as a PDF file, to be copied and handed out."""
        self.ensure_one()
        self.check_access("read")
        name = self.env._("questionnaire-%(wave)s.pdf", wave=self.id)
        return self.env["dlxh.survey.frame"]._save_file(
            self._form_pdf(), name, stay=True
        )

    def _form_pdf(self):
        try:
            return pdf.html_to_pdf(self._form_html())
        except pdf.PdfEngineMissing as error:
            raise UserError(
                self.env._(
                    "PDF files cannot be made on this server: the Python library "
                    "WeasyPrint or the Pango library is missing. Ask the "
                    "administrator to install them."
                )
            ) from error

    def _form_html(self):
        # sudo: what respondents read, of a wave that the user may read
        definition = self.sudo()._fielded_definition()
        form = Questionnaire.of(definition)
        lang = self.env.lang if self.env.lang in form.langs else form.langs[0]
        wave = self.sudo().with_context(lang=lang)  # sudo: as above
        values = {
            "lang": lang.split("_")[0],
            "title": in_language(definition["title"], lang, form.langs),
            "intro": in_language(definition["description"], lang, form.langs),
            "unit": wave.unit_id.name,
            "wave": wave.name,
            "until": format_date(wave.env, wave.date_close),
            "notice": wave._notice_parts(),
            "pages": lay_out_paper(definition, lang),
            "told": lambda tree: wave._condition_told(tree, form, lang),
            "figure": wave._figure_told,
        }
        page = wave.env["ir.qweb"]._render("dlxh_survey.paper_form", values)
        return str(page)

    def _figure_told(self, value):
        """A number as it is written here: 24, or 1,5."""
        digits = 0 if float(value).is_integer() else len(str(value).partition(".")[2])
        return formatLang(self.env, value, digits=digits, grouping=False)

    # -- conditions in words ---------------------------------------------------------

    def _condition_told(self, tree, form, lang, inside=False):
        """When a question is to be answered, in words that name numbers on paper."""
        if "op" in tree:
            return self._comparison_told(tree, form, lang)
        if "not" in tree:
            inner = self._condition_told(tree["not"], form, lang)
            return self.env._("not (%(condition)s)", condition=inner)
        mode = "and" if "and" in tree else "or"
        word = self.env._(" and ") if mode == "and" else self.env._(" or ")
        parts = [self._condition_told(one, form, lang, True) for one in tree[mode]]
        return f"({word.join(parts)})" if inside else word.join(parts)

    def _comparison_told(self, leaf, form, lang):
        question = form.by_code[leaf["q"]]

        def say(text):
            return in_language(text, lang, form.langs)

        number = list(form.by_code).index(leaf["q"]) + 1
        where = self.env._("question %(number)s", number=number)
        row = next((one for one in question.rows if one.code == leaf.get("row")), None)
        if row:
            where = f"{where} – {say(row.label)}"
        value = leaf.get("value")
        place = question.places.get(value) if isinstance(value, str) else None
        if place is not None:
            value = say(question.options[place].label)
        elif question.type == "date" and value:
            value = format_date(self.env, value)
        return self._operator_told(leaf["op"], where, value)

    def _operator_told(self, operator, where, value):
        values = {"question": where, "value": value}
        if operator == "answered":
            return self.env._("%(question)s is answered", **values)
        if operator == "unanswered":
            return self.env._("%(question)s is not answered", **values)
        plain = NEGATIONS.get(operator, operator)
        if plain in ("is", "has", "=") and plain != operator:
            return self.env._("%(question)s is not “%(value)s”", **values)
        if plain in ("is", "has", "="):
            return self.env._("%(question)s is “%(value)s”", **values)
        if isinstance(value, int | float):
            value = self._figure_told(value)
        return f"{where} {operator} {value}"
