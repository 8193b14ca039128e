"""From the cells of a row to integers, each different cell understood once."""

from functools import partial
from operator import getitem, itemgetter

from ._shared import codec
from .plan import CHOSEN, DIRECT, LIST, RANK, span_of
from .words import NO_ANSWER, text_of

#: how many different cells or combinations are remembered before starting afresh
MEMORY = 50_000


class Wrong(Exception):
    """A cell that cannot be taken: the column, what stands there, and why."""

    def __init__(self, source, value, wrong):
        super().__init__(wrong.kind)
        self.title, self.value = source.title, value
        self.kind, self.detail = wrong.kind, wrong.detail


class Known(dict):
    """What cells became; what is not known yet is read, what is wrong is told."""

    def __init__(self, read, tell, instead):
        super().__init__()
        self.read, self.tell, self.instead = read, tell, instead

    def __missing__(self, cells):
        try:
            found = self.read(cells)
        except Wrong as wrong:
            self.tell(wrong)
            return self.instead
        if len(self) >= MEMORY:
            self.clear()
        self[cells] = found
        return found


class Figures(Known):
    """What numbers became: whole ones are so many that none is remembered."""

    def __init__(self, source, tell, missing):
        super().__init__(partial(cell, source), tell, NO_ANSWER)
        self.missing = missing
        self.low, self.high = span_of(source.question)
        self.step = 10**source.question.decimals

    def __missing__(self, value):
        if type(value) is str and value.isdecimal() and len(value) < 12:
            figure = int(value) * self.step
            if self.low <= figure <= self.high and value not in self.missing:
                return figure
        return super().__missing__(value)


def cell(source, value):
    """One cell by itself; raises Wrong."""
    try:
        return source.read(text_of(value))
    except codec.Wrong as wrong:
        raise Wrong(source, value, wrong) from wrong


def all_of(places):
    """A function that picks the cells of these places, always as a tuple."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda cells: tuple(cells[place] for place in places)


class Filler:
    """Fills the slots of a row: single cells all at once, then the others between.

    Both lie in the order of the slots, so that nothing is ever looked for.
    """

    def __init__(self, groups, slot_count, tell, missing):
        direct = [source for (source,) in groups.get(DIRECT, ())]
        self.known = [
            Figures(one, tell, missing)
            if one.question.type == "number"
            else Known(partial(cell, one), tell, NO_ANSWER)
            for one in direct
        ]
        self.pick = all_of([one.place for one in direct])
        reads = {LIST: Several.listed, CHOSEN: Several.marked, RANK: Several.ranked}
        several = [
            Several(sources, read, tell)
            for role, read in reads.items()
            for sources in groups.get(role, ())
        ]
        filled = {one.slot for one in direct}
        for one in several:
            filled.update(range(one.slot, one.end))
        missing = [slot for slot in range(slot_count) if slot not in filled]
        rest = [(one.slot, one.pick, one.known) for one in several]
        rest += [(slot, _nothing, NOTHING) for slot in missing]
        self.rest = sorted(rest, key=itemgetter(0))

    def __call__(self, cells):
        slots = list(map(getitem, self.known, self.pick(cells)))
        for slot, pick, known in self.rest:
            slots[slot:slot] = known[pick(cells)]
        return slots


def _nothing(cells):
    return None


#: a slot that no column fills
NOTHING = {None: (NO_ANSWER,)}


class Several:
    """Answers whose slots follow from one or more cells together."""

    def __init__(self, sources, read, tell):
        self.sources = sources
        question = sources[0].question
        is_ranking = question.type == "ranking"
        self.slot = question.slot if is_ranking else sources[0].slot
        self.end = self.slot + (question.width if is_ranking else 1)
        self.pick = all_of([source.place for source in sources])
        self.known = Known(
            lambda cells: read(self, cells), tell, [NO_ANSWER] * (self.end - self.slot)
        )

    def found(self, cells):
        return list(map(cell, self.sources, cells))

    def listed(self, cells):
        """One cell with several answers."""
        (found,) = self.found(cells)
        return found if isinstance(found, tuple) else [found] * (self.end - self.slot)

    def marked(self, cells):
        """One mask of columns with 1 and 0; empty cells beside others mean 0."""
        found = self.found(cells)
        chosen = [
            (mark, source)
            for mark, source in zip(found, self.sources, strict=True)
            if mark >= 0
        ]
        if not chosen:
            return [_missing(found)]
        mask = sum(mark << source.bit for mark, source in chosen)
        question = self.sources[0].question
        try:
            return [codec.mask_of(question, codec.codes_of(question, mask))]
        except codec.Wrong as wrong:
            raise Wrong(self.sources[0], "", wrong) from wrong

    def ranked(self, cells):
        """The ranks in the order of the options; 0 and empty mean not ranked."""
        found, question = self.found(cells), self.sources[0].question
        if all(rank < 0 for rank in found):
            return [_missing(found)] * question.width
        ranked = sorted(
            (rank, source.option)
            for rank, source in zip(found, self.sources, strict=True)
            if rank > 0
        )
        try:
            if [rank for rank, _code in ranked] != list(range(1, len(ranked) + 1)):
                raise codec.Wrong("bad_rank")
            codes = [code for _rank, code in ranked]
            return codec.ENCODERS["ranking"](question, codes)
        except codec.Wrong as wrong:
            shown = ", ".join(text_of(value) for value in cells)
            raise Wrong(self.sources[0], shown, wrong) from wrong


def _missing(found):
    """Why none of several cells holds an answer."""
    return next((one for one in found if one != NO_ANSWER), NO_ANSWER)
