"""Let the plain packages be imported without Odoo."""

import sys
from pathlib import Path

from hypothesis import settings

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
# Others work on the same cores: how long one example took says nothing of the code.
settings.register_profile("shared_machine", deadline=None)
settings.load_profile("shared_machine")
