"""Files of collaborators and of their seats in teams.

No Odoo in here: the import screen and ``script/import`` share it.
"""

from .duplicates import duplicate_groups
from .model import (
    COLUMNS,
    Membership,
    Person,
    RosterRow,
    Stored,
    TeamPeriod,
    UnitInfo,
)
from .person import person_key, person_keys
from .phone import is_mobile, normal_phone
from .plan import Plan, make_plan, person_changes
from .read import in_words_of_file, read_roster, read_roster_sheet, rows_of_roster
from .reasons import ROSTER_REASONS
from .template import roster_template
