from odoo import api, models
from odoo.exceptions import UserError

from .approval_flow import TALK_FIELDS, in_flow, with_flow


class DlxhApprovalLockMixin(models.AbstractModel):
    """Lock a document by its state; the superuser is locked out as well.

    Apart from the mark of the flow, which no client can send, nothing in the
    context opens the lock. Tier validation's own lock, which a context key and
    a table of exceptions open, is replaced by this one.
    """

    _name = "dlxh.approval.lock.mixin"
    _inherit = ["tier.validation"]
    _description = "Lock by State"

    #: the only states in which an ordinary caller writes or deletes
    _approval_draft_states = ["draft"]
    _approval_pending_state = "in_approval"
    _approval_approved_state = "approved"
    #: where a returned document goes; must be one of the draft states
    _approval_returned_state = "draft"
    #: fields that stay open on a locked document
    _approval_free_fields = []

    def _approval_flow(self):
        """Return self marked as acting inside the approval flow.

        Check the right and the state before you call it: the lock is open to
        everything that is called on the result.
        """
        return with_flow(self)

    def _approval_is_locked(self):
        self.ensure_one()
        return self[self._state_field] not in self._approval_draft_states

    def _approval_state_label(self):
        self.ensure_one()
        labels = dict(self._fields[self._state_field]._description_selection(self.env))
        return labels.get(self[self._state_field], self[self._state_field])

    def _approval_refuse_locked(self):
        """Raise for the first locked document of self."""
        for document in self:
            if document._approval_is_locked():
                raise UserError(
                    self.env._(
                        "“%(name)s” is locked: its state is “%(state)s”. To change"
                        " it, have it returned with a reason, or replace it by a"
                        " new document if it was already issued.",
                        name=document.display_name,
                        state=document._approval_state_label(),
                    )
                )

    @api.model
    def _step_fields(self):
        """Return the names of fields that only the steps of a document write."""
        return frozenset()

    @api.model
    def _new_step_fields(self):
        """Return those of them that are empty on a document made by hand."""
        return self._step_fields()

    def _step_sentence(self):
        """Return what is told to whoever writes such a field by hand."""
        return self.env._("This follows from the buttons; it is not typed in.")

    def _raise_step_by_hand(self):
        raise UserError(self._step_sentence())

    def _has_step(self):
        """Tell whether a new document begins as if a step had been taken."""
        return any(self[name] for name in self._new_step_fields())

    def _refuse_steps_by_hand(self):
        """Checked on new documents, because defaults may come from the context."""
        # sudo: fields of other chairs are looked at, not shown
        if any(document._has_step() for document in self.sudo()):
            self._raise_step_by_hand()

    def _approval_check_write(self, vals):
        """Refuse what an ordinary caller may not write."""
        names = set(vals) - TALK_FIELDS - set(self._approval_free_fields)
        if not names:
            return
        self._approval_refuse_locked()
        state = vals.get(self._state_field)
        moved = state and any(doc[self._state_field] != state for doc in self)
        if moved or names & {"review_ids", "validation_status", "approval_round_ids"}:
            raise UserError(
                self.env._(
                    "The state of a document changes only through its buttons:"
                    " Submit, Approve, Return, Undo."
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        documents = super().create(vals_list)
        if not in_flow(self.env):
            # checked on the result: a default may come from the context
            for document in documents:
                if document._approval_is_locked():
                    raise UserError(
                        self.env._("A new document starts as a draft. Submit it then.")
                    )
            documents._refuse_steps_by_hand()
        return documents

    def write(self, vals):
        if not in_flow(self.env):
            if not self._step_fields().isdisjoint(vals):
                self._raise_step_by_hand()
            self._approval_check_write(vals)
        return super().write(vals)

    def _update_field_translations(self, field_name, translations, *args, **kwargs):
        if not in_flow(self.env):  # translations do not pass through write()
            self._approval_check_write({field_name: True})
        return super()._update_field_translations(
            field_name, translations, *args, **kwargs
        )

    def unlink(self):
        if not in_flow(self.env):
            self._approval_refuse_locked()
            self._approval_refuse_unlink()
        return super().unlink()

    def _approval_refuse_unlink(self):
        if kept := self.filtered("approval_round_count")[:1]:
            raise UserError(
                self.env._(
                    "“%(name)s” was submitted once, so it is kept with its approval"
                    " history. Leave it as a draft.",
                    name=kept.display_name,
                )
            )

    # tier validation's own checks: all of it is decided by the lock above

    def _tier_validation_check_state_on_write(self, vals):
        return None

    def _tier_validation_check_write_allowed(self, vals):
        return None

    def _tier_validation_check_write_remove_reviews(self, vals):
        return None
