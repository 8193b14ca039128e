"""Many rows from one: copy a record by SQL with some columns replaced."""

from odoo.tools import SQL


def multiply(record, source, columns):
    """Insert a copy of `record` for each row of `source`.

    :param record: one record, as the add-ons made it
    :param str source: FROM clause; its columns may be named in `columns`
    :param dict columns: {column: SQL expression}; all others are copied
    """
    record.env.flush_all()
    cr, table = record.env.cr, record._table
    cr.execute(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_name = %s AND column_name <> 'id' AND table_schema = 'public'",
        [table],
    )
    names = [name for (name,) in cr.fetchall()]
    unknown = set(columns) - set(names)
    if unknown:
        raise ValueError(f"{table} has no column {', '.join(sorted(unknown))}")
    # what is copied refers to rows that exist: a million checks of it are spared
    cr.execute("SET LOCAL session_replication_role = replica")
    values = [columns.get(name, f'"{table}"."{name}"') for name in names]
    quoted = ", ".join(f'"{name}"' for name in names)
    cr.execute(
        SQL(
            f'INSERT INTO "{table}" ({quoted}) SELECT {", ".join(values)}'
            f' FROM "{table}", {source} AND "{table}".id = %s',
            record.id,
        )
    )
    count = cr.rowcount
    cr.execute("SET LOCAL session_replication_role = DEFAULT")
    return count
