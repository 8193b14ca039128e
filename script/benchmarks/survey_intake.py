"""Responses a second over HTTP, two workers: ours beside Odoo's own survey.

Both servers are the same one, on a database of its own. Then a million answers are
put into the store and ours is measured again. Load comes from this machine, in
bounded rounds; the work that a form proves is done beforehand, as on many phones.
"""

import sys
from pathlib import Path

import odoo.addons.dlxh_survey as home

SCRIPT = Path(home.__path__[0]).parent / "script"
sys.path[:0] = [str(SCRIPT / "benchmarks"), str(SCRIPT / "lib")]

from poll import StockSurvey, definition, fill, forms, send, waves  # noqa: E402
from poll.serving import Served  # noqa: E402

from devkit import postgres  # noqa: E402

ROUNDS, EACH, CLIENTS = 3, 160, 4
STOCK_ROUNDS, STOCK_EACH = 2, 8
ROWS = 1_000_000


def ours(url, wave_id, seed):
    """Return responses a second of the best round."""
    best = 0
    for number in range(ROUNDS):
        bodies = forms(wave_id, definition(), EACH, seed=(seed, number))
        seconds, states = send(url, bodies, f"/opinion/{wave_id}/answer", CLIENTS)
        if set(states) != {"received"}:
            raise RuntimeError(f"Not all were received: {states}")
        best = max(best, EACH / seconds)
    return best


def make_million(env, wave):
    fill(env, wave, 1000)
    env.cr.execute(
        "INSERT INTO dlxh_survey_response SELECT kept.*"
        " FROM dlxh_survey_response kept, generate_series(2, %s / 1000)"
        " WHERE wave_id = %s",
        [ROWS, wave.id],
    )
    env.cr.execute(
        "INSERT INTO dlxh_survey_nonce (wave_id, hash)"
        " SELECT %s, sha256(n::text::bytea) FROM generate_series(1, %s) n",
        [wave.id, ROWS],
    )


with Served() as served:
    with served.env() as other:
        (wave,) = waves(other, ["fieldwork"])
        stock = StockSurvey(other)
        wave_id = wave.id
    served.start()
    stock.send(served.url, 2, 2)  # both workers have loaded what they keep
    first = ours(served.url, wave_id, 1)
    theirs = max(
        STOCK_EACH / stock.send(served.url, STOCK_EACH, CLIENTS)
        for _number in range(STOCK_ROUNDS)
    )
    with served.env() as other:
        make_million(other, other["dlxh.survey.wave"].browse(wave_id))
    # what follows so large an insert is done before the clock runs
    for tidying in ("VACUUM ANALYZE", "CHECKPOINT"):
        postgres.sql(tidying, served.database)
    full = ours(served.url, wave_id, 2)
print(f"{'responses a second, two workers':<44}{'each':>9}{'ratio':>9}")
print(f"{'Odoo survey, 6 pages of 10 questions':<44}{theirs:>9.2f}{1:>8.0f}×")
print(f"{'ours, empty store':<44}{first:>9.1f}{first / theirs:>8.0f}×")
print(f"{'ours, a million rows in the store':<44}{full:>9.1f}{full / theirs:>8.0f}×")
print(f"{'a million rows against an empty store':<44}{'':>9}{full / first:>8.2f}×")
