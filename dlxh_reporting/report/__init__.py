from . import dlxh_xlsx_mixin
from . import dlxh_report_xlsx
from . import dlxh_reporting_rate_xlsx
from . import dlxh_dashboard_xlsx
from . import dlxh_circular_rate_xlsx
