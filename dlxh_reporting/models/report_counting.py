"""The mark that says "these counts were computed, not typed in"."""

#: said by this process alone: "the counts were computed, not typed"
COUNT_KEY = "dlxh_report_counting"
COUNT_MARK = object()
COUNT_FIELDS = frozenset(
    (
        "drafted_text",
        "own_counts",
        "sheet_count",
        "unit_count",
        "base_unit_count",
        "tendency_counts",
        "group_counts",
        "change",
        "previous_entry_id",
        "previous_sheet_count",
        "previous_unit_count",
        "incoming_text",
        "starts_from_previous",
    )
)


def counting(records):
    """Return `records` allowed to write counts; clients cannot send the mark."""
    return records.with_context(**{COUNT_KEY: COUNT_MARK})
