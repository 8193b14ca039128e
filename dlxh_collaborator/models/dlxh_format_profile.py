from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..document import dates, layout, numbering, signature

#: fields that hold a measure, with the name it has in the plain layout
MEASURES = tuple(name for name in layout.Layout.__dataclass_fields__ if name != "font")


class DlxhFormatProfile(models.Model):
    """How official documents look and are numbered, by one format guide.

    Every printed word stands here, so that a new guide is a new record with
    its first day, and documents of before keep their look.
    """

    _name = "dlxh.format.profile"
    _description = "Format Profile"
    _order = "family, date_from desc, id"

    name = fields.Char(required=True)
    code = fields.Char(required=True, copy=False)
    family = fields.Selection(
        [("party", "Documents of the Party"), ("state", "Documents of the State")],
        required=True,
        default="party",
    )
    basis_id = fields.Many2one(
        "dlxh.legal.basis", string="Format guide", ondelete="restrict"
    )
    date_from = fields.Date(string="From", required=True)
    date_to = fields.Date(string="To")
    active = fields.Boolean(default=True)
    note = fields.Text()

    # header
    header_right = fields.Char(string="Title at the right", required=True)
    motto = fields.Char(help="Line below the title at the right, in State documents.")
    issuer_mark = fields.Selection(
        [("star", "Star"), ("rule", "Short rule"), ("none", "Nothing")],
        string="Below the issuing body",
        required=True,
        default="star",
    )
    abstract_mark = fields.Selection(
        [("dashes", "Five dashes"), ("rule", "Short rule"), ("none", "Nothing")],
        string="Below the abstract",
        required=True,
        default="dashes",
    )
    place_date_pattern = fields.Char(
        string="Place and date", required=True, help="{place} {day} {month} {year}"
    )
    # number
    number_label = fields.Char(string="Word before the number", required=True)
    code_pattern = fields.Char(
        string="Number and symbol", required=True, help="{number} {type} {body}"
    )
    letter_code_pattern = fields.Char(
        string="Number and symbol of letters",
        help="Empty: as for the other types.",
    )
    numbering_period = fields.Selection(
        [("term", "Through the term of office"), ("year", "Anew each year")],
        string="Numbers run",
        required=True,
        default="term",
    )
    # letter, end, recipients
    letter_label = fields.Char(string="Before the addressees of a letter")
    letter_abstract_label = fields.Char(string="Before the abstract of a letter")
    end_mark = fields.Char(string="Mark at the end")
    recipients_label = fields.Char(string="Above the recipients")
    recipient_separator = fields.Char(string="After each recipient", default=";")
    purpose_report = fields.Char(string="For report")
    purpose_coordinate = fields.Char(string="For coordination")
    purpose_implement = fields.Char(string="For implementation")
    archive_pattern = fields.Char(
        string="Archive line", help="{archive}: where the original is kept."
    )
    # signature
    prefix_collective = fields.Char(string="For a collective", required=True)
    prefix_deputy = fields.Char(string="Deputy for the head", required=True)
    prefix_order = fields.Char(string="By order", required=True)
    deputy_under_collective = fields.Boolean(
        string="Deputies of a collective sign in its name",
        help="A deputy of a committee signs for the committee, with no mention "
        "that he acts for its head.",
    )
    # measures
    font = fields.Char(required=True, default="Times New Roman")
    margin_top = fields.Float(string="Top margin (mm)", default=20)
    margin_bottom = fields.Float(string="Bottom margin (mm)", default=20)
    margin_left = fields.Float(string="Left margin (mm)", default=30)
    margin_right = fields.Float(string="Right margin (mm)", default=15)
    header_left = fields.Float(string="Width of the left header (%)", default=47)
    size_title = fields.Float(string="Title at the right (pt)", default=15)
    size_motto = fields.Float(string="Motto (pt)", default=14)
    size_superior = fields.Float(string="Superior body (pt)", default=14)
    size_issuer = fields.Float(string="Issuing body (pt)", default=14)
    size_number = fields.Float(string="Number (pt)", default=14)
    size_place = fields.Float(string="Place and date (pt)", default=14)
    size_type = fields.Float(string="Type of document (pt)", default=15)
    size_abstract = fields.Float(string="Abstract (pt)", default=14)
    size_letter_abstract = fields.Float(string="Abstract of a letter (pt)", default=12)
    size_body = fields.Float(string="Text (pt)", default=14)
    size_signature = fields.Float(string="Signature (pt)", default=14)
    size_recipients_label = fields.Float(string="Word for recipients (pt)", default=12)
    size_recipients = fields.Float(string="Recipients (pt)", default=11)

    _code_uniq = models.Constraint("UNIQUE(code)", "Profile codes must be unique.")
    _dates_ordered = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "A profile cannot end before it begins.",
    )

    @api.constrains("code_pattern", "letter_code_pattern", "place_date_pattern")
    def _check_patterns(self):
        for profile in self:
            for pattern in (profile.code_pattern, profile.letter_code_pattern):
                if pattern:
                    self._check_pattern(numbering, pattern)
            self._check_pattern(dates, profile.place_date_pattern)

    def _check_pattern(self, wording, pattern):
        try:
            wording.check_pattern(pattern)
        except ValueError as error:
            raise ValidationError(
                self.env._(
                    "The pattern “%(pattern)s” cannot be used. Write the parts in "
                    "curly brackets: %(names)s.",
                    pattern=pattern,
                    names=" ".join(f"{{{name}}}" for name in wording.NAMES),
                )
            ) from error

    @api.constrains(*MEASURES)
    def _check_measures(self):
        for profile in self:
            for name in MEASURES:
                value = profile[name]
                if 0 < value <= 100:
                    continue
                raise ValidationError(
                    self.env._(
                        "%(field)s of the profile %(profile)s is %(value)s; it must "
                        "be above 0 and at most 100.",
                        field=self._fields[name]._description_string(self.env),
                        profile=profile.name,
                        value=value,
                    )
                )

    def _on(self, date):
        """Return the profile of the same family that holds on `date`; this one
        when it holds itself or no other does."""
        self.ensure_one()
        if self.date_from <= date and (not self.date_to or self.date_to >= date):
            return self
        other = self.search(
            Domain("family", "=", self.family)
            & Domain("date_from", "<=", date)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", date)),
            limit=1,
        )
        return other or self

    def _code_pattern_of(self, document_type):
        self.ensure_one()
        if document_type.is_letter and self.letter_code_pattern:
            return self.letter_code_pattern
        return self.code_pattern

    def _layout(self):
        self.ensure_one()
        return layout.Layout(font=self.font, **{name: self[name] for name in MEASURES})

    def _prefixes(self):
        self.ensure_one()
        return signature.Prefixes(
            collective=self.prefix_collective,
            deputy=self.prefix_deputy,
            order=self.prefix_order,
        )

    def _purposes(self):
        self.ensure_one()
        return {
            "report": self.purpose_report,
            "coordinate": self.purpose_coordinate,
            "implement": self.purpose_implement,
        }
