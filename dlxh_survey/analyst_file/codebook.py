"""What stands in each column, for people."""


def codebook(columns, words):
    """Return rows of texts: name, label, question, part, kind, codes, no answer.

    :param words: ``heads``, ``kinds`` {kind: name} and ``missing`` {name: words}
    """
    rows = [list(words["heads"])]
    for one in columns:
        missing = [
            f"{code} = {words['missing'][name]}" for name, code in one.missing.items()
        ]
        rows.append(
            [
                one.name,
                one.label,
                one.question,
                one.part if one.question else "",
                words["kinds"][one.kind],
                "; ".join(f"{value} = {label}" for value, label in one.values.items()),
                "; ".join(missing),
            ]
        )
    return rows
