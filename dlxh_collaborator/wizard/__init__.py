from . import dlxh_approval_return_wizard
