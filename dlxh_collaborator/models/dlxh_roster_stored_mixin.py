from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..roster_file import Membership, Person, Stored, TeamPeriod, UnitInfo


class DlxhRosterStoredMixin(models.AbstractModel):
    """What a roster is compared with, within what its bringer may load."""

    _name = "dlxh.roster.stored.mixin"
    _description = "Collaborators as Stored"

    # Who may
    # -------

    @api.model
    def _check_may_load(self):
        """Officers load for their territory, administrators for the whole tree."""
        if self.env.su or self._loads_everywhere():
            return
        if not self.env.user.has_group("dlxh_collaborator.group_dlxh_officer"):
            raise AccessError(
                self.env._("Only officers and administrators import collaborators.")
            )

    @api.model
    def _loads_everywhere(self):
        return self.env.su or self.env.user.has_group(
            "dlxh_collaborator.group_dlxh_administrator"
        )

    @api.model
    def _loadable_units(self):
        """Return the units that rows may name, closed ones included, as superuser.

        A closed unit is told as closed; beside the territory nothing is told.
        """
        self._check_may_load()
        Unit = self.env["dlxh.unit"].with_context(active_test=False)
        domain = (
            Domain.TRUE
            if self._loads_everywhere()
            else Domain("is_in_scope", "=", True)
        )
        # sudo: an administrator without a unit of his own loads for all; an officer
        # is held to his territory by the domain, checked above
        names = ["code", "name", "date_open", "date_close"]
        if self._loads_everywhere():
            return Unit.sudo().search_fetch(domain, names)
        return Unit.search_fetch(domain, names).sudo()

    # What is stored
    # --------------

    @api.model
    def _stored(self):
        """Return all that a file is compared with, by a constant number of queries."""
        units = self._loadable_units()
        code = {unit.id: unit.code for unit in units}
        people = self._stored_people(units)
        teams = self.env["dlxh.team"].sudo().search([("unit_id", "in", units.ids)])
        locked = self._locked_teams(teams)
        # sudo, here and below: within the units that may be loaded
        seats = (
            self.env["dlxh.team.member"]
            .sudo()
            .search_fetch(
                [("team_id", "in", teams.ids)],
                [
                    "collaborator_id",
                    "unit_id",
                    "date_from",
                    "date_to",
                    "role",
                    "represented_unit_id",
                ],
            )
        )
        represented = {
            unit.id: unit.code
            for unit in seats.represented_unit_id.with_context(active_test=False)
        }
        return Stored(
            units=[
                UnitInfo(
                    unit.code,
                    unit.name,
                    unit.date_open or None,
                    unit.date_close or None,
                )
                for unit in units
            ],
            people=self._persons(people, code),
            teams=[
                TeamPeriod(
                    code[team.unit_id.id],
                    team.date_from,
                    team.date_to or None,
                    team in locked,
                )
                for team in teams
            ],
            memberships=[
                Membership(
                    seat.id,
                    seat.collaborator_id.id,
                    code[seat.unit_id.id],
                    seat.date_from,
                    seat.date_to or None,
                    seat.role,
                    represented.get(seat.represented_unit_id.id, ""),
                )
                for seat in seats
            ],
        )

    @api.model
    def _stored_people(self, units):
        # sudo: within the units that may be loaded
        people = (
            self.env["dlxh.collaborator"].sudo().search([("unit_id", "in", units.ids)])
        )
        people.partner_id.fetch(["name", "phone", "email"])
        people.expertise_ids.fetch(["name"])
        return people

    @api.model
    def _persons(self, people, code):
        """The stored people, and of whom the user may not change the contacts."""
        guarded = people.partner_id.with_env(self.env)._dlxh_guarded()
        return [
            Person(
                id=person.id,
                name=person.partner_id.name or "",
                unit=code[person.unit_id.id],
                phone=person.partner_id.phone or "",
                email=person.partner_id.email or "",
                position=person.position or "",
                expertise=tuple(person.expertise_ids.mapped("name")),
                rapporteur=person.is_rapporteur,
                ended=person.state == "ended",
                guarded=person.partner_id in guarded,
            )
            for person in people
        ]

    @api.model
    def _locked_teams(self, teams):
        """Teams whose members change only by a decision issued in the system."""
        return teams.filtered("is_decided")

    @api.model
    def _expertise_names(self):
        return self._file_expertise().mapped("name")

    @api.model
    def _file_expertise(self):
        return self.env["dlxh.expertise"].search([("active", "=", True)])
