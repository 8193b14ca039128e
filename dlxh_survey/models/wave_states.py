"""States and designs of a wave, and what only its steps write."""

STATES = [
    ("draft", "Draft"),
    ("in_approval", "Waiting for approval"),
    ("approved", "Approved"),
    ("fieldwork", "In the field"),
    ("closed", "Closed"),
    ("published", "Published"),
    ("cancelled", "Cancelled"),
]
#: how people are chosen
DESIGNS = [
    ("census", "Everybody (census)"),
    ("random", "Simple random draw"),
    ("systematic", "Systematic draw from lists"),
    ("pps", "Units drawn by size, then people"),
    ("quota", "Quotas (not a probability sample)"),
    ("open_link", "Open link (not a probability sample)"),
]
PROBABILITY_DESIGNS = ("census", "random", "systematic", "pps")
#: no number of fewer people is shown; the floor is a constraint of the table
MIN_CELL_DEFAULT = 10
#: no survey of a group of fewer people
SMALLEST_POPULATION = 30
#: states in which the questionnaire is frozen
FROZEN_STATES = ("fieldwork", "closed", "published", "cancelled")
#: written by the steps of a wave only
STEP_FIELDS = frozenset(
    (
        "definition",
        "notice",
        "draw_result",
        "opened_on",
        "closed_on",
        "close_reason",
        "published_on",
        "cancel_reason",
        "weighting_id",
        "destroyed_on",
        "destroyed_n",
        "kept_tables",
    )
)
