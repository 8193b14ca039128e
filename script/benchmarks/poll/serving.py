"""A server of two workers on a database of its own, both gone afterwards."""

import odoo
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

from devkit import modules, settings, system, templates
from devkit.odoo import Server

WORKERS = 2


class Served:
    """`with Served() as served`: its `.env()`, and once it is started a `.url`."""

    def __enter__(self):
        source = templates.layer(modules.ours())
        self.database = templates.run_copy(source, "served")
        self.registry = Registry(self.database)
        self.server = None
        return self

    def start(self):
        log = settings.artifacts() / "log" / f"{self.database}.log"
        port = system.free_port()
        self.server = Server(templates.conf(), self.database, port, log, WORKERS)
        self.server.wait_ready()
        self.url = self.server.url

    def env(self):
        """A transaction of its own: `with served.env() as env`."""
        return _Environment(self.registry)

    def __exit__(self, *error):
        if self.server:
            self.server.stop()
        odoo.sql_db.close_db(self.database)
        Registry.delete(self.database)
        templates.drop(self.database)


class _Environment:
    def __init__(self, registry):
        self.cursor = registry.cursor()

    def __enter__(self):
        return api.Environment(self.cursor, SUPERUSER_ID, {})

    def __exit__(self, *error):
        if not error[0]:
            self.cursor.commit()
        self.cursor.close()
