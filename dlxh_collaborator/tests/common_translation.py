import re

import polib

from odoo.tools.misc import file_path
from odoo.tools.translate import TranslationModuleReader

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}|\$\w+")
# Other apps put these on every model with messages; they bring their own words.
FOREIGN = ("__message_has_sms_error",)
TAG = re.compile(r"<(/?\w+)")


class TranslationCheck:
    """Say what the Vietnamese of an add-on lacks; mixed into a test case."""

    def assert_vietnamese_complete(self, module):
        """Every term has a Vietnamese text, none is fuzzy, none is left over."""
        translated = {
            entry.msgid: entry.msgstr
            for entry in self._vietnamese_of(module)
            if not entry.fuzzy and not entry.obsolete
        }
        terms = {
            source
            for _module, _type, _name, place, source, _value, _comments in (
                TranslationModuleReader(self.env.cr, [module])
            )
            if not str(place).endswith(FOREIGN)
        }
        self.assertTrue(terms)
        missing = sorted(term for term in terms if not translated.get(term))
        self.assertFalse(missing, f"{len(missing)} terms lack Vietnamese")
        unused = sorted(set(translated) - terms)
        self.assertFalse(unused, f"{len(unused)} terms of vi.po are used no more")

    def assert_choices_are_vietnamese(self):
        """Also those of fields that a model takes over from another add-on."""
        self.env.cr.execute(
            """
            SELECT field.model, field.name, choice.value
              FROM ir_model_fields_selection choice
              JOIN ir_model_fields field ON field.id = choice.field_id
              JOIN ir_model_data data ON data.model = 'ir.model.fields.selection'
                                     AND data.res_id = choice.id
             WHERE data.module LIKE 'dlxh%%' AND NOT choice.name ? 'vi_VN'
            """
        )
        self.assertFalse(self.env.cr.fetchall())

    def assert_vietnamese_fits_its_source(self, module):
        """What is filled in and what is markup stands in both languages."""
        for entry in self._vietnamese_of(module):
            with self.subTest(term=entry.msgid):
                for pattern in (PLACEHOLDER, TAG):
                    self.assertEqual(
                        sorted(pattern.findall(entry.msgid)),
                        sorted(pattern.findall(entry.msgstr)),
                        entry.msgstr,
                    )

    def assert_vietnamese_promises_no_anonymity(self, module):
        """People are told that their words are kept confidential, no more."""
        texts = [entry.msgstr for entry in self._vietnamese_of(module)]
        promises = [text for text in texts if "ẩn danh" in text.lower()]
        self.assertFalse(promises)

    def _vietnamese_of(self, module):
        return polib.pofile(file_path(f"{module}/i18n/vi.po"))
