from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_date

#: how long a new answer is shown on "My work"
NEW_DAYS = 30
#: written by the steps of an issue and of its recommendations only
STEP_FIELDS = frozenset(("answered_on", "handler_report", "handler_reported_on"))
CHAIRS = "dlxh_collaborator.group_dlxh_officer,dlxh_collaborator.group_dlxh_leader"


class DlxhIssue(models.Model):
    """The answer to an issue, told back down to the collaborators who raised it.

    What the levels above answered stands on their own records, which the units
    below may not open; it is put together here for the issue that raised it.
    """

    _inherit = "dlxh.issue"
    _screened_fields = ("name", "handling", "outcome", "handler_report")
    _handling_fields = ("handling", "handler_report")

    answers = fields.Html(
        string="Answers of the levels above", compute="_compute_answers"
    )
    answered_on = fields.Date(
        string="Last answer", readonly=True, copy=False, index="btree_not_null"
    )
    recommendation_ids = fields.One2many(
        "dlxh.recommendation", "issue_id", string="Recommendations", groups=CHAIRS
    )
    recommendation_count = fields.Integer(
        string="Number of recommendations",
        compute="_compute_recommendation_count",
        groups=CHAIRS,
    )
    is_handled_by_me = fields.Boolean(
        string="Handled by my unit",
        compute="_compute_is_handled_by_me",
        search="_search_is_handled_by_me",
        export_string_translation=False,
        groups=CHAIRS,
    )
    handler_report = fields.Text(
        string="Report on the handling",
        readonly=True,
        copy=False,
        groups=CHAIRS,
        help="What the unit that handles it has done.",
    )
    handler_reported_on = fields.Date(
        string="Reported on", readonly=True, copy=False, groups=CHAIRS
    )

    _handler_state_idx = models.Index(
        "(handler_unit_id, state, deadline) WHERE handler_unit_id IS NOT NULL"
    )

    def _compute_recommendation_count(self):
        counts = dict(
            self.env["dlxh.recommendation"]._read_group(
                [("issue_id", "in", self.ids)], ["issue_id"], ["__count"]
            )
        )
        for issue in self:
            issue.recommendation_count = counts.get(issue._origin, 0)

    # The unit that handles it
    # ------------------------

    @api.depends("handler_unit_id")
    @api.depends_context("uid")
    def _compute_is_handled_by_me(self):
        units = self.env.user._dlxh_units()
        for issue in self:
            issue.is_handled_by_me = issue.sudo().handler_unit_id in units  # compared

    def _search_is_handled_by_me(self, operator, value):
        if operator != "in":  # the ORM asks for "in" and inverts by itself
            return NotImplemented
        return Domain("handler_unit_id", "in", self.env.user._dlxh_units().ids)

    def action_open_handling(self):
        """Ask the unit that handles the issue what it has done."""
        self.ensure_one()
        self._check_handler()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Report on the handling"),
            "res_model": "dlxh.recommendation.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {"default_kind": "handled", "default_issue_id": self.id},
        }

    def action_report_handling(self, text=None):
        """Write what the unit that handles the issue has done."""
        self.ensure_one()
        self._check_handler()
        text = (text or "").strip()
        if not text:
            raise UserError(self.env._("Write what was done."))
        # sudo: the unit that handles it reads the issue and writes only its report;
        # that it is an officer or leader of that unit was checked just above
        self.sudo().write(
            {
                "handler_report": text,
                "handler_reported_on": fields.Date.context_today(self),
            }
        )
        return True

    def _check_handler(self):
        self.check_access("read")
        user = self.env.user
        chair = any(user.has_group(group) for group in CHAIRS.split(","))
        if not chair or not self.is_handled_by_me:
            raise AccessError(
                self.env._("Only the unit that handles the issue reports on it.")
            )
        if self.state == "closed":
            raise UserError(self.env._("The issue is closed already."))

    # Told back
    # ---------

    @api.depends("outcome", "state", "parent_issue_id", "answered_on")
    @api.depends_context("uid", "lang")
    def _compute_answers(self):
        for issue in self:
            # sudo: the answers to a matter are for those who raised it, down to the
            # collaborators; who reads this issue was decided by the rules
            above = issue.sudo()._ancestors()
            parts = [
                Markup("<p><b>%s</b> %s</p>") % (one._answer_head(), one.outcome)
                for one in above
                if one.outcome
            ]
            rows = (issue._origin.sudo() | above).recommendation_ids
            parts.append(rows._answers_page())
            issue.answers = Markup("").join(parts) or False

    def _answer_head(self):
        when = self.answered_on
        if not when:
            return self.env._("%(unit)s:", unit=self.unit_id.name)
        return self.env._(
            "%(unit)s answered on %(date)s:",
            unit=self.unit_id.name,
            date=format_date(self.env, when),
        )

    def _ancestors(self):
        """The issues of the levels above that this one is part of."""
        found = issue = self.parent_issue_id
        while issue := issue.parent_issue_id - found:
            found |= issue
        return found

    def _mark_answered(self, tell_own=True):
        """Note the day of an answer here and on all issues that are part of these.

        Called after the right to answer was checked.

        :param tell_own: whether the units of these very issues are told as well
        """
        today = fields.Date.context_today(self)
        # sudo: a date, on issues of units that raised the matter
        found = batch = self.sudo()
        while (
            batch := self.sudo().search([("parent_issue_id", "in", batch.ids)]) - found
        ):
            found |= batch
        found.write({"answered_on": today})
        (found if tell_own else found - self.sudo())._tell_answered()

    @api.model
    def _new_answers_domain(self):
        """Issues of the unit or team of the user that were answered lately."""
        since = fields.Date.context_today(self) - timedelta(days=NEW_DAYS)
        return Domain("answered_on", ">=", since) & (
            Domain("is_own_unit", "=", True) | Domain("is_of_my_team", "=", True)
        )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:  # given, so that no default of the user takes its place
            empty = dict.fromkeys(STEP_FIELDS, False)
            vals_list = [{**vals, **empty} for vals in vals_list]
        issues = super().create(vals_list)
        answered = issues.filtered("outcome")
        if answered:
            answered._mark_answered(tell_own=False)
        return issues

    def write(self, vals):
        if STEP_FIELDS & set(vals) and not self.env.su:
            raise UserError(
                self.env._(
                    "The day of an answer and the report of the unit that handles the "
                    "issue are written by their buttons."
                )
            )
        result = super().write(vals)
        if (vals.get("outcome") or "").strip():
            self._mark_answered(tell_own=False)
        return result
