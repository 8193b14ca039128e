"""Putting questions together for one pass."""

#: combinations of answers of one pass, in each stratum
COMBINATIONS = 1500
#: numbers, dates and long lists are counted alone
ALONE = 400


def cardinality(question):
    """How many different values a slot of the question can hold, about.

    :param dict question: of the definition
    """
    kind, options = question["type"], len(question.get("options") or ())
    if kind in ("single", "matrix_single"):
        return options + 4
    if kind in ("multiple", "matrix_multiple"):
        return 2 ** min(options, 16) + 1
    if kind == "ranking":
        return options + 2
    if kind == "scale":
        return int(question["max"] - question["min"]) + 5
    return 10**6


def joint_groups(slots, combinations=COMBINATIONS, fixed=1):
    """Return lists of slots that are counted together, every slot in one.

    :param dict slots: {slot: how many values it can hold}
    :param int fixed: values of what is counted beside each of them (a banner)
    """
    room = max(1, combinations // fixed)
    groups = []  # [[product, slots]]; the largest first, each where it just fits
    for slot, values in sorted(slots.items(), key=lambda item: (-item[1], item[0])):
        fitting = [group for group in groups if group[0] * values <= room]
        if values > ALONE or not fitting:
            groups.append([values, [slot]])
            continue
        tightest = max(fitting, key=lambda group: group[0])
        tightest[0] *= values
        tightest[1].append(slot)
    return [sorted(members) for _product, members in groups]
