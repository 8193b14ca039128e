"""Many answer at the same moment: what is stored is what was said to be received.

Two worker processes, eight clients, bounded rounds on the loopback; each client has
an address of its own. Every form bears a text that no other has, by which it is
found again wherever it lies.
"""

import http.client
import json
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from urllib.parse import urlsplit

import pytest
from fielding import Fielding, choice

from devkit import odoo, postgres, settings, system, templates

CLIENTS, FORMS, CAP, CODES, EACH = 8, 160, 30, 30, 4
REFUSED = {"full": 410, "code": 403}


@pytest.fixture(scope="module")
def rush(server, session):
    """Two workers on the database of the tests."""
    port = system.free_port()
    log = settings.artifacts() / "log" / "workers.log"
    workers = odoo.Server(templates.conf(), server.database, port, log, workers=2)
    workers.wait_ready()
    yield Rush(workers.url, Fielding(server, session))
    workers.stop()


class Rush:
    """Sends forms from several clients at once, and looks what lies in the store."""

    def __init__(self, url, fielding):
        self.place = urlsplit(url)
        self.fielding = fielding
        self.turns = count()

    def wave(self, name, **values):
        """A wave with a question and a text, written and planned."""
        text = {"title": "Vì sao?", "question_type": "text_box"}
        asked = [choice("Giới tính", "Nam", "Nữ", is_demographic=True), text]
        survey = self.fielding.questionnaire(name, asked)
        return self.fielding.plan(survey, "Đợt đông người", **values)

    def open(self, wave):
        self.fielding.approve(wave)
        self.fielding.open(wave)

    def send(self, sheets):
        """Send them all, eight at a time; return [(sheet, state)].

        Half-way some of what waits is moved, as it happens every night.
        """
        with ThreadPoolExecutor(CLIENTS + 1) as pool:
            told = [pool.submit(self._post, sheet) for sheet in sheets]
            told[len(told) // 2].result()
            pool.submit(self.fielding.release).result()
            states = [one.result() for one in told]
        return list(zip(sheets, states, strict=True))

    def _post(self, sheet):
        turn = next(self.turns)
        source = (f"127.9.{turn // 200}.{2 + turn % 200}", 0)
        connection = http.client.HTTPConnection(
            self.place.hostname, self.place.port, timeout=60, source_address=source
        )
        path, headers = (
            f"/opinion/{sheet['wave']}/answer",
            {"Content-Type": "text/json"},
        )
        connection.request("POST", path, json.dumps(sheet).encode(), headers)
        answer = connection.getresponse()
        state = json.loads(answer.read())["state"]
        connection.close()
        assert answer.status == REFUSED.get(state, 200), state
        return state

    def number(self, query, wave):
        found = postgres.sql(query.format(int(wave)), self.fielding.server.database)
        return int(found.split()[0])

    def texts(self, wave):
        """The open answers that wait and those that have moved."""
        found = postgres.sql(
            "SELECT value FROM dlxh_survey_buffer, jsonb_each_text(texts)"
            f" WHERE wave_id = {int(wave)} UNION ALL SELECT body"
            f" FROM dlxh_survey_text WHERE wave_id = {int(wave)}",
            self.fielding.server.database,
        )
        return Counter(found.split())

    def responses(self, wave):
        kept = "SELECT count(*) FROM dlxh_survey_{} WHERE wave_id = {{}}"
        return sum(
            self.number(kept.format(table), wave) for table in ("buffer", "response")
        )


def stored_once(rush, wave, told):
    """Check that the store holds each form that was received once, and whole."""
    received = Counter(
        sheet["answers"]["q2"] for sheet, state in told if state == "received"
    )
    assert set(received.values()) == {1}
    assert rush.texts(wave) == received
    assert rush.responses(wave) == len(received)
    return received


def test_exactly_once_and_no_place_too_many(rush):
    wave = rush.wave("Thử đông người")
    quota = {"question_code": "q1", "option_codes": "1", "cap": CAP}
    rush.fielding.officer.call(
        "dlxh.survey.wave",
        "write",
        [wave],
        {"quota_ids": [(0, 0, {"name": "Nam", **quota})]},
    )
    rush.open(wave)
    sheets = [
        rush.fielding.sheet(wave, q1=str(1 + number % 2), q2=f"lời-{number}.")
        for number in range(FORMS)
    ]
    # a phone that had no answer sends again, perhaps while the first is still read
    sent = [*sheets, *sheets[::3]]
    random.Random(7).shuffle(sent)
    told = rush.send(sent)
    received = stored_once(rush, wave, told)
    men = [sheet["answers"]["q2"] for sheet in sheets if sheet["answers"]["q1"] == "1"]
    assert sum(received[text] for text in men) == CAP
    assert len(received) == FORMS - len(men) + CAP
    for sheet, state in told:
        is_in = sheet["answers"]["q2"] in received
        assert state in (("received", "already") if is_in else ("full",))
    taken = "SELECT n FROM dlxh_survey_quota WHERE wave_id = {}"
    assert rush.number(taken, wave) == CAP


def test_a_code_is_used_once(rush, tmp_path):
    wave = rush.wave("Thử mã dùng chung", access="ticket", target_n=CODES)
    rush.fielding.approve(wave)
    codes = rush.fielding.codes(wave, tmp_path)
    rush.fielding.open(wave)
    sent = [
        rush.fielding.sheet(wave, code, q1="2", q2=f"mã-{place}-{one}.")
        for place, code in enumerate(codes)
        for one in range(EACH)
    ]
    told = rush.send(sent)
    received = stored_once(rush, wave, told)
    used = Counter(sheet["code"] for sheet, state in told if state == "received")
    assert used == dict.fromkeys(codes, 1)
    assert len(codes) == len(received) == CODES
    assert {state for _sheet, state in told} == {"received", "code"}
