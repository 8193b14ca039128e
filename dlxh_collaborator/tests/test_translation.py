from odoo.tests import TransactionCase, tagged

from .common_translation import TranslationCheck


@tagged("post_install", "-at_install")
class TestTranslation(TranslationCheck, TransactionCase):
    """The screens of this add-on speak Vietnamese."""

    def test_vietnamese_is_complete(self):
        self.assert_vietnamese_complete("dlxh_collaborator")

    def test_vietnamese_fits_its_source(self):
        self.assert_vietnamese_fits_its_source("dlxh_collaborator")

    def test_choices_are_vietnamese(self):
        self.assert_choices_are_vietnamese()

    def test_vietnamese_promises_no_anonymity(self):
        self.assert_vietnamese_promises_no_anonymity("dlxh_collaborator")

    def test_screen_of_approval_levels_is_vietnamese(self):
        """The add-on it comes from has no Vietnamese; i18n_extra brings it."""
        levels = self.env["tier.definition"].with_context(lang="vi_VN")
        described = levels.fields_get(attributes=["string", "selection"])
        self.assertEqual(described["model_id"]["string"], "Loại văn bản")
        self.assertIn(
            ("field", "Theo trường của văn bản"), described["review_type"]["selection"]
        )
