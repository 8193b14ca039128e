from odoo.tests import HttpCase, tagged

from odoo.addons.dlxh_collaborator.tests.access_checks import AccessTests
from odoo.addons.dlxh_collaborator.tests.access_engine import AccessRecords
from odoo.addons.dlxh_collaborator.tests.access_foundation import Foundation

from .access_survey import Surveys
from .access_survey_analyst import Analyst
from .access_survey_answering import Answering
from .access_survey_coding import Coding
from .access_survey_file import Files
from .access_survey_paper import Paper
from .access_survey_results import Results
from .access_survey_sampling import Sampling
from .access_survey_weighting import Weightings


class People(Foundation):
    """What surveys hang on; tested with its own add-on."""

    TABLE = ""


@tagged("post_install", "-at_install", "security")
class TestAccessTable(AccessTests, AccessRecords, HttpCase):
    """The table of questionnaires, waves and what belongs to them."""

    addon = "dlxh_survey"
    rights = {
        "coder": "dlxh_survey.group_dlxh_coder",
        "analyst": "dlxh_survey.group_dlxh_analyst",
    }
    parts = (
        People(),
        Surveys(),
        Answering(),
        Coding(),
        Analyst(),
        Sampling(),
        # before files, which know other batches
        Paper(),
        Files(),
        Results(),
        Weightings(),
    )
