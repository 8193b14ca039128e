"""A transaction apart from the one of the request or the scheduled action."""

from contextlib import contextmanager

from psycopg2.extensions import ISOLATION_LEVEL_READ_COMMITTED

from odoo.modules import module


def in_test():
    """Whether a test runs: it has one connection, and nobody else writes to it."""
    return bool(module.current_test)


@contextmanager
def own_transaction(env):
    """A transaction of its own that takes back everything when an error leaves it.

    It reads what others have committed meanwhile. Under Odoo's snapshot two answers
    to the same quota would fail and wait seconds to be tried again.
    """
    if in_test():
        with env.cr.savepoint():
            yield env
        return
    with env.registry.cursor() as cr:
        cr.connection.set_isolation_level(ISOLATION_LEVEL_READ_COMMITTED)
        yield env(cr=cr)
