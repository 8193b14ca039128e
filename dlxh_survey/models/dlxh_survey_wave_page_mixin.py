from markupsafe import Markup

from odoo import api, models
from odoo.tools import is_html_empty

from odoo.addons.dlxh_collaborator.models import page_html

from ..questionnaire import in_language

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")
LANG = "vi_VN"


class DlxhSurveyWavePageMixin(models.AbstractModel):
    """The survey plan as an official document, with the questionnaire as annex."""

    _name = "dlxh.survey.wave.page.mixin"
    _inherit = ["dlxh.issuer.mixin"]
    _description = "Printed Survey Plan"
    _document_report = "dlxh_survey.dlxh_survey_wave_action_report_document"

    @api.model
    def _date_text(self, date):
        return f"{date:%d/%m/%Y}" if date else "…"

    def _default_recipients(self):
        """The level above, for report; the committee of the unit itself."""
        self.ensure_one()
        unit = self.unit_id.sudo()  # sudo: the names of the unit and of the one above
        names = filter(None, (unit.parent_id.name, unit.name))
        return [
            {"wave_id": self.id, "name": name, "purpose": "report", "sequence": index}
            for index, name in enumerate(names, start=1)
        ]

    def _document_page(self):
        wave = self._in_vietnamese()
        return super(DlxhSurveyWavePageMixin, wave)._document_page()

    def _document_body_html(self):
        """Why, who and how many, how chosen and asked, when, who does what."""
        self.ensure_one()
        parts = [self._launch_html(), *self._legal_bases_html()]
        chapters = (
            (self.env._("Purpose and requirements"), self._purpose_html()),
            (self.env._("Who is asked"), self._population_html()),
            (self.env._("How people are chosen and asked"), self._kept(self.method)),
            (self.env._("Time"), self._time_html()),
            (self.env._("Confidentiality"), self._confidentiality_html()),
            (self.env._("How it is carried out"), self._kept(self.organisation)),
        )
        told = [(title, text) for title, text in chapters if text]
        for numeral, (title, text) in zip(ROMAN, told, strict=False):
            parts.append(page_html.heading(f"{numeral}. {title.upper()}"))
            parts.append(text)
        return Markup("").join(parts)

    def _kept(self, text):
        return "" if is_html_empty(text) else Markup(text)

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
        return Markup("").join([purpose, self._kept(self.intro)])

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

    def action_open_questionnaire(self):
        """Open the questionnaire that the wave fields."""
        self.ensure_one()
        self.check_access("read")
        return self.survey_id._dlxh_form_action(self.survey_id)

    def action_open_report(self):
        """Open the report on the wave, or begin it."""
        self.ensure_one()
        self.check_access("read")
        report = self.env["dlxh.survey.report"].search(
            [("wave_id", "=", self.id)], limit=1
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_survey.dlxh_survey_report_action"
        )
        return action | {
            "res_id": report.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "context": {"default_wave_id": self.id, "default_unit_id": self.unit_id.id},
        }

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
