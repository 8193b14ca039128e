"""Run inside an Odoo shell: uninstall our add-ons and see that nothing is left."""

import os

names = os.environ["DLXH_ARGS"].split("\n")
env = env  # noqa: F821, PLW0127 (given by the shell)
found = env["ir.module.module"].search(
    [("name", "in", names), ("state", "=", "installed")]
)
assert len(found) == len(names), f"not all of {names} were installed"
found.button_immediate_uninstall()
env.transaction.reset()
# people who did something in other apps stay, as the README says
people = ("res.users", "res.partner")
left = env["ir.model.data"].search(
    [("module", "in", names), ("model", "not in", people)]
)
assert not left, f"external ids remain: {left.mapped('complete_name')}"
models = env["ir.model"].search([("model", "=like", "dlxh.%")])
assert not models, f"models remain: {models.mapped('model')}"
env.cr.execute("SELECT tablename FROM pg_tables WHERE tablename LIKE 'dlxh%'")
tables = [row[0] for row in env.cr.fetchall()]
assert not tables, f"tables remain: {tables}"
env.cr.execute(
    "SELECT table_name, column_name FROM information_schema.columns"
    " WHERE table_schema = 'public' AND column_name LIKE 'dlxh%'"
)
columns = env.cr.fetchall()
assert not columns, f"columns remain: {columns}"
