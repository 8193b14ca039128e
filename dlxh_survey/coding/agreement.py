"""How far two who coded the same texts agree, beyond chance."""


def agreement(pairs):
    """Return {theme: Cohen's kappa} of each theme, and the mean under None.

    A theme that both always or never gave leaves nothing to agree on by chance; it
    has None and does not count in the mean (Cohen 1960).

    :param pairs: list of (themes given by one, themes given by the other)
    """
    pairs = [(set(one), set(other)) for one, other in pairs]
    themes = sorted(set().union(*(one | other for one, other in pairs)))
    found = {theme: _kappa(theme, pairs) for theme in themes}
    told = [kappa for kappa in found.values() if kappa is not None]
    return {**found, None: sum(told) / len(told) if told else None}


def _kappa(theme, pairs):
    total = len(pairs)
    first = sum(theme in one for one, _other in pairs) / total
    second = sum(theme in other for _one, other in pairs) / total
    alike = sum((theme in one) == (theme in other) for one, other in pairs) / total
    chance = first * second + (1 - first) * (1 - second)
    return None if chance == 1 else (alike - chance) / (1 - chance)
