from . import dlxh_survey_block_insert
from . import dlxh_survey_condition
from . import dlxh_survey_condition_line
from . import dlxh_survey_wave_cancel
from . import dlxh_work_item_survey
