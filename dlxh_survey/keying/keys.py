"""The keys that stand beside the answers, on paper and on the screen."""

#: one key for each answer; beyond these, its number is typed
SINGLE_KEYS = "123456789abcdefghijklmnopqrstuvwxyz"


def keys_for(count):
    """The keys of so many answers, in their order."""
    if count <= len(SINGLE_KEYS):
        return list(SINGLE_KEYS[:count])
    return [str(number) for number in range(1, count + 1)]
