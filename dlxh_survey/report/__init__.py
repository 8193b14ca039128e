from . import dlxh_survey_results_xlsx
