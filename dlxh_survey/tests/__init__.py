from . import test_access_table
from . import test_translation
from . import test_no_chair
from . import test_survey_intake
from . import test_survey_store
from . import test_survey_aggregate
from . import test_questionnaire
from . import test_wave
