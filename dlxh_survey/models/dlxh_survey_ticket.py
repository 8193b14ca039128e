import hashlib
import secrets

from odoo import api, fields, models

#: letters and digits that are not taken for one another when read from paper
ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
CODE_LENGTH = 16


class DlxhSurveyTicket(models.Model):
    """A code that lets one person answer once (mã tham gia).

    Kept is its hash and whether it was used, nothing else: no person, no time, and
    no way to the answer. Used codes are marked in company, when answers move (see
    `dlxh_survey_store.py`). The codes themselves are on the printed slips only.
    """

    _name = "dlxh.survey.ticket"
    _description = "Participation code"
    _log_access = False
    _rec_name = "id"

    wave_id = fields.Many2one(
        "dlxh.survey.wave", required=True, index=True, ondelete="cascade"
    )
    stratum_id = fields.Many2one("dlxh.survey.stratum", ondelete="restrict")
    hash = fields.Char(required=True)
    used = fields.Boolean(default=False)

    _hash_unique = models.Constraint(
        "unique (wave_id, hash)", "This participation code exists already."
    )

    @api.model
    def _hash_of(self, wave_id, code):
        """What is kept of a code; 16 letters of 30 leave nothing to be guessed."""
        said = "".join(letter for letter in code.upper() if letter in ALPHABET)
        return hashlib.sha256(f"{wave_id}:{said}".encode()).hexdigest()

    @api.model
    def _draw(self, wave, stratum, number):
        """Make codes of a stratum; return them, the only time they are known."""
        codes = [
            "".join(secrets.choice(ALPHABET) for _letter in range(CODE_LENGTH))
            for _code in range(number)
        ]
        self.create(
            [
                {
                    "wave_id": wave.id,
                    "stratum_id": stratum.id,
                    "hash": self._hash_of(wave.id, code),
                }
                for code in sorted(codes)
            ]
        )
        return codes
