from . import dlxh_raw_export
