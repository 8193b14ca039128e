"""What Odoo does not undo by itself."""

from odoo.tools import SQL


def uninstall_hook(env):
    """Destroy answers and questionnaires.

    The tables of answers are no Odoo models, so they would stay. Questionnaires lie
    in Odoo's own tables and refuse to be deleted once a wave fielded them; without
    the add-on nothing would guard them.
    """
    cr = env.cr
    for table in ("response", "buffer", "arrival", "nonce", "sheet"):
        name = SQL.identifier(f"dlxh_survey_{table}")
        cr.execute(SQL("DROP TABLE IF EXISTS %s", name))
    # the waves themselves go with their table
    cr.execute(
        "ALTER TABLE dlxh_survey_wave"
        " DROP CONSTRAINT IF EXISTS dlxh_survey_wave_survey_id_fkey"
    )
    ours = SQL("SELECT id FROM survey_survey WHERE survey_type = 'opinion'")
    cr.execute(SQL("DELETE FROM survey_question WHERE survey_id IN (%s)", ours))
    cr.execute(SQL("DELETE FROM survey_survey WHERE id IN (%s)", ours))
    env.invalidate_all(flush=False)
