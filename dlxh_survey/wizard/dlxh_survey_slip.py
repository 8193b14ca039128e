from secrets import SystemRandom

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import format_date

from odoo.addons.dlxh_collaborator.document import pdf

from ..models.wave_states import SMALLEST_POPULATION
from .qr_picture import qr_png

MAX_SLIPS = 1000


class DlxhSurveySlip(models.TransientModel):
    """Draw participation codes and print them once, on slips to hand out.

    The codes are in the file that the browser saves and nowhere else; the server
    keeps their hashes. A lost file cannot be made again, only replaced.
    """

    _name = "dlxh.survey.slip"
    _description = "Participation Codes"

    wave_id = fields.Many2one("dlxh.survey.wave", required=True, ondelete="cascade")
    wave_state = fields.Selection(related="wave_id.state")
    replace = fields.Boolean(
        string="Instead of those printed before",
        help="Withdraw the codes printed so far, such as when the file was lost. "
        "Only before the wave opens.",
    )
    line_ids = fields.One2many("dlxh.survey.slip.line", "slip_id", string="Strata")
    total = fields.Integer(string="Slips", compute="_compute_total")

    @api.depends("line_ids.number")
    def _compute_total(self):
        for wizard in self:
            wizard.total = sum(wizard.line_ids.mapped("number"))

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        wave = self.env["dlxh.survey.wave"].browse(values.get("wave_id"))
        if wave.exists() and "line_ids" in fields_list:
            wave._need_officer("can_give_codes")
            values["line_ids"] = self._default_lines(wave)
        return values

    def _default_lines(self, wave):
        if not wave.stratum_ids:
            given = wave._code_counts().get(False, 0)
            wanted = max(wave.target_n - given, 0)
            return [Command.create({"given": given, "number": wanted})]
        given = wave._code_counts()
        return [
            Command.create(
                {
                    "stratum_id": stratum.id,
                    "given": given.get(stratum.id, 0),
                    "number": max(stratum.sample_n - given.get(stratum.id, 0), 0),
                }
            )
            for stratum in wave.stratum_ids
        ]

    # -- drawing and printing ----------------------------------------------------------

    def action_print(self):
        """Draw the codes and return the slips as a PDF file, this once."""
        self.ensure_one()
        wave = self.wave_id
        wave._need_officer("can_give_codes")
        # one at a time: numbers of codes are compared with numbers of people
        wave.lock_for_update()
        lines = self.line_ids.filtered("number")
        self._check_lines(lines)
        # sudo: no group reads codes; the officer's right was checked above
        tickets = self.env["dlxh.survey.ticket"].sudo()
        if self.replace:
            tickets.search([("wave_id", "=", wave.id)]).unlink()
        slips = []
        for line in lines:
            codes = tickets._draw(wave, line.stratum_id, line.number)
            SystemRandom().shuffle(codes)
            slips += [self._slip(wave, line.stratum_id, code) for code in codes]
        self.env["dlxh.access.log"]._log(
            "export",
            "dlxh.survey.ticket",
            domain=[("wave_id", "=", wave.id)],
            count=len(slips),
            unit=wave.unit_id,
        )
        name = self.env._("participation-codes-%(wave)s.pdf", wave=wave.id)
        return self.env["dlxh.survey.frame"]._save_file(self._pdf(wave, slips), name)

    def _slip(self, wave, stratum, code):
        return {
            "stratum": stratum.name or "",
            "code": " ".join(code[at : at + 4] for at in range(0, len(code), 4)),
            # what stands after # is not sent to the server, nor logged by it
            "qr": qr_png(f"{wave.answer_url}#m={code}"),
        }

    def _pdf(self, wave, slips):
        source = self.env["ir.qweb"]._render(
            "dlxh_survey.survey_slips",
            {
                "lang": (self.env.lang or "vi").split("_")[0],
                # sudo: the title that every respondent reads
                "title": wave.sudo().survey_id.title,
                "unit": wave.unit_id.name,
                "address": wave.answer_url.split("://", 1)[-1],
                "until": format_date(self.env, wave.date_close),
                "slips": slips,
            },
        )
        try:
            return pdf.html_to_pdf(str(source))
        except pdf.PdfEngineMissing as error:
            raise UserError(
                self.env._(
                    "PDF files cannot be made on this server: the Python library "
                    "WeasyPrint or the Pango library is missing. Ask the "
                    "administrator to install them. No code was drawn."
                )
            ) from error

    # -- what is refused ----------------------------------------------------------

    def _check_lines(self, lines):
        wave = self.wave_id
        if self.replace and wave.state != "approved":
            raise UserError(
                self.env._(
                    "The wave is open; codes already handed out stay valid. Print "
                    "more without replacing them."
                )
            )
        if not lines or any(line.number < 0 for line in lines):
            raise UserError(self.env._("Say how many slips are to be printed."))
        if sum(lines.mapped("number")) > MAX_SLIPS:
            raise UserError(
                self.env._(
                    "At most %(limit)s slips are printed at a time. Print the strata "
                    "one after the other.",
                    limit=MAX_SLIPS,
                )
            )
        strata = lines.stratum_id
        if strata.wave_id - wave or bool(wave.stratum_ids) != bool(strata):
            raise UserError(
                self.env._("Codes are drawn for the strata of this wave. Begin again.")
            )
        if len(strata) != len(lines) and wave.stratum_ids:
            raise UserError(self.env._("Name each stratum once."))
        given = {} if self.replace else wave._code_counts()
        for line in lines:
            self._check_line(line, given.get(line.stratum_id.id, 0) + line.number)

    def _check_line(self, line, together):
        """Neither so few that people could be recognised, nor more than there are."""
        wave = self.wave_id
        people = line.stratum_id.population_n or wave.population_n
        where = line.stratum_id.name or wave.name
        if together < SMALLEST_POPULATION and len(wave.stratum_ids) != 1:
            raise UserError(
                self.env._(
                    "“%(where)s”: %(count)s people would be invited; with fewer than "
                    "%(least)s an answer could be traced. Print more, or merge strata.",
                    where=where,
                    count=together,
                    least=SMALLEST_POPULATION,
                )
            )
        if together > people:
            raise UserError(
                self.env._(
                    "“%(where)s”: %(count)s codes for %(people)s people are too many.",
                    where=where,
                    count=together,
                    people=people,
                )
            )
