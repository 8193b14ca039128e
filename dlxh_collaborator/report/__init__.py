from . import dlxh_coverage_xlsx
