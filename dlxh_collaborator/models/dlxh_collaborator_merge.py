from psycopg2 import IntegrityError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, mute_logger

#: what is not moved: it says what once was, or is made anew
KEPT_BEHIND = frozenset(("merged_into_id",))


class DlxhCollaboratorMerge(models.Model):
    """Make one record of several that are about the same person."""

    _inherit = "dlxh.collaborator"

    merged_into_id = fields.Many2one(
        "dlxh.collaborator",
        string="Merged into",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    @api.depends("unit_id.name")
    @api.depends_context("dlxh_with_place")
    def _compute_display_name(self):
        result = super()._compute_display_name()
        if self.env.context.get("dlxh_with_place"):
            # namesakes are told apart; only to whoever may read the record
            for person in self._filtered_access("read"):
                person.display_name = f"{person.display_name} – {person.unit_id.name}"
        return result

    def _merge_into(self, target):
        """Move all that hangs on these records to `target` and archive them.

        Whoever calls has checked that the user may write all of them. What would
        contradict itself afterwards is refused as a whole.
        """
        others = self - target
        target.ensure_one()
        others._check_mergeable(target)
        names = ", ".join(f"{one.name} – {one.unit_id.name}" for one in others)
        with self.env.cr.savepoint():
            for model, field in self._fields_to_collaborator():
                others._move_links(target, model, field)
            # sudo: write access was checked by the caller
            others.sudo()._retire_into(target)
        target.sudo().message_post(
            body=self.env._("Merged with: %(names)s", names=names)
        )
        self.env["dlxh.access.log"]._log(
            "merge",
            self._name,
            (target | others).ids,
            len(others),
            names,
            target.unit_id,
        )

    def _retire_into(self, target):
        """Fill what the target lacks; the others stay archived, with the link."""
        for other in self:
            values = {
                name: other[name]
                for name in ("position", "trained_on")
                if other[name] and not target[name]
            }
            missing = other.expertise_ids - target.expertise_ids
            values["expertise_ids"] = [fields.Command.link(one.id) for one in missing]
            if other.is_rapporteur:
                values["is_rapporteur"] = True
            if other.state == "active" and target.state != "active":
                values["state"] = "active"
            target.sudo().write(values)
            partner = target.sudo().partner_id
            partner.write(
                {
                    name: other.partner_id[name]
                    for name in ("phone", "email")
                    if other.partner_id[name] and not partner[name]
                }
            )
        self.write({"state": "ended", "active": False, "merged_into_id": target.id})

    def _best_to_keep(self):
        """Return the record with the account, else with most seats, else the first."""
        # sudo: whether there is an account, and how many seats in any team
        people = self.sudo()
        order = people.sorted(
            lambda one: (not one.user_id, -len(one.membership_ids), one.id)
        )
        return order[:1].with_env(self.env)

    # Whether it can be
    # -----------------

    def _check_mergeable(self, target):
        # sudo: write access was checked by the caller; accounts are compared
        accounts = (self | target).sudo().user_id
        if len(accounts) > 1:
            raise UserError(
                self.env._(
                    "%(name)s has two accounts (%(logins)s). The administrator closes "
                    "one and unlinks it before the records are merged.",
                    name=target.name,
                    logins=", ".join(accounts.mapped("login")),
                )
            )
        if accounts and not target.sudo().user_id:
            raise UserError(
                self.env._(
                    "Keep the record of %(unit)s: it holds the account of %(name)s.",
                    unit=accounts._account_people()[accounts].unit_id[:1].name,
                    name=target.name,
                )
            )
        self._check_seats(target)

    def _check_seats(self, target):
        """Seats must not overlap, nor lie in teams that are not the user's."""
        # sudo: seats of all teams, to find those that contradict each other
        seats = (self | target).sudo().membership_ids.sorted("date_from")
        for seat in seats.filtered(lambda one: one.collaborator_id != target):
            if not (self.env.su or seat.is_in_scope):
                raise UserError(
                    self.env._(
                        "%(name)s also has a seat in a team outside your territory. "
                        "An officer whose territory covers both merges the records.",
                        name=target.name,
                    )
                )
        for team, many in seats.grouped("team_id").items():
            for before, after in zip(many, many[1:], strict=False):
                if not before.date_to or before.date_to >= after.date_from:
                    raise UserError(
                        self.env._(
                            "Both records of %(name)s are members of the team of "
                            "%(unit)s on %(date)s. End or remove one membership first.",
                            name=target.name,
                            unit=team.unit_id.name,
                            date=after.date_from.strftime("%d/%m/%Y"),
                        )
                    )

    # Moving
    # ------

    @api.model
    def _fields_to_collaborator(self):
        """Return (model, field) of every stored link to a collaborator."""
        # sudo: the catalogue of fields is no secret
        found = (
            self.env["ir.model.fields"]
            .sudo()
            .search(
                [
                    ("relation", "=", self._name),
                    ("ttype", "in", ("many2one", "many2many")),
                    ("store", "=", True),
                    ("name", "not in", list(KEPT_BEHIND)),
                ]
            )
        )
        for line in found:
            model = self.env.get(line.model)
            field = model._fields.get(line.name) if model is not None else None
            usable = field and model._auto and not model._transient
            # what is computed or related follows from what it depends on
            if usable and field.store and not field.compute and not field.related:
                yield model, field

    def _move_links(self, target, model, field):
        """Repoint one link by SQL: approved records stay locked for everyone else."""
        model.flush_model()
        table = model._table
        column = field.name
        if field.type == "many2many":
            table, column = field.relation, field.column2
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                ids = self._repoint(table, column, target, field)
        except IntegrityError as error:
            raise UserError(
                self.env._(
                    "Both records of %(name)s have an entry of the same kind "
                    "(%(what)s) that may exist only once. Remove one of them first.",
                    name=target.name,
                    what=self.env["ir.model"]._get(model._name).name,
                )
            ) from error
        self.env.invalidate_all()
        if field.type == "many2one" and ids:
            # sudo: computed and related fields follow what was moved
            moved = model.sudo().with_context(active_test=False).browse(ids)
            moved.modified([field.name])
            self.env.flush_all()
            moved._validate_fields([field.name])

    def _repoint(self, table, column, target, field):
        if field.type == "many2one":
            query = "UPDATE %(table)s SET %(column)s = %(to)s"
            query += " WHERE %(column)s IN %(ids)s RETURNING id"
            other = column
        else:
            query = "UPDATE %(table)s r SET %(column)s = %(to)s"
            query += " WHERE %(column)s IN %(ids)s AND NOT EXISTS (SELECT 1 FROM"
            query += " %(table)s o WHERE o.%(other)s = r.%(other)s"
            query += " AND o.%(column)s = %(to)s) RETURNING %(other)s"
            other = field.column1
        self.env.cr.execute(
            SQL(
                query,
                table=SQL.identifier(table),
                column=SQL.identifier(column),
                other=SQL.identifier(other),
                to=target.id,
                ids=tuple(self.ids),
            )
        )
        return [row[0] for row in self.env.cr.fetchall()]
