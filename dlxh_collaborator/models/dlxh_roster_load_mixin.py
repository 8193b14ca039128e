import logging
from collections import defaultdict
from time import monotonic

from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Command

from ..roster_file import (
    Stored,
    in_words_of_file,
    make_plan,
    person_changes,
    rows_of_roster,
)

_logger = logging.getLogger(__name__)

BATCH = 1000
QUIET = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
}


class DlxhRosterLoadMixin(models.AbstractModel):
    """Compare a roster with what is stored, and store it in batches."""

    _name = "dlxh.roster.load.mixin"
    _inherit = ["dlxh.roster.stored.mixin"]
    _description = "Loading of Collaborators"

    # The plan
    # --------

    @api.model
    def _plan(self, table):
        """Compare a table that was read with what is stored."""
        started = monotonic()
        rows, told = rows_of_roster(table, self._expertise_names())
        stored = self._stored() if rows else Stored()
        plan = make_plan(rows, stored, fields.Date.context_today(self), told)
        plan.problems = [in_words_of_file(one, table.headers) for one in plan.problems]
        _logger.info("%s rows compared in %.1f s", len(rows), monotonic() - started)
        return plan, stored

    @api.model
    def _problem_values(self, problem):
        # pylint: disable=translation-contains-variable
        reason = self.env._(problem.template, **problem.all_params)
        return {
            "row": problem.row,
            "column": problem.column,
            "value": problem.value,
            "reason": reason,
        }

    # Storing
    # -------

    @api.model
    def _apply_plan(self, plan, stored, rows):
        """Store the rows, a batch at a time, in the transaction of the caller.

        :return: dict: how many rows made, changed or left people and seats
        """
        self._check_may_load()
        started = monotonic()
        # As superuser, because each unit a row names was found among
        # `_loadable_units`; with no defaults of the user or of his client, which
        # could slip in what the file does not say.
        context = {"lang": self.env.lang, **QUIET}
        # pylint: disable=context-overridden
        loader = self.with_user(SUPERUSER_ID).with_context(context)
        ids = loader._row_ids(rows)
        known = {person.id: person for person in stored.people}
        people = {}
        teams = loader._open_teams(plan, rows, ids)
        loader._record_decisions(rows, ids, teams)
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            loader._create_people(plan, batch, ids, people)
            loader._change_people(plan, batch, ids, known)
            loader._store_seats(plan, batch, ids, people, teams)
            self.env.flush_all()
            self._tell_progress(start + len(batch), len(rows))
        _logger.info("%s rows stored in %.1f s", len(rows), monotonic() - started)
        self.env["dlxh.access.log"]._log("import", "dlxh.collaborator", None, len(rows))
        return self._count(plan, rows)

    @api.model
    def _count(self, plan, rows):
        counts = {"created": 0, "updated": 0, "unchanged": 0, "seats": 0}
        for row in rows:
            what = {plan.people.get(row.row), plan.seats.get(row.row)}
            counts["seats"] += plan.seats.get(row.row) == "new"
            if plan.people.get(row.row) == "new":
                counts["created"] += 1
            elif what & {"new", "changed"}:
                counts["updated"] += 1
            else:
                counts["unchanged"] += 1
        return counts

    @api.model
    def _row_ids(self, rows):
        """{kind: {what the file says: id}} for units and expertise."""
        codes = {code for row in rows for code in (row.unit, row.team, row.represents)}
        Unit = self.env["dlxh.unit"].with_context(active_test=False)
        units = Unit.search_fetch([("code", "in", list(codes - {""}))], ["code"])
        return {
            "unit": {unit.code: unit.id for unit in units},
            "expertise": {one.name: one.id for one in self._file_expertise()},
        }

    @api.model
    def _person_values(self, row, columns, ids):
        """Split what a row says into values of the collaborator and of the person."""
        person, contact = {}, {}
        for column in columns:
            if column in ("name", "phone", "email"):
                contact[column] = getattr(row, column)
            elif column == "position":
                person["position"] = row.position
            elif column == "rapporteur":
                person["is_rapporteur"] = bool(row.rapporteur)
            elif column == "ended":
                person["state"] = "active"
            elif column == "expertise":
                person["expertise_ids"] = [
                    Command.link(ids["expertise"][name]) for name in row.expertise
                ]
        return person, contact

    @api.model
    def _create_people(self, plan, batch, ids, people):
        fresh = [row for row in batch if plan.people.get(row.row) == "new"]
        told = [
            [
                name
                for name in (
                    "name",
                    "phone",
                    "email",
                    "position",
                    "rapporteur",
                    "expertise",
                )
                if getattr(row, name)
            ]
            for row in fresh
        ]
        values = [
            self._person_values(row, columns, ids)
            for row, columns in zip(fresh, told, strict=True)
        ]
        partners = self.env["res.partner"].create([contact for _one, contact in values])
        appointed = {row.person for row in plan.rows if row.team}
        made = self.env["dlxh.collaborator"].create(
            [
                {
                    "partner_id": partner.id,
                    "unit_id": ids["unit"][row.unit],
                    "state": "active" if row.person in appointed else "proposed",
                    **person,
                }
                for row, partner, (person, _contact) in zip(
                    fresh, partners, values, strict=True
                )
            ]
        )
        people.update(
            {row.person: one.id for row, one in zip(fresh, made, strict=True)}
        )

    @api.model
    def _change_people(self, plan, batch, ids, known):
        for row in batch:
            if plan.people.get(row.row) != "changed":
                continue
            columns = person_changes(row, known[row.person])
            person, contact = self._person_values(row, columns, ids)
            collaborator = self.env["dlxh.collaborator"].browse(row.person)
            if contact:
                collaborator.partner_id.write(contact)
            if person:
                collaborator.write(person)

    # Seats
    # -----

    @api.model
    def _open_teams(self, plan, rows, ids):
        """Return {row number: team id} for new seats; form the teams that lack."""
        joining = [row for row in rows if plan.seats.get(row.row) == "new"]
        stored = defaultdict(list)
        unit_ids = list({ids["unit"][row.team] for row in joining})
        for team in self.env["dlxh.team"].search([("unit_id", "in", unit_ids)]):
            stored[team.unit_id.id].append(team)
        found, lacking = {}, defaultdict(list)
        for row in joining:
            team = next(
                (
                    one
                    for one in stored[ids["unit"][row.team]]
                    if one.date_from <= row.date_from
                    and (not one.date_to or one.date_to >= row.date_from)
                ),
                None,
            )
            if team:
                found[row.row] = team.id
            else:
                lacking[row.team].append(row)
        firsts = [
            min(group, key=lambda row: row.date_from) for group in lacking.values()
        ]
        made = self.env["dlxh.team"].create(
            [
                {"unit_id": ids["unit"][row.team], "date_from": row.date_from}
                for row in firsts
            ]
        )
        for group, team in zip(lacking.values(), made, strict=True):
            found.update({row.row: team.id for row in group})
        return found

    @api.model
    def _record_decisions(self, rows, ids, teams):
        """Record the decisions on paper that rows name: the first formed the team."""
        told = {
            (teams[row.row], row.decision, row.decision_date or row.date_from)
            for row in rows
            if row.decision and row.row in teams
        }
        Team, Decision = self.env["dlxh.team"], self.env["dlxh.decision"]
        for team_id, code, date in sorted(told, key=lambda one: (one[0], one[2])):
            team = Team.browse(team_id)
            if not team.decision_id:
                team._record_paper_decision(code, date)
                continue
            decision = Decision._record_paper(team.unit_id, code, date, "consolidate")
            if not decision.team_id:
                decision._approval_flow().team_id = team

    @api.model
    def _store_seats(self, plan, batch, ids, people, teams):
        joining = [row for row in batch if plan.seats.get(row.row) == "new"]
        Member = self.env["dlxh.team.member"]
        Member.create(
            [
                {
                    "team_id": teams[row.row],
                    "collaborator_id": people.get(row.person, row.person),
                    "represented_unit_id": ids["unit"].get(row.represents),
                    "role": row.role or "member",
                    "date_from": row.date_from,
                }
                for row in joining
            ]
        )
        for row in batch:
            if plan.seats.get(row.row) == "changed":
                values = {"role": row.role} if row.role else {}
                if row.represents:
                    values["represented_unit_id"] = ids["unit"][row.represents]
                Member.browse(plan.memberships[row.row]).write(values)

    # Progress
    # --------

    @api.model
    def _tell_progress(self, done, total):
        """Tell on the screen and in the log how far a long import is."""
        if total <= BATCH:
            return
        _logger.info("%s of %s rows", done, total)
        message = self.env._("%(done)s of %(total)s rows", done=done, total=total)
        # a cursor of its own: the import itself is stored at the end, or not at all
        with self.env.registry.cursor() as cr:
            env = self.env(cr=cr)
            env["bus.bus"]._sendone(
                env.user.partner_id,
                "simple_notification",
                {"type": "info", "title": env._("Import"), "message": message},
            )
