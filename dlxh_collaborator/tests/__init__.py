from . import test_access
from . import test_scope
from . import test_unit
from . import test_team
