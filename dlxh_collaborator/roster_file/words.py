"""Words that stand in rosters; kept as data because they are not English."""

import json
from pathlib import Path

from ._shared import words as shared

ROSTER_WORDS = json.loads(Path(__file__).with_name("words.json").read_text("utf-8"))
plain, lookup = shared.plain, shared.lookup
