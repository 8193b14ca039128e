from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain

from ..roster_file import is_mobile, normal_phone

MANAGERS = "dlxh_collaborator.group_dlxh_officer,base.group_erp_manager"
BATCH = 200


class DlxhCollaboratorAccount(models.Model):
    """The account of a collaborator: made from his telephone number, closed on the
    day he leaves."""

    _inherit = "dlxh.collaborator"

    account_state = fields.Selection(
        [
            ("none", "No account"),
            ("waiting", "Slip given, not yet opened"),
            ("open", "In use"),
            ("closed", "Closed"),
        ],
        string="Account status",
        compute="_compute_account_state",
        search="_search_account_state",
        groups=MANAGERS,
    )

    @api.depends("user_id.active", "user_id.login_date")
    def _compute_account_state(self):
        for person in self:
            # sudo: the status only, for the managers of accounts
            user = person.sudo().user_id
            if not user:
                person.account_state = "none"
            elif not user.active:
                person.account_state = "closed"
            else:
                person.account_state = "open" if user.login_date else "waiting"

    def _search_account_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        # sudo: as in the compute
        users = self.env["res.users"].sudo().with_context(active_test=False)
        domains = {
            "none": Domain("user_id", "=", False),
            "closed": Domain("user_id", "in", users._search([("active", "=", False)])),
            "waiting": Domain(
                "user_id",
                "in",
                users._search([("active", "=", True), ("log_ids", "=", False)]),
            ),
            "open": Domain(
                "user_id",
                "in",
                users._search([("active", "=", True), ("log_ids", "!=", False)]),
            ),
        }
        return Domain.OR(domains[one] for one in value if one in domains)

    # Writing
    # -------

    @api.model_create_multi
    def create(self, vals_list):
        people = super().create(vals_list)
        # asked of the records: a default may have brought the account
        linked = people.filtered("user_id")
        if linked:
            linked._check_account_link()
        return people

    def write(self, vals):
        before = None
        if "unit_id" in vals:
            # sudo: the accounts follow a write that is allowed below
            before = {person: person.unit_id for person in self.sudo()}
        result = super().write(vals)
        if vals.get("user_id"):
            self._check_account_link()
        if before:
            self._move_accounts(before)
        if vals.keys() & {"state", "active"}:
            self._close_left_accounts()
        return result

    def _check_account_link(self):
        """An officer links only accounts that work in his own territory."""
        if self.env.su or self.env.user.has_group("base.group_erp_manager"):
            return
        # sudo: units of the account are compared, not shown
        users = self.sudo().user_id
        units = users.with_context(active_test=False).dlxh_unit_ids
        if not units or not all(units.mapped("is_in_scope")):
            raise AccessError(
                self.env._(
                    "The account does not work in your territory. Ask the "
                    "administrator to link it."
                )
            )

    def _move_accounts(self, before):
        """Let the units of plain accounts follow the workplace."""
        # sudo: follows from a write on the collaborators that was allowed
        moved = self.sudo().filtered(
            lambda one: one.user_id and one.unit_id != before[one]
        )
        plain = moved.user_id._plain_collaborators()
        for person in moved.filtered(lambda one: one.user_id in plain):
            user = person.user_id
            left = before[person] - user._account_people()[user].unit_id
            user.dlxh_unit_ids = [
                *(Command.unlink(unit.id) for unit in left),
                Command.link(person.unit_id.id),
            ]

    # Leaving
    # -------

    @api.model
    def _today_here(self):
        """The date in Viet Nam: the daily run has no time zone of its own."""
        return fields.Date.context_today(self.with_context(tz="Asia/Ho_Chi_Minh"))

    def _serving(self, today=None):
        """Return those who serve: not ended, and not with all memberships over."""
        today = today or self._today_here()
        # sudo: callers look at accounts, whose owners may sit in any team
        people = self.sudo().filtered(lambda one: one.active and one.state != "ended")
        seats = self.env["dlxh.team.member"].sudo()
        open_seat = Domain("date_to", "=", False) | Domain("date_to", ">=", today)
        mine = Domain("collaborator_id", "in", people.ids)
        seated = seats.search(mine).collaborator_id
        still = seats.search(mine & open_seat).collaborator_id
        return people - (seated - still)

    def _close_left_accounts(self):
        """Close the accounts of those who serve nowhere any more."""
        # sudo: follows from a write on memberships or people that was allowed, or
        # from the daily run; nobody gains a right by it
        chair = self.env.ref("dlxh_collaborator.group_dlxh_collaborator")
        users = self.sudo().user_id.filtered(
            lambda user: user.active and chair in user.group_ids
        )
        if not users:
            return users
        people_of = users._account_people()
        serving = self.browse().union(*people_of.values())._serving()
        left = users.filtered(lambda user: not people_of[user] & serving)
        if left:
            left._close_account()
            for user in left:
                self.env["dlxh.access.log"]._log(
                    "close",
                    "res.users",
                    user.ids,
                    1,
                    lambda house: house._("The collaborator serves no longer"),
                    people_of[user].unit_id[:1],
                )
        return left

    @api.model
    def _cron_close_access(self):
        """Close what ended yesterday; in batches, each stored by itself."""
        today = self._today_here()
        people = self.with_context(active_test=False)
        seat_open = Domain("date_to", "=", False) | Domain("date_to", ">=", today)
        over = Domain("membership_ids", "!=", False) & Domain(
            "membership_ids", "not any", seat_open
        )
        ended = Domain("state", "=", "ended") | Domain("active", "=", False) | over
        found = people.search(Domain("user_id.active", "=", True) & ended)
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(found))
        for start in range(0, len(found), BATCH):
            batch = found[start : start + BATCH]
            batch._close_left_accounts()
            if not cron._commit_progress(len(batch)):
                break

    # Accounts
    # --------

    def _with_nearest_officer(self, user):
        """Return those whose nearest officer is `user`.

        That is the lowest unit at or above the workplace where an officer sits, or
        the unit of a team in which the person serves now.
        """
        # sudo: places in the tree and who sits there are compared, nothing is shown
        people = self.sudo()
        group = self.env.ref("dlxh_collaborator.group_dlxh_officer")
        path_of = {
            unit: [int(key) for key in unit.parent_path.split("/")[:-1]]
            for unit in people.unit_id
        }
        ids = {key for path in path_of.values() for key in path}
        officers = (
            self.env["res.users"]
            .sudo()
            .search(
                [("all_group_ids", "in", group.id), ("dlxh_unit_ids", "in", list(ids))]
            )
        )
        seats = set(officers.with_context(active_test=False).dlxh_unit_ids.ids)
        mine = set(user._dlxh_units().ids)
        found = self.browse()
        for person in people:
            lowest = [key for key in path_of[person.unit_id] if key in seats][-1:]
            teams = set(person.team_ids.unit_id.ids)
            if mine & {*lowest, *teams}:
                found |= person
        return found

    def _account_login(self):
        """Return the login of a new account: the mobile number, or ""."""
        self.ensure_one()
        phone = normal_phone(self.partner_id.phone)
        return phone if is_mobile(phone) else ""

    def action_issue_accounts(self):
        """Open the dialog that makes accounts and prints slips for these people."""
        return self._account_dialog()

    def _account_dialog(self, **values):
        self.check_access("read")
        issue = self.env["dlxh.account.issue"].create(
            {"collaborator_ids": [Command.set(self.ids)], **values}
        )
        return issue._reopen()

    def action_reset_access(self):
        """Open the same dialog for one person whose access is to be given anew."""
        self.ensure_one()
        self.check_access("read")
        if not self.sudo().user_id:  # whether there is one; the dialog asks the rest
            raise UserError(self.env._("%(name)s has no account yet.", name=self.name))
        return self._account_dialog(reset_used=True)
