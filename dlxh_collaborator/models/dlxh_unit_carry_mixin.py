from odoo import fields, models
from odoo.fields import Command

from .approval_flow import with_flow


class DlxhUnitCarryMixin(models.AbstractModel):
    """What ends with a unit and what its successor takes over."""

    _name = "dlxh.unit.carry.mixin"
    _description = "Unit: What Ends and What Is Handed Over"

    def _end_after(self, last_day):
        """End people, teams and bodies of a unit; archive it when the day is over.

        Other add-ons extend this to end what is theirs.
        """
        self.ensure_one()
        # sudo, here and below: an administrator closed the unit, and the lines of
        # other chairs follow
        unit = self.sudo().with_context(active_test=False)
        reason = self.env._("The unit closed")
        running = unit.responsibility_ids.filtered(lambda line: not line.date_to)
        unit._cut(running, last_day)
        # in the flow: closing a unit ends its team without a decision on the team
        teams = with_flow(self.env["dlxh.team"].sudo())
        for team in teams.search([("unit_id", "=", unit.id)]):
            members = team.member_ids.filtered(lambda line: not line.date_to)
            members.end_reason = reason
            unit._cut(members, last_day)
            unit._cut(team.filtered(lambda one: not one.date_to), last_day)
        self.env["dlxh.body"].sudo().search([("unit_id", "=", unit.id)]).active = False
        unit.date_close = unit.date_close or last_day
        if last_day < fields.Date.context_today(self):
            unit.active = False

    def _cut(self, lines, last_day):
        """End lines on the last day; those that begin later never took place."""
        for line in lines:
            line.date_to = max(last_day, line.date_from)

    def _carry_over(self, change, users):
        """Hand people over to the successor named in the change.

        Other add-ons extend this to hand over what is theirs.
        """
        self.ensure_one()
        successor = change.other_unit_id
        # sudo, here and below: an administrator planned the change, and the lines
        # of other chairs follow
        unit = self.sudo().with_context(active_test=False)
        leaves = [] if change.keep_reading else [Command.unlink(unit.id)]
        users.sudo().write({"dlxh_unit_ids": [Command.link(successor.id), *leaves]})
        if change.change_type == "split":
            movers = self.env["dlxh.collaborator"].sudo()
            movers.search(
                [("unit_id", "=", unit.id), ("user_id", "in", users.ids)]
            ).unit_id = successor
            return
        self.env["dlxh.collaborator"].sudo().search(
            [("unit_id", "=", unit.id), ("state", "!=", "ended")]
        ).unit_id = successor
        if change.carry_responsibilities:
            unit._carry_responsibilities(successor, change.date)
        if change.carry_team:
            unit._carry_team(successor, change.date)

    def _carry_responsibilities(self, successor, date):
        """Begin the same responsibilities at the successor, unless held there."""
        # sudo: see _carry_over
        held = {
            (line.role, line.partner_id.id)
            for line in successor.sudo().responsibility_ids
            if not line.date_to
        }
        self.env["dlxh.unit.responsibility"].create(
            [
                {
                    "unit_id": successor.id,
                    "role": line.role,
                    "user_id": line.user_id.id,
                    "partner_id": line.partner_id.id,
                    "date_from": date,
                }
                for line in self.responsibility_ids
                if not line.date_to and (line.role, line.partner_id.id) not in held
            ]
        )

    def _carry_team(self, successor, date):
        """Take the members into the team of the successor, or found one there."""
        Team = with_flow(self.env["dlxh.team"].sudo())  # see _carry_over, _end_after
        ours = Team.search(
            [("unit_id", "=", self.id), ("date_to", "=", False)], limit=1
        )
        if not ours:
            return
        theirs = Team.search(
            [("unit_id", "=", successor.id), ("date_to", "=", False)], limit=1
        ) or Team.create(
            {
                "unit_id": successor.id,
                "kind": ours.kind,
                "date_from": date,
            }
        )
        present = theirs.member_ids.filtered(lambda line: not line.date_to)
        coming = ours.member_ids.filtered(
            lambda line: (
                not line.date_to and line.collaborator_id not in present.collaborator_id
            )
        )
        Team.env["dlxh.team.member"].create(
            [
                {
                    "team_id": theirs.id,
                    "collaborator_id": line.collaborator_id.id,
                    "represented_unit_id": line.represented_unit_id.id,
                    "role": "member",
                    "date_from": max(date, theirs.date_from),
                }
                for line in coming
            ]
        )
