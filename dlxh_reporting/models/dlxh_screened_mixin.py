import logging

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.dlxh_collaborator import screen

_logger = logging.getLogger(__name__)


class DlxhScreenedMixin(models.AbstractModel):
    """Keep personal data out of free text (guardrails G04, G05, G37).

    Telephone numbers, addresses, identity numbers and the like are refused. A
    title with a name demands a written reason, because some names belong to
    the matter: a street, a law, a speech in public. Both are checked at every
    save; models with a hand-over call `_screen` again when it happens.
    """

    _name = "dlxh.screened.mixin"
    _description = "Screened Text"

    #: names of the fields with free text; rich text is told by its type
    _screened_fields = ()
    #: those in which asking who said something is refused as well
    _handling_fields = ()

    personal_data_reason = fields.Char(
        string="Why a person is named",
        copy=False,
        help="Needed when the text names a person. Better: name the office or "
        "the group instead, then no reason is needed.",
    )
    screen_note = fields.Html(
        string="Personal data found",
        compute="_compute_screen_note",
        export_string_translation=False,
    )
    screen_level = fields.Selection(
        [("block", "To be removed"), ("warn", "A reason is needed")],
        string="Result of the screen",
        compute="_compute_screen_note",
    )

    @api.depends(lambda self: tuple(self._screened_fields))
    def _compute_screen_note(self):
        for record in self:
            found = record._screen_findings()
            levels = {finding.level for _field, finding in found}
            record.screen_level = min(levels, default=False)  # "block" first
            record.screen_note = Markup("<br/>").join(
                record._screen_sentence(field, finding) for field, finding in found
            )

    @api.constrains(lambda self: self._screen_triggers())
    def _check_personal_data(self):
        self._screen()

    def _screen_triggers(self):
        own = not self._fields["personal_data_reason"].related
        return (*self._screened_fields, *(["personal_data_reason"] if own else []))

    def _screen(self):
        """Refuse text that gives persons away.

        :raise ValidationError: names the field, what was found and what to do
        """
        for record in self:
            found = record._screen_findings()
            problems = [item for item in found if item[1].level == screen.BLOCK]
            if not problems and not record._personal_data_reason():
                problems = found
            problems += [
                (record._fields["personal_data_reason"], finding)
                for finding in screen.check(record.personal_data_reason)
                if finding.level == screen.BLOCK
            ]
            if any(finding.kind == "identify" for _field, finding in problems):
                # The refusal undoes what was written, so it cannot be kept in the
                # access log; the text itself is never repeated (G37).
                _logger.info(
                    "Refused wording that asks to identify a speaker: user %s, %s %s",
                    self.env.uid,
                    record._name,
                    record.ids,
                )
            if problems:
                raise ValidationError(record._screen_message(problems))

    def _personal_data_reason(self):
        """Return the reason given for naming a person; lines ask their parent."""
        self.ensure_one()
        return (self.personal_data_reason or "").strip()

    def _screen_findings(self):
        """Return [(field, finding)] of all screened fields of one record."""
        self.ensure_one()
        found = []
        for name in self._screened_fields:
            field = self._fields[name]
            if not self._has_field_access(field, "read"):
                continue  # of another chair, which was warned when it wrote it
            if name in self._handling_fields:
                check = screen.check_handling
            else:
                check = screen.check_html if field.type == "html" else screen.check
            found += [(field, finding) for finding in check(self[name])]
        return found

    def _screen_message(self, problems):
        lines = [self._screen_sentence(field, finding) for field, finding in problems]
        if any(finding.kind == "identify" for _field, finding in problems):
            advice = self.env._("Write about the problem, not about who spoke of it.")
        elif any(finding.level == screen.BLOCK for _field, finding in problems):
            advice = self.env._(
                "Remove it: opinions of groups are wanted, not persons."
            )
        else:
            advice = self.env._(
                "Write the office or the group instead, or fill in “%(field)s”.",
                field=self._screen_label(self._fields["personal_data_reason"]),
            )
        return "\n".join([*lines, advice])

    def _screen_sentence(self, field, finding):
        # Only the beginning is repeated: messages end up in the server's log.
        return self.env._(
            "“%(field)s” contains %(what)s (“%(begin)s…”).",
            field=self._screen_label(field),
            what=self._screen_kinds()[finding.kind],
            begin=finding.text[:4],
        )

    def _screen_label(self, field):
        return field.get_description(self.env, ["string"])["string"]

    @api.model
    def _screen_kinds(self):
        return {
            "phone": self.env._("a telephone number"),
            "email": self.env._("an e-mail address"),
            "national_id": self.env._("the number of an identity card"),
            "plate": self.env._("the number plate of a vehicle"),
            "handle": self.env._("the name of an account"),
            "profile_url": self.env._("a link to a person's page"),
            "person": self.env._("the name of a person"),
            "identify": self.env._("the wish to find out who spoke"),
        }
