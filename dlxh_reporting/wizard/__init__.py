from . import dlxh_opinion_return
from . import dlxh_report_reason_wizard
