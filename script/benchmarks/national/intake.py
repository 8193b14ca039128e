"""What comes in, by the calls of the client: a sample of reports and sheets."""

from collections import defaultdict
from statistics import mean

from odoo.fields import Command
from odoo.service.model import call_kw

from .year import elapsed

SAMPLE = 40
CHAIR = "dlxh_collaborator.group_dlxh_{}"


class Intake:
    """Reports of communes and sheets of members from the first word to the end.

    Each step is measured; what was owed must have come in at the end of it.
    """

    def __init__(self, env):
        self.env = env
        self.steps = defaultdict(list)

    def run(self, regime, last):
        """Let those who still owe the period that ended on `last` send it now."""
        owed = self.env["dlxh.obligation"].search(
            [
                ("regime_id", "=", regime.id),
                ("date_to", "=", last),
                ("state", "=", "owed"),
                ("is_member", "=", False),
                ("unit_id.code", "=like", "BENCH-2-%"),
            ],
            limit=SAMPLE,
        )
        for one in owed:
            self._report(one, self._chair("leader", one.unit_id))
        self._print("reports from draft to the level above", owed)
        members = self.env["dlxh.team.member"].search(
            [
                ("unit_id.code", "=like", "BENCH-2-%"),
                ("collaborator_id.user_id", "=", False),
            ],
            limit=SAMPLE,
        )
        sheets = self.env["dlxh.opinion"]
        for member in members:
            sheets |= self._sheet(member, self._officer(member.unit_id))
        self._print("sheets from the phone to accepted", sheets)
        came = owed.filtered("is_submitted")
        taken = sheets.filtered(lambda sheet: sheet.state == "accepted")
        print(f"came in: {len(came)} reports, {len(taken)} sheets", flush=True)

    # ------------------------------------------------------------------

    def _report(self, owed, leader):
        unit, officer = owed.unit_id, self._officer(owed.unit_id)
        self._body(unit, leader)
        values = {
            "unit_id": unit.id,
            "regime_id": owed.regime_id.id,
            "date_from": str(owed.date_from),
            "date_to": str(owed.date_to),
        }
        report = self._call("create", officer, "dlxh.report", "create", [values])
        entry = {"title": "Prices", "text": "<p>People ask for more.</p>"}
        self._call(
            "write",
            officer,
            "dlxh.report",
            "web_save",
            report,
            {"entry_ids": [Command.create(entry)]},
            specification={"entry_ids": {"fields": {"title": {}}}},
        )
        for step, user, method in (
            ("submit", officer, "action_submit_approval"),
            ("approve", leader, "action_approve"),
            ("secret check", officer, "action_secret_check"),
            ("sign", officer, "action_sign"),
            ("send", officer, "action_send"),
        ):
            self._call(step, user, "dlxh.report", method, report)

    def _sheet(self, member, officer):
        person = member.collaborator_id
        user = self._chair("collaborator", member.unit_id, person.partner_id)
        person.user_id = user
        topic = self.env["dlxh.topic"].search([], limit=1)
        stream = {"statement": "People ask for more.", "tendency": "hesitant"}
        values = {
            "title": "Prices",
            "topic_id": topic.id,
            "stream_ids": [Command.create({**stream, "breadth": "many"})],
        }
        sheet = self._call("create", user, "dlxh.opinion", "create", [values])
        self._call("submit", user, "dlxh.opinion", "action_submit", sheet)
        self._call("accept", officer, "dlxh.opinion", "action_accept", sheet)
        return self.env["dlxh.opinion"].browse(sheet)

    def _call(self, step, user, model, method, *args, **kwargs):
        """One call as from a browser, with the time and queries of it."""
        env = self.env
        env.flush_all()
        env.invalidate_all()
        before, start = env.cr.sql_log_count, elapsed()
        found = call_kw(env(user=user)[model], method, list(args), kwargs)
        env.flush_all()
        self.steps[step].append((elapsed() - start, env.cr.sql_log_count - before))
        return found

    def _print(self, title, records):
        steps, self.steps = self.steps, defaultdict(list)
        seconds = sum(mean(s for s, _q in found) for found in steps.values())
        queries = sum(mean(q for _s, q in found) for found in steps.values())
        print(
            f"{len(records)} {title}: {seconds * 1000:.0f} ms and"
            f" {queries:.0f} queries each",
            flush=True,
        )
        for step, found in steps.items():
            spent = mean(s for s, _q in found) * 1000
            queries = mean(q for _s, q in found)
            print(f"    {step:<16}{spent:>8.0f} ms{queries:>7.0f} queries", flush=True)

    # ------------------------------------------------------------------

    def _officer(self, unit):
        logins = [f"bench_officer_{unit.id}", "bench_commune"]
        found = self.env["res.users"].search([("login", "in", logins)], order="login")
        return found.filtered(lambda user: unit in user.dlxh_unit_ids)

    def _chair(self, chair, unit, partner=None):
        users = self.env["res.users"].with_context(no_reset_password=True)
        number = users.search_count([("login", "=like", "bench_intake_%")])
        return users.create(
            {
                **({"partner_id": partner.id} if partner else {"name": "Intake"}),
                "login": f"bench_intake_{number}",
                "group_ids": [Command.link(self.env.ref(CHAIR.format(chair)).id)],
                "dlxh_unit_ids": [Command.set(unit.ids)],
            }
        )

    def _body(self, unit, leader):
        """Who issues the unit's documents, with who signs and who checks them."""
        signer = {"name": "Bench signer", "position": "Head", "form": "direct"}
        return self.env["dlxh.body"].create(
            {
                "unit_id": unit.id,
                "name": f"Bench body {unit.id}",
                "symbol": f"B{unit.id}",
                "place": "Bench",
                "secret_checker_ids": [Command.set((self._officer(unit) | leader).ids)],
                "signer_ids": [Command.create(signer)],
            }
        )
