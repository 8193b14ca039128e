"""Find records that are probably about the same person."""

from collections import defaultdict

from .person import person_key, person_keys

#: why records were put together, the strongest first
SAME_PERSON = "person"
SAME_CONTACT = "contact"
SAME_NAME = "name"


def duplicate_groups(people):
    """Group the records of probably one person.

    :param people: (Person, key of the contact record behind it)
    :return: list of (reason, ids in order), each of two ids or more
    """
    parent = {person.id: person.id for person, _record in people}
    reason = {}

    def root(one):
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    def join(ids, why):
        first, *rest = sorted(ids)
        for other in rest:
            reason.setdefault(first, why)
            reason.setdefault(other, why)
            parent[root(other)] = root(first)

    buckets = defaultdict(lambda: defaultdict(list))
    for person, record in people:
        buckets[SAME_PERSON][record].append(person.id)
        for key in person_keys(person.name, person.phone, person.email):
            buckets[SAME_CONTACT][key].append(person.id)
        buckets[SAME_NAME][person.unit, person_key(person.name)].append(person.id)
    bare = {
        person.id
        for person, _record in people
        if not person_keys(person.name, person.phone, person.email)
    }
    for why in (SAME_PERSON, SAME_CONTACT, SAME_NAME):
        for ids in buckets[why].values():
            # the same name alone says something only where a contact is lacking
            if len(ids) > 1 and (why != SAME_NAME or bare.intersection(ids)):
                join(ids, why)
    groups = defaultdict(list)
    for one in parent:
        groups[root(one)].append(one)
    order = (SAME_PERSON, SAME_CONTACT, SAME_NAME)
    return [
        (min((reason[one] for one in ids), key=order.index), sorted(ids))
        for ids in groups.values()
        if len(ids) > 1
    ]
