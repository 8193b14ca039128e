"""A whole draw, units and then lines, as plain data that can be stored and redone."""

from .draw import Unit, draw_lines, draw_units


def draw_plan(frame, *, seed, method, units, lines, spare_units=0, spare_lines=0):
    """Return what was drawn, as JSON holds it, with all that is needed to redo it.

    :param frame: [(key, people)] in the order of the list
    :param lines: people to ask in each unit; a smaller unit is asked as a whole
    """
    frame = [(key, people) for key, people in frame]
    sizes = dict(frame)
    drawn = draw_units(
        [Unit(key, people) for key, people in frame], units, seed, method, spare_units
    )
    return {
        "seed": seed,
        "method": method,
        "units": units,
        "lines": lines,
        "spare_units": spare_units,
        "spare_lines": spare_lines,
        "frame": [[key, people] for key, people in frame],
        "drawn": [
            {
                "unit": one.key,
                "order": one.order,
                "probability": str(one.probability),
                "replaces": one.replaces,
                **_lines(sizes[one.key], lines, spare_lines, f"{seed}:{one.order}"),
            }
            for one in drawn
        ],
    }


def redraw(plan):
    """Draw once more from what was stored; the same plan comes out."""
    return draw_plan(
        [tuple(row) for row in plan["frame"]],
        **{
            name: plan[name]
            for name in (
                *("seed", "method", "units", "lines"),
                *("spare_units", "spare_lines"),
            )
        },
    )


def _lines(people, lines, spare, seed):
    wanted = min(people, lines)
    found = draw_lines(people, wanted, seed, min(spare, people - wanted))
    return {
        "people": people,
        "asked": [one.number for one in found if not one.is_replacement],
        "spare": [one.number for one in found if one.is_replacement],
    }
