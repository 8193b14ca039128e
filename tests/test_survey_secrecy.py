"""Somebody who reads the whole database tries to learn who answered what.

Sixty people answer with codes, one after the other, each in a way that can be told
apart; the attacker knows the order in which they came, and every code. What he finds
after the answers have moved must be no more than chance gives.
"""

import math
import re
import urllib.request
from itertools import pairwise

import psycopg2
import pytest
from fielding import Fielding, choice
from psycopg2 import sql

from devkit import postgres, settings

PEOPLE = 60
#: fewest that ever move together (dlxh_survey_store.RELEASE_AT_LEAST)
TOGETHER = 20
STORE = ("response", "text", "ticket", "nonce", "arrival", "buffer")
#: how many standard deviations off chance a correlation may be; once in two million
FAR = 5


@pytest.fixture(scope="module")
def attack(server, session, tmp_path_factory):
    """The wave of sixty answers, and the attacker's connection."""
    found = Attack(server, session, tmp_path_factory.mktemp("slips"))
    yield found
    found.connection.close()


class Attack:
    """All that happened, as the attacker knows it, and how he reads the tables."""

    def __init__(self, server, session, folder):
        self.server = server
        self.connection = psycopg2.connect(dbname=server.database, **_access())
        self.connection.autocommit = True
        self.fielding = fielding = Fielding(server, session)
        self.wave = self.make_wave()
        self.codes = fielding.codes(self.wave, folder)
        fielding.open(self.wave)
        self.first = self.transaction()
        self.sheets = self.answer()
        self.last = self.transaction()

    def make_wave(self):
        number = {"title": "Số giờ phải chờ", "question_type": "numerical_box"}
        why = {"title": "Vì sao?", "question_type": "text_box"}
        sex = choice("Giới tính", "Nam", "Nữ", is_demographic=True)
        survey = self.fielding.questionnaire("Thử tính bảo mật", [sex, number, why])
        wave = self.fielding.plan(survey, "Đợt thử", access="ticket", target_n=PEOPLE)
        quota = {"question_code": "q1", "option_codes": "2", "cap": 50}
        self.fielding.officer.call(
            "dlxh.survey.wave",
            "write",
            [wave],
            {"quota_ids": [(0, 0, {"name": "Nữ", **quota})]},
        )
        self.fielding.approve(wave)
        return wave

    def answer(self):
        """Person after person; the number tells when each of them came."""
        sheets = []
        for place, code in enumerate(self.codes):
            text = f"dấu-vết-{self.wave}-{place}."
            sheet = self.fielding.sheet(
                self.wave, code, q1=str(place % 2 + 1), q2=place, q3=text
            )
            status, told = self.fielding.send(sheet)
            assert (status, told) == (200, {"state": "received"})
            sheets.append(sheet)
        return sheets

    def ask(self, query, *values):
        with self.connection.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchall()

    def transaction(self):
        return self.ask("SELECT txid_current()")[0][0]

    def rows(self, table, columns, order="ctid"):
        """Rows of the wave in a table of the store, in the order they lie there."""
        query = f"SELECT {columns} FROM dlxh_survey_{table} WHERE wave_id = %s"
        return self.ask(f"{query} ORDER BY {order}", self.wave)

    def place_of(self):
        """{hash of a code, as the ticket keeps it: when its owner came}"""
        query = "SELECT encode(sha256(convert_to(%s, 'UTF8')), 'hex')"
        return {
            self.ask(query, f"{self.wave}:{code}")[0][0]: place
            for place, code in enumerate(self.codes)
        }

    def versions(self, relation):
        """The transactions on all versions of rows in a table, dead ones included."""
        query = """
            SELECT t_xmin::text::bigint, t_xmax::text::bigint
              FROM generate_series(0, pg_relation_size(%s) / 8192 - 1) AS block,
                   heap_page_items(get_raw_page(%s, block::int)) AS item
             WHERE t_xmin IS NOT NULL
        """
        return {
            one for row in self.ask(query, relation, relation) for one in row if one
        }


def test_after_the_first_release(attack):
    """What moved hides among what stays, and what stays was written anew."""
    attack.fielding.release()
    moved = attack.rows("response", "answers[2], xmin::text")
    waiting = attack.rows("buffer", "answers[2], xmin::text")
    assert len(moved) == PEOPLE - TOGETHER and len(waiting) == TOGETHER
    assert {xmin for _number, xmin in moved} == {xmin for _number, xmin in waiting}
    expect_no_order([number for number, _xmin in moved])
    expect_no_order([number for number, _xmin in waiting])
    # not the first who came and not the last, but any
    assert set(range(PEOPLE - TOGETHER)) != {number for number, _xmin in moved}
    tickets = attack.rows("ticket", "hash, xmin::text, used")
    assert len(tickets) == PEOPLE and all(used for *_words, used in tickets)
    assert len({xmin for _hash, xmin, _used in tickets}) == 1


def test_after_the_close(attack):
    attack.fielding.close(attack.wave)
    answers = attack.rows("response", "answers[2], xmin::text")
    assert sorted(number for number, _xmin in answers) == list(range(PEOPLE))
    assert not attack.rows("buffer", "*") and not attack.rows("arrival", "*")
    assert not attack.rows("nonce", "*", order="hash")
    expect_company([xmin for _number, xmin in answers])
    expect_no_order([number for number, _xmin in answers])


def test_codes_do_not_tell_an_order(attack):
    """Neither where a row lies, nor its id, nor its transaction leads on."""
    place_of = attack.place_of()
    answers = [number for (number,) in attack.rows("response", "answers[2]")]
    for order in ("ctid", "id", "xmin::text::bigint, ctid"):
        tickets = attack.rows("ticket", "hash", order)
        by_ticket = [place_of[one] for (one,) in tickets]
        expect_no_order(by_ticket)
        # nor do codes and answers lie beside each other
        expect_chance(by_ticket, answers)
    expect_company([one for (one,) in attack.rows("ticket", "xmin::text")])


def test_open_answers_lie_apart(attack):
    texts = attack.rows("text", "body, xmin::text", order="id")
    numbers = [int(body.strip(".").rpartition("-")[2]) for body, _xmin in texts]
    assert sorted(numbers) == list(range(PEOPLE))
    expect_no_order(numbers)
    expect_company([xmin for _body, xmin in texts])
    answers = [number for (number,) in attack.rows("response", "answers[2]")]
    expect_chance(numbers, answers)


def test_no_transaction_of_an_answer_is_left_on_two_things(attack):
    """Versions of rows stay readable for a while after they were replaced; those of
    quotas tell what was answered, so nothing else may bear the same transaction."""
    answering = range(attack.first + 1, attack.last)
    left = {}
    for table in _tables(attack):
        query = sql.SQL("SELECT DISTINCT xmin::text::bigint FROM {}")
        for (xmin,) in attack.ask(query.format(sql.Identifier(table))):
            if xmin in answering:
                left.setdefault(xmin, set()).add(table)
    if attack.ask("SELECT 1 FROM pg_available_extensions WHERE name = 'pageinspect'"):
        attack.ask("SELECT 1; CREATE EXTENSION IF NOT EXISTS pageinspect; SELECT 1")
        for name in (*STORE, "quota", "wave", "stratum"):
            for one in attack.versions(f"dlxh_survey_{name}"):
                if one in answering:
                    left.setdefault(one, set()).add(f"dlxh_survey_{name}")
        # the way of looking finds what there is: quotas counted each answer
        assert sum("dlxh_survey_quota" in tables for tables in left.values()) > 1
    else:  # said, so that nobody takes it for tried
        print("PostgreSQL without pageinspect: dead versions of rows were not read")
    of_store = {table for tables in left.values() for table in tables}
    assert not of_store & {f"dlxh_survey_{name}" for name in STORE}
    linked = {xmin: tables for xmin, tables in left.items() if len(tables) > 1}
    assert not linked


def test_no_other_table_knows_of_an_answer(attack):
    """Neither mail, log, session nor any other table holds a code, a word of a form
    or what was written."""
    words = [sheet["word"] for sheet in attack.sheets]
    pattern = "|".join([*attack.codes, *words, f"dấu-vết-{attack.wave}-"])
    found = set()
    for table in _tables(attack):
        query = sql.SQL("SELECT 1 FROM {} AS row WHERE row::text ~ %s LIMIT 1")
        if attack.ask(query.format(sql.Identifier(table)), pattern):
            found.add(table)
    assert found == {"dlxh_survey_text"}


def test_no_column_takes_a_time_or_a_person(attack):
    query = """
        SELECT table_name, column_name, data_type FROM information_schema.columns
         WHERE table_name = ANY(%s)
    """
    names = [f"dlxh_survey_{name}" for name in STORE]
    found = attack.ask(query, names)
    assert {table for table, _column, _type in found} == set(names)
    for table, column, kind in found:
        assert "time" not in kind and kind != "date", (table, column)
        assert not column.endswith(("_uid", "user_id", "partner_id")), (table, column)
    kept = {column for table, column, _type in found if table.endswith("_ticket")}
    assert kept == {"id", "wave_id", "stratum_id", "hash", "used"}


def test_the_log_says_nothing(attack):
    """Neither that somebody opened the page, nor that somebody answered (G33)."""
    base = f"{attack.server.url}/opinion/{attack.wave}"
    for address in (base, f"{base}/form?lang=vi_VN", f"{base}/app.webmanifest"):
        with urllib.request.urlopen(address, timeout=60) as answer:
            assert answer.status == 200
    attack.fielding.send({"wave": attack.wave})
    attack.fielding.send(b"{")
    log = attack.server.log.read_text(errors="replace")
    assert "/web/session/authenticate" in log  # other requests are told
    assert "/opinion" not in log
    assert not [code for code in attack.codes if code in log]


def test_the_proxy_is_told_to_say_nothing():
    """And to hand on neither address, browser nor who has signed in."""
    conf = (settings.ROOT / "docker" / "nginx.conf").read_text()
    blocks = re.findall(r"location [^{]*/opinion[^{]*\{([^}]*)\}", conf)
    assert len(blocks) == 2
    for block in blocks:
        assert "access_log off;" in block and "error_log /dev/null" in block
        for header in ("X-Forwarded-For", "X-Real-IP", "User-Agent", "Cookie"):
            assert f'proxy_set_header {header} "";' in block
    example = (settings.ROOT / "odoo.conf.example").read_text()
    assert "werkzeug:WARNING" in example


# What chance gives
# -----------------


def ranks_agree(first, second):
    """Spearman's rank correlation of two orders of the same things."""
    n = len(first)
    place = {one: at for at, one in enumerate(sorted(first))}
    other = {one: at for at, one in enumerate(sorted(second))}
    pairs = zip(first, second, strict=True)
    return 1 - 6 * sum((place[a] - other[b]) ** 2 for a, b in pairs) / (n**3 - n)


def expect_chance(first, second):
    """Two orders have no more to do with each other than two shuffled ones."""
    agreement = ranks_agree(first, second)
    assert abs(agreement) < FAR / math.sqrt(len(first) - 1), agreement
    same = sum(a == b for a, b in zip(first, second, strict=True))
    assert same <= 8, same  # one by chance, and eight once in 100,000 runs


def expect_no_order(numbers):
    """The order is not the one of arrival, forwards, backwards or in pieces."""
    expect_chance(numbers, sorted(numbers))
    beside = sum(abs(a - b) == 1 for a, b in pairwise(numbers))
    assert beside <= 10, numbers  # two by chance


def expect_company(transactions):
    """Who shares a transaction is among enough others."""
    for one in set(transactions):
        assert transactions.count(one) >= TOGETHER


def _tables(attack):
    query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    return [name for (name,) in attack.ask(query)]


def _access():
    """How to reach the database server that the tests run on, as its superuser."""
    names = {"PGHOST": "host", "PGPORT": "port", "PGUSER": "user"}
    names["PGPASSWORD"] = "password"
    return {names[key]: value for key, value in postgres.connection().items()}
