"""Check rows of units as a whole, together with the units already stored."""

from .model import COLUMNS, DEFAULT_LEVELS, Existing, Problem
from .words import lookup

MAX_PROBLEMS = 1000
OFFICIAL_CODE_LENGTHS = (2, 5)


def level_words(levels):
    """{plain word: level code} of everything a file may call a level."""
    return lookup({level.code: level.names for level in levels})


def check_rows(rows, levels=DEFAULT_LEVELS, existing=(), limit=1000):
    """Order the rows, parents first, or tell every problem.

    Fills in ``org_type`` and ``depth`` of the rows.

    :param limit: cut the list of problems after so many; None keeps all of them
    :return: (ordered rows, problems); no rows if there are problems
    """
    check = _Check(rows, levels, existing)
    problems = check.run()
    if problems:
        return [], shown_problems(problems, limit)
    return sorted(rows, key=lambda row: (row.depth, row.row)), []


def shown_problems(problems, limit=MAX_PROBLEMS):
    """In order of the sheet, cut with a last line that counts the rest."""
    order = {column: position for position, column in enumerate(COLUMNS)}
    problems = sorted(
        problems, key=lambda one: (one.row, order.get(one.column, -1), one.kind)
    )
    if limit is None or len(problems) <= limit:
        return problems
    rest = {"count": len(problems) - limit}
    return [*problems[:limit], Problem(0, "", "", "more_problems", rest)]


class _Check:
    """The tree as it would be after the import, and what is wrong in it."""

    def __init__(self, rows, levels, existing):
        self.rows = rows
        self.sequence = {level.code: level.sequence for level in levels}
        self.existing = {unit.code: unit for unit in existing}
        self.problems = []
        self.by_code = {}
        self.after = {}

    def tell(self, row, column, value, kind, **params):
        self.problems.append(Problem(row.row, column, value, kind, params))

    def run(self):
        self._index()
        circular = self._find_cycles()
        for row in self.by_code.values():
            self._check_dates(row)
            self._check_parent(row, circular)
        self._check_stored_children()
        return self.problems

    def _index(self):
        """Note each code once and lay the file over what is stored."""
        self.after = dict(self.existing)
        for row in self.rows:
            if not row.code:
                continue
            if row.code in self.by_code:
                first = self.by_code[row.code].row
                self.tell(row, "code", row.code, "duplicate_code", first=first)
                continue
            self.by_code[row.code] = row
            self._check_zeros(row)
            stored = self.existing.get(row.code)
            row.org_type = row.org_type or (stored.org_type if stored else "party")
            self.after[row.code] = Existing(
                row.code,
                row.parent or (stored.parent if stored else ""),
                row.level,
                row.org_type,
                row.date_open or (stored.date_open if stored else None),
                row.date_close or (stored.date_close if stored else None),
            )

    def _check_zeros(self, row):
        if not row.code.isdigit() or row.code in self.existing:
            return
        for length in OFFICIAL_CODE_LENGTHS:
            full = row.code.zfill(length)
            if full != row.code and full in self.existing:
                self.tell(row, "code", row.code, "zeros_lost", stored=full)
                return

    def _find_cycles(self):
        """Follow parents upward; fills in depths and returns the codes in circles."""
        depth, circular = {"": -1}, set()
        for start in self.after:
            path, on_path, code = [], set(), start
            while code not in depth and code not in on_path:
                path.append(code)
                on_path.add(code)
                unit = self.after.get(code)
                code = unit.parent if unit else ""
            if code in on_path:
                circle = path[path.index(code) :]
                circular.update(circle)
                self._tell_cycle(circle)
            base = depth.get(code, -1)
            for step, one in enumerate(reversed(path), 1):
                depth[one] = base + step
        for row in self.rows:
            row.depth = depth.get(row.code, 0)
        return circular

    def _tell_cycle(self, circle):
        rows = [self.by_code[code] for code in circle if code in self.by_code]
        if not rows:  # stored already; not for this file to answer for
            return
        row = min(rows, key=lambda one: one.row)
        codes = [*circle[circle.index(row.code) :], *circle[: circle.index(row.code)]]
        shown = [*codes[:6], "…"] if len(codes) > 6 else [*codes, codes[0]]
        self.tell(row, "parent code", row.parent, "cycle", codes=" → ".join(shown))

    def _check_dates(self, row):
        unit = self.after[row.code]
        if unit.date_open and unit.date_close and unit.date_close < unit.date_open:
            self.tell(
                row,
                "date_close",
                f"{unit.date_close:%d/%m/%Y}",
                "close_before_open",
                open=f"{unit.date_open:%d/%m/%Y}",
                close=f"{unit.date_close:%d/%m/%Y}",
            )

    def _check_parent(self, row, circular):
        unit = self.after[row.code]
        if not unit.parent or row.code in circular:
            return
        parent = self.after.get(unit.parent)
        if parent is None:
            self.tell(row, "parent code", unit.parent, "unknown_parent")
            return
        if not self._order_holds(unit, parent):
            self.tell(
                row,
                "level",
                row.level,
                "level_order",
                level=row.level,
                parent=parent.code,
                parent_level=parent.level,
            )
        if _outlives(unit, parent):
            self.tell(
                row,
                "parent code",
                parent.code,
                "closed_parent",
                close=f"{parent.date_close:%d/%m/%Y}",
            )

    def _check_stored_children(self):
        """Units that stay as they are but stand under a unit that the file changes."""
        for code, unit in self.existing.items():
            parent = self.by_code.get(unit.parent)
            if code in self.by_code or parent is None:
                continue
            above = self.after[parent.code]
            if not self._order_holds(unit, above):
                self.tell(
                    parent,
                    "level",
                    parent.level,
                    "level_order_child",
                    level=parent.level,
                    child=code,
                    child_level=unit.level,
                )
            if _outlives(unit, above):
                shown = f"{above.date_close:%d/%m/%Y}"
                self.tell(parent, "date_close", shown, "child_still_open", child=code)

    def _order_holds(self, unit, parent):
        """A Party unit stands lower than its parent; others may share its level."""
        below = self.sequence.get(unit.level)
        above = self.sequence.get(parent.level)
        if below is None or above is None:  # told as an unknown level
            return True
        return below > above or (below == above and unit.org_type != "party")


def _outlives(unit, parent):
    return parent.date_close is not None and (
        unit.date_close is None or unit.date_close > parent.date_close
    )
