"""How far two who coded the same texts agree, beyond chance."""

#: texts of a sample that a second person codes: one in so many, at least, at most
ONE_IN, LEAST, MOST = 10, 50, 200
#: a theme below this kappa is to be described more sharply
ENOUGH = 0.6
_UP_TO = (
    (0.2, "slight"),
    (0.4, "fair"),
    (0.6, "moderate"),
    (0.8, "substantial"),
    (1, "almost_perfect"),
)


def sample_size(total):
    """Return how many of the texts a second person codes; all if there are few."""
    return min(total, MOST, max(LEAST, -(-total // ONE_IN)))


def strength(kappa):
    """Return the word for a kappa, which counts with two decimals.

    Landis, J. R., Koch, G. G. (1977): The measurement of observer agreement for
    categorical data. Biometrics 33 (1), p. 165: below 0 poor, to 0.20 slight, to 0.40
    fair, to 0.60 moderate, to 0.80 substantial, to 1 almost perfect.
    """
    kappa = round(kappa, 2)
    if kappa < 0:
        return "poor"
    return next(word for most, word in _UP_TO if kappa <= most)


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
