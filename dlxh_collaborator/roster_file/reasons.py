"""What each kind of problem tells the person who brought a roster."""


def _lt(text):
    """Mark a sentence for translation; the Odoo side translates when it shows it."""
    return text


ROSTER_REASONS = {
    "already_member": _lt(
        "%(name)s is already a member of this team from %(date)s. Write that date, or"
        " end the membership first."
    ),
    "ambiguous_unit": _lt(
        "Several units are called “%(value)s”: %(codes)s. Write the code."
    ),
    "bad_email": _lt("“%(value)s” is not an e-mail address."),
    "bad_phone": _lt(
        "“%(value)s” is not a telephone number. Write it as 0912345678 or +84912345678."
    ),
    "bad_yes_no": _lt(
        "“%(value)s” is neither yes nor no. Write “x” or leave it empty."
    ),
    "before_team": _lt(
        "The team of %(unit)s begins on %(date)s only. Correct the date, or the team."
    ),
    "closed_unit": _lt(
        "The unit %(unit)s is closed since %(date)s. Write the unit that took its"
        " place."
    ),
    "contact_guarded": _lt(
        "%(name)s has an account that you do not manage; the file cannot change name,"
        " telephone or e-mail. Empty the cell, or ask the administrator."
    ),
    "date_missing": _lt(
        "From which day is %(name)s a member? Fill in the day, or the date of the"
        " decision."
    ),
    "decision_date_missing": _lt(
        "The decision “%(value)s” has no date. Fill in the day it was issued."
    ),
    "duplicate_row": _lt(
        "%(name)s already stands in row %(first)s. Remove one of the two."
    ),
    "empty_file": _lt("The file names nobody. Fill in at least one row."),
    "person_elsewhere": _lt(
        "%(name)s is already a collaborator with the workplace %(unit)s. Write that"
        " unit, or change the workplace of the person first."
    ),
    "person_twice": _lt(
        "%(name)s stands in row %(first)s with another workplace. Write the same"
        " workplace in both rows; the second team goes into the column of the team."
    ),
    "same_name": _lt(
        "Several collaborators of the unit are called “%(value)s”. Add the telephone"
        " number or the e-mail address that is stored."
    ),
    "team_by_decision": _lt(
        "The team of %(unit)s was formed by a decision issued in the system. Its"
        " members change by decision only."
    ),
    "team_missing": _lt(
        "Which team? Fill in the unit of the team, or empty the cell “%(column)s”."
    ),
    "two_heads": _lt(
        "The team of %(unit)s has a head from %(date)s already: %(head)s. Choose"
        " another role, or end that membership first."
    ),
    "unknown_expertise": _lt(
        "“%(value)s” is not in the list of expertise. Use: %(known)s."
    ),
    "unknown_role": _lt("“%(value)s” is not a role in a team. Use one of: %(roles)s."),
    "unknown_unit": _lt(
        "No unit of your territory has the code or the name “%(value)s”."
    ),
    "unknown_unit_near": _lt(
        "No unit of your territory has the code or the name “%(value)s”. Did you mean"
        " %(near)s?"
    ),
    "unit_not_open": _lt("The unit %(unit)s opens on %(date)s only."),
}
