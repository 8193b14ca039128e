from markupsafe import Markup

from odoo import models
from odoo.tools import is_html_empty

from ..budget import amount_in_words
from . import page_html

ROMAN = ("I", "II", "III", "IV", "V", "VI")


class DlxhProgrammePageMixin(models.AbstractModel):
    """The plan as an official document, with the estimate as its annex."""

    _name = "dlxh.programme.page.mixin"
    _inherit = ["dlxh.issuer.mixin"]
    _description = "Printed Plan"
    _document_report = "dlxh_collaborator.dlxh_programme_action_report_document"

    # who receives it

    def _default_recipients(self):
        """The level above, for report; the committee of the unit itself."""
        self.ensure_one()
        unit = self.unit_id.sudo()  # sudo: the names of the unit and of the one above
        return [
            {
                "programme_id": self.id,
                "name": name,
                "purpose": "report",
                "sequence": index,
            }
            for index, name in enumerate(filter(None, (unit.parent_id.name, unit.name)))
        ]

    # the page

    def _document_page(self):
        # the estimate is in the document, and not for every chair
        self.env["dlxh.programme.budget.line"].check_access("read")
        plan = self._in_vietnamese()
        return super(DlxhProgrammePageMixin, plan)._document_page()

    def _document_body_html(self):
        """Bases, purpose, goals, the table of tasks, money, how it is done."""
        self.ensure_one()
        parts = self._legal_bases_html()
        chapters = (
            (self.env._("Purpose and requirements"), self._kept(self.intro)),
            (self.env._("Goals and solutions"), self._kept(self.goals)),
            (self.env._("Tasks"), self._tasks_table()),
            (self.env._("Funds"), self._funds_html()),
            (self.env._("How it is carried out"), self._kept(self.organisation)),
        )
        chapters = [(title, text) for title, text in chapters if text]
        for numeral, (title, text) in zip(ROMAN, chapters, strict=False):
            parts.append(page_html.heading(f"{numeral}. {title.upper()}"))
            parts.append(text)
        return Markup("").join(parts)

    def _legal_bases_html(self):
        """Return a paragraph for each legal basis: kind, number, date, about what."""
        lines = []
        for basis in self.legal_basis_ids.sudo():  # sudo: a public catalogue
            kind = basis.document_type_id.name or ""
            about = basis.name
            if kind and about.lower().startswith(kind.lower()):
                about = about[len(kind) :].strip()
            text = self.env._(
                "Pursuant to %(kind)s No. %(code)s of %(date)s of %(issuer)s %(about)s",
                kind=kind,
                code=basis.symbol,
                date=self._date_text(basis.date),
                issuer=basis.issuer or "…",
                about=about,
            )
            lines.append(Markup("<p><em>%s;</em></p>") % text)
        return lines

    def _kept(self, text):
        return "" if is_html_empty(text) else Markup(text)

    def _tasks_table(self):
        """The tasks as approved: what was added later is not in the document."""
        # sudo: tasks and units printed on a plan that may be read
        tasks = self.sudo().task_ids.filtered(lambda task: not task.is_added)
        if not tasks:
            return ""
        rows = [
            (
                page_html.cell(str(index), "center"),
                page_html.cell(task.name),
                page_html.cell(task.responsible_unit_id.name),
                page_html.cell(task._period_text(), "center"),
            )
            for index, task in enumerate(tasks, start=1)
        ]
        heads = (
            (self.env._("No."), "6%"),
            (self.env._("What is done"), "50%"),
            (self.env._("Who does it"), "24%"),
            (self.env._("Time to do it"), "20%"),
        )
        return page_html.table(heads, rows)

    def _funds_html(self):
        # sudo: the estimate is part of the document; reading it was checked
        total = sum(self.sudo().budget_line_ids.mapped("amount"))
        if not total:
            return ""
        text = self.env._(
            "Estimated funds: %(total)s VND (%(words)s), by the annex to this "
            "document.",
            total=page_html.number(total),
            words=amount_in_words(total).lower(),
        )
        return Markup("<p>%s</p>") % text

    # the annex

    def _document_annex_html(self):
        """Return the estimate as a page of its own, or nothing without one."""
        self.ensure_one()
        lines = self.sudo().budget_line_ids  # as in `_funds_html`
        if not lines:
            return ""
        heads = (
            (self.env._("No."), "6%"),
            (self.env._("Budget item"), "38%"),
            (self.env._("Measure"), "12%"),
            (self.env._("Quantity"), "11%"),
            (self.env._("Unit price (VND)"), "16%"),
            (self.env._("Line amount (VND)"), "17%"),
        )
        total = sum(lines.mapped("amount"))
        return Markup("").join(
            (
                page_html.heading(self.env._("Annex: budget estimate"), 1),
                Markup('<p style="text-align: center"><em>%s</em></p>')
                % self._annex_reference(),
                page_html.table(heads, self._annex_rows(lines, total)),
                Markup("<p><em>%s</em></p>") % self._words_of(total),
            )
        )

    def _words_of(self, amount):
        return self.env._("In words: %(words)s.", words=amount_in_words(amount))

    def _annex_rows(self, lines, total):
        """One row for each category with its sum, below it its lines."""
        rows = []
        groups = lines.grouped("category_id")
        for numeral, category in enumerate(
            sorted(groups, key=lambda c: (c.sequence, c.id)), start=1
        ):
            part = groups[category]
            subtotal = sum(part.mapped("amount"))
            rows.append(self._sum_row(str(numeral), category.name, subtotal))
            for index, line in enumerate(part, start=1):
                rows.append(
                    (
                        page_html.cell(f"{numeral}.{index}", "center"),
                        page_html.cell(line.name),
                        page_html.cell(line.measure, "center"),
                        page_html.cell(page_html.number(line.quantity), "right"),
                        page_html.cell(page_html.number(line.unit_price), "right"),
                        page_html.cell(page_html.number(line.amount), "right"),
                    )
                )
        rows.append(self._sum_row("", self.env._("Total"), total))
        return rows

    def _sum_row(self, numeral, label, amount):
        return (
            page_html.cell(numeral, "center", bold=True),
            page_html.cell(label, bold=True, span=4),
            page_html.cell(page_html.number(amount), "right", bold=True),
        )
