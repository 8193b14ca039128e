from odoo.tests import HttpCase, tagged

from .access_bulk import Bulk
from .access_checks import AccessTests
from .access_coverage import Coverage
from .access_data import DataProtection
from .access_decision import Decisions
from .access_delegation import Delegations
from .access_engine import AccessRecords
from .access_foundation import Foundation
from .access_meeting import Meetings
from .access_number import Numbers
from .access_people import People
from .access_programme import Programmes
from .access_team import Teams
from .access_training import Training


@tagged("post_install", "-at_install", "security")
class TestAccessTable(AccessTests, AccessRecords, HttpCase):
    """The tables of the organisation and its people."""

    addon = "dlxh_collaborator"
    parts = (
        Foundation(),
        Bulk(),
        DataProtection(),
        Training(),
        Coverage(),
        Meetings(),
        Decisions(),
        Delegations(),
        Numbers(),
        People(),
        Teams(),
        Programmes(),
    )
