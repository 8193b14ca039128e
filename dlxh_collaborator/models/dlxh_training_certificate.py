from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..document import layout
from .approval_flow import in_flow


class DlxhTrainingCertificate(models.Model):
    """Somebody attended a class. It follows from the roll call, and goes with it.

    The unit that held the class and the units of the person see it, and so does
    the person.
    """

    _name = "dlxh.training.certificate"
    _inherit = ["dlxh.scope.base", "dlxh.private.name.mixin"]
    _description = "Certificate of Training"
    _order = "date desc, meeting_id, number, id"

    meeting_id = fields.Many2one(
        "dlxh.meeting", string="Class", required=True, index=True, ondelete="restrict"
    )
    unit_id = fields.Many2one(
        related="meeting_id.unit_id", store=True, index=True, string="Held by"
    )
    collaborator_id = fields.Many2one(
        "dlxh.collaborator",
        string="Collaborator",
        required=True,
        index=True,
        ondelete="restrict",
    )
    number = fields.Integer(string="No.", required=True, aggregator=False)
    name = fields.Char(string="Number", compute="_compute_name", store=True)
    title = fields.Char(string="Name of the class", required=True)
    topics = fields.Text()
    hours = fields.Float()
    date = fields.Date(string="Day of the class", required=True, index=True)
    previous_trained_on = fields.Date(string="Trained before on")

    _once = models.UniqueIndex(
        "(meeting_id, collaborator_id)", "This person has a certificate of the class."
    )
    _number_uniq = models.UniqueIndex(
        "(meeting_id, number)", "Each certificate of a class has its own number."
    )
    _unit_date_idx = models.Index("(unit_id, date DESC, id)")

    @api.depends("number", "date", "meeting_id")
    def _compute_name(self):
        for certificate in self:
            day = certificate.date
            certificate.name = (
                f"{certificate.number:02d}/{day:%Y}-{certificate.meeting_id.id}"
                if day
                else False
            )

    def _check_flow(self):
        if not in_flow(self.env):
            raise UserError(
                self.env._(
                    "Certificates follow from the roll call of the class and are not "
                    "written by hand."
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_flow()
        return super().create(vals_list)

    def write(self, vals):
        self._check_flow()
        return super().write(vals)

    def unlink(self):
        self._check_flow()
        return super().unlink()

    def action_print(self):
        """Print certificates, each on a page of its own."""
        self.check_access("read")
        # sudo: only the name of the report is read
        report = self.env.ref(
            "dlxh_collaborator.action_report_dlxh_training_certificate"
        ).sudo()
        return report.report_action(self, config=False)

    def _print_values(self):
        """Return what the page prints, as plain values.

        Whoever may read a certificate may print it, with the names on it.
        """
        self.ensure_one()
        self.check_access("read")
        # sudo: names of the person, his unit and the organ, printed for a reader
        record = self.sudo()
        meeting, person = record.meeting_id, record.collaborator_id
        signer = meeting.signer_id
        return {
            "superior": meeting.body_id.superior_name or "",
            "issuer": meeting.body_id.name or meeting.unit_id.name,
            "name": record.name,
            "person": person.name,
            "position": person.position or "",
            "unit": person.unit_id.name,
            "title": record.title,
            "topics": (record.topics or "").splitlines(),
            "hours": f"{record.hours:g}" if record.hours else "",
            "place": meeting.place or meeting.location or "",
            "date": record.date,
            "signer": signer.name or "",
            "signer_position": signer.position or "",
        }

    @api.model
    def _print_lang(self):
        """Certificates are printed in Vietnamese wherever it is installed."""
        installed = self.env["res.lang"]._lang_get("vi_VN")
        return "vi_VN" if installed else self.env.lang

    @api.model
    def _print_css(self):
        return Markup(layout.page_css(layout.Layout()) + PAGE)


PAGE = """
@page { size: A4 landscape; margin: 15mm; }
@page :first { @top-center { content: none; } }
@page { @top-center { content: none; } }
.o_certificate { border: 2pt double #8a1c1c; padding: 8mm 14mm; height: 160mm;
  text-align: center; box-sizing: border-box; position: relative; }
.o_certificate .o_type { font-size: 28pt; color: #8a1c1c; margin: 6mm 0 4mm; }
.o_certificate .o_person { font-size: 22pt; font-weight: bold; margin: 3mm 0; }
.o_certificate .o_topics { margin: 2mm auto; max-width: 200mm; font-size: 12pt; }
.o_certificate .o_signature { position: absolute; right: 14mm; bottom: 8mm;
  width: 90mm; }
.o_certificate .o_number { position: absolute; left: 14mm; bottom: 8mm;
  font-size: 12pt; }
.o_certificate .o_signer { margin-top: 16mm; }
"""
