from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.dlxh_collaborator.models.approval_flow import in_flow, with_flow

from .. import sentences

CHAIR = "dlxh_collaborator.group_dlxh_%s"
#: parts of an entry in which a sentence may stand
PARTS = ("text", "assessment", "forecast", "proposal")


class DlxhReportComment(models.Model):
    """A remark beside a sentence of a report, with answers, until it is settled.

    The unit talks among itself; what the level above remarks on a report that was
    sent is read by both. A remark is not part of the report, so it may be made while
    the report is locked; it is not changed or deleted.
    """

    _name = "dlxh.report.comment"
    _inherit = ["dlxh.scope.mixin", "dlxh.private.name.mixin", "dlxh.screened.mixin"]
    _description = "Remark on a Report"
    _order = "id"
    _rec_name = "entry_title"
    _screened_fields = ["body"]

    report_id = fields.Many2one(
        "dlxh.report", required=True, index=True, ondelete="cascade", readonly=True
    )
    # the entry may go when the report is drafted again; the remark stays
    entry_id = fields.Many2one(
        "dlxh.report.entry", index="btree_not_null", ondelete="set null", readonly=True
    )
    entry_title = fields.Char(string="Title of the entry", readonly=True)
    unit_id = fields.Many2one(
        related="report_id.unit_id", store=True, precompute=True, index=True
    )
    is_sent = fields.Boolean(
        string="Sent up", related="report_id.is_sent", store=True, precompute=True
    )
    is_from_above = fields.Boolean(string="From the level above", readonly=True)
    anchor = fields.Text(
        string="Sentence", readonly=True, help="The words beside which it stands."
    )
    is_anchor_lost = fields.Boolean(
        string="Sentence changed since", compute="_compute_is_anchor_lost"
    )
    body = fields.Text(string="Remark", required=True)
    author_id = fields.Many2one(
        "res.users",
        string="By",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    parent_id = fields.Many2one(
        "dlxh.report.comment",
        string="Answer to",
        index="btree_not_null",
        ondelete="cascade",
        readonly=True,
    )
    reply_ids = fields.One2many("dlxh.report.comment", "parent_id", string="Answers")
    reply_count = fields.Integer(string="Answered", compute="_compute_reply_count")
    resolved_at = fields.Datetime(string="Settled on", readonly=True, copy=False)
    resolved_by_id = fields.Many2one(
        "res.users",
        string="Settled by",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    can_resolve = fields.Boolean(compute="_compute_can_resolve")

    _thread_idx = models.Index("(report_id, resolved_at, id)")
    _unit_idx = models.Index("(unit_id, id)")

    @api.depends("anchor", *(f"entry_id.{part}" for part in PARTS))
    def _compute_is_anchor_lost(self):
        for comment in self:
            entry = comment.entry_id
            comment.is_anchor_lost = bool(comment.anchor) and not any(
                sentences.contains(entry[part], comment.anchor) for part in PARTS
            )

    @api.depends("reply_ids")
    def _compute_reply_count(self):
        for comment in self:
            comment.reply_count = len(comment.reply_ids)

    @api.depends_context("uid")
    @api.depends("resolved_at", "parent_id", "unit_id")
    def _compute_can_resolve(self):
        user = self.env.user
        sits = any(user.has_group(CHAIR % c) for c in ("officer", "leader"))
        for comment in self:
            mine = comment.author_id == user
            open_ = not comment.resolved_at and not comment.parent_id
            comment.can_resolve = open_ and sits and (mine or comment.is_own_unit)

    @api.model_create_multi
    def create(self, vals_list):
        prepared = [self._prepared(vals) for vals in vals_list]
        comments = super().create(prepared)
        for comment in comments:
            comment._check_may_remark()
        return comments

    @api.model
    def _prepared(self, vals):
        """Return the values with what is never typed in."""
        vals = {
            **vals,
            "author_id": self.env.uid,
            "resolved_at": False,
            "resolved_by_id": False,
        }
        # sudo: where the remark stands; whether it may be read is checked after
        parent = self.sudo().browse(vals.get("parent_id") or [])
        if parent:
            thread = parent.parent_id or parent
            vals["parent_id"] = thread.id
            vals["report_id"] = thread.report_id.id
            vals["entry_id"] = thread.entry_id.id
            vals["anchor"] = False
            vals["entry_title"] = thread.entry_title
        entry = self.env["dlxh.report.entry"].sudo().browse(vals.get("entry_id") or [])
        if entry:
            vals["report_id"] = entry.report_id.id
            vals["entry_title"] = entry.title
        elif not parent:
            vals["entry_title"] = False
        # sudo: as above, units are compared; `_check_may_remark` asks for the right
        report = self.env["dlxh.report"].sudo().browse(vals.get("report_id") or [])
        vals["is_from_above"] = report.unit_id not in self.env.user._dlxh_units()
        return vals

    def _check_may_remark(self):
        """Refuse remarks on what the author may not read, or beside nothing."""
        if not self.env.su:
            self.report_id.check_access("read")
            self.entry_id.check_access("read")
            self.parent_id.check_access("read")
        if not (self.body or "").strip():
            raise UserError(self.env._("Write the remark."))
        if self.anchor and not any(
            sentences.contains(self.entry_id[part], self.anchor) for part in PARTS
        ):
            raise ValidationError(
                self.env._(
                    "The sentence no longer stands in the entry. Reload the page and "
                    "choose it again; your remark: %(remark)s",
                    remark=self.body,
                )
            )

    def write(self, vals):
        if not in_flow(self.env):
            raise UserError(
                self.env._("A remark is not changed. Answer it, or settle it.")
            )
        return super().write(vals)

    def unlink(self):
        # not by @api.ondelete, which a client can switch off in its context
        self._refuse_unlink()
        return super().unlink()

    def _refuse_unlink(self):
        raise UserError(self.env._("A remark is not deleted. Settle it instead."))

    def action_resolve(self):
        """Settle the remark."""
        for comment in self:
            comment.check_access("read")
            if comment.resolved_at:
                continue
            if not comment.can_resolve:
                raise AccessError(
                    self.env._(
                        "Who made the remark settles it, or an officer or leader of "
                        "the unit that wrote the report."
                    )
                )
            comment._settle(fields.Datetime.now(), self.env.user)
        return True

    def action_reopen(self):
        """Take up a settled remark again."""
        for comment in self.filtered("resolved_at"):
            comment.check_access("read")
            if not (comment.is_own_unit or comment.author_id == self.env.user):
                raise AccessError(self.env._("Answer the remark instead."))
            comment._settle(False, self.env["res.users"])
        return True

    def _settle(self, moment, user):
        # sudo: the right was checked; remarks are not written by hand
        with_flow(self.sudo()).write({"resolved_at": moment, "resolved_by_id": user.id})

    def action_open_reply(self):
        """Answer the remark."""
        self.ensure_one()
        wizard = self.env["dlxh.report.comment.wizard"].create({"parent_id": self.id})
        return wizard._open(self.env._("Answer"))
