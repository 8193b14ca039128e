"""States of a report, who reads its text, and what only its steps write."""

STATES = [
    ("draft", "Draft"),
    ("in_approval", "Waiting for approval"),
    ("approved", "Approved"),
    ("signed", "Signed"),
    ("sent", "Sent"),
    ("received", "Received"),
    ("returned", "Returned by the level above"),
    ("superseded", "Superseded"),
    ("archived", "Archived"),
]
#: chairs that read the text of reports
TEXT_CHAIRS = (
    "dlxh_collaborator.group_dlxh_officer,"
    "dlxh_collaborator.group_dlxh_leader,"
    "dlxh_collaborator.group_dlxh_clerk"
)
#: states in which a report stands as what the unit says
STANDING_STATES = ("approved", "signed", "sent", "received", "archived")
#: written by the steps of a report only, never by hand
STEP_FIELDS = frozenset(
    (
        "is_sent",
        "parent_unit_id",
        "child_report_ids",
        "used_in_ids",
        "nil_opinion_ids",
        "drafted_at",
        "supersedes_id",
        "superseded_by_id",
        "sent_at",
        "received_at",
        "received_by_id",
        "return_reason",
        "sheet_count",
        "unit_count",
    )
)
#: states in which a report of a unit below may be used
UPWARD_STATES = ("sent", "received", "archived")
