def migrate(cr, version):
    """Nobody recorded anything for another unit before: said without rewriting the
    table, which holds a row for each unit and circular."""
    cr.execute(
        "ALTER TABLE dlxh_circular_delivery"
        " ADD COLUMN IF NOT EXISTS is_on_behalf boolean DEFAULT FALSE"
    )
