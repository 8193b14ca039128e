from . import dlxh_approval_return_wizard
from . import dlxh_document_counter_wizard
from . import dlxh_document_number_wizard
from . import dlxh_signed_copy_wizard
