"""Changes that would put a team in order, proposed from what is known."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Candidate:
    """Somebody who could come in: a collaborator of the territory, not a member.

    :param proposed: waits to be appointed
    """

    person: int
    partner: int
    branch: int | None = None
    proposed: bool = False
    trained: bool = False
    name: str = ""


@dataclass(frozen=True)
class Change:
    """One change: "add", "remove" or "replace".

    :param seat: the seat that ends, when one does
    :param reason: "ended", "closed", "moved", "unrepresented" or "vacant"
    """

    action: str
    reason: str
    person: int | None = None
    seat: int | None = None
    branch: int | None = None


def consolidation(team, candidates, busy=frozenset()):
    """Return the changes to propose for a team.

    Who left is replaced by somebody of the same branch, or only removed. Then
    branches without a representative get one, as long as the quota allows it,
    and what is still short is filled with those who wait to be appointed.

    :param busy: persons who stand in a decision that is being written
    """
    pool = _Pool(team, candidates, busy)
    changes = []
    for seat in team.seats:
        if seat.left and seat.person not in busy:
            follower = pool.take(seat.branch) if seat.branch else None
            action = "replace" if follower else "remove"
            person = follower.person if follower else None
            changes.append(Change(action, seat.left, person, seat.key, seat.branch))
    gone = {change.seat for change in changes}
    filled = {change.branch for change in changes if change.action == "replace"}
    filled |= {seat.branch for seat in team.seats if seat.key not in gone}
    count = len(team.seats) - len(gone)
    count += sum(change.action == "replace" for change in changes)
    for branch in team.branches:
        if team.most and count >= team.most:
            break
        if branch.key in filled:
            continue
        if newcomer := pool.take(branch.key):
            person = newcomer.person
            changes.append(Change("add", "unrepresented", person, branch=branch.key))
            count += 1
    while team.most and count < team.least:
        if not (newcomer := pool.take_proposed()):
            break
        changes.append(Change("add", "vacant", newcomer.person, branch=newcomer.branch))
        count += 1
    return changes


class _Pool:
    """Candidates, each taken once; those waiting, then the trained come first."""

    def __init__(self, team, candidates, busy):
        seated = {seat.partner for seat in team.seats}
        self.left = sorted(
            (
                one
                for one in candidates
                if one.person not in busy and one.partner not in seated
            ),
            key=lambda one: (not one.proposed, not one.trained, one.name, one.person),
        )

    def take(self, branch):
        return self._pick(lambda one: one.branch == branch)

    def take_proposed(self):
        return self._pick(lambda one: one.proposed)

    def _pick(self, fits):
        found = next((one for one in self.left if fits(one)), None)
        if found:  # a person may be a candidate by two workplaces
            self.left = [one for one in self.left if one.partner != found.partner]
        return found
