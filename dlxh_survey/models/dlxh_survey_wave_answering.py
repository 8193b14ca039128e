from odoo import fields, models
from odoo.exceptions import UserError

#: may be set until the wave opens
FIXED_WHEN_OPEN = frozenset(("access", "one_question"))
#: chairs that read quotas
QUOTA_CHAIRS = ",".join(
    f"dlxh_collaborator.group_dlxh_{chair}"
    for chair in ("officer", "leader", "inspector")
)
NOTICE_ORDER = (
    *("purpose", "voluntary", "confidential", "retention", "rights"),
    *("guardian", "contact"),
)


class DlxhSurveyWave(models.Model):
    """How a wave is answered, and what happens to answers when it closes."""

    _inherit = "dlxh.survey.wave"

    access = fields.Selection(
        [
            ("open", "Open link"),
            ("ticket", "With a participation code"),
            ("kiosk", "On a device of the unit (kiosk)"),
        ],
        string="Who may answer",
        default="ticket",
        required=True,
        help="Whoever has the link; each code once; or one after another on a tablet "
        "that the unit sets up.",
    )
    one_question = fields.Boolean(
        string="One question at a time",
        help="Otherwise all questions of a page stand together.",
    )
    quota_ids = fields.One2many(
        "dlxh.survey.quota",
        "wave_id",
        string="Quotas",
        groups=QUOTA_CHAIRS,
    )
    answer_url = fields.Char(
        string="Address of the form", compute="_compute_answer_url"
    )

    def _compute_answer_url(self):
        base = self[:1].get_base_url()
        for wave in self:
            wave.answer_url = f"{base}/opinion/{wave.id}" if wave.id else False

    def write(self, vals):
        if FIXED_WHEN_OPEN & vals.keys() and any(wave.opened_on for wave in self):
            raise UserError(
                self.env._(
                    "How a wave is answered stays as it was when it was opened. "
                    "Begin another wave to change it."
                )
            )
        return super().write(vals)

    # -- what the close and the progress ask for -----------------------------------

    def _count_answers(self):
        counts = self.env["dlxh.survey.store"]._counts(self.ids)
        return {wave_id: sum(found.values()) for wave_id, found in counts.items()}

    def _quotas_are_full(self):
        quotas = self.quota_ids.filtered("question_code")
        return bool(quotas) and all(quotas.mapped("is_full"))

    # -- hooks of the flow ---------------------------------------------------------

    def _on_open(self):
        result = super()._on_open()
        if self.close_at_target:
            self.quota_ids = [
                fields.Command.create(
                    {"name": self.env._("Sample size"), "cap": self.target_n}
                )
            ]
        self.env.registry.clear_cache()
        return result

    def _on_close(self):
        result = super()._on_close()
        self._end_intake()
        return result

    def _on_cancel(self):
        result = super()._on_cancel()
        self._end_intake()
        return result

    def _end_intake(self):
        """Nothing comes in any more: what waits moves, one-time words are dropped."""
        self.env.registry.clear_cache()
        self.env["dlxh.survey.store"]._release_later(closing=self.ids)

    # -- the page ------------------------------------------------------------------

    def _notice_parts(self):
        """The notice as fielded, in the language of the page, part by part; before
        the opening, as it would be."""
        lang = self.env.lang
        notice = self.notice or self._notice_values([lang])
        names = {
            "purpose": self.env._("What it is for."),
            "voluntary": self.env._("Free to take part."),
            "confidential": self.env._("Kept confidential."),
            "retention": self.env._("How long it is kept."),
            "rights": self.env._("Your rights."),
            "guardian": self.env._("For parents and guardians."),
            "contact": self.env._("Questions?"),
        }
        parts = []
        for key in NOTICE_ORDER:
            texts = notice.get(key) or {}
            text = texts.get(lang) or next(filter(None, texts.values()), "")
            if text:
                parts.append({"name": names[key], "text": text})
        return parts
