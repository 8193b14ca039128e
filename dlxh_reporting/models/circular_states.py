"""States of a circular, who reads it where, and what only its steps write."""

KINDS = [
    ("dispatch", "Official letter"),
    ("guidance", "Guidance"),
    ("bulletin", "Bulletin"),
    ("material", "Reference material"),
]
STATES = [
    ("draft", "Draft"),
    ("in_approval", "Waiting for approval"),
    ("approved", "Approved"),
    ("signed", "Signed"),
    ("sending", "Being sent"),
    ("sent", "Sent out"),
    ("closed", "Closed"),
    ("withdrawn", "Withdrawn"),
]
#: what is told to units and teams to guide opinion: it cites official sources (G27)
ORIENTATION_KINDS = ("bulletin", "material")
#: units are asked to acknowledge and to pass on
OPEN_STATES = ("sending", "sent")
#: it left the unit that issued it
SENT_STATES = (*OPEN_STATES, "closed", "withdrawn")
#: teams read it on their phones
READING_STATES = (*OPEN_STATES, "closed")
#: written by the steps of a circular only, never by hand
STEP_FIELDS = frozenset(
    (
        "sent_at",
        "sent_by_id",
        "delivered_at",
        "closed_at",
        "withdrawn_at",
        "withdraw_reason",
    )
)
#: who sees where a circular went; members of teams just read it
CHAIRS = ",".join(
    f"dlxh_collaborator.group_dlxh_{chair}"
    for chair in ("officer", "leader", "clerk", "inspector")
)
#: may be put off until it is sent
DATE_FIELDS = frozenset(("deadline", "report_due"))
#: type of document of each kind
DOCUMENT_TYPES = {
    "dispatch": "dlxh_collaborator.document_type_cv",
    "guidance": "dlxh_collaborator.document_type_hd",
    "bulletin": "dlxh_reporting.document_type_bt",
    "material": "dlxh_reporting.document_type_tl",
}
