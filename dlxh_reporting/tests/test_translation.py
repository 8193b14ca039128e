from odoo.tests import TransactionCase, tagged

from odoo.addons.dlxh_collaborator.tests.common_translation import TranslationCheck


@tagged("post_install", "-at_install")
class TestTranslation(TranslationCheck, TransactionCase):
    """The screens of this add-on speak Vietnamese."""

    def test_vietnamese_is_complete(self):
        self.assert_vietnamese_complete("dlxh_reporting")

    def test_vietnamese_fits_its_source(self):
        self.assert_vietnamese_fits_its_source("dlxh_reporting")

    def test_choices_are_vietnamese(self):
        self.assert_choices_are_vietnamese()

    def test_vietnamese_promises_no_anonymity(self):
        self.assert_vietnamese_promises_no_anonymity("dlxh_reporting")
