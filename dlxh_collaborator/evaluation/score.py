"""How counts of duties become a score from 0 to 100, and a score a grade."""


def share(done, due):
    """Return the percentage of the duties that were done, None if none was due.

    More done than due counts as all done: zeal at one duty does not make up for
    another.
    """
    if due <= 0:
        return None
    return 100.0 * min(max(done, 0), due) / due


def total(lines):
    """Return the weighted mean of the shares, None if nothing was due at all.

    A criterion without anything due is left out and the weights of the others
    take its place, so that nobody loses by a briefing that was never called.

    :param lines: triples (weight, done, due)
    """
    known = [
        (weight, value)
        for weight, done, due in lines
        if weight > 0 and (value := share(done, due)) is not None
    ]
    weights = sum(weight for weight, _value in known)
    if not weights:
        return None
    return round(sum(weight * value for weight, value in known) / weights, 2)


def grade_of(score, grades):
    """Return the key of the best grade whose threshold the score reaches.

    :param score: number, or None when nothing could be measured
    :param grades: pairs (threshold, key)
    :return: a key, or None when there is no score or no grade is reached
    """
    if score is None:
        return None
    reached = [(threshold, key) for threshold, key in grades if score >= threshold]
    return max(reached, key=lambda pair: pair[0])[1] if reached else None
