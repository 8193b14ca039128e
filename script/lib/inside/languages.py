"""Run inside an Odoo shell: Vietnamese for people, English kept active."""

env["res.lang"]._activate_lang("en_US")  # noqa: F821 (env comes with the shell)
env["res.lang"]._activate_lang("vi_VN")  # noqa: F821
env["ir.default"].set("res.partner", "lang", "vi_VN")  # noqa: F821
env["res.partner"].with_context(active_test=False).search([]).lang = "vi_VN"  # noqa: F821
env.cr.commit()  # noqa: F821
