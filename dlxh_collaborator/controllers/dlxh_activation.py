from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.auth_signup.controllers.main import AuthSignupHome
from odoo.addons.auth_signup.models.res_partner import SignupError
from odoo.addons.web.controllers.utils import ensure_db

from ..models.res_users_account import SLIP_TYPE

MIN_LENGTH = 8


class DlxhActivation(AuthSignupHome):
    # not readonly: the password is set here
    @http.route(
        "/dlxh/activate",
        type="http",
        auth="public",
        methods=["GET", "POST"],
        sitemap=False,
        readonly=False,
    )
    def dlxh_activate(self, **params):
        """Let the holder of a slip choose a password, once, and log in with it."""
        ensure_db()
        token = str(params.get("token") or "")
        partner = self._partner_of_slip(token)
        user = partner and partner.user_ids[:1]
        if not user or not (partner.signup_type or "").startswith(SLIP_TYPE):
            return self._activation_page({"invalid": True}, status=410)
        request.update_context(lang=user.lang or request.env.context.get("lang"))
        values = {"token": token, "name": user.name, "login": user.login}
        if request.httprequest.method == "POST":
            values["error"] = self._activation_error(user, params)
            if not values["error"]:
                try:
                    return self._activate(user, token, params["password"])
                except (UserError, SignupError) as error:
                    values["error"] = str(error)
        return self._activation_page(values)

    def _partner_of_slip(self, token):
        """Return whose slip it is, as superuser: the signed token says so."""
        try:
            return request.env["res.partner"].sudo()._get_partner_from_token(token)
        except ValueError:  # not even shaped like a token
            return None

    def _activation_error(self, user, params):
        password = str(params.get("password") or "")
        if password != str(params.get("confirm_password") or ""):
            return request.env._("The two passwords differ. Type them again.")
        if len(password) < MIN_LENGTH or password in (user.login, user.name):
            return request.env._(
                "Choose a password of at least %(count)s signs that is not your "
                "telephone number.",
                count=MIN_LENGTH,
            )
        return None

    def _activate(self, user, token, password):
        login = user.login
        self._signup_with_values(token, {"password": password}, do_login=True)
        if request.session.uid is None:  # a second factor is asked first
            return request.redirect(f"/web/login?login={login}")
        work = request.env.ref("dlxh_collaborator.dlxh_work_item_action_open").sudo()
        return request.redirect(f"/odoo/{work.path}")

    def _activation_page(self, values, status=200):
        response = request.render("dlxh_collaborator.activation_page", values)
        response.status_code = status
        response.headers["X-Frame-Options"] = "DENY"
        response.headers["Content-Security-Policy"] = "frame-ancestors 'none'"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-store"
        return response
