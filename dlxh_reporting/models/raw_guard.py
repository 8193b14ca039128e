from odoo.exceptions import UserError

from .dlxh_raw_mixin import RAW_MODELS


def refuse_on_raw(env, vals_list, key):
    """Refuse to hang anything on opinion sheets or their streams.

    :param key: the field that names the model of the document
    """
    if any(vals.get(key) in RAW_MODELS for vals in vals_list):
        raise UserError(
            env._(
                "Nothing can be attached to an opinion sheet. Summarise the contents "
                "in the sheet, or give a public link."
            )
        )
