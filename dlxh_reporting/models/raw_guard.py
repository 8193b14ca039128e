from odoo.exceptions import UserError

from .dlxh_raw_mixin import RAW_MODELS


def refuse_on_raw(records, key):
    """Refuse what was hung on opinion sheets or their streams.

    Asked of the records, not of the values: a default may come from the context.

    :param key: the field that names the model of the document
    """
    env = records.env
    # sudo: only the name of the model
    if any(record[key] in RAW_MODELS for record in records.sudo()):
        raise UserError(
            env._(
                "Nothing can be attached to an opinion sheet. Summarise the contents "
                "in the sheet, or give a public link."
            )
        )
