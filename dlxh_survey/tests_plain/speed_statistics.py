"""Print how long tables take from the aggregates of 100,000 responses.

    PYTHONPATH=dlxh_survey python dlxh_survey/tests_plain/speed_statistics.py

60 questions as in the benchmark of the issue (30 single, 8 multiple, 8 matrices of
5 × 5, 6 scales, 4 numbers, 4 texts) in 20 strata. The answers are grouped
beforehand, which is the database's work; only what the package does is timed.
"""

import time
from statistics import cross, one_way_all, suppress

import numpy as np

PEOPLE, STRATA = 100_000, 20
OPTIONS = [{"code": str(i), "value": i} for i in range(1, 6)]
ROWS = [{"code": f"r{i}"} for i in range(5)]


def questions():
    found, slot = [], 0
    kinds = [("single", 30), ("multiple", 8), ("matrix_single", 8), ("scale", 6)]
    for kind, count in [*kinds, ("number", 4), ("text", 4)]:
        for number in range(count):
            one = {"code": f"{kind}{number}", "type": kind, "slot": slot}
            one |= {"options": OPTIONS, "rows": ROWS, "min": 0, "max": 10}
            found.append(one)
            slot += {"matrix_single": 5, "text": 0}.get(kind, 1)
    return found, slot


def answers(dice, found, slots):
    """Return people × slots."""
    store = np.empty((PEOPLE, slots), dtype=np.int64)
    for one in found:
        first, kind = one["slot"], one["type"]
        if kind in ("single", "matrix_single"):
            width = 5 if kind == "matrix_single" else 1
            drawn = dice.integers(1, 6, (PEOPLE, width))
            store[:, first : first + width] = drawn
        elif kind == "multiple":
            store[:, first] = dice.integers(0, 32, PEOPLE)
        elif kind == "scale":
            store[:, first] = dice.integers(0, 11, PEOPLE)
        elif kind == "number":
            store[:, first] = dice.integers(0, 500, PEOPLE)
    return store


def grouped(columns, stratum, weight):
    """Return rows as a cursor would fetch them."""
    keys = np.stack([*columns, stratum])
    distinct, place = np.unique(keys, axis=1, return_inverse=True)
    place = place.reshape(-1)
    sums = (np.bincount(place), np.bincount(place, weight))
    sums = (*sums, np.bincount(place, weight**2))
    columns = [*(line.tolist() for line in distinct), [None] * distinct.shape[1]]
    return list(zip(*columns, *(line.tolist() for line in sums), strict=True))


def timed(name, count, work):
    start = time.process_time()
    result = work()
    seconds = time.process_time() - start
    print(f"{name}: {seconds:.3f} s, {1000 * seconds / count:.2f} ms each")
    return result


def main():
    dice = np.random.default_rng(7)
    found, slots = questions()
    store = answers(dice, found, slots)
    stratum = dice.integers(0, STRATA, PEOPLE)
    weight = dice.uniform(0.5, 2, PEOPLE)
    rows = [
        (slot, *row)
        for slot in range(slots)
        for row in grouped([store[:, slot]], stratum, weight)
    ]
    print(f"{PEOPLE} people, {len(rows)} one-way rows")
    tables = timed("one-way, 60 questions", 60, lambda: one_way_all(found, rows))
    flat = [table for each in tables.values() for table in each]
    timed("suppression of one-way", len(flat), lambda: [suppress(t) for t in flat])
    banner, others = found[0], [one for one in found[1:] if one["type"] != "text"]
    pairs = [
        (one, grouped([store[:, one["slot"]], store[:, 0]], stratum, weight))
        for one in others
    ]
    for kind in ("single", "multiple", "matrix_single", "scale", "number"):
        chosen = [pair for pair in pairs if pair[0]["type"] == kind]

        def work(chosen=chosen):
            return [
                cross(q, banner, r, part="r0" if "matrix" in q["type"] else None)
                for q, r in chosen
            ]

        crossed = timed(f"cross, {kind}", len(chosen), work)
        timed("  suppression", len(crossed), lambda c=crossed: [suppress(t) for t in c])
    single, rows_of = pairs[0]
    timed(
        "59 cross tables 5 × 5 with tests and letters",
        59,
        lambda: [cross(single, banner, rows_of) for _number in range(59)],
    )


if __name__ == "__main__":
    main()
