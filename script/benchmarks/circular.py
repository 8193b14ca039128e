"""One circular of the centre to every province and commune: 3,355 deliveries.

The officer sends it as from his screen; the scheduled job hands it out in batches,
each with the report that is owed for it. Prints time, number of queries and the ratio
to the bare SQL that makes the same rows; the aim is 60 seconds. Nothing is kept but
the tree. BENCH_SMALL=1 sends it to 200 units, to see that it works.
"""

import os
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

from odoo import fields
from odoo.fields import Command

import odoo.addons.dlxh_reporting as home

sys.path.insert(0, str(Path(home.__path__[0]).parent / "script" / "benchmarks"))

from national import fill_tree  # noqa: E402

SMALL = 200 if os.environ.get("BENCH_SMALL") else None
AIM = 60
GROUP = "dlxh_collaborator.group_dlxh_"

units = fill_tree(env)  # noqa: F821 - the shell brings `env`
cr, centre, officer = env.cr, units["centre"], units["users"]["centre"]  # noqa: F821


def leader():
    """Who approves it."""
    users = env["res.users"].with_context(no_reset_password=True)  # noqa: F821
    return users.create(
        {
            "name": "bench leader of the centre",
            "login": "bench_leader_circular",
            "group_ids": [Command.link(env.ref(f"{GROUP}leader").id)],  # noqa: F821
            "dlxh_unit_ids": [Command.set(centre.ids)],
        }
    )


def audience():
    """Values of the circular: to whom it goes."""
    if not SMALL:
        levels = ("direct", "above_grassroots")
        found = [env.ref(f"dlxh_collaborator.level_{code}").id for code in levels]  # noqa: F821
        return {"audience": "level", "audience_level_ids": [Command.set(found)]}
    chosen = env["dlxh.unit"].search(  # noqa: F821
        ["|", ("code", "=like", "BENCH-1-%"), ("code", "=like", "BENCH-2-%")],
        limit=SMALL,
        order="id",
    )
    return {"audience": "list", "audience_unit_ids": [Command.set(chosen.ids)]}


def signed():
    """The circular, ready to be sent."""
    chief = leader()
    signer = {"name": "Trần Văn A", "position": "Trưởng ban", "form": "direct"}
    env["dlxh.body"].create(  # noqa: F821
        {
            "unit_id": centre.id,
            "name": "Bench commission",
            "symbol": "BENCH",
            "place": "Hà Nội",
            "secret_checker_ids": [Command.set(officer.ids)],
            "signer_ids": [Command.create(signer)],
        }
    )
    source = {"name": "Chỉ thị", "publisher": "Ban Bí thư", "reference": "47-CT/TW"}
    values = {
        "unit_id": centre.id,
        "abstract": "Bench circular",
        "body": "<p>People ask what to say.</p>",
        "source_ids": [Command.create(source)],
        "deadline": fields.Datetime.now() + timedelta(days=3),
        "report_due": date.today() + timedelta(days=10),
        "must_relay": True,
        "to_teams": True,
        **audience(),
    }
    circular = env(user=officer)["dlxh.circular"].create(values)  # noqa: F821
    circular.action_submit_approval()
    circular.with_user(chief).action_approve()
    circular.action_secret_check()
    circular.action_sign()
    return circular


def measured(title, action):
    """Do it once, print time and queries, return both."""
    env.flush_all()  # noqa: F821
    env.invalidate_all()  # noqa: F821
    before, start = cr.sql_log_count, time.perf_counter()
    action()
    env.flush_all()  # noqa: F821
    took, queries = time.perf_counter() - start, cr.sql_log_count - before
    print(f"{title:<44}{took:>9.2f} s{queries:>9} queries", flush=True)
    return took, queries


def progress(_cron, processed=0, *, remaining=None, **_options):
    """In the place of the commit after a batch, which would keep the rows."""
    env.flush_all()  # noqa: F821
    print(f"  a batch of {processed}, {remaining} left", flush=True)
    return float(AIM)


def hand_out():
    with patch.object(env.registry["ir.cron"], "_commit_progress", progress):  # noqa: F821
        env["dlxh.circular"].sudo()._cron_send()  # noqa: F821


def bare(circular):
    """The same rows by hand, with the same indexes."""
    for table in ("dlxh_circular_delivery", "dlxh_obligation"):
        cr.execute(f"CREATE TEMP TABLE bench_{table} (LIKE {table} INCLUDING ALL)")
        cr.execute(
            f"INSERT INTO bench_{table} SELECT * FROM {table} WHERE circular_id = %s",
            [circular.id],
        )
    cr.execute(
        "UPDATE bench_dlxh_circular_delivery SET state = 'sent', sent_at = NOW()"
    )


circular = signed()
sending, asked = measured("“Send”, while the officer waits", circular.action_send)
job, batched = measured("the job, in batches", hand_out)
env.invalidate_all()  # noqa: F821
reached = circular.handed_out_count
if circular.state != "sent" or reached != circular.delivery_count:
    print(f"  ! only {reached} of {circular.delivery_count} units have it")
base, _queries = measured("the bare SQL of the same rows", lambda: bare(circular))
total, queries = sending + job, asked + batched
print(
    f"{reached:,} deliveries: {total:.1f} s (aim {AIM} s), {queries:,} queries,"
    f" {queries / reached:.2f} for each, {total / base:.0f}× the bare SQL"
)
cr.rollback()
