"""Many rows from one: copy a record by SQL with some columns replaced."""

from contextlib import contextmanager

from psycopg2.errors import InsufficientPrivilege

from odoo.tools import SQL


@contextmanager
def unchecked(cr):
    """Spare the checks of foreign keys while rows are copied that refer to rows that
    exist: millions of them. Only a superuser of the database may leave them out."""
    try:
        with cr.savepoint(flush=False):
            cr.execute(
                "SET LOCAL session_replication_role = replica", log_exceptions=False
            )
    except InsufficientPrivilege:
        cr.execute("SELECT current_user")
        (name,) = cr.fetchone()
        raise SystemExit(
            f"The database user {name} is no superuser, so this benchmark cannot copy"
            " rows without checking each reference. On a server of your own, never on"
            f' one in use:  ALTER ROLE "{name}" SUPERUSER'
        ) from None
    yield
    cr.execute("SET LOCAL session_replication_role = DEFAULT")


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
    values = [columns.get(name, f'"{table}"."{name}"') for name in names]
    quoted = ", ".join(f'"{name}"' for name in names)
    with unchecked(cr):
        cr.execute(
            SQL(
                f'INSERT INTO "{table}" ({quoted}) SELECT {", ".join(values)}'
                f' FROM "{table}", {source} AND "{table}".id = %s',
                record.id,
            )
        )
        return cr.rowcount
