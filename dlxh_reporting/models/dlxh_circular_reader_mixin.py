from odoo import api, fields, models
from odoo.fields import Domain

from .circular_states import READING_STATES
from .dlxh_raw_mixin import on_primary


class DlxhCircularReaderMixin(models.AbstractModel):
    """Who may read a circular besides the unit that issued it.

    Officers and leaders in whose territory it was delivered; members of the
    teams of addressed units when it was meant for teams.
    """

    _name = "dlxh.circular.reader.mixin"
    _description = "Readers of a Circular"

    is_addressed = fields.Boolean(
        string="Addressed to my territory",
        compute="_compute_is_addressed",
        search="_search_is_addressed",
        export_string_translation=False,
    )
    is_addressed_own = fields.Boolean(
        string="Addressed to my unit",
        compute="_compute_is_addressed",
        search="_search_is_addressed_own",
        export_string_translation=False,
    )
    is_for_me = fields.Boolean(
        string="For my team",
        compute="_compute_is_for_me",
        search="_search_is_for_me",
        export_string_translation=False,
    )

    # the territory

    def _addressed_domain(self, own):
        """Return the domain of the deliveries in the territory, or own unit."""
        deliveries = self.env["dlxh.circular.delivery"]
        search = (
            deliveries._search_is_own_unit if own else deliveries._search_is_in_scope
        )
        return Domain(search("in", [True])) & Domain("sent_at", "!=", False)

    def _search_delivered(self, domain):
        # sudo: only whether something was delivered there decides
        found = self.env["dlxh.circular.delivery"].sudo()._search(domain)
        return Domain("id", "in", found.subselect("circular_id"))

    def _delivered(self, domain):
        """Return those of self that a delivery of the domain belongs to."""
        # sudo: as in `_search_delivered`
        groups = (
            self.env["dlxh.circular.delivery"]
            .sudo()
            ._read_group(
                domain & Domain("circular_id", "in", self.ids), ["circular_id"]
            )
        )
        return self.browse(circular.id for (circular,) in groups)

    @api.depends("delivery_ids.sent_at")
    @api.depends_context("uid")
    def _compute_is_addressed(self):
        below = self._origin._delivered(self._addressed_domain(own=False))
        own = self._origin._delivered(self._addressed_domain(own=True))
        for circular in self:
            circular.is_addressed = circular._origin in below
            circular.is_addressed_own = circular._origin in own

    def _search_is_addressed(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._search_delivered(self._addressed_domain(own=False))

    def _search_is_addressed_own(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._search_delivered(self._addressed_domain(own=True))

    # teams

    @api.model
    def _for_me_domain(self):
        """Return the domain of the deliveries to teams that the user is in."""
        return Domain("unit_id", "in", self._my_team_units().ids) & Domain(
            [("to_team", "=", True), ("sent_at", "!=", False)]
        )

    @api.model
    def _my_team_units(self):
        """Return the units in whose teams the user is a member today."""
        people = self.env["dlxh.collaborator"]._of_user()
        people = people.filtered(lambda person: person.state == "active")
        return self.env["dlxh.team.member"]._of_people_today(people).unit_id

    @api.depends("delivery_ids.sent_at", "delivery_ids.to_team", "state")
    @api.depends_context("uid")
    def _compute_is_for_me(self):
        mine = self._origin._delivered(self._for_me_domain())
        for circular in self:
            readable = circular.state in READING_STATES
            circular.is_for_me = readable and circular._origin in mine

    def _search_is_for_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("state", "in", READING_STATES) & self._search_delivered(
            self._for_me_domain()
        )

    # opening it is receiving it

    def _read_format(self, fnames, load="_classic_read"):
        if "body" in fnames and not self.env.su:
            self._mark_received()
        return super()._read_format(fnames, load=load)

    def _mark_received(self):
        """Note on the deliveries to the user's own units that it was opened."""
        deliveries = self.env["dlxh.circular.delivery"]
        if deliveries._may_receive():
            deliveries.search(
                [
                    ("circular_id", "in", self.ids),
                    ("is_own_unit", "=", True),
                    ("received_at", "=", False),
                ]
            )._mark_received()

    @on_primary
    def read(self, fields=None, load="_classic_read"):
        return super().read(fields, load=load)

    @on_primary
    def web_read(self, specification):
        return super().web_read(specification)
