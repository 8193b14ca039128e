from . import dlxh_own_data
