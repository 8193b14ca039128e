"""How far fieldwork has come, told so that nobody is seen who stayed away (G32)."""


def shown_counts(codes, used, least):
    """Return {key: how many answered, or None where it is not shown}.

    A number is shown where at least `least` people answered and at least as many
    did not. As the sum over all is known, one number withheld alone could be worked
    out; then the next smallest is withheld too, until what is withheld together is
    large enough on both sides.

    :param codes: {key: people who may answer}; :param used: {key: who answered}
    """
    answered = {key: used.get(key, 0) for key in codes}
    waiting = {key: codes[key] - answered[key] for key in codes}
    hidden = {
        key
        for key in codes
        if codes[key] and (answered[key] < least or waiting[key] < least)
    }

    def too_little():
        many = len(hidden) > 1
        return (
            not many
            or sum(answered[key] for key in hidden) < least
            or sum(waiting[key] for key in hidden) < least
        )

    rest = sorted(
        (key for key in codes if codes[key] and key not in hidden),
        key=lambda key: min(answered[key], waiting[key]),
    )
    while hidden and rest and too_little():
        hidden.add(rest.pop(0))
    return {key: None if key in hidden else answered[key] for key in codes}
