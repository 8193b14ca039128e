from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

#: given with every new request, so that no default of the user takes their place
START = {
    "state": "draft",
    "requested_at": False,
    "decided_by_id": False,
    "decided_at": False,
    "refuse_reason": False,
    "valid_until": False,
    "taken_at": False,
    "row_count": 0,
    "file_hash": False,
}
_FLOW = object()


class DlxhReleaseMixin(models.AbstractModel):
    """Rows leave the system by two persons: asked by one, released by another.

    From the moment somebody asks nothing of the request changes. No file is kept:
    it is made when whoever asked takes it, once, within some days. Each step is a
    line of the access log. This part holds what is kept and who may do what; the
    steps are in `dlxh_release_flow_mixin`.

    A model brings a `unit_id`, its `state` (draft, requested, released, taken,
    refused, expired; choices and indexes belong to the add-on that declares them, so
    they stay there), the attributes below and the methods of the flow.
    """

    _name = "dlxh.release.mixin"
    _inherit = ["dlxh.scope.base", "dlxh.release.flow.mixin"]
    _description = "Release by a Second Person"

    #: group of those who ask
    _release_asker = ""
    #: (group, field): who decides, and on the requests of which territory
    _release_deciders = ()
    #: what whoever asks fills in, as long as nobody was asked
    _release_open_fields = frozenset()
    #: further values of a request nobody was asked about
    _release_start = {}
    #: further values once nothing is to be taken any more
    _release_end = {}

    purpose = fields.Text(string="What for", required=True)
    requested_by_id = fields.Many2one(
        "res.users",
        string="Asked by",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.uid,
    )
    requested_at = fields.Datetime(string="Asked on", readonly=True, copy=False)
    decided_by_id = fields.Many2one(
        "res.users",
        string="Decided by",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    decided_at = fields.Datetime(string="Decided on", readonly=True, copy=False)
    refuse_reason = fields.Text(string="Why it was refused", readonly=True, copy=False)
    valid_until = fields.Datetime(
        string="To be taken until", readonly=True, copy=False, index="btree_not_null"
    )
    taken_at = fields.Datetime(string="Taken on", readonly=True, copy=False)
    row_count = fields.Integer(string="Rows", readonly=True, copy=False)
    file_hash = fields.Char(
        string="SHA-256 of the file",
        readonly=True,
        copy=False,
        help="By it a file that turns up somewhere is known again.",
    )
    is_mine = fields.Boolean(compute="_compute_rights", string="Asked by me")
    can_submit = fields.Boolean(compute="_compute_rights", string="May be asked for")
    can_decide = fields.Boolean(
        compute="_compute_rights",
        search="_search_can_decide",
        string="Waits for my decision",
    )
    can_take = fields.Boolean(compute="_compute_rights", string="May be taken")

    @api.depends_context("uid")
    @api.depends("state", "unit_id", "requested_by_id", "valid_until")
    def _compute_rights(self):
        user = self.env.user
        asks = user.has_group(self._release_asker)
        places = self._places_to_decide()
        now = fields.Datetime.now()
        for one in self:
            mine = one.requested_by_id == user
            asking = mine and asks and one.is_own_unit
            waits = one.state == "requested"
            one.is_mine = mine
            one.can_submit = asking and one.state == "draft"
            one.can_decide = waits and not mine and any(one[place] for place in places)
            one.can_take = asking and one.state == "released" and one.valid_until > now

    def _search_can_decide(self, operator, value):
        if operator != "in":
            return NotImplemented
        places = Domain.OR(
            Domain(place, "=", True) for place in self._places_to_decide()
        )
        waits = Domain("state", "=", "requested")
        return places & waits & Domain("requested_by_id", "!=", self.env.uid)

    def _places_to_decide(self):
        """Return the fields that say where the chairs of the user decide."""
        user = self.env.user
        return [
            place for group, place in self._release_deciders if user.has_group(group)
        ]

    # Guarded writes
    # --------------

    @api.model_create_multi
    def create(self, vals_list):
        mark = START | self._release_start | {"requested_by_id": self.env.uid}
        for vals in vals_list:
            if any(
                vals[name] and vals[name] != mark.get(name)
                for name in vals.keys() - self._release_open_fields
            ):
                self._raise_by_hand()
        return super().create([{**vals, **mark} for vals in vals_list])

    def write(self, vals):
        # Compared by identity: no client can send this object in a context.
        if self.env.context.get("dlxh_release_flow") is not _FLOW:
            if set(vals) - self._release_open_fields:
                self._raise_by_hand()
            self._refuse_asked()
        return super().write(vals)

    def unlink(self):
        # not by @api.ondelete, which a client can switch off in its context
        self._refuse_unlink_asked()
        return super().unlink()

    def _apply(self, vals):
        """Write what the flow itself decides; every caller checked a right."""
        # sudo: whoever releases does not otherwise write requests
        return self.sudo().with_context(dlxh_release_flow=_FLOW).write(vals)

    def _refuse_asked(self):
        self.check_access("read")
        if any(one.state != "draft" for one in self):
            raise UserError(
                self.env._(
                    "The request was handed over: what was asked for does not change "
                    "any more. Take it back, or begin another one."
                )
            )

    def _refuse_unlink_asked(self):
        self.check_access("read")
        if any(one.state != "draft" for one in self):
            raise UserError(
                self.env._("What was asked for is kept; only drafts are deleted.")
            )

    def _raise_by_hand(self):
        raise AccessError(
            self.env._(
                "Who asked, who released and what may be taken follows from the "
                "buttons of the request; it is not typed in."
            )
        )
