from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..document import numbering
from .document_flow import in_flow, with_flow

#: written by the methods of the mixin only
GUARDED_FIELDS = frozenset(
    (
        "number",
        "document_code",
        "secret_checked_by_id",
        "secret_checked_at",
        "signed_copy",
        "signed_copy_name",
        "signed_copy_hash",
        "signed_copy_by_id",
        "signed_copy_at",
    )
)
#: part of the printed head and foot: fixed once the document has a number
NUMBERED_FIELDS = frozenset(
    (
        "body_id",
        "document_type_id",
        "term_id",
        "place",
        "document_date",
        "abstract",
        "signer_id",
    )
)


class DlxhDocumentMixin(models.AbstractModel):
    """Give a model what makes it an official document: body, type, number,
    place and date, abstract, signer, secret check, signed copy and print.

    Order of work: the text is written, an authorised person does the secret
    check, the number is taken, the signed copy is attached.
    """

    _name = "dlxh.document.mixin"
    _inherit = [
        "dlxh.document.page.mixin",
        "dlxh.document.word.mixin",
        "dlxh.signed.copy.mixin",
    ]
    _description = "Official Document"
    _numbered_states = ()  # of what is approved; empty: numbered without approval

    body_id = fields.Many2one(
        "dlxh.body", string="Issuing body", index=True, ondelete="restrict"
    )
    document_type_id = fields.Many2one(
        "dlxh.document.type", string="Type of document", ondelete="restrict"
    )
    term_id = fields.Many2one(
        "dlxh.term",
        compute="_compute_document_defaults",
        store=True,
        readonly=False,
        copy=False,
        ondelete="restrict",
    )
    place = fields.Char(
        compute="_compute_document_defaults", store=True, readonly=False
    )
    signer_id = fields.Many2one(
        "dlxh.body.signer",
        compute="_compute_document_defaults",
        store=True,
        readonly=False,
        copy=False,
        ondelete="restrict",
        domain="[('body_id', '=', body_id)]",
    )
    document_date = fields.Date(string="Date of the document", copy=False)
    abstract = fields.Char(help="What the document is about, below its title.")
    number = fields.Integer(readonly=True, copy=False, aggregator=False)
    document_code = fields.Char(
        string="Number and symbol", readonly=True, copy=False, index="btree_not_null"
    )
    secrecy = fields.Selection(
        selection="_selection_secrecy",
        required=True,
        default="none",
        copy=False,
        help="Only documents that hold no state secret are kept here.",
    )
    secret_checked_by_id = fields.Many2one(
        "res.users", string="Secret check by", readonly=True, copy=False
    )
    secret_checked_at = fields.Datetime(
        string="Secret check on", readonly=True, copy=False
    )

    _secrecy_none = models.Constraint(
        "CHECK(secrecy = 'none')",
        "A document with a state-secret grade is handled outside the system.",
    )

    @api.depends("body_id", "document_date")
    def _compute_document_defaults(self):
        """Propose term, place and signer; a document with a number keeps its."""
        today = fields.Date.context_today(self)
        for record in self:
            date, body = record.document_date or today, record.body_id
            if record.number:
                continue
            if not body:
                record.term_id = record.place = record.signer_id = False
                continue
            # sudo: what the body prints on its documents is public
            body_sudo = body.sudo()
            unit = body_sudo.unit_id
            if not record.term_id._covers(unit, date):  # a choice by hand stays
                record.term_id = self.env["dlxh.term"]._for_unit(unit, date)
            record.place = record.place or body_sudo.place
            signer = record.signer_id.sudo()
            if signer.body_id != body_sudo or not signer._may_sign_on(date):
                record.signer_id = body_sudo._signer_on(date).sudo(False)

    @api.constrains("body_id", "signer_id")
    def _check_signer_of_body(self):
        for record in self.filtered("signer_id"):
            # sudo: compares two ids and names them, on a document being written
            if record.signer_id.sudo().body_id != record.body_id:
                raise ValidationError(
                    self.env._(
                        "%(signer)s does not sign for %(body)s. Choose one of the "
                        "signers of that body.",
                        signer=record.signer_id.sudo().name,
                        body=record.body_id.sudo().name,
                    )
                )

    @api.onchange("secrecy")
    def _onchange_secrecy(self):
        if self.secrecy and self.secrecy != "none":
            self.secrecy = "none"
            return {
                "warning": {
                    "title": self.env._("State secret"),
                    "message": self._secrecy_sentence(),
                }
            }

    # guarded writes

    @api.model_create_multi
    def create(self, vals_list):
        if not in_flow(self.env):
            for vals in vals_list:
                self._check_document_values(vals, set_only=True)
            # given, so that no default of the user takes their place
            empty = dict.fromkeys(GUARDED_FIELDS, False)
            vals_list = [{**vals, **empty} for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        if in_flow(self.env):
            return super().write(vals)
        self._check_document_values(vals)
        self._check_numbered_lock(vals)
        result = super().write(vals)
        if not self._secret_checked_fields().isdisjoint(vals):
            self._void_secret_check()
        return result

    def unlink(self):
        # not by @api.ondelete, which a client can switch off in its context
        self._refuse_unlink_numbered()
        return super().unlink()

    def _refuse_unlink_numbered(self):
        for record in self:
            if record.number and not in_flow(self.env):
                raise UserError(
                    self.env._(
                        "“%(document)s” has the number %(code)s and stays in the "
                        "book. Deleting it would leave a gap in the numbers.",
                        document=record.display_name,
                        code=record.document_code,
                    )
                )

    def _document_flow(self):
        """Return the records marked as acting inside the document flow, and the
        approval flow where the model has one."""
        records = with_flow(self)
        return records._approval_flow() if hasattr(self, "_approval_flow") else records

    def _check_document_values(self, vals, set_only=False):
        """Refuse a secrecy grade, and values that only the flow may write.

        :param set_only: empty values pass (a new record)
        """
        if vals.get("secrecy", "none") != "none":
            raise ValidationError(self._secrecy_sentence())
        touched = GUARDED_FIELDS & vals.keys()
        if set_only:
            touched = {name for name in touched if vals[name]}
        if touched:
            labels = [
                self._fields[name]._description_string(self.env)
                for name in sorted(touched)
            ]
            raise AccessError(
                self.env._(
                    "These fields are filled in by the secret check, by taking the "
                    "number and by attaching the signed copy, not by hand: "
                    "%(fields)s.",
                    fields=", ".join(labels),
                )
            )

    def _check_numbered_lock(self, vals):
        touched = NUMBERED_FIELDS & vals.keys()
        numbered = self.filtered("number")
        if touched and numbered:
            labels = [
                self._fields[name]._description_string(self.env)
                for name in sorted(touched)
            ]
            raise UserError(
                self.env._(
                    "“%(document)s” has a number: these fields no longer change: "
                    "%(fields)s.",
                    document=numbered[0].display_name,
                    fields=", ".join(labels),
                )
            )

    # secret check

    @api.model
    def _selection_secrecy(self):
        # not a list in the field: see `dlxh.document.recipient.mixin`
        labels = {
            "none": self.env._("Not a state secret"),
            "confidential": self.env._("Confidential"),
            "secret": self.env._("Secret"),
            "top_secret": self.env._("Top secret"),
        }
        return list(labels.items())

    def _secrecy_sentence(self):
        return self.env._(
            "A document with a state-secret grade is handled outside the system. "
            "Nothing was saved: take the text and its attachments out of here and "
            "follow the rules for state secrets."
        )

    def _secret_checked_fields(self):
        """Return the names of the fields whose change voids the secret check.

        A model whose text lies in lines calls `_void_secret_check` on changes
        of the lines.
        """
        return {"abstract"}

    def _void_secret_check(self):
        """The text changed: it has to be checked again before it is numbered."""
        checked = self.filtered(lambda rec: rec.secret_checked_at and not rec.number)
        if checked:
            # sudo: whoever could change the text voids the check
            checked.sudo()._document_flow().write(
                {"secret_checked_by_id": False, "secret_checked_at": False}
            )

    def _may_check_secret(self):
        """Tell whether the current user is authorised by the issuing body."""
        self.ensure_one()
        user = self.env.user
        # sudo: only whether the user himself is in the list
        listed = user in self.body_id.sudo().secret_checker_ids
        return listed and any(
            user.has_group(f"dlxh_collaborator.group_dlxh_{chair}")
            for chair in ("leader", "officer")
        )

    def action_secret_check(self):
        """Confirm that the document holds no state secret."""
        self.check_access("read")
        for record in self.filtered(lambda rec: not rec.secret_checked_at):
            if not record.body_id:
                raise UserError(record._document_missing_sentence("body_id"))
            if not record._may_check_secret():
                raise AccessError(
                    self.env._(
                        "You are not authorised to do the secret check for %(body)s. "
                        "An administrator names those who are, on the form of the "
                        "body.",
                        body=record.body_id.sudo().name,
                    )
                )
            # sudo: the right to check does not include the right to change text
            record.sudo()._document_flow().write(
                {
                    "secret_checked_by_id": self.env.uid,
                    "secret_checked_at": fields.Datetime.now(),
                }
            )
        return True

    # number

    def _document_number_blocker(self):
        """Return why the document cannot be numbered yet, or False."""
        self.ensure_one()
        for name in ("body_id", "document_type_id", "signer_id"):
            if not self[name]:
                return self._document_missing_sentence(name)
        if not self.secret_checked_at:
            return self.env._(
                "“%(document)s” has not passed the secret check. Ask a person whom "
                "the issuing body authorised to do it, then take the number.",
                document=self.display_name,
            )
        if self._numbered_states and self.state not in self._numbered_states:
            return self.env._(
                "“%(document)s” is not approved yet. It gets its number after the "
                "leader approved it.",
                document=self.display_name,
            )
        return False

    def _document_missing_sentence(self, name):
        return self.env._(
            "“%(document)s” lacks “%(field)s”. Fill it in first.",
            document=self.display_name,
            field=self._fields[name]._description_string(self.env),
        )

    def _numbering_key(self, date):
        """Return (body, type, term, year) of the counter for a date."""
        body = self.body_id.sudo()  # access to the document was checked
        if body._profile_on(date).numbering_period == "year":
            return body, self.document_type_id, self.env["dlxh.term"], date.year
        if not self.term_id:
            raise UserError(
                self.env._(
                    "There is no term of office of %(body)s on %(date)s. Ask an "
                    "administrator to enter the term.",
                    body=body.name,
                    date=date,
                )
            )
        return body, self.document_type_id, self.term_id, 0

    def action_take_number(self):
        """Give the next number to each document that has none."""
        for record in self.filtered(lambda rec: not rec.number).sorted("id"):
            record._take_number()
        return True

    def action_open_number_wizard(self):
        """Show the next number and let the clerk confirm or change it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Number and date"),
            "res_model": "dlxh.document.number.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {"default_res_model": self._name, "default_res_id": self.id},
        }

    def _take_number(self, number=None, date=None):
        """Check everything, then take the number as the last step.

        :param int number: as agreed with the paper book; None for the next one
        """
        self.ensure_one()
        self.check_access("read")
        self._check_document_chair("clerk", "leader", "officer")
        if self.number:
            raise UserError(
                self.env._(
                    "“%(document)s” already has the number %(code)s.",
                    document=self.display_name,
                    code=self.document_code,
                )
            )
        if blocker := self._document_number_blocker():
            raise UserError(blocker)
        # sudo: chair and unit were checked; the date is fixed with the number
        record = self.sudo()._document_flow()
        date = date or record.document_date or fields.Date.context_today(self)
        record.write({"document_date": date})
        body, document_type, term, year = record._numbering_key(date)
        pattern = body._profile_on(date)._code_pattern_of(document_type)
        number = self.env["dlxh.document.counter"]._take(
            body, document_type, term, year, number=number
        )
        code = numbering.document_code(
            pattern, number, document_type.symbol, body.symbol
        )
        record.write({"number": number, "document_code": code})
