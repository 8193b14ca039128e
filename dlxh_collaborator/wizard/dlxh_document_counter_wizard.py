from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class DlxhDocumentCounterWizard(models.TransientModel):
    """Begin in the middle of a term: the first numbers were given on paper."""

    _name = "dlxh.document.counter.wizard"
    _description = "Set the Next Number"

    body_id = fields.Many2one("dlxh.body", required=True)
    document_type_id = fields.Many2one(
        "dlxh.document.type", string="Type", required=True
    )
    numbering_period = fields.Selection(
        related="body_id.format_profile_id.numbering_period"
    )
    term_id = fields.Many2one(
        "dlxh.term",
        compute="_compute_term_id",
        store=True,
        readonly=False,
    )
    year = fields.Integer(
        default=lambda self: fields.Date.context_today(self).year, aggregator=False
    )
    current_next = fields.Integer(
        string="Next number now", compute="_compute_current_next", aggregator=False
    )
    next_number = fields.Integer(string="Next number", required=True, default=1)
    reason = fields.Char(
        required=True, help="For example: numbers 1 to 11 are in the paper book."
    )

    @api.depends("body_id")
    def _compute_term_id(self):
        today = fields.Date.context_today(self)
        Term = self.env["dlxh.term"]
        for wizard in self:
            unit = wizard.body_id.unit_id
            wizard.term_id = Term._for_unit(unit, today) if unit else False

    @api.depends("body_id", "document_type_id", "term_id", "year")
    def _compute_current_next(self):
        for wizard in self:
            following = 0
            if wizard.document_type_id and wizard._may_set():
                Counter = wizard.env["dlxh.document.counter"]
                following = Counter._peek(*wizard._key())[0]
            wizard.current_next = following

    def _key(self):
        term, year = self.term_id, 0
        if self.numbering_period == "year":
            term, year = self.env["dlxh.term"], self.year
        return self.body_id, self.document_type_id, term, year

    def action_set(self):
        """Set the next number and note who did it and why."""
        self.ensure_one()
        self._check_allowed()
        if self.next_number < 1:
            raise UserError(self.env._("The next number is 1 or more."))
        if self.numbering_period == "term" and not self.term_id:
            raise UserError(self.env._("Choose the term that the numbers belong to."))
        before = self.current_next
        # sudo: chair and scope were checked by _check_allowed
        counter = (
            self.env["dlxh.document.counter"]
            .sudo()
            ._set_next(*self._key(), self.next_number)
        )
        counter.message_post(
            body=self.env._(
                "Next number set from %(before)s to %(after)s: %(reason)s",
                before=before,
                after=self.next_number,
                reason=self.reason,
            )
        )
        return {"type": "ir.actions.act_window_close"}

    def _may_set(self):
        user, body = self.env.user, self.body_id
        clerk = user.has_group("dlxh_collaborator.group_dlxh_clerk")
        administrator = user.has_group("dlxh_collaborator.group_dlxh_administrator")
        return clerk and body.is_own_unit or administrator and body.may_administer

    def _check_allowed(self):
        body = self.body_id
        if self._may_set():
            return
        raise AccessError(
            self.env._(
                "The next number of %(body)s is set by the clerk of its unit or by "
                "an administrator.",
                body=body.name,
            )
        )
