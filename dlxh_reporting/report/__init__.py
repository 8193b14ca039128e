from . import dlxh_report_xlsx
