"""Find the unit that a cell means, or the nearest one."""

import difflib
import re

from .words import plain

#: looking for what is near costs; a file full of strangers gets no more than this
MAX_SUGGESTIONS = 30
_CODE_FIRST = re.compile(r"(\S+)\s+[–—-]\s+\S")


class UnitFinder:
    """Find units by code, by name, or by “code – name” as the lists offer it."""

    def __init__(self, units):
        self.by_code = {unit.code.casefold(): unit for unit in units}
        self.by_name = {}
        for unit in units:
            self.by_name.setdefault(plain(unit.name), []).append(unit)
        self.names = None
        self.suggested = 0
        self.cache = {}

    def find(self, text):
        """Return (unit or None, kind of problem or None, its params)."""
        if text not in self.cache:
            self.cache[text] = self._find(text)
        return self.cache[text]

    def _find(self, text):
        unit = self.by_code.get(text.casefold())
        if unit is None and (match := _CODE_FIRST.match(text)):
            unit = self.by_code.get(match[1].casefold())
        if unit:
            return unit, None, {}
        named = self.by_name.get(plain(text), [])
        if len(named) == 1:
            return named[0], None, {}
        if named:
            codes = [unit.code for unit in named]
            shown = ", ".join(codes[:6]) + (" …" if len(codes) > 6 else "")
            return None, "ambiguous_unit", {"codes": shown}
        near = self._near(text)
        if near:
            shown = f"{near.name} ({near.code})"
            return None, "unknown_unit_near", {"near": shown}
        return None, "unknown_unit", {}

    def _near(self, text):
        """The unit whose name or code is most alike, closed ones last."""
        if self.suggested >= MAX_SUGGESTIONS:
            return None
        self.suggested += 1
        if self.names is None:
            self.names = [*self.by_name, *self.by_code]
        wanted = plain(text)
        alike = [
            name
            for name in self.names
            if abs(len(name) - len(wanted)) <= max(4, len(wanted) // 3)
            and name[:1] == wanted[:1]
        ]
        found = difflib.get_close_matches(wanted, alike, n=1, cutoff=0.75)
        if not found:
            return None
        return (self.by_name.get(found[0]) or [self.by_code[found[0]]])[0]
