import base64
import binascii

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .. import circular

#: megabytes, where no parameter says otherwise
LIMITS = {"file": 10, "total": 25}


class DlxhCircularFile(models.Model):
    """A file that goes with a circular; everybody who reads the one has the other."""

    _name = "dlxh.circular.file"
    _inherit = ["dlxh.circular.part.mixin"]
    _description = "File of a Circular"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    name = fields.Char(string="File name", required=True)
    file = fields.Binary(required=True, attachment=True)
    size = fields.Integer(
        string="Bytes", compute="_compute_size", store=True, precompute=True
    )
    size_text = fields.Char(string="Size", compute="_compute_size_text")

    @api.depends("file")
    def _compute_size(self):
        for one in self.with_context(bin_size=False):
            try:
                one.size = len(base64.b64decode(one.file or b"", validate=False))
            except (binascii.Error, ValueError):
                one.size = 0

    @api.depends("size")
    @api.depends_context("lang")
    def _compute_size_text(self):
        for one in self:
            amount = f"{circular.megabytes(one.size):.1f}".replace(".", ",")
            one.size_text = self.env._("%(amount)s MB", amount=amount)

    @api.model
    def _limit(self, kind):
        # sudo: how large files may be is told to everybody
        parameters = self.env["ir.config_parameter"].sudo()
        given = parameters.get_param(f"dlxh_reporting.circular_{kind}_mb")
        try:
            return float(given)
        except (TypeError, ValueError):
            return LIMITS[kind]

    @api.constrains("file", "name", "circular_id")
    def _check_file(self):
        limits = self._limit("file"), self._limit("total")
        for one in self:
            others = sum((one.circular_id.file_ids - one).mapped("size"))
            problem = circular.check_file(one.name, one.size, others, *limits)
            if problem:
                raise ValidationError(one._problem_sentence(problem))

    def _problem_sentence(self, problem):
        limit = f"{problem.limit:g}".replace(".", ",")
        if problem.kind == "ending":
            return self.env._(
                "“%(file)s” is of a kind that is not sent along. Attach a PDF, Word, "
                "Excel, PowerPoint or OpenDocument file, a picture, a recording or a "
                "ZIP file, with its ending in the name.",
                file=self.name,
            )
        if problem.kind == "empty":
            return self.env._("“%(file)s” is empty. Attach it again.", file=self.name)
        if problem.kind == "large":
            return self.env._(
                "“%(file)s” has %(size)s; a file may have %(limit)s MB. Make it "
                "smaller, or split it; the text you wrote is kept.",
                file=self.name,
                size=self.size_text,
                limit=limit,
            )
        return self.env._(
            "With “%(file)s” the files of this circular would have more than "
            "%(limit)s MB together. Phones below load all of it: leave one out.",
            file=self.name,
            limit=limit,
        )
