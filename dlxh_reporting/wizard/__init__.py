from . import dlxh_opinion_return
from . import dlxh_report_reason_wizard
from . import dlxh_work_item
