"""What Odoo does not undo by itself."""


def uninstall_hook(env):
    """Destroy the answers: their tables are no Odoo models, so they would stay."""
    for table in ("response", "buffer", "nonce", "sheet"):
        env.cr.execute(f"DROP TABLE IF EXISTS dlxh_survey_{table}")
