"""What a team lacks, and the changes that would put it in order."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from team_structure import (
    Branch,
    Candidate,
    Change,
    Seat,
    Team,
    consolidation,
    findings,
)
from team_structure.check import head_count

DAY = date(2026, 6, 30)


def seat(key, branch=None, **values):
    values = {"role": "member", "trained": True, "expertise": frozenset({1}), **values}
    return Seat(
        key, 100 + key, values.pop("partner", 200 + key), branch=branch, **values
    )


def found(team, **options):
    return {one.code: one for one in findings(team, DAY, **options)}


def test_a_team_in_order_has_no_findings():
    seats = (seat(1, role="head"), seat(2, 11), seat(3, 12))
    branches = (Branch(11), Branch(12))
    assert not findings(Team(seats, branches, 3, 5, fields=frozenset({1})), DAY)


def test_quota_and_a_person_who_sits_twice():
    seats = tuple(seat(key, role="head") for key in range(6))
    assert found(Team(seats, least=3, most=5))["over"].count == 1
    assert found(Team(seats[:1], least=3, most=5))["short"].count == 2
    assert not {"short", "over"} & set(found(Team(seats)))
    twice = (seat(1, partner=7), seat(2, partner=7), seat(3))
    told = found(Team(twice, least=3, most=5))
    assert "short" not in told
    assert told["twice"].keys == (1, 2)


def test_the_bloc_of_35_is_counted_once_at_two_levels():
    bloc = [seat(key) for key in range(35)]
    below = [seat(100 + key, partner=200 + key) for key in range(4, 35)]
    assert len(below) == 31
    assert head_count(bloc) == 35
    assert head_count(bloc + below) == 35


def test_branches_without_a_representative():
    seats = (seat(1, 11, role="head"), seat(2, 12, left="ended"))
    told = found(Team(seats, (Branch(11), Branch(12), Branch(13))))
    assert told["unrepresented"].keys == (12, 13)
    assert told["left_ended"].keys == (2,)
    assert told["left_ended"].severity == "danger"


def test_who_ends_soon_and_terms():
    seats = (
        seat(1, role="head", until=DAY + timedelta(days=90)),
        seat(2, until=DAY + timedelta(days=91)),
        seat(3, until=DAY),
    )
    assert found(Team(seats))["ending"].keys == (1, 3)
    assert found(Team(seats), within=timedelta(days=91))["ending"].keys == (1, 2, 3)
    assert found(Team(seats, until=DAY))["term_ending"].day == DAY
    over = findings(Team(seats, until=DAY - timedelta(days=1)), DAY)
    assert over[0].code == "term_over"


def test_training_and_fields():
    seats = (seat(1, role="head", trained=False), seat(2, expertise=frozenset()))
    told = found(Team(seats, fields=frozenset({1, 2, 3})))
    assert told["untrained"].keys == (1,)
    assert told["fields"].keys == (2, 3)
    assert told["no_expertise"].keys == (2,)
    assert found(Team((seat(1),)))["no_head"].severity == "warning"
    assert not findings(Team(()), DAY)


def candidate(person, branch=None, **values):
    return Candidate(person, values.pop("partner", 1000 + person), branch, **values)


def test_who_left_is_replaced_from_the_same_branch():
    team = Team((seat(1, 11, left="moved"), seat(2, 12, left="closed"), seat(3)))
    people = [candidate(5, 11), candidate(6, 11, proposed=True), candidate(7, 13)]
    assert consolidation(team, people) == [
        Change("replace", "moved", 6, 1, 11),
        Change("remove", "closed", None, 2, 12),
    ]


def test_branches_are_filled_up_to_the_quota():
    team = Team((seat(1, 11),), (Branch(11), Branch(12), Branch(13)), 1, 2)
    people = [candidate(5, 13), candidate(6, 12)]
    assert consolidation(team, people) == [Change("add", "unrepresented", 6, branch=12)]


def test_vacancies_are_filled_with_those_who_wait():
    team = Team((seat(1),), (), 3, 5)
    people = [
        candidate(5),
        candidate(6, proposed=True),
        candidate(7, 11, proposed=True),
    ]
    assert consolidation(team, people) == [
        Change("add", "vacant", 6),
        Change("add", "vacant", 7, branch=11),
    ]


def test_nobody_is_proposed_twice():
    team = Team((seat(1, 11, left="ended"),), (Branch(11), Branch(12)), 3, 5)
    people = [candidate(5, 11, partner=1), candidate(6, 12, partner=1)]
    assert [one.person for one in consolidation(team, people)] == [5]
    member = [candidate(9, 12, partner=201)]
    assert consolidation(Team((seat(1, 11),), (Branch(12),)), member) == []
    assert consolidation(team, people, busy={101, 5, 6}) == []


codes = st.sampled_from(["", "", "ended", "closed", "moved"])
seats = st.lists(st.tuples(st.integers(0, 4), codes), max_size=8).map(
    lambda rows: tuple(
        seat(key, branch or None, left=left) for key, (branch, left) in enumerate(rows)
    )
)
people = st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=8).map(
    lambda rows: [
        candidate(key, branch or None, proposed=wait)
        for key, (branch, wait) in enumerate(rows, start=500)
    ]
)


@given(seats, people, st.integers(0, 4), st.integers(0, 4))
def test_proposals_never_make_a_team_worse(members, waiting, least, more):
    branches = tuple(Branch(key) for key in (1, 2, 3))
    team = Team(members, branches, least, least + more)
    changes = consolidation(team, waiting)
    ended = [one.seat for one in changes if one.seat is not None]
    assert sorted(ended) == [one.key for one in members if one.left]
    come = [one.person for one in changes if one.person]
    assert len(come) == len(set(come))
    stay = sum(not one.left for one in members)
    replaced = sum(one.action == "replace" for one in changes)
    if team.most:
        assert stay + len(come) <= max(team.most, stay + replaced)
