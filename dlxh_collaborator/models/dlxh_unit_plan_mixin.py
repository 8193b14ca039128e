from datetime import timedelta

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain


class DlxhUnitPlanMixin(models.AbstractModel):
    """Plan merging, splitting, moving and closing of units, after every check.

    Each method returns the lines of history it made; those whose day has come are
    carried out at once, the others by the scheduled action. Administrators only:
    the lines and units are written with the rights of the caller.
    """

    _name = "dlxh.unit.plan.mixin"
    _description = "Unit: Planned Changes"

    def _plan_move(self, parent, date, note=None):
        """Hang these units below another parent from the date on."""
        for unit in self:
            unit._check_open_for_change(date)
            unit._check_may_hang_below(parent, date)
            if unit.parent_id == parent:
                raise UserError(
                    self.env._(
                        "%(unit)s already stands below %(parent)s.",
                        unit=unit.name,
                        parent=parent.name,
                    )
                )
        return self._add_changes("reparent", parent, date, note)._applied()

    def _plan_merge(self, target, date, note=None, **options):
        """Let these units go up in the target from the date on.

        :param options: carry_responsibilities, carry_team, keep_reading
        """
        changes = self.env["dlxh.unit.change"]
        for unit in self:
            unit._check_successor(target, date)
            children = unit._children_open_on(date) - target - self
            for child in children:
                child._check_no_plan()
                child._check_may_hang_below(target, date)
            main = unit._add_changes("merge", target, date, note, **options)
            changes |= main | children._add_changes(
                "reparent", target, date, note, main_change_id=main.id
            )
            unit.date_close = date - timedelta(days=1)
        return changes._applied()

    def _plan_split(self, date, parts, note=None, goes_on=False, **options):
        """Found new units out of this one.

        Without ``goes_on`` the unit closes the day before, and all that no part
        names goes to the first part.

        :param parts: list of dicts: name, code, child_ids, user_ids
        """
        self.ensure_one()
        self._check_open_for_change(date)
        self._check_not_awaited(self)
        children = self._children_open_on(date)
        for child in children:
            child._check_no_plan()
        news = self._create_parts(parts, date)
        shares = self._share_children(children, parts, goes_on)
        lines = self.env["dlxh.unit.change"]
        for part, share, new in zip(parts, shares, news, strict=True):
            lines |= self._add_changes(
                "split",
                new,
                date,
                note,
                main_change_id=lines[:1].id,
                user_ids=[Command.set(part.get("user_ids") or [])],
                keep_reading=options.get("keep_reading", True),
            )
            lines |= share._add_changes(
                "reparent", new, date, note, main_change_id=lines[0].id
            )
        if not goes_on:
            first = lines[0].other_unit_id
            lines |= self._add_changes(
                "merge", first, date, note, main_change_id=lines[0].id, **options
            )
            self.date_close = date - timedelta(days=1)
        return lines._applied()

    def _share_children(self, children, parts, goes_on):
        """Return the children of each part; refuse one named twice."""
        named = [child for part in parts for child in part.get("child_ids") or ()]
        twice = [child for child in named if named.count(child) > 1]
        if twice:
            raise UserError(
                self.env._(
                    "%(unit)s is named for two new units. Leave it in one.",
                    unit=self.browse(twice[0]).name,
                )
            )
        rest = children.browse() if goes_on else children - self.browse(named)
        return [
            (children & self.browse(part.get("child_ids") or ()))
            | (rest if part is parts[0] else rest.browse())
            for part in parts
        ]

    def _plan_close(self, last_day, note=None, with_below=False):
        """Close these units after their last day, with all below them if asked."""
        units = self
        for unit in self:
            below = unit._open_below(last_day)
            if below and not with_below:
                raise UserError(
                    self.env._(
                        "%(count)s units are still open below %(unit)s, for instance "
                        "%(example)s. Move them first, or close them with it.",
                        count=len(below),
                        unit=unit.name,
                        example=below[0].name,
                    )
                )
            units |= below
        for unit in units:
            unit._check_open_for_change(last_day, closing=True)
            unit._check_not_awaited(units)
        # From the bottom up: nothing stays open below a closed unit.
        ordered = units.sorted(lambda unit: -len(unit.parent_path))
        lines = self.env["dlxh.unit.change"]
        for unit in ordered:
            unit.date_close = last_day
            lines |= unit._add_changes("close", self.browse(), last_day, note)
        return lines._applied()

    # checks, each a sentence

    def _check_open_for_change(self, date, closing=False):
        self._check_no_plan()
        if self.date_close or not self.active:
            raise UserError(
                self.env._(
                    "%(unit)s closes after %(date)s and cannot change any more.",
                    unit=self.name,
                    date=self._shown(self.date_close) if self.date_close else "–",
                )
            )
        early = self.date_open and date <= self.date_open
        if early and not (closing and date == self.date_open):
            raise UserError(
                self.env._(
                    "%(unit)s opened on %(open)s. Choose a day after that.",
                    unit=self.name,
                    open=self._shown(self.date_open),
                )
            )

    def _check_no_plan(self):
        planned = self.change_ids.filtered(lambda change: change.state == "planned")
        if planned:
            raise UserError(
                self.env._(
                    "A change of %(unit)s is already planned for %(date)s. Cancel it "
                    "in its history first.",
                    unit=self.name,
                    date=self._shown(planned[0].date),
                )
            )

    def _check_target_open(self, target, date):
        if target.date_close or not target.active:
            raise UserError(
                self.env._(
                    "%(unit)s is closed or about to close. Choose a unit that goes on.",
                    unit=target.name,
                )
            )
        if target.date_open and target.date_open > date:
            raise UserError(
                self.env._(
                    "%(unit)s only opens on %(open)s. Choose that day or a later one.",
                    unit=target.name,
                    open=self._shown(target.date_open),
                )
            )

    def _check_may_hang_below(self, parent, date):
        self._check_target_open(parent, date)
        if (parent.parent_path or "").startswith(self.parent_path or "-"):
            raise UserError(
                self.env._(
                    "%(parent)s stands below %(unit)s itself. Choose a unit outside "
                    "it.",
                    parent=parent.name,
                    unit=self.name,
                )
            )
        own, above = self.level_id.sequence, parent.level_id.sequence
        if own < above or (own == above and self.org_type == "party"):
            raise UserError(
                self.env._(
                    "%(unit)s is of level “%(level)s” and cannot stand below "
                    "%(parent)s of level “%(parent_level)s”. Choose a unit of a higher "
                    "level.",
                    unit=self.name,
                    level=self.level_id.name,
                    parent=parent.name,
                    parent_level=parent.level_id.name,
                )
            )

    def _check_successor(self, target, date):
        self._check_open_for_change(date)
        self._check_target_open(target, date)
        self._check_not_awaited(self)
        if target == self or (target.parent_path or "").startswith(self.parent_path):
            raise UserError(
                self.env._(
                    "%(unit)s cannot go up in itself or in a unit below it. Choose "
                    "another unit.",
                    unit=self.name,
                )
            )
        if (target.level_id, target.org_type) != (self.level_id, self.org_type):
            raise UserError(
                self.env._(
                    "%(unit)s and %(target)s are of different levels or kinds. A unit "
                    "goes up in one of its own level.",
                    unit=self.name,
                    target=target.name,
                )
            )

    def _check_not_awaited(self, leaving):
        """Refuse to close what another planned change leads to."""
        awaited = self.env["dlxh.unit.change"].search(
            [
                ("other_unit_id", "=", self.id),
                ("state", "=", "planned"),
                ("unit_id", "not in", leaving.ids),
            ],
            limit=1,
        )
        if awaited:
            raise UserError(
                self.env._(
                    "%(other)s is to go to %(unit)s on %(date)s. Cancel that change in "
                    "its history first.",
                    other=awaited.unit_id.name,
                    unit=self.name,
                    date=self._shown(awaited.date),
                )
            )

    # parts

    def _children_open_on(self, date):
        open_then = Domain("date_close", "=", False) | Domain("date_close", ">=", date)
        return self.search(Domain("parent_id", "=", self.id) & open_then)

    def _open_below(self, last_day):
        still_open = Domain("date_close", "=", False) | Domain(
            "date_close", ">", last_day
        )
        below = Domain("parent_path", "=like", f"{self.parent_path}%")
        return self.search(below & Domain("id", "!=", self.id) & still_open)

    def _create_parts(self, parts, date):
        if not parts:
            raise UserError(self.env._("Name at least one new unit."))
        codes = [part["code"] for part in parts]
        taken = self.with_context(active_test=False).search(
            [("code", "in", codes)], limit=1
        )
        if taken or len(set(codes)) < len(codes):
            raise UserError(
                self.env._(
                    "The code %(code)s is already used. Each unit needs its own.",
                    code=taken.code or max(codes, key=codes.count),
                )
            )
        return self.create(
            [
                {
                    "name": part["name"],
                    "code": part["code"],
                    "parent_id": self.parent_id.id,
                    "level_id": self.level_id.id,
                    "org_type": self.org_type,
                    "date_open": date,
                }
                for part in parts
            ]
        )

    def _add_changes(self, change_type, other, date, note, **values):
        return self.env["dlxh.unit.change"].create(
            [
                {
                    "unit_id": unit.id,
                    "change_type": change_type,
                    "other_unit_id": other.id,
                    "date": date,
                    "note": note,
                    "state": "planned",
                    **values,
                }
                for unit in self
            ]
        )
