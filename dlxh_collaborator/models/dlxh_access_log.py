from odoo import api, fields, models
from odoo.exceptions import UserError


class DlxhAccessLog(models.Model):
    """Who looked at, took out or decided what. Lines are only ever added.

    Only inspectors and data officers read it. Nobody, superuser included,
    changes or deletes a line through the ORM (guardrail G21).
    """

    _name = "dlxh.access.log"
    _inherit = ["dlxh.scope.mixin"]
    _description = "Access Log"
    _order = "id desc"
    _log_access = False

    unit_id = fields.Many2one(required=False)
    date = fields.Datetime(
        required=True, default=fields.Datetime.now, readonly=True, index=True
    )
    user_id = fields.Many2one(
        "res.users", string="User", required=True, readonly=True, index=True
    )
    action = fields.Selection(
        [
            ("read_raw", "Raw sheets read"),
            ("export", "Export"),
            ("print", "Print"),
            ("approve", "Approval"),
            ("delegate", "Delegation"),
            ("import", "Import"),
            ("issue", "Accounts given"),
            ("reset", "Access reset"),
            ("close", "Access closed"),
            ("merge", "Records merged"),
            ("purge", "Purge"),
            ("search", "Search"),
        ],
        required=True,
        readonly=True,
    )
    model = fields.Char(string="Technical name", required=True, readonly=True)
    model_name = fields.Char(string="What", compute="_compute_model_name")
    domain = fields.Char(string="Which", readonly=True)
    count = fields.Integer(string="How many", readonly=True)
    purpose = fields.Char(string="What for", readonly=True)

    _unit_date_idx = models.Index("(unit_id, date, id)")

    @api.depends("model")
    @api.depends_context("lang")
    def _compute_model_name(self):
        for line in self:
            # in the reader's language; the name of a model is no secret
            line.model_name = self.env["ir.model"]._get(line.model).name or line.model

    @api.model
    def _in_house(self):
        """The environment whose language the log is kept in, whoever acted: clients
        of the API say no language, and inspectors read Vietnamese."""
        known = self.env["res.lang"]._get_data(code="vi_VN")
        return self.with_context(lang="vi_VN").env if known else self.env

    @api.model
    def _log(self, action, model, domain=None, count=0, purpose=None, unit=None):
        """Add one line for the current user.

        :param str action: one of the actions of the field
        :param str model: technical name of the model concerned
        :param domain: what was asked for, as a domain or ids; texts of opinions
            must never be in it
        :param purpose: what for, or a function that says it in the language of the
            log: `lambda house: house._("Approval")`
        :param dlxh.unit unit: the unit whose data it was; the user's first unit
            when not given
        """
        unit = unit or self.env.user._dlxh_units()[:1]
        if callable(purpose):
            purpose = purpose(self._in_house())
        # sudo: a log line is written for whoever acts, and only by this method
        return self.sudo().create(
            {
                "user_id": self.env.uid,
                # given, so that no default of the user dates a line back
                "date": fields.Datetime.now(),
                "action": action,
                "model": model,
                "domain": str(domain) if domain is not None else False,
                "count": count,
                "purpose": purpose,
                "unit_id": unit.id,
            }
        )

    # pylint: disable=method-required-super,no-raise-unlink
    # Nobody, superuser included, may get through to the table (guardrail G21).

    def write(self, vals):
        raise UserError(self.env._("The access log cannot be changed."))

    def unlink(self):
        raise UserError(self.env._("The access log cannot be deleted."))
