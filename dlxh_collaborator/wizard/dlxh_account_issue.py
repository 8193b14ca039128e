from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import format_date

from ..slip import qr_svg

MAX_PEOPLE = 500
DONE = ("new", "again", "reopen", "reset", "link")


class DlxhAccountIssue(models.TransientModel):
    """Make accounts for chosen collaborators and print the slips that open them.

    What the screen shows is worked out again when it is carried out. The codes of the
    slips are kept nowhere: they are made anew, the same for the same slip, whenever
    the paper is printed by somebody who may give it.
    """

    _name = "dlxh.account.issue"
    _description = "Accounts of Collaborators"

    collaborator_ids = fields.Many2many(
        "dlxh.collaborator", string="Collaborators", required=True
    )
    reset_used = fields.Boolean(
        string="Also reset accounts in use",
        help="The password no longer works and open sessions end. Use it when "
        "somebody lost the telephone or forgot the password.",
    )
    line_ids = fields.One2many(
        "dlxh.account.issue.line",
        "issue_id",
        string="What will happen",
        readonly=True,
    )
    ready_count = fields.Integer(string="Slips to print", compute="_compute_counts")
    refused_count = fields.Integer(string="Left out", compute="_compute_counts")
    state = fields.Selection(
        [("check", "Check"), ("done", "Done")], default="check", readonly=True
    )

    @api.depends("line_ids.action")
    def _compute_counts(self):
        for issue in self:
            lines = issue.line_ids
            left_out = lines.filtered(lambda line: line.action == "refused")
            issue.refused_count = len(left_out)
            issue.ready_count = len(lines - left_out)

    @api.model_create_multi
    def create(self, vals_list):
        issues = super().create(vals_list)
        for issue in issues:
            issue._refresh_lines()
        return issues

    # What would be done
    # ------------------

    def _refresh_lines(self):
        self.line_ids = [
            Command.clear(),
            *(
                Command.create(
                    {
                        "collaborator_id": person.id,
                        "action": what,
                        "login": login,
                        "reason": reason,
                    }
                )
                for person, (what, login, reason) in self._plan(
                    self.collaborator_ids
                ).items()
            ),
        ]

    def action_toggle_reset(self):
        """Take in, or leave out, the accounts that are in use."""
        self.ensure_one()
        self.reset_used = not self.reset_used
        self._refresh_lines()
        return self._reopen()

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Accounts of collaborators"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
        }

    def _plan(self, people):
        """Return {collaborator: (what, login, reason)} in the rights of the user."""
        if len(people) > MAX_PEOPLE:
            raise UserError(
                self.env._(
                    "%(count)s people are chosen; slips are made for at most %(limit)s "
                    "at a time. Choose fewer, for example one commune after the other.",
                    count=len(people),
                    limit=MAX_PEOPLE,
                )
            )
        self._check_manager()
        people.check_access("read")
        known = people._filtered_access("write") if not self._manages_all() else people
        # sudo: accounts of people whom the user may write, only compared
        secret = people.sudo()
        refusals = secret.user_id.with_env(self.env)._account_refusals()
        serving = people._serving()
        taken = self._taken_logins(secret)
        owners = self._accounts_of_partners(secret)
        plan = {}
        for person in secret:
            bare = person.with_env(self.env)
            reason = None
            if bare not in known:
                reason = self.env._("Lies outside your territory.")
            elif person.state != "active" or person not in serving:
                reason = self.env._("Does not serve at present.")
            if reason:
                plan[bare] = ("refused", "", reason)
            elif person.user_id:
                user = person.user_id.with_env(self.env)
                plan[bare] = self._plan_account(person.user_id, refusals.get(user))
            elif person.partner_id in owners:
                plan[bare] = self._plan_link(owners[person.partner_id])
            else:
                plan[bare] = self._plan_new(person, taken)
        return plan

    def _plan_account(self, user, refusal):
        if refusal:
            return ("refused", "", refusal)
        if not user.active:
            return ("reopen", user.login, "")
        if not user.login_date:
            return ("again", user.login, "")
        if self.reset_used:
            return ("reset", user.login, "")
        return ("refused", user.login, self.env._("The account is in use."))

    def _plan_link(self, user):
        """The person has an account from another record."""
        refusal = user.with_env(self.env)._account_refusals()
        if refusal or not user.active:
            reason = self.env._(
                "This person has an account already; the administrator links it."
            )
            return ("refused", "", reason)
        return ("link", user.login, "")

    def _plan_new(self, person, taken):
        login = person._account_login()
        if not login:
            reason = self.env._("Has no mobile number; the login is made from it.")
        elif taken.get(login) == "account":
            reason = self.env._("Another account already uses this number.")
        elif taken.get(login) == "twice":
            reason = self.env._("Two of the chosen people have this number.")
        else:
            return ("new", login, "")
        return ("refused", login, reason)

    def _taken_logins(self, people):
        """Return {login: "account" or "twice"} of numbers that cannot be used."""
        logins = [one._account_login() for one in people if not one.user_id]
        taken = {login: "twice" for login in logins if logins.count(login) > 1}
        # sudo: a login taken by any account at all must be told, never whose it is
        users = self.env["res.users"].sudo().with_context(active_test=False)
        found = users.search([("login", "in", logins)])
        return taken | dict.fromkeys(found.mapped("login"), "account")

    def _accounts_of_partners(self, people):
        """Return {partner: account} of those who have one from another record."""
        partners = people.filtered(lambda one: not one.user_id).partner_id
        # sudo: whether there is an account
        users = self.env["res.users"].sudo().with_context(active_test=False)
        found = users.search([("partner_id", "in", partners.ids)])
        return {user.partner_id: user for user in found}

    # Rights
    # ------

    def _manages_all(self):
        return self.env.su or self.env.user.has_group("base.group_erp_manager")

    def _check_manager(self):
        officer = "dlxh_collaborator.group_dlxh_officer"
        if not (self._manages_all() or self.env.user.has_group(officer)):
            raise AccessError(
                self.env._("Only officers manage the accounts of collaborators.")
            )

    # Doing it
    # --------

    def action_apply(self):
        """Make and open the accounts, note it in the log and print the slips."""
        self.ensure_one()
        self.check_access("write")
        plan = self._plan(self.collaborator_ids)
        groups = {what: self.env["dlxh.collaborator"] for what in DONE}
        for person, (what, _login, _reason) in plan.items():
            if what in groups:
                groups[what] |= person
        if not any(groups.values()):
            raise UserError(
                self.env._("There is nobody to give an account to. See the reasons.")
            )
        self._make_accounts(groups["new"], plan)
        self._link_accounts(groups["link"])
        # sudo: `_plan` has asked for each of them whether the user manages it
        opened = (groups["again"] | groups["reopen"] | groups["reset"]).sudo()
        groups["reopen"].sudo().user_id.active = True
        for person in groups["reopen"].sudo():
            person.user_id.dlxh_unit_ids = [Command.link(person.unit_id.id)]
        (opened | groups["new"].sudo()).user_id._open_slips()
        self._log_accounts(groups)
        self.state = "done"
        return self._reopen()

    def _make_accounts(self, people, plan):
        """Create users who are collaborators of their workplace, and nothing else."""
        # As superuser, because nobody but administrators may create users: `_plan` has
        # asked for each person whether the officer manages him. All values are made
        # here, and no default of the user or of his client adds a right.
        context = {
            "lang": self.env.lang,
            "no_reset_password": True,
            "tracking_disable": True,
            "mail_create_nolog": True,
        }
        # pylint: disable=context-overridden
        Users = self.env["res.users"].with_user(SUPERUSER_ID).with_context(context)
        people = people.with_env(Users.env)
        users = Users.create(
            [
                Users._account_values(person, plan[person.with_env(self.env)][1])
                for person in people
            ]
        )
        for person, user in zip(people, users, strict=True):
            person.user_id = user

    def _link_accounts(self, people):
        owners = self._accounts_of_partners(people.sudo())
        for person in people.sudo():  # asked in `_plan`
            user = owners[person.partner_id]
            person.user_id = user
            user.dlxh_unit_ids = [Command.link(person.unit_id.id)]

    def _log_accounts(self, groups):
        Log = self.env["dlxh.access.log"]
        for person in groups["reset"] | groups["reopen"]:
            Log._log(
                "reset",
                "dlxh.collaborator",
                person.ids,
                1,
                self.env._("New slip for an account in use"),
                person.unit_id,
            )
        given = groups["new"] | groups["again"] | groups["link"]
        for unit, people in given.grouped("unit_id").items():
            Log._log(
                "issue",
                "dlxh.collaborator",
                people.ids,
                len(people),
                self.env._("Account with a slip"),
                unit,
            )

    # The slips
    # ---------

    def _print(self):
        report = self.env.ref("dlxh_collaborator.action_report_account_slips")
        return report.report_action(self, config=False)

    def action_print(self):
        """Print once more the slips that nobody has used yet."""
        self.ensure_one()
        if not self._slip_people():
            raise UserError(
                self.env._("All slips of this list were used or are out of date.")
            )
        return self._print()

    def _slip_people(self):
        """Return whom there are slips for, in the rights of whoever prints."""
        self._check_manager()
        people = self.collaborator_ids
        if not self._manages_all():
            people = people._filtered_access("write")
        # sudo: whether there is an open slip
        waiting = people.sudo().filtered(
            lambda one: one.user_id and one.user_id._slip_is_open()
        )
        refused = waiting.user_id.with_env(self.env)._account_refusals()
        return waiting.filtered(
            lambda one: one.user_id.with_env(self.env) not in refused
        )

    def _slips(self):
        """Return what each slip says; called by the template."""
        self.ensure_one()
        slips = []
        for person in self._slip_people():  # superuser records, asked just before
            user = person.user_id
            slips.append(
                {
                    "name": person.name,
                    "unit": person.unit_id.name,
                    "login": user.login,
                    "until": format_date(self.env, user._slip_last_day()),
                    "qr": qr_svg(user._slip_url()),
                    "host": user.get_base_url().split("://", 1)[-1],
                }
            )
        return slips
