import contextlib

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class _Moved:
    """Collects moved units; an object in the context cannot come by RPC."""

    def __init__(self):
        self.ids = set()


#: in the context: the caller writes the line of history himself
OWN_HISTORY = object()


class DlxhUnitRestructureMixin(models.AbstractModel):
    """Every move, renaming and change of level leaves a line in the history."""

    _name = "dlxh.unit.restructure.mixin"
    _description = "Unit: History of Moves"

    def write(self, vals):
        if not vals.keys() & {"parent_id", "name", "level_id"}:
            return super().write(vals)
        before = [
            (unit, unit.parent_id, unit.name, unit.level_id)
            for unit in self.with_context(active_test=False)
        ]
        result = super().write(vals)
        if self.env.context.get("dlxh_own_history") is not OWN_HISTORY:
            self._note_history(before)
        moved = self.browse(
            unit.id
            for unit, parent, _name, level in before
            if unit.parent_id != parent or unit.level_id != level
        )
        collector = self.env.context.get("dlxh_moved")
        if isinstance(collector, _Moved):
            collector.ids.update(moved.ids)
        elif moved:
            moved._rewrite_scope_columns()
        return result

    def _note_history(self, before):
        today = fields.Date.context_today(self)
        lines = []
        for unit, parent, name, level in before:
            if unit.parent_id != parent:
                lines.append(
                    {
                        "unit_id": unit.id,
                        "change_type": "reparent",
                        "date": today,
                        "former_parent_id": parent.id,
                        "other_unit_id": unit.parent_id.id,
                    }
                )
            if unit.name != name:
                lines.append(
                    {
                        "unit_id": unit.id,
                        "change_type": "rename",
                        "date": today,
                        "former_name": name,
                    }
                )
            if unit.level_id != level:
                lines.append(
                    {
                        "unit_id": unit.id,
                        "change_type": "level",
                        "date": today,
                        "former_level_id": level.id,
                    }
                )
        if lines:
            # sudo: follows from a write on the unit that was allowed
            self.env["dlxh.unit.change"].sudo().create(lines)

    @contextlib.contextmanager
    def _rewriting_scope_once(self):
        """Yield the model for many writes; large tables are rewritten at the end."""
        collector = _Moved()
        yield self.with_context(dlxh_moved=collector, tracking_disable=True)
        if collector.ids:
            self.browse(sorted(collector.ids))._rewrite_scope_columns()

    @api.constrains("date_close", "parent_id", "active")
    def _check_not_open_below_closed(self):
        """A unit never outlives the one above it."""
        for unit in self.with_context(active_test=False):
            if unit.parent_id._closes_before(unit):
                unit._refuse_closed_parent(unit.parent_id)
            if not unit.date_close:
                continue
            for child in unit.child_ids - unit._leaving_children():
                if unit._closes_before(child):
                    child._refuse_closed_parent(unit)

    def _closes_before(self, child):
        return bool(self.date_close) and (
            not child.date_close or child.date_close > self.date_close
        )

    def _leaving_children(self):
        """Children that are to be moved away before this unit closes."""
        planned = self.env["dlxh.unit.change"].search(
            [
                ("unit_id", "in", self.child_ids.ids),
                ("change_type", "=", "reparent"),
                ("state", "=", "planned"),
            ]
        )
        return planned.unit_id

    def _refuse_closed_parent(self, parent):
        raise ValidationError(
            self.env._(
                "%(unit)s would stay open below %(parent)s, which closes after "
                "%(date)s. Move or close it first.",
                unit=self.name,
                parent=parent.name,
                date=self._shown(parent.date_close),
            )
        )

    def _shown(self, date):
        """A date as the user writes it, for sentences."""
        return fields.Date.to_date(date).strftime("%d/%m/%Y")
