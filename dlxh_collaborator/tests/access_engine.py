"""Who may do what, as tables to read and to argue with.

The user works for a province. "Own" is a record of that province, "below" one of
its wards, "beside" one of another province, "above" one of the centre; "none" is a
record of the province met by somebody who sits in the chair without a unit. A
single cell holds for every place. For a collaborator the place is where he is in
the team. Of a dialog, "own" is the one he opened; nobody opens somebody else's.

Letters: r reads and finds, w writes, c creates, u deletes. A capital letter means
that the rights would allow it, but the record refuses: it is locked, or what it
says is not typed in. What is not in the table is refused. "*" stands for every
chair; a line for a chair replaces the line with "*". A user without a chair is
called "nobody"; he has no line, so he may do nothing.

Each part of the system has a table of its own in a file `access_<part>.py`.
"""

from collections import defaultdict
from itertools import count

from odoo.fields import Command

from .common import DlxhCase

CHAIRS = (
    "collaborator",
    "officer",
    "leader",
    "clerk",
    "inspector",
    "data_officer",
    "administrator",
)
PLACES = ("own", "below", "beside", "above")
COLUMNS = (*PLACES, "none")
OWN = "own"
#: what may not be the same twice
_numbers = count(1)
_years = count(1000)


def days():
    """The first and last day of a year that no other record has."""
    year = next(_years)
    return {"date_from": f"{year}-01-01", "date_to": f"{year}-12-31"}


class AccessPart:
    """The table of one part of the system, and how its records are made.

    A record whose lines have a cell for each place is made in each place from
    `values`, unless `prepare` put one into `case.rows[model, which][place]`; the
    others are made once.
    """

    #: lines: model, which, chairs, one cell or five (own below beside above none)
    TABLE = ""
    #: {model: a change that is as harmless as can be}; others are given a name
    WRITING = {}

    def prepare(self, case, place, unit):
        """Make what the records of the place hang on; keep it in `case.at[place]`."""

    def values(self, case, *, at, unit, number, name, which, place, user):
        """Return {model: function that returns the values of one more record}.

        :param dict at: what `prepare` of the parts kept for the place
        :param int unit: id of the unit of the place
        :param int number: differs from call to call; so does `name`
        :param user: who opens the dialog, or None
        """
        return {}

    def finish(self, case):
        """Make what needs all places."""


class AccessRecords(DlxhCase):
    """A user in every chair of a province, and each kind of record in four places.

    `rows` is {(model, which): {place: record}}; `values_for` gives the values with
    which somebody may try to create one more record of the place.
    """

    #: the parts under test, those that others build upon first
    parts = ()
    #: {name in the tables: group} of rights that an add-on gives beside the chairs
    rights = {}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.units = dict(
            zip(
                PLACES,
                (cls.province_a, cls.ward_a1, cls.province_b, cls.centre),
                strict=True,
            )
        )
        cls.chairs = (*CHAIRS, *cls.rights)
        cls.table, cls.scoped = cls._rights_by_row()
        cls.users = {
            chair: cls.chair(cls.rights.get(chair, chair), cls.province_a)
            for chair in cls.chairs
        }
        cls.users["nobody"] = cls.chair("", cls.province_a, login="nobody")
        cls.at = defaultdict(dict)  # {place: {what the other records hang on}}
        cls.rows = defaultdict(dict)
        for part in cls.parts:
            for place, unit in cls.units.items():
                cls.at[place]["unit"] = unit
                part.prepare(cls, place, unit)
        for part in cls.parts:
            part.finish(cls)
        cls._make_the_rest()
        cls.foreign_dialogs()
        cls.env.flush_all()

    @classmethod
    def _rights_by_row(cls):
        """Return {(model, which): {chair: {place: letters}}} as the tables say, and
        the rows that differ by place."""
        found, scoped = {}, set()
        lines = "\n".join(part.TABLE for part in cls.parts).splitlines()
        for line in lines:
            if not line or line.startswith("#"):
                continue
            model, which, chairs, *cells = line.split()
            if len(cells) > 1:
                scoped.add((model, which))
            cells = cells * len(COLUMNS) if len(cells) == 1 else cells
            letters = [cell.replace("-", "") for cell in cells]
            rights = dict(zip(COLUMNS, letters, strict=True))
            row = found.setdefault((model, which), dict.fromkeys(cls.chairs, {}))
            names = cls.chairs if chairs == "*" else chairs.split(",")
            row.update(dict.fromkeys(names, rights))
        return found, scoped

    @classmethod
    def values_for(cls, model, which, place, user=None):
        """Values of one more record of that place."""
        number = next(_numbers)
        known = {
            "at": cls.at[place],
            "unit": cls.at[place]["unit"].id,
            "number": number,
            "name": f"{model} {number}",
            "which": which,
            "place": place,
            "user": user,
        }
        for part in cls.parts:
            made = part.values(cls, **known)
            if model in made:
                return made[model]()
        raise KeyError(f"say how {model} is made")

    @classmethod
    def writing(cls, model):
        for part in cls.parts:
            if model in part.WRITING:
                return part.WRITING[model]
        return {"name": "Other"}

    @classmethod
    def _make_the_rest(cls):
        """Make records from the very values that others try to create them with."""
        for key in cls.table:
            if key[1] == "dialog":
                continue
            for place in PLACES if key in cls.scoped else (OWN,):
                if key not in cls.rows or place not in cls.rows[key]:
                    if key[1] == "mine" and place != OWN:
                        continue
                    values = cls.values_for(*key, place)
                    cls.rows[key][place] = cls.env[key[0]].create(values)

    @classmethod
    def foreign_dialogs(cls):
        """Dialogs that somebody else has open."""
        cls.at["beside"]["dialog"] = {}
        for model, which in cls.table:
            if which == "dialog":
                dialog = cls.dialog_of(cls.env.user, model, "beside")
                cls.rows[model, which]["beside"] = dialog

    @classmethod
    def dialog_of(cls, user, model, place=OWN):
        """A dialog that the user has open."""
        values = cls.values_for(model, "dialog", place, user)
        # sudo: keeps the user as its creator; whether he may is what is tested
        dialog = cls.env[model].with_user(user).sudo().create(values)
        return dialog.with_env(cls.env)

    @classmethod
    def parent_dialog(cls, user, model, place):
        """The dialog that lines hang on, opened by that user."""
        key = (user, model)
        known = cls.at[place].setdefault("dialogs", {})
        if key not in known:
            known[key] = cls.dialog_of(user, model, place)
        return known[key].id

    @classmethod
    def in_the_team(cls):
        """The user who collaborates is in the team of the province."""
        user = cls.users["collaborator"]
        cls.person = cls.collaborator(cls.province_a, user)
        cls.membership = cls.env["dlxh.team.member"].create(
            {
                "team_id": cls.at[OWN]["team"].id,
                "collaborator_id": cls.person.id,
                "date_from": "2021-01-01",
            }
        )

    def without_a_unit(self):
        """Take every user's unit away, and the membership of the collaborator."""
        self.membership.unlink()
        self.person.state = "ended"
        for chair in self.chairs:
            self.users[chair].dlxh_unit_ids = [Command.clear()]

    def transferred(self):
        """Move everybody to the other province."""
        self.membership.team_id = self.at["beside"]["team"]
        for chair in self.chairs:
            self.users[chair].dlxh_unit_ids = [Command.set(self.province_b.ids)]
