"""Run inside an Odoo shell: an API key for every active user, written to a file."""

import json
import os
from datetime import timedelta
from pathlib import Path

from odoo import fields

env = env  # noqa: F821, PLW0127 (given by the shell)
until = fields.Datetime.now() + timedelta(days=1)
keys = {}
for user in env["res.users"].search([("share", "=", False)]):
    maker = env["res.users.apikeys"].with_user(user).sudo()
    keys[user.login] = maker._generate("rpc", "tests", until)
env.cr.commit()
Path(os.environ["DLXH_ARGS"]).write_text(json.dumps(keys))
