from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .circular_states import OPEN_STATES

OFFICER = "dlxh_collaborator.group_dlxh_officer"


class DlxhCircularRelayMixin(models.AbstractModel):
    """Passing a circular on: to the units directly below, and to the own team.

    It counts as passed on when every open unit directly below has it (S15).
    """

    _name = "dlxh.circular.relay.mixin"
    _description = "Passing a Circular On"

    relay_count = fields.Integer(
        string="Units it was passed on to", compute="_compute_relay_count"
    )

    def _compute_relay_count(self):
        # sudo: how many units below have what this unit passed on
        groups = self.sudo()._read_group(
            [
                ("circular_id", "in", self.circular_id.ids),
                ("via_unit_id", "in", self.unit_id.ids),
            ],
            ["circular_id", "via_unit_id"],
            ["__count"],
        )
        counts = {(one.id, via.id): count for one, via, count in groups}
        for delivery in self:
            key = (delivery.circular_id.id, delivery.unit_id.id)
            delivery.relay_count = counts.get(key, 0)

    def _units_to_relay(self):
        """Return the open units directly below that have not got it yet."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        # sudo: units directly below the user's own one; callers checked the unit
        mine = self.sudo()
        units = mine.env["dlxh.unit"]
        domain = Domain("parent_id", "=", mine.unit_id.id)
        domain &= units._open_on_domain(today, today)
        if mine.circular_id.audience_org_type:
            domain &= Domain("org_type", "=", mine.circular_id.audience_org_type)
        below = units.search(domain)
        have = mine.search(
            [("circular_id", "=", mine.circular_id.id), ("unit_id", "in", below.ids)]
        )
        return below - have.unit_id

    def action_open_relay(self):
        """Show the units below that it can be passed on to."""
        self.ensure_one()
        self._need_relay()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Pass on"),
            "res_model": "dlxh.circular.relay",
            "view_mode": "form",
            "target": "new",
            "context": {"default_delivery_id": self.id},
        }

    def _need_relay(self):
        self.ensure_one()
        self._need_own()
        if not self.env.user.has_group(OFFICER):
            raise AccessError(
                self.env._("An officer of the addressed unit passes it on.")
            )
        if self.circular_state not in OPEN_STATES or not self.sent_at:
            raise UserError(self._over_sentence())

    def action_relay(self, unit_ids=None, to_team=False):
        """Pass it on.

        :param list unit_ids: units directly below; all that have not got it yet
            when None
        :param bool to_team: the own team reads it from now on
        """
        self._need_relay()
        possible = self._units_to_relay()
        chosen = possible
        if unit_ids is not None:
            chosen = possible.filtered(lambda unit: unit.id in set(unit_ids))
            if len(chosen) < len(set(unit_ids)):
                raise UserError(
                    self.env._(
                        "Some of these units do not lie directly below %(unit)s, are "
                        "closed or have the circular already. Open the list again.",
                        unit=self.unit_id.sudo().name,  # sudo: the user's own unit
                    )
                )
        # where the last unit below closed meanwhile, nobody is left to reach
        all_reached = chosen == possible and (chosen or self.must_relay)
        done = all_reached and not self.relayed_at
        if not chosen and not done and (self.to_team or not to_team):
            raise UserError(
                self.env._(
                    "There is nobody left to pass “%(circular)s” on to.",
                    circular=self.name,
                )
            )
        self._mark_received()
        flow = self._in_flow()
        flow.create([flow._relay_values(unit) for unit in chosen])._hand_out()
        values = {"to_team": True} if to_team else {}
        if done:
            values |= {
                "relayed_at": fields.Datetime.now(),
                "relayed_by_id": self.env.uid,
            }
        flow.write(values)
        return True

    def _relay_values(self, unit):
        """Values of a delivery passed on; who gets it too late has no deadline."""
        in_time = self.due_at and self.due_at > fields.Datetime.now()
        return {
            "circular_id": self.circular_id.id,
            "unit_id": unit.id,
            "issuer_unit_id": self.issuer_unit_id.id,
            "via_unit_id": self.unit_id.id,
            "level_id": unit.level_id.id,
            "parent_unit_id": unit.parent_id.id,
            "to_team": False,
            "due_at": self.due_at if in_time else False,
            "due_on": self.due_on if in_time else False,
        }

    def action_open_relayed(self):
        """Open the deliveries that this unit passed on."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_reporting.dlxh_circular_delivery_action"
        )
        return {
            **action,
            "domain": [
                ("circular_id", "=", self.circular_id.id),
                ("via_unit_id", "=", self.unit_id.id),
            ],
            "context": {},
        }
