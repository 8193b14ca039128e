"""Kinds and states of a meeting, and who reads what is said in it."""

KINDS = [
    ("briefing", "Briefing"),
    ("training", "Training"),
    ("review_quarter", "Quarterly review"),
    ("review_interim", "Interim review"),
    ("review_final", "Final review of the year"),
    ("review_multi_year", "Review of several years"),
    ("dialogue", "Dialogue with the people"),
    ("thematic", "Thematic conference"),
    ("field_trip", "Field-study trip"),
]
STATES = [
    ("planned", "Planned"),
    ("invited", "Invitations sent"),
    ("held", "Held"),
    ("in_approval", "Minutes wait for approval"),
    ("approved", "Minutes approved"),
    ("cancelled", "Cancelled"),
]
#: the meeting took place
HELD_STATES = ("held", "in_approval", "approved")
#: the meeting is still to come
OPEN_STATES = ("planned", "invited")
#: chairs that read agenda and minutes; inspectors see that a meeting was held
TEXT_CHAIRS = (
    "dlxh_collaborator.group_dlxh_officer,"
    "dlxh_collaborator.group_dlxh_leader,"
    "dlxh_collaborator.group_dlxh_clerk,"
    "dlxh_collaborator.group_dlxh_collaborator"
)
ROLES = [
    ("collaborator", "Collaborator"),
    ("rapporteur", "Rapporteur"),
    ("leader", "Leader"),
    ("guest", "Guest"),
]
PRESENCES = [
    ("present", "Present"),
    ("excused", "Excused"),
    ("absent", "Absent"),
]
