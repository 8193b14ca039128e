from odoo import api, fields, models
from odoo.tools import SQL

from ..unit_file import Existing, Level, Problem, rows_of
from ..unit_file.sheet import Cell
from ..unit_file.words import WORDS

#: column of a file of units -> field of the unit, and back
FIELD_OF_COLUMN = {
    "code": "code",
    "name": "name",
    "parent code": "parent_id",
    "level": "level_id",
    "date_open": "date_open",
    "date_close": "date_close",
    "org_type": "org_type",
}
COLUMN_OF_FIELD = {
    **{field: column for column, field in FIELD_OF_COLUMN.items()},
    "parent_id/code": "parent code",
    "level_id/code": "level",
    "level_code": "level",
}


class DlxhUnitLoadMixin(models.AbstractModel):
    """Loading many units at once, checked as a whole, all or nothing."""

    _name = "dlxh.unit.load.mixin"
    _description = "Unit: Loading Many"

    @api.model
    def load(self, fields, data):
        """Let the import screen check the whole file and find units by their code.

        The stock import would create units one by one, stop at the first ten
        errors and never notice a circle. It still does the rest: external ids,
        other columns.
        """
        columns = [COLUMN_OF_FIELD.get(field) for field in fields]
        if "code" not in columns or None in columns:
            return super().load(fields, data)
        self.check_access("create")
        numbered = [
            (
                number,
                {
                    column: Cell(str(value).strip(), str(value).startswith("="))
                    for column, value in zip(columns, line, strict=True)
                },
            )
            for number, line in enumerate(data)
        ]
        problems = [
            Problem(0, column, "", "missing_column")
            for column in ("name", "level")
            if column not in columns
        ]
        if not problems:
            rows, problems = rows_of(
                numbered, self._file_levels(), self._file_existing()
            )
        if problems:
            messages = [self._load_message(problem) for problem in problems]
            return {"ids": False, "messages": messages, "nextrow": 0}
        units = self._apply_file_rows(rows)["units"]
        by_code = {unit.code: unit.id for unit in units}
        ids = [by_code[row.code] for row in sorted(rows, key=lambda row: row.row)]
        return {"ids": ids, "messages": [], "nextrow": 0}

    def _load_message(self, problem):
        field = FIELD_OF_COLUMN.get(problem.column, "code")
        return {
            "type": "error",
            "message": self._file_reason(problem),
            "rows": {"from": problem.row, "to": problem.row},
            "record": problem.row,
            "field": field,
            "field_name": self._fields[field].get_description(self.env)["string"],
        }

    @api.model
    def _file_reason(self, problem):
        """The sentence of a problem in the language of the user."""
        # pylint: disable=translation-contains-variable
        return self.env._(problem.template, **problem.all_params)

    @api.model
    def _file_levels(self):
        """Levels as a file may call them: code, names in any language."""
        DlxhLevel = self.env["dlxh.level"].with_context(active_test=False)
        levels = DlxhLevel.search_fetch([], ["code", "sequence", "name", "active"])
        used = dict(self._read_group([], ["level_id"], ["__count"]))
        return [
            Level(
                level.code,
                level.sequence,
                (level.name, *WORDS["levels"].get(level.code, ())),
            )
            for level in levels
            if level.active or level in used
        ]

    @api.model
    def _file_existing(self):
        """Every stored unit, closed ones included, by one query.

        Codes must be unique over the whole tree, so rules do not apply; only the
        administrator, who sees the whole tree, comes here.
        """
        self.flush_model()
        self.env["dlxh.level"].flush_model(["code"])
        rows = self.env.execute_query(
            SQL(
                "SELECT u.code, COALESCE(p.code, ''), l.code, u.org_type,"
                " u.date_open, u.date_close FROM dlxh_unit u"
                " JOIN dlxh_level l ON l.id = u.level_id"
                " LEFT JOIN dlxh_unit p ON p.id = u.parent_id"
            )
        )
        return [Existing(*row) for row in rows]

    @api.model
    def _stored_by_code(self, rows):
        codes = {row.code for row in rows} | {row.parent for row in rows}
        Unit = self.with_context(active_test=False)
        return {unit.code: unit for unit in Unit.search([("code", "in", list(codes))])}

    @api.model
    def _file_level_ids(self):
        DlxhLevel = self.env["dlxh.level"].with_context(active_test=False)
        levels = DlxhLevel.search_fetch([], ["code"])
        return {level.code: level.id for level in levels}

    @api.model
    def _compare_file_rows(self, rows):
        """{code: "new", "changed" or "unchanged"}, without storing anything."""
        by_code, level_ids = self._stored_by_code(rows), self._file_level_ids()
        found = {}
        for row in rows:
            unit = by_code.get(row.code)
            if not unit:
                found[row.code] = "new"
                continue
            above = by_code.get(row.parent)
            moves = row.parent and unit.parent_id != above
            values = self._file_changes(unit, row, level_ids)
            found[row.code] = "changed" if moves or values else "unchanged"
        return found

    @api.model
    def _apply_file_rows(self, rows):
        """Create and change units as checked rows say; rows come parents first.

        :return: dict of recordsets: units, created, updated
        """
        self.check_access("create")
        Unit = self.with_context(tracking_disable=True, mail_create_nolog=True)
        by_code, level_ids = self._stored_by_code(rows), self._file_level_ids()
        stored = [(by_code[row.code], row) for row in rows if row.code in by_code]
        created = Unit.browse()
        for depth in sorted({row.depth for row in rows}):
            fresh = [
                row for row in rows if row.depth == depth and row.code not in by_code
            ]
            units = Unit.create(
                [self._file_create_values(row, by_code, level_ids) for row in fresh]
            )
            by_code.update({unit.code: unit for unit in units})
            created |= units
        updated = self._update_from_rows(stored, by_code, level_ids)
        units = self.browse(by_code[row.code].id for row in rows)
        return {"units": units, "created": created, "updated": updated}

    def _file_create_values(self, row, by_code, level_ids):
        return {
            "code": row.code,
            "parent_id": by_code[row.parent].id if row.parent else False,
            "active": True,
            **self._file_values(row, level_ids),
        }

    def _file_values(self, row, level_ids):
        """What a row says of the unit itself; an empty cell says nothing."""
        values = {
            "name": row.name,
            "level_id": level_ids[row.level],
            "org_type": row.org_type,
        }
        if row.date_open:
            values["date_open"] = row.date_open
        if row.date_close:
            values["date_close"] = row.date_close
            values["active"] = row.date_close >= fields.Date.context_today(self)
        return values

    def _file_changes(self, unit, row, level_ids):
        return {
            name: value
            for name, value in self._file_values(row, level_ids).items()
            if value != (unit[name].id if name == "level_id" else unit[name])
        }

    def _update_from_rows(self, pairs, by_code, level_ids):
        """Write what differs, from the top down; rows with equal changes together."""
        groups = {}
        for unit, row in pairs:
            changes = self._file_changes(unit, row, level_ids)
            if row.parent and unit.parent_id != by_code[row.parent]:
                changes["parent_id"] = by_code[row.parent].id
            if changes:
                key = (row.depth, tuple(sorted(changes.items())))
                groups.setdefault(key, []).append(unit.id)
        updated = self.browse()
        with self._rewriting_scope_once() as Unit:
            for (_depth, changes), ids in groups.items():
                Unit.browse(ids).write(dict(changes))
                updated |= self.browse(ids)
        return updated
