"""Run inside an Odoo shell on a new base template.

Vietnamese for people, English kept active, and the web client's bundles compiled
once instead of in every browser test.
"""

env = env  # noqa: F821, PLW0127 (given by the shell)
for code in ("en_US", "vi_VN"):
    env["res.lang"]._activate_lang(code)
env["ir.default"].set("res.partner", "lang", "vi_VN")
env["res.partner"].with_context(active_test=False).search([]).lang = "vi_VN"
env["ir.qweb"]._pregenerate_assets_bundles()
env.cr.commit()
