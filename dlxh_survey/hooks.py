"""What Odoo does not undo by itself."""


def uninstall_hook(env):
    """Destroy answers and questionnaires.

    The tables of answers are no Odoo models, so they would stay. Questionnaires lie
    in Odoo's own tables and refuse to be deleted once a wave fielded them; without
    the add-on nothing would guard them.
    """
    cr = env.cr
    for table in ("response", "buffer", "arrival", "nonce", "sheet"):
        cr.execute(f"DROP TABLE IF EXISTS dlxh_survey_{table}")
    # the waves themselves go with their table
    cr.execute(
        "ALTER TABLE dlxh_survey_wave"
        " DROP CONSTRAINT IF EXISTS dlxh_survey_wave_survey_id_fkey"
    )
    ours = "SELECT id FROM survey_survey WHERE survey_type = 'opinion'"
    cr.execute(f"DELETE FROM survey_question WHERE survey_id IN ({ours})")
    cr.execute(f"DELETE FROM survey_survey WHERE id IN ({ours})")
    env.invalidate_all(flush=False)
