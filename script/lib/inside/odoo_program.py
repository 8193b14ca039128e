"""Odoo's program as a file: a server of several processes starts it once more."""

import odoo.cli

if __name__ == "__main__":
    odoo.cli.main()
