from random import SystemRandom

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .. import coding as themes_of
from .dlxh_survey_coding import CODER
from .dlxh_survey_coding_desk import WAITING

SECOND = "second"


class DlxhSurveyCoding(models.Model):
    """A second person codes a sample, without seeing what the first one said.

    Until the sample is coded, who codes it neither reads nor changes the first coding
    of the question; afterwards the second coding stays as it is.
    """

    _inherit = "dlxh.survey.coding"

    # kept here, because a text tells of nobody
    first_coder_ids = fields.Many2many(
        "res.users",
        relation="dlxh_survey_coding_first_coder",
        column1="coding_id",
        column2="user_id",
        string="Coded by",
        readonly=True,
        copy=False,
        groups=CODER,
    )
    second_coder_ids = fields.Many2many(
        "res.users",
        relation="dlxh_survey_coding_second_coder",
        column1="coding_id",
        column2="user_id",
        string="Sample coded by",
        readonly=True,
        copy=False,
        groups=CODER,
    )
    second_waiting = fields.Integer(
        string="Left of the sample", compute="_compute_can_code", groups=CODER
    )
    can_code_again = fields.Boolean(compute="_compute_can_code")
    can_draw_again = fields.Boolean(compute="_compute_can_code")

    @api.depends("first_coder_ids", "second_coder_ids")
    def _compute_can_code(self):
        result = super()._compute_can_code()
        first, second = self._counts(), self._counts("second_state")
        for coding in self:
            key = (coding.wave_id.id, coding.question)
            sample = {state for state in second.get(key, {}) if state}
            waits = WAITING in sample
            # sudo: who coded, of a coding that the user reads
            may = self.env.user not in coding.sudo().first_coder_ids
            may = may and (coding.can_code or coding.can_reopen)
            whole = key in first and False not in first[key]
            coding.second_waiting = second.get(key, {}).get(WAITING, 0)
            coding.can_code_again = may and (waits or whole and not sample)
            coding.can_draw_again = may and whole and sample and not waits
            # sudo: as above
            if waits and self.env.user in coding.sudo().second_coder_ids:
                coding.can_code = False
        return result

    def _is_blind(self):
        """Whether a sample waits for the user, who must not see the first coding."""
        self.ensure_one()
        # sudo: who codes the sample and how many texts wait; no text
        coding = self.sudo()
        mine = self.env.user in coding.second_coder_ids
        return mine and bool(coding._sample().get(WAITING))

    def _sample(self):
        """Return {state of the second coding: number of texts} of the sample."""
        # sudo: numbers of texts, no text
        texts = self.env["dlxh.survey.text"].sudo()
        drawn = [*self._of_question(), ("second_state", "!=", False)]
        return dict(texts._read_group(drawn, ["second_state"], ["__count"]))

    def _refuse_unless_open(self):
        if any(coding._is_blind() for coding in self):
            self._refuse_blind()
        return super()._refuse_unless_open()

    def _refuse_blind(self):
        raise UserError(
            self.env._(
                "You are coding a sample without knowing what was said of it. Code it "
                "to the end first."
            )
        )

    def _quotes(self):
        # they stand under the themes of the first coding
        return [] if self._is_blind() else super()._quotes()

    # Steps
    # -----

    def action_code_again(self):
        """Open the page on the sample that waits, or else on a new one."""
        self._as_other_coder()
        sample = self._sample()
        if WAITING in sample:
            self._apply({"second_coder_ids": [(4, self.env.uid)]})
        elif not sample:
            self._draw_sample()
        return self.action_open_desk()

    def action_draw_again(self):
        """Throw the second coding away and open the page on a new sample."""
        self._as_other_coder()
        self._draw_sample()
        return self.action_open_desk()

    def _as_other_coder(self):
        """Refuse who coded himself, and whoever comes when nothing can change."""
        self._as_coder()
        # sudo: who coded, and the state of the wave, for a coder of its unit
        coding = self.sudo()
        if self.env.user in coding.first_coder_ids:
            raise UserError(
                self.env._(
                    "You coded texts of this question yourself. The sample is coded "
                    "by somebody else of the unit."
                )
            )
        if coding.state == "done" and coding.wave_id.state == "published":
            self._refuse_published()

    def _draw_sample(self):
        """Draw texts anew for the user; he alone codes them, until others join."""
        self._refuse_uncoded()
        self._texts([("second_state", "!=", False)]).write(
            {"second_state": False, "second_theme_ids": [(5,)]}
        )
        texts = self._texts([("is_destroyed", "=", False)])
        if not texts:
            raise UserError(self.env._("There is no text that could be coded again."))
        size = themes_of.sample_size(len(texts))
        drawn = texts.browse(SystemRandom().sample(texts.ids, size))
        drawn.write({"second_state": WAITING})
        self._apply({"second_coder_ids": [(6, 0, self.env.user.ids)]})

    def _texts(self, domain):
        """Return texts of this question as superuser."""
        # sudo: nobody has rights to texts; every caller asked for who reads the coding
        texts = self.env["dlxh.survey.text"].sudo()
        return texts.search([*self._of_question(), *domain])

    def _of_question(self):
        return [("wave_id", "=", self.wave_id.id), ("question", "=", self.question)]

    def _forget_coders(self):
        """Called when the texts are destroyed: nothing is left that they coded."""
        self._apply({"first_coder_ids": [(5,)], "second_coder_ids": [(5,)]})

    # The page of texts
    # -----------------

    def get_desk(self):
        """Tell the page that the user codes a sample, without the first coding."""
        desk = super().get_desk()
        if not self._is_blind():
            return {**desk, "again": False}
        # sudo: numbers of the user's own sample
        own = self.sudo()._standing_again()
        return {**desk, "again": True, "is_open": True, **own}

    def get_texts(self, which=WAITING, without=()):
        """Return texts; those of the sample ("second") with nothing beside them."""
        if which == SECOND:
            self._as_second()
            return [self._row_again(text) for text in self._hand_out(which, without)]
        self._as_coder()
        if self._is_blind():
            self._refuse_blind()
        return super().get_texts(which, without)

    def code_text(self, text_id, theme_ids, quotable=False, destroy=False):
        """Keep who coded, so that the sample is coded by somebody else."""
        said = super().code_text(text_id, theme_ids, quotable, destroy)
        # sudo: who coded; `code_text` asked for the coder's right
        if self.env.user not in self.sudo().first_coder_ids:
            self._apply({"first_coder_ids": [(4, self.env.uid)]})
        return said

    def code_again(self, text_id, theme_ids):
        """Say which themes a text of the sample belongs to; none means unclear."""
        text = self._text_again(text_id)
        themes = self._chosen(theme_ids)
        state = "coded" if themes else "unclear"
        text.write({"second_theme_ids": [(6, 0, themes.ids)], "second_state": state})
        # sudo: numbers of the sample; `_text_again` asked whose it is
        return self.sudo()._standing_again()

    def undo_again(self, text_id):
        """Take back what was said of a text of the sample."""
        text = self._text_again(text_id)
        text.write({"second_theme_ids": [(5,)], "second_state": WAITING})
        # sudo: numbers of the sample; `_text_again` asked whose it is
        standing = self.sudo()._standing_again()
        return {"text": self._row_again(text), **standing}

    def _as_second(self):
        self._as_coder()
        if not self._is_blind():
            raise UserError(
                self.env._(
                    "No sample waits for you here. Open the question and press “Code "
                    "a sample again”."
                )
            )

    def _text_again(self, text_id):
        self._as_second()
        text = self._find_text(text_id)
        if not text.second_state:
            raise UserError(
                self.env._("This text left the sample. Load the page again.")
            )
        return text

    def _which(self, which):
        if which == SECOND:
            return SQL("second_state = %s", WAITING)
        return super()._which(which)

    def _row_again(self, text):
        own = {"themes": text.second_theme_ids.ids, "suggested": [], "quotable": False}
        return {**self._text_row(text), **own}

    def _standing_again(self):
        """Return the numbers that the page shows, of the sample alone."""
        rows = self.env["dlxh.survey.text"]._read_group(
            [("second_theme_ids", "in", self.theme_ids.ids)],
            ["second_theme_ids"],
            ["__count"],
        )
        sample = self._sample()
        return {
            "counts": {theme.id: number for theme, number in rows},
            "unclear": sample.get("unclear", 0),
            "waiting": sample.get(WAITING, 0),
            "total": sum(sample.values()),
        }
