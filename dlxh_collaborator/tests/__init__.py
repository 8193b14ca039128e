from . import test_access
from . import test_scope
from . import test_unit
from . import test_team
from . import test_approval
from . import test_approval_back
from . import test_approval_json2
from . import test_approval_lock
