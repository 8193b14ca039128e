from . import dlxh_survey_results_xlsx
from . import dlxh_survey_draw_xlsx
from . import dlxh_survey_xlsform
