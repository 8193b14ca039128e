"""What stands between the open network and the store: proof of work, pace.

Plain Python; the records are in `models/dlxh_survey_intake.py`.
"""

from .pace import Pace
from .proof import BITS, is_proof

__all__ = ["BITS", "Pace", "is_proof"]
