from odoo.tests import HttpCase, tagged

from odoo.addons.dlxh_collaborator.tests.access_checks import AccessTests
from odoo.addons.dlxh_collaborator.tests.access_engine import AccessRecords
from odoo.addons.dlxh_collaborator.tests.access_foundation import Foundation

from .access_circular import Circulars
from .access_consolidation import Consolidation
from .access_dashboard import Dashboard
from .access_history import History
from .access_issue import Issues
from .access_obligation import Obligations
from .access_passage import Passage
from .access_rates import Rates
from .access_reporting import Reporting


class People(Foundation):
    """What sheets and reports hang on; tested with its own add-on."""

    TABLE = ""


@tagged("post_install", "-at_install", "security")
class TestAccessTable(AccessTests, AccessRecords, HttpCase):
    """The table of sheets, issues and reports."""

    addon = "dlxh_reporting"
    parts = (
        People(),
        Reporting(),
        Passage(),
        Issues(),
        Consolidation(),
        Rates(),
        Dashboard(),
        History(),
        Circulars(),
        Obligations(),
    )
