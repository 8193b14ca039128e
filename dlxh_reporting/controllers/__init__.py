from . import dlxh_raw_export
from . import portal_address
