from . import analyst_file
from . import opinion
from . import quiet_log
from . import survey_stock
