from odoo import models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.dlxh_collaborator import screen

#: answers leave once nothing comes in any more
TIMES = ("closed", "published")


class DlxhSurveyAnalystFile(models.Model):
    """The way of a request: which waves, and in which words."""

    _inherit = "dlxh.survey.analyst.file"

    def _asked_values(self):
        self._check_wave()
        protection = self._protect()
        return {
            "protection": self._told(protection),
            "row_count": protection.people,
        }

    def _check_purpose(self):
        if screen.blocks(self.purpose):
            raise ValidationError(
                self.env._("“What for” contains personal data. Write it without.")
            )
        return super()._check_purpose()

    def _check_wave(self):
        # sudo: the state of the wave that the request is about
        wave = self.sudo().wave_id
        if wave.state not in TIMES:
            raise UserError(
                self.env._("Single answers leave only once the wave is closed.")
            )
        if wave.destroyed_on:
            raise UserError(
                self.env._(
                    "The answers were destroyed when their time of storage was over; "
                    "only the published tables are left."
                )
            )

    def _say_two_persons(self, state):
        return self.env._(
            "Single answers leave by two persons: an analyst of the unit that "
            "holds the survey asks for them, a leader of that unit, somebody "
            "else, releases them, and the analyst takes them once. This request "
            "is: %(state)s.",
            state=state,
        )

    def _say_which_study(self):
        return self.env._(
            "“What for” must say which study needs single answers, so that "
            "whoever releases them can judge it."
        )

    def _say_asker_left(self):
        return self.env._("Whoever asked is no analyst of the unit any more.")

    def _logged(self):
        """Answers are never in the log."""
        return self._name, {
            "file": self.id,
            "wave": self.wave_id.id,
            "hash": self.file_hash or "",
        }
