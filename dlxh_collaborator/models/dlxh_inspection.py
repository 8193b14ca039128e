from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

#: from here on the inspected unit reads the inspection
TOLD_STATES = ("concluded", "following", "closed")


class DlxhInspection(models.Model):
    """Inspection, supervision or reminder of a unit below, with its findings.

    The report is approved like any document; with its approval the inspection is
    concluded, and the inspected unit reads and answers the findings.
    """

    _name = "dlxh.inspection"
    _inherit = [
        "dlxh.inspection.flow.mixin",
        "dlxh.inspection.page.mixin",
        "dlxh.fulfilment.mixin",
        "dlxh.addressee.mixin",
        "dlxh.scope.mixin",
        "dlxh.private.name.mixin",
        "dlxh.document.mixin",
        "dlxh.approval.mixin",
    ]
    _description = "Inspection"
    _order = "date_from desc, id desc"
    _rec_names_search = ["name", "document_code"]
    _addressee_field = "inspected_unit_id"
    _approval_draft_states = ["planned", "in_progress"]
    _approval_approved_state = "concluded"
    _approval_returned_state = "in_progress"
    _state_from = ["in_progress"]  # tier validation's own names for the same
    _state_to = ["concluded"]

    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("in_progress", "Under way"),
            ("in_approval", "In approval"),
            ("concluded", "Concluded"),
            ("following", "Followed up"),
            ("closed", "Finished"),
        ],
        string="Status",
        required=True,
        default="planned",
        copy=False,
        index=True,
    )
    unit_id = fields.Many2one(string="Inspecting unit")
    name = fields.Char(string="Subject", required=True)
    kind = fields.Selection(
        [
            ("inspect", "Inspect"),
            ("supervise", "Supervise"),
            ("remind", "Remind"),
        ],
        required=True,
        default="inspect",
    )
    inspected_unit_id = fields.Many2one(
        "dlxh.unit",
        string="Inspected unit",
        required=True,
        index=True,
        ondelete="restrict",
        help="A unit below the one that inspects.",
    )
    programme_id = fields.Many2one(
        "dlxh.programme",
        string="Plan of the year",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('unit_id', '=', unit_id), ('plan_type', '=', 'annual')]",
        help="The plan in which the inspection stands.",
    )
    date_from = fields.Date(string="From", required=True)
    date_to = fields.Date(string="To")
    member_ids = fields.One2many(
        "dlxh.inspection.member", "inspection_id", string="Inspection team"
    )
    purpose = fields.Html(string="What is looked at")
    result = fields.Html(string="What was found")
    finding_ids = fields.One2many(
        "dlxh.inspection.finding", "inspection_id", string="Findings"
    )
    recipient_ids = fields.One2many(
        "dlxh.inspection.recipient", "inspection_id", string="Recipients"
    )
    finding_count = fields.Integer(
        string="Number of findings", compute="_compute_finding_counts"
    )
    open_finding_count = fields.Integer(
        string="Not put right yet", compute="_compute_finding_counts"
    )
    late_finding_count = fields.Integer(
        string="Late", compute="_compute_finding_counts"
    )
    document_type_id = fields.Many2one(
        default=lambda self: self.env.ref("dlxh_collaborator.document_type_bc")
    )
    abstract = fields.Char(
        compute="_compute_abstract", store=True, readonly=False, precompute=True
    )

    _dates_ordered = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "An inspection cannot end before it begins.",
    )
    _unit_date_idx = models.Index("(unit_id, date_from, id)")
    _inspected_date_idx = models.Index("(inspected_unit_id, date_from, id)")

    @api.depends("kind", "name", "inspected_unit_id")
    def _compute_abstract(self):
        for inspection in self._in_vietnamese():
            # sudo: the name of the inspected unit, on its inspection
            unit = inspection.inspected_unit_id.sudo().name or "…"
            inspection.abstract = inspection._abstract_text(
                unit, inspection.name or "…"
            )

    def _abstract_text(self, unit, subject):
        """Return what the report is about, in the language of `self`."""
        names = {"unit": unit, "subject": subject}
        if self.kind == "supervise":
            return self.env._("supervision of %(unit)s: %(subject)s", **names)
        if self.kind == "remind":
            return self.env._("reminder of %(unit)s: %(subject)s", **names)
        return self.env._("inspection of %(unit)s: %(subject)s", **names)

    @api.depends("name", "inspected_unit_id")
    def _compute_display_name(self):
        for inspection in self:
            # sudo: as in the abstract
            unit = inspection.inspected_unit_id.sudo().name
            inspection.display_name = f"{inspection.name} – {unit}"
        self._hide_private_names()

    @api.depends("finding_ids.state", "finding_ids.deadline")
    def _compute_finding_counts(self):
        for inspection in self:
            findings = inspection.finding_ids
            inspection.finding_count = len(findings)
            inspection.open_finding_count = len(
                findings.filtered(lambda finding: finding.state != "fixed")
            )
            inspection.late_finding_count = len(findings.filtered("is_late"))

    @api.constrains("unit_id", "inspected_unit_id")
    def _check_inspected_unit(self):
        for inspection in self.sudo():  # sudo: compares two paths, names two units
            unit, inspected = inspection.unit_id, inspection.inspected_unit_id
            below = (inspected.parent_path or "").startswith(unit.parent_path)
            if inspected == unit or not below:
                raise ValidationError(
                    self.env._(
                        "%(unit)s inspects only units below it. Choose one of them.",
                        unit=unit.name,
                    )
                )

    @api.constrains("unit_id", "programme_id")
    def _check_same_unit(self):
        for inspection in self.filtered("programme_id"):
            linked = inspection.sudo()  # sudo: only the units of both are compared
            if linked.programme_id.unit_id != linked.unit_id:
                raise ValidationError(
                    self.env._(
                        "“%(inspection)s”: the plan is that of the unit that "
                        "inspects. Choose another or none.",
                        inspection=inspection.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        inspections = super().create(vals_list)
        recipients = []
        for inspection, vals in zip(inspections, vals_list, strict=True):
            if not vals.get("recipient_ids"):
                recipients += inspection._default_recipients()
        self.env["dlxh.inspection.recipient"].create(recipients)
        return inspections

    def write(self, vals):
        if "unit_id" in vals and any(i.unit_id.id != vals["unit_id"] for i in self):
            raise UserError(
                self.env._(
                    "An inspection stays with the unit that planned it. Delete this "
                    "one and plan it in the other unit."
                )
            )
        return super().write(vals)

    def _is_fulfilled(self):
        """A task “inspect unit X” is done once the inspection is concluded."""
        self.ensure_one()
        return self.state in TOLD_STATES
