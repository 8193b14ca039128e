import json
from datetime import datetime, timedelta
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from odoo.addons.base.models import res_users

from .access_engine import OWN, PLACES

QUIET = (
    "odoo.addons.base.models.ir_model",
    "odoo.addons.base.models.ir_rule",
    "odoo.http",
    "odoo.sql_db",
)
#: a key is hashed at each of a thousand calls; here nobody tries to guess it
QUICK_KEYS = res_users.CryptContext(["pbkdf2_sha512"], pbkdf2_sha512__rounds=1)
OPERATIONS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}


def short_refusal(model, *refused):
    """What Odoo raises, without the names of records and rules."""
    return AccessError(f"{model._name}: {refused}")


class Undo(Exception):
    """Raised when something was done, to take it back."""


class AccessTests:
    """Every model, chair and place: what is done, compared with the tables.

    Put in front of `AccessRecords` and `HttpCase`.
    """

    #: tests of a class that is inherited from are run by Odoo on request only
    allow_inherited_tests_method = True
    #: add-on whose models must all have a line
    addon = None

    def setUp(self):
        super().setUp()
        self.differences, self.keys, self.why = [], {}, ""
        # a third of the time went into finding words for thousands of refusals
        for model in ("ir.rule", "ir.model.access"):
            self.patch(self.registry[model], "_make_access_error", short_refusal)

    # -- the table is whole ------------------------------------------------------

    def test_no_model_is_missing(self):
        ours = {
            name
            for name in self.env.registry
            if name.startswith("dlxh.")
            and self.env[name]._original_module == self.addon
            and not self.env[name]._abstract
            and "tester" not in name
        }
        self.assertFalse(ours - {model for model, _which in self.table})
        self.assertFalse(set(self.table) - set(self.rows))

    # -- trying --------------------------------------------------------------------

    def attempt(self, do):
        """Do and undo; tell how it went: done, refused by right, refused."""
        try:
            with self.env.cr.savepoint():
                do()
                self.env.flush_all()
                raise Undo
        except Undo:
            return "done"
        except AccessError as error:
            self.why = str(error)
            return "no right"
        except (UserError, IntegrityError) as error:
            self.why = str(error)
            return "refused"

    def refused_at_once(self, do):
        """Try what should be refused before anything is touched; as there is nothing
        to undo, what is known of other records stays known."""
        try:
            do()
        except UserError as error:  # of a right as well
            self.why = str(error)
            return True
        return False

    def read_by(self, records):
        """{record: whether it could be read with all its fields}

        Reading undoes nothing, and what may be read is read together.
        """
        may = records._filtered_access("read")
        together = not (may and self.refused_at_once(may.read))
        return {
            record: together if record in may else not self.refused_at_once(record.read)
            for record in records
        }

    def readable(self, record, seen, done):
        """Right, search and reading must agree."""
        may = record.has_access("read")
        if {may, record in seen, done} == {done}:
            return "r" if done else ""
        return f"? right {may}, found {record in seen}, read {done or self.why}"

    def letters(self, user, key, record, place):
        """What else the user can really do with it, as the table writes it."""
        model, which = key
        record = record.with_user(user)
        found = ""
        for letter, operation, do in (
            ("w", "write", lambda: record.write(self.writing(model))),
            ("c", "create", lambda: self.create_one(user, key, place)),
            ("u", "unlink", record.unlink),
        ):
            # without the right to the model the place does not matter
            right = record.browse().has_access(operation)
            if not right:
                if place == OWN and not self.refused_at_once(do):
                    found += letter
                continue
            how = self.attempt(do)
            if operation != "create":
                right = record.has_access(operation)
            elif how == "no right":
                continue
            if how == "done":
                found += letter
            elif right:
                found += letter.upper()
        return found

    def create_one(self, user, key, place):
        values = self.values_for(*key, place, user)
        return self.env[key[0]].with_user(user).create([values])

    def seen_by(self, user, key):
        records = self.env[key[0]].with_user(user)
        if not records.has_access("read"):
            return records
        ids = [record.id for record in self.rows[key].values()]
        return records.search([("id", "in", ids)])

    def check(self, chair, places, only=PLACES, skip=()):
        """Compare what the user of the chair can do with the table.

        :param dict places: {where the record lies: the column that holds}
        :param only: where all is tried; elsewhere only whether it is found
        """
        user = self.users[chair]
        self.env.invalidate_all()
        for key, row in self.table.items():
            if key[1] in skip:
                continue
            records = dict(self.rows[key])
            if key[1] == "dialog":
                # somebody else's dialog is opened by nobody
                row = {chair: {OWN: row.get(chair, {}).get(OWN, "")}}
                if row[chair][OWN]:
                    records[OWN] = self.dialog_of(user, key[0])
                    self.rows[key][OWN] = records[OWN]
            seen = self.seen_by(user, key)
            tried = [record.id for place, record in records.items() if place in only]
            done = self.read_by(seen.browse(tried))
            for place, record in records.items():
                wanted = row.get(chair, {}).get(places[place], "")
                if place in only:
                    mine = record.with_user(user)
                    found = self.readable(mine, seen, done[mine])
                    found += self.letters(user, key, record, place)
                else:
                    found, wanted = "r" * (record in seen), "r" * ("r" in wanted)
                if key[1] == "dialog" and place != OWN:
                    found = found.strip("cC")  # makes a dialog of one's own again
                if found != wanted:
                    self.differences.append(
                        f"{key[0]} | {key[1]} | {chair} | {places[place]}: "
                        f"the table says “{wanted}”, found “{found}”; {self.why}"
                    )

    def report_differences(self):
        self.assertFalse(self.differences, "\n" + "\n".join(self.differences))

    @mute_logger(*QUIET)
    def test_every_chair_and_place(self):
        places = dict(zip(PLACES, PLACES, strict=True))
        for chair in (*self.chairs, "nobody"):
            self.check(chair, places)
        self.report_differences()

    @mute_logger(*QUIET)
    def test_without_a_unit(self):
        places = dict.fromkeys(PLACES, "none")
        self.without_a_unit()
        for chair in self.chairs:
            self.check(chair, places, only=(OWN,), skip=("dialog", "mine"))
        self.report_differences()

    @mute_logger(*QUIET)
    def test_transfer_takes_effect_at_once(self):
        places = {"own": "beside", "below": "beside", "beside": "own"}
        places["above"] = "above"
        self.transferred()
        for chair in self.chairs:
            # what hangs on the user's own work stays behind
            skip = ("dialog", "mine", "shared")
            self.check(chair, places, only=(OWN, "beside"), skip=skip)
        self.report_differences()

    # -- by a real client --------------------------------------------------------

    def call(self, user, model, method, **arguments):
        if user not in self.keys:
            keys = self.env(user=user)["res.users.apikeys"].sudo()
            until = datetime.now() + timedelta(days=0.5)
            with patch.object(res_users, "KEY_CRYPT_CONTEXT", QUICK_KEYS):
                self.keys[user] = keys._generate("rpc", "test", until)
        answer = self.url_open(
            f"/json/2/{model}/{method}",
            data=json.dumps(arguments, default=str),
            headers={
                "Content-Type": "application/json",
                "Authorization": f"Bearer {self.keys[user]}",
            },
        )
        self.env.invalidate_all()
        return answer.status_code

    def calls(self, key, record, place, user):
        """{letter: a call of a client}"""
        model, which = key
        values = {
            name: value.decode() if isinstance(value, bytes) else value
            for name, value in self.values_for(model, which, place, user).items()
        }
        return {
            "r": ("read", {"ids": record.ids}),
            "w": ("write", {"ids": record.ids, "vals": self.writing(model)}),
            "c": ("create", {"vals_list": [values]}),
            "u": ("unlink", {"ids": record.ids}),
        }

    def dangerous(self, key):
        """Two pairs of chair and place that must fail for each letter, the worst
        first, and the pairs that may read."""
        row, records = self.table[key], self.rows[key]
        pairs = [("officer", "beside"), ("officer", "above"), ("officer", "below")]
        pairs += [(chair, OWN) for chair in reversed(self.chairs)] + [("nobody", OWN)]
        pairs = [pair for pair in pairs if pair[1] in records]
        chosen = []
        for letter in OPERATIONS:
            refused = [
                (chair, place)
                for chair, place in pairs
                if letter not in row.get(chair, {}).get(place, "")
                or (key[1] == "dialog" and place != OWN and letter != "c")
            ]
            chosen += [(letter, *pair, False) for pair in refused[:2]]
        allowed = [
            c for c in self.chairs if "r" in row[c].get(OWN, "") and OWN in records
        ]
        return chosen + [("r", chair, OWN, True) for chair in allowed[:1]]

    def stored(self, record):
        """What a call could have changed: how many there are, and the record."""
        everything = record.sudo().with_context(active_test=False)
        kept = record.sudo().exists()
        names = [name for name in self.writing(record._name) if name in kept._fields]
        return everything.search_count([]), kept.read(names)

    @mute_logger(*QUIET)
    def test_dangerous_pairs_by_json2(self):
        for key in self.table:
            stored = {}
            for letter, chair, place, may in self.dangerous(key):
                user = self.users[chair]
                record = self.rows[key][place]
                method, arguments = self.calls(key, record, place, user)[letter]
                before = stored.get(record) or self.stored(record)
                status = self.call(user, key[0], method, **arguments)
                if (status == 200) != may or status >= 500:
                    self.differences.append(
                        f"{key} {chair} {place} {method}: answered {status}"
                    )
                # what a refused call left as it was is compared with the next
                stored = {record: before if may else self.stored(record)}
                if stored[record] != before:
                    self.differences.append(
                        f"{key} {chair} {place} {method}: the data changed"
                    )
        self.assertFalse(self.differences, "\n" + "\n".join(self.differences))
