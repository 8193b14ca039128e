from . import test_access_table
from . import test_translation
from . import test_no_chair
