"""What the structure check and the proposal of a consolidation say."""

from odoo.tools import format_date


def finding_text(env, finding, days):
    """Return what a finding says; names stand in its details.

    :param days: how long before an end it is told
    """
    count = finding.count or len(finding.keys)
    day = format_date(env, finding.day) if finding.day else ""
    texts = {
        "left_ended": env._("%(count)s members no longer serve", count=count),
        "left_closed": env._(
            "%(count)s members come from a unit that was closed", count=count
        ),
        "left_moved": env._(
            "%(count)s members work elsewhere than where they represent", count=count
        ),
        "ending": env._(
            "%(count)s memberships end within %(days)s days", count=count, days=days
        ),
        "twice": env._("%(count)s seats are held by the same persons", count=count),
        "short": env._("%(count)s members are lacking to the quota", count=count),
        "over": env._("%(count)s members more than the quota", count=count),
        "no_head": env._("Nobody heads the team"),
        "unrepresented": env._(
            "%(count)s units directly below have no representative", count=count
        ),
        "term_over": env._("The term of the team ended on %(day)s", day=day),
        "term_ending": env._("The term of the team ends on %(day)s", day=day),
        "untrained": env._("%(count)s members are not trained yet", count=count),
        "fields": env._("Nobody knows %(count)s of the fields", count=count),
        "no_expertise": env._(
            "Of %(count)s members the field of expertise is not entered", count=count
        ),
    }
    return texts[finding.code]


def detail(member, code):
    """Return how a member is named in the details of a finding."""
    name = member.collaborator_id.name or ""
    if code == "ending":
        return f"{name} ({format_date(member.env, member.date_to)})"
    if code in ("left_closed", "left_moved"):
        return f"{name} ({member.collaborator_id.unit_id.name})"
    return name


def reason_text(env, change, leaver, place, before):
    """Return why a change is proposed.

    :param before: the last membership for the branch that ended, if any
    """
    if change.reason == "ended":
        return env._("%(name)s no longer serves.", name=leaver.name)
    if change.reason == "closed":
        return env._(
            "%(unit)s, where %(name)s works, was closed.",
            unit=leaver.unit_id.name,
            name=leaver.name,
        )
    if change.reason == "moved":
        return env._(
            "%(name)s now works at %(unit)s.",
            name=leaver.name,
            unit=leaver.unit_id.name,
        )
    if change.reason == "vacant":
        return env._("The team has fewer members than its quota asks for.")
    if before:
        return env._(
            "%(unit)s has no representative since the membership of %(name)s ended "
            "on %(date)s.",
            unit=place.name,
            name=before.collaborator_id.name,
            date=format_date(env, before.date_to),
        )
    return env._("%(unit)s has no representative.", unit=place.name)
