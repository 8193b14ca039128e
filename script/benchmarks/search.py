"""Search in a year of the nation: words that are rare, and words that all texts have.

Fills the database once (some minutes), gives one text in 5,000 the rare words, then
prints time, number of queries and the ratio to the bare SQL on one of the indexes.
"""

import sys
from pathlib import Path

import odoo.addons.dlxh_reporting as home
from odoo.addons.dlxh_reporting import full_text

sys.path.insert(0, str(Path(home.__path__[0]).parent / "script" / "benchmarks"))

from national import Meter, fill  # noqa: E402

RARE, COMMON = "Đất đai đền bù", "Bench issue"
EVERY = 5000

units = fill(env)  # noqa: F821 - the shell brings `env`
cr = env.cr  # noqa: F821
cr.execute("SELECT 1 FROM dlxh_report_entry WHERE title = %s LIMIT 1", [RARE])
if not cr.fetchone():
    for table in ("dlxh_opinion", "dlxh_report_entry"):
        cr.execute(f"UPDATE {table} SET title = %s WHERE id %% {EVERY} = 0", [RARE])
        cr.execute(f"ANALYZE {table}")
    cr.commit()
for table in ("dlxh_opinion", "dlxh_opinion_stream", "dlxh_report_entry"):
    index = f"{table}_words_idx"
    cr.execute(
        "SELECT pg_size_pretty(pg_relation_size(%s)), pg_size_pretty("
        "pg_relation_size(%s)), (SELECT reltuples::bigint FROM pg_class WHERE"
        " oid = %s::regclass)",
        [index, table, table],
    )
    print(f"{table}: index {{}}, table {{}}, rows {{}}".format(*cr.fetchone()))

PLACES = {
    "commune": ("above_unit_id = %s", units["commune"]),
    "province": ("direct_unit_id = %s", units["province"]),
    "centre": ("TRUE OR %s IS NULL", units["province"]),
}
meter = Meter(env)  # noqa: F821
entries = env["dlxh.report.entry"]  # noqa: F821
vector = entries._full_text.vector(full_text.FOLDED)
for words in (RARE, "dat dai", COMMON, "chữ không ai viết"):
    for place, (where, unit) in PLACES.items():
        search = env(user=units["users"][place])["dlxh.search"]  # noqa: F821

        def page(search=search, words=words):
            return search.find(words)

        def bare(where=where, unit=unit, words=words):
            cr.execute(
                f"SELECT id FROM dlxh_report_entry WHERE ({where}) AND {vector}"
                " @@ plainto_tsquery('simple', %s)"
                " ORDER BY date_to DESC, id DESC LIMIT 20",
                [unit.id, full_text.folded(words)],
            )
            return cr.fetchall()

        found = len(page()["rows"])
        meter.line(f"“{words}”, {place}: {found} rows", page, bare)
env.cr.rollback()  # noqa: F821
