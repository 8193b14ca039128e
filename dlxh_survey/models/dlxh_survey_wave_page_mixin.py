from markupsafe import Markup

from odoo import models
from odoo.tools import is_html_empty

from odoo.addons.dlxh_collaborator.models import page_html

from ..questionnaire import in_language

LANG = "vi_VN"


class DlxhSurveyWavePageMixin(models.AbstractModel):
    """The survey plan as an official document, with the questionnaire as annex."""

    _name = "dlxh.survey.wave.page.mixin"
    _inherit = ["dlxh.survey.document.mixin"]
    _description = "Printed Survey Plan"
    _document_report = "dlxh_survey.dlxh_survey_wave_action_report_document"

    def _document_body_html(self):
        """Why, who and how many, how chosen and asked, when, who does what."""
        self.ensure_one()
        chapters = (
            (self.env._("Purpose and requirements"), self._purpose_html()),
            (self.env._("Who is asked"), self._population_html()),
            (self.env._("How people are chosen and asked"), self.method),
            (self.env._("Time"), self._time_html()),
            (self.env._("Confidentiality"), self._confidentiality_html()),
            (self.env._("How it is carried out"), self.organisation),
        )
        return Markup("").join(
            (
                self._launch_html(),
                *self._legal_bases_html(),
                self._chapters_html(chapters),
            )
        )

    def _launch_html(self):
        if not self.launching_document:
            return ""
        text = self.env._(
            "Pursuant to %(document)s of %(date)s %(about)s;",
            document=self.launching_document,
            date=self._date_text(self.launching_date),
            about=self.launching_about or "",
        )
        return Markup("<p><em>%s</em></p>") % text

    def _legal_bases_html(self):
        """Return a paragraph for each legal basis: kind, number, date, about what."""
        return [
            Markup("<p><em>%s;</em></p>")
            % self.env._(
                "Pursuant to %(kind)s No. %(code)s of %(date)s of %(issuer)s %(about)s",
                kind=basis.document_type_id.name or "",
                code=basis.symbol,
                date=self._date_text(basis.date),
                issuer=basis.issuer or "…",
                about=basis.name,
            )
            for basis in self.legal_basis_ids.sudo()  # sudo: a public catalogue
        ]

    def _purpose_html(self):
        purpose = page_html.paragraph(self.purpose) if self.purpose else ""
        intro = "" if is_html_empty(self.intro) else self.intro
        return Markup("").join([purpose, intro])

    def _population_html(self):
        labels = dict(self._fields["design"]._description_selection(self.env))
        heads = ((self.env._("Item"), "40%"), (self.env._("In this survey"), "60%"))
        rows = [
            (self.env._("Who is asked"), self.population or "…"),
            (self.env._("Population"), page_html.number(self.population_n)),
            (self.env._("Sample size"), page_html.number(self.target_n)),
            (self.env._("How people are chosen"), labels[self.design]),
        ]
        cells = [tuple(map(page_html.cell, row)) for row in rows]
        return page_html.table(heads, cells)

    def _time_html(self):
        return page_html.paragraph(
            self.env._(
                "From %(date_from)s to %(date_to)s.",
                date_from=self._date_text(self.date_open),
                date_to=self._date_text(self.date_close),
            )
        )

    def _confidentiality_html(self):
        notice = self.sudo().notice_id  # sudo: its words are public
        least = self.env._(
            "Numbers of fewer than %(least)s people are not published.",
            least=self.min_cell,
        )
        return Markup("").join(
            page_html.paragraph(text)
            for text in (notice.voluntary, notice.confidential, least)
            if text
        )

    # the annex

    def _document_annex_html(self):
        """Return the questionnaire as it stands, or as it was fielded."""
        self.ensure_one()
        # sudo: the words of the questionnaire belong to the plan that may be read
        definition = self.sudo()._fielded_definition()
        langs = definition["langs"]
        parts = [page_html.heading(self.env._("Annex: questionnaire"), 1)]
        by_code = {one["code"]: one for one in definition["questions"]}
        number = 0
        for page in definition["pages"]:
            title = in_language(page["title"], LANG, langs)
            parts.append(page_html.heading(title) if title else "")
            for code in page["questions"]:
                number += 1
                parts.append(self._question_html(number, by_code[code], langs))
        return Markup("").join(parts)

    def _question_html(self, number, question, langs):
        """Return one question with its answers, as a list."""
        title = in_language(question["title"], LANG, langs)
        parts = [Markup("<p><strong>%s. %s</strong></p>") % (number, title)]
        for key in ("rows", "options"):
            labels = [
                in_language(one["label"], LANG, langs) for one in question[key] or ()
            ]
            items = Markup("").join(Markup("<li>%s</li>") % text for text in labels)
            if items:
                parts.append(Markup("<ul>%s</ul>") % items)
        if question["type"] == "scale":
            parts.append(
                page_html.paragraph(
                    self.env._(
                        "From %(low)s to %(high)s",
                        low=question["min"],
                        high=question["max"],
                    )
                )
            )
        return Markup("").join(parts)
