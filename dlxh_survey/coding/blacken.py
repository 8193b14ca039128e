"""Black out what gives a person away."""

BLACK = "█████"


def blacken(text, findings):
    """Return the text with each finding blacked out, whatever its length was.

    :param findings: records with ``start`` and ``end``, in the order of their places
    """
    parts, at = [], 0
    for finding in findings:
        if finding.start < at:  # overlaps what is gone already
            at = max(at, finding.end)
            continue
        parts += [text[at : finding.start], BLACK]
        at = finding.end
    return "".join([*parts, text[at:]])
