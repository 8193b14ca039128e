from . import dlxh_coverage_xlsx
from . import dlxh_allowance_list_xlsx
from . import dlxh_team_roster_xlsx
from . import dlxh_programme_xlsx
from . import dlxh_training_list_xlsx
