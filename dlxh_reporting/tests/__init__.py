from . import test_report_flow
from . import test_opinion_access
from . import test_opinion_leaks
from . import test_opinion_flow
from . import test_opinion_queries
from . import test_issue
from . import test_regime
