from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command, Domain

CHAIRS_OF_FILES = (
    "dlxh_collaborator.group_dlxh_officer,dlxh_collaborator.group_dlxh_leader,"
    "dlxh_collaborator.group_dlxh_data_officer"
)


class DlxhCollaboratorFile(models.Model):
    """The file of a collaborator: standards, consent, what he was given, how he is
    evaluated. What each page shows to whom is said by the rules of the page."""

    _inherit = "dlxh.collaborator"

    is_me = fields.Boolean(search="_search_is_me")
    standard_check_ids = fields.One2many(
        "dlxh.standard.check", "collaborator_id", string="Standards"
    )
    consent_ids = fields.One2many(
        "dlxh.consent", "collaborator_id", string="Consents", readonly=True
    )
    consent_state = fields.Selection(
        [
            ("none", "Not asked yet"),
            ("given", "Given"),
            ("outdated", "To an older notice"),
            ("withdrawn", "Withdrawn"),
        ],
        string="Consent",
        compute="_compute_consent_state",
        search="_search_consent_state",
        groups=CHAIRS_OF_FILES,
    )
    can_consent = fields.Boolean(
        compute="_compute_my_consent", string="I am asked for consent"
    )
    can_withdraw = fields.Boolean(
        compute="_compute_my_consent", string="I may withdraw my consent"
    )
    supply_ids = fields.One2many(
        "dlxh.supply", "collaborator_id", string="Equipment and documents"
    )
    outstanding_count = fields.Integer(
        string="Things to give back", compute="_compute_outstanding_count"
    )
    commendation_ids = fields.One2many(
        "dlxh.commendation", "collaborator_id", string="Commendations"
    )
    discipline_ids = fields.One2many("dlxh.discipline", "collaborator_id")
    evaluation_ids = fields.One2many(
        "dlxh.evaluation", "collaborator_id", string="Evaluations", readonly=True
    )
    allowance_line_ids = fields.One2many(
        "dlxh.allowance.line", "collaborator_id", string="Allowances", readonly=True
    )
    has_left = fields.Boolean(
        string="Has left", compute="_compute_has_left", search="_search_has_left"
    )

    # Who and where
    # -------------

    @api.constrains("partner_id", "user_id")
    def _check_account_of_person(self):
        """The account shows the file, so it must be that very person's."""
        for person in self.sudo():  # only compared
            if person.user_id and person.user_id.partner_id != person.partner_id:
                raise ValidationError(
                    self.env._(
                        "The account %(login)s belongs to another person than "
                        "%(name)s. Choose the person's own account.",
                        login=person.user_id.login,
                        name=person.name,
                    )
                )

    def write(self, vals):
        if "partner_id" in vals and not self.env.su:
            for person in self:
                if person.partner_id.id != vals["partner_id"]:
                    raise AccessError(
                        self.env._(
                            "The file of %(name)s cannot become that of another "
                            "person. Enter the other person as a new collaborator.",
                            name=person.name,
                        )
                    )
        return super().write(vals)

    def _is_managed_by(self, unit):
        """Return whether he works in the unit, or is or was in its team."""
        self.ensure_one()
        # sudo: only whether there is a link
        person = self.sudo()
        return unit == person.unit_id or unit in person.membership_ids.unit_id

    def _search_is_me(self, operator, value):
        if operator != "in":  # the ORM asks for "in" and inverts by itself
            return NotImplemented
        return Domain("user_id", "=", self.env.uid)

    @api.depends("state", "active", "membership_ids.date_to")
    def _compute_has_left(self):
        today = fields.Date.context_today(self)
        for person in self:
            # sudo: teams of other units, in which he may serve on
            ends = person.sudo().membership_ids.mapped("date_to")
            over = bool(ends) and all(end and end < today for end in ends)
            person.has_left = person.state == "ended" or not person.active or over

    @api.model
    def _left_domain(self):
        """Return the domain of those who ended, or whose last membership did."""
        today = fields.Date.context_today(self)
        running = Domain("date_to", "=", False) | Domain("date_to", ">=", today)
        return (
            Domain("state", "=", "ended")
            | Domain("active", "=", False)
            | Domain("membership_ids", "any!", Domain("id", ">", 0))
            & ~Domain("membership_ids", "any!", running)
        )

    def _search_has_left(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._left_domain()

    # Standards
    # ---------

    def action_check_standards(self):
        """Add the standards that were not looked at yet to the page."""
        self.check_access("write")
        standards = self.env["dlxh.standard"].search([("active", "=", True)])
        for person in self:
            missing = standards - person.standard_check_ids.standard_id
            person.standard_check_ids = [
                Command.create({"standard_id": standard.id}) for standard in missing
            ]
        return True

    # Consent
    # -------

    @api.depends("consent_ids.state", "consent_ids.notice_id.state")
    def _compute_consent_state(self):
        for person in self:
            # sudo: whoever sees the field may know; the rows have their own rules
            consents = person.sudo().consent_ids
            held = consents.filtered(lambda consent: consent.state == "given")
            if not consents:
                person.consent_state = "none"
            elif not held:
                person.consent_state = "withdrawn"
            elif "published" in held.notice_id.mapped("state"):
                person.consent_state = "given"
            else:
                person.consent_state = "outdated"

    def _search_consent_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        held = Domain("state", "=", "given")
        current = held & Domain("notice_id.state", "=", "published")
        anyone = Domain("consent_ids", "any!", Domain("id", ">", 0))
        holding = Domain("consent_ids", "any!", held)
        up_to_date = Domain("consent_ids", "any!", current)
        domains = {
            "none": ~anyone,
            "withdrawn": anyone & ~holding,
            "given": up_to_date,
            "outdated": holding & ~up_to_date,
        }
        return Domain.OR(domains[key] for key in value if key in domains)

    @api.depends("is_me", "consent_ids.state", "consent_ids.notice_id.state")
    @api.depends_context("uid")
    def _compute_my_consent(self):
        for person in self:
            mine = person.is_me and person.state != "ended"
            state = person.sudo().consent_state if mine else False  # about himself
            person.can_consent = mine and state != "given"
            person.can_withdraw = mine and state in ("given", "outdated")

    def action_give_consent(self):
        """Show the notice to the collaborator, who agrees or does not."""
        return self.env["dlxh.consent.wizard"]._open(self, "screen", "give")

    def action_withdraw_consent(self):
        """Say to the collaborator what follows, then note the withdrawal."""
        return self.env["dlxh.consent.wizard"]._open(self, "screen", "withdraw")

    def action_record_consent(self):
        """Enter a consent given on paper."""
        return self.env["dlxh.consent.wizard"]._open(self, "paper", "give")

    def action_record_withdrawal(self):
        """Enter a withdrawal handed in on paper."""
        return self.env["dlxh.consent.wizard"]._open(self, "paper", "withdraw")

    # Equipment
    # ---------

    def _compute_outstanding_count(self):
        # in the rights of the reader: what other units gave is theirs to see
        groups = self.env["dlxh.supply"]._read_group(
            [("collaborator_id", "in", self.ids), ("is_outstanding", "=", True)],
            ["collaborator_id"],
            ["__count"],
        )
        counts = {person.id: count for person, count in groups}
        for person in self:
            person.outstanding_count = counts.get(person._origin.id, 0)

    # Own file
    # --------

    @api.model
    def action_open_my_file(self):
        """Open the file of the current user, or a list when he has several."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_collaborator.dlxh_collaborator_action_mine"
        )
        mine = self.search([("is_me", "=", True)])
        if len(mine) == 1:
            form = [view for view in action["views"] if view[1] == "form"]
            action |= {"views": form, "view_mode": "form", "res_id": mine.id}
        return action

    # Personal data
    # -------------

    @api.model
    def _retention_file_models(self):
        pages = ("standard.check", "supply", "commendation", "discipline", "evaluation")
        found = [(f"dlxh.{page}", "collaborator_id") for page in pages]
        return super()._retention_file_models() + found

    @api.model
    def _own_data_models(self):
        pages = {
            "standard.check": "standard_id met note checked_on",
            "consent": "notice_id version given_at how withdrawn_at withdrawn_how",
            "supply": "name kind quantity supplied_on date_due returned_on condition",
            "commendation": "form decision_ref date reason",
            "allowance.line": "date_from date_to coefficient base_amount months amount",
        }
        found = [
            (f"dlxh.{page}", "collaborator_id", names.split())
            for page, names in pages.items()
        ]
        return super()._own_data_models() + found

    def _own_data(self, by_self):
        """Of what is still being written he learns when he is told of it."""
        told = {
            "discipline": "article regulation form date reason state answer",
            "evaluation": "date_from date_to score leader_grade grade_reason answer",
        }
        sections = super()._own_data(by_self)
        for key, names in told.items():
            pages = self.env[f"dlxh.{key}"].search(
                [("collaborator_id", "=", self.id), ("state", "!=", "draft")],
                order="id",
            )
            sections.append(self._own_data_section(key, pages, names.split()))
        return sections
