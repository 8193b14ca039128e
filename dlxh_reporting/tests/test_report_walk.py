import random

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common_report import DlxhReportCase

STEPS = 120
STANDING = ("approved", "signed", "sent", "received", "archived", "superseded")
ABOVE_HAS_IT = ("sent", "received", "archived", "superseded")


@tagged("post_install", "-at_install")
class TestReportWalk(DlxhReportCase):
    """Whatever anybody presses in whatever order, the rules of passage hold.

    Three levels, everybody tries everything at random; after each step the whole
    state is compared with the rules of field.md S3.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.units_in_play = (cls.ward_a1, cls.ward_a2, cls.province_a, cls.centre)
        for ward in (cls.ward_a1, cls.ward_a2):
            cls.sheet(ward, cls.issue(ward))
        cls.people = {
            (chair, unit): users[unit]
            for chair, users in (("officer", cls.officers), ("leader", cls.leaders))
            for unit in (*cls.units_in_play, cls.province_b)
        }

    def moves(self):
        return {
            "draft": lambda r: r.action_draft_from_sources(),
            "submit": lambda r: r.action_submit_approval(),
            "approve": lambda r: r.action_approve(),
            "return": lambda r: r.action_return("Reason"),
            "undo": lambda r: r.action_undo_approval("Reason"),
            "check": lambda r: r.action_secret_check(),
            "sign": lambda r: r.action_sign(),
            "send": lambda r: r.action_send(),
            "receive": lambda r: r.action_receive(),
            "return_sent": lambda r: r.action_return_sent("Reason"),
            "supersede": self._supersede,
            "archive": lambda r: r.action_archive_report(),
            "nil": lambda r: r.write({"is_nil": True}),
            "edit": lambda r: r.write({"abstract": "Edited"}),
            "delete": lambda r: r.unlink(),
        }

    def _supersede(self, report):
        self.reports.append(report.action_supersede()["res_id"])

    def test_random_walks(self):
        for seed in (1, 2, 3):
            start = self.env.cr.savepoint()
            try:
                with self.subTest(seed=seed):
                    self.walk(random.Random(seed))
            finally:
                self.env.invalidate_all(flush=False)
                start.close(rollback=True)

    def walk(self, chance):
        self.reports = [self.report(unit).id for unit in self.units_in_play]
        self.rounds, done = {}, 0
        moves = self.moves()
        for number in range(STEPS):
            report = self.env["dlxh.report"].browse(chance.choice(self.reports))
            name = self.choose(chance, report)
            user = self.who(chance, report, name)
            states = self.snapshot()
            known = list(self.reports)
            try:
                with self.env.cr.savepoint():
                    moves[name](report.with_user(user))
                    self.env.flush_all()
                done += 1
            except (UserError, AccessError, ValidationError):
                self.env.invalidate_all()
                self.reports = known
                self.assertEqual(self.snapshot(), states, f"{name} was refused")
            self.reports = list(
                self.env["dlxh.report"].browse(self.reports).exists().ids
            )
            self.look(f"step {number}: {name} of {report.id} by {user.login}")
        self.assertGreater(done, STEPS // 5, "the walk got somewhere")

    def choose(self, chance, report):
        """Mostly the next sensible step, so that the walk gets high; or anything."""
        sensible = {
            "draft": ("draft", "submit", "nil", "edit"),
            "in_approval": ("approve", "approve", "return"),
            "approved": ("check", "sign", "sign", "undo"),
            "signed": ("send", "send", "supersede"),
            "sent": ("receive", "return_sent", "supersede"),
            "received": ("archive", "return_sent", "supersede"),
            "returned": ("supersede",),
        }.get(report.state, ())
        if sensible and chance.random() < 0.75:
            return chance.choice(sensible)
        return chance.choice(sorted(self.moves()))

    def who(self, chance, report, name):
        if chance.random() < 0.25:
            return chance.choice(sorted(self.people.values(), key=lambda u: u.id))
        above = name in ("receive", "return_sent") and report.parent_unit_id
        chair = "leader" if name in ("approve", "undo", "return") else "officer"
        return self.people[chair, above or report.unit_id]

    def snapshot(self):
        return {r.id: r.state for r in self.env["dlxh.report"].browse(self.reports)}

    # -- the rules

    def look(self, step):
        self.env.invalidate_all()
        for report in self.env["dlxh.report"].browse(self.reports):
            self.look_at_history(report, step)
            if report.state in STANDING:
                self.look_at_ground(report, step)
        self.look_from_above(step)
        numbers = self.env["dlxh.report"].browse(self.reports).filtered("number")
        for body, of_body in numbers.grouped("body_id").items():
            found = sorted(of_body.mapped("number"))
            self.assertEqual(
                found, list(range(found[0], found[0] + len(found))), (step, body)
            )

    def look_at_history(self, report, step):
        actions = report.approval_round_ids.sorted("id").mapped("action")
        before = self.rounds.get(report.id, [])
        self.assertEqual(actions[: len(before)], before, f"{step}: a round is gone")
        self.rounds[report.id] = actions
        last = actions[-1] if actions else None
        wanted = {
            "draft": (None, "returned", "undone"),
            "in_approval": ("submitted",),
        }.get(report.state, ("approved",))
        self.assertIn(last, wanted, f"{step}: {report.state} after {actions}")

    def look_at_ground(self, report, step):
        """What stands rests on what stands; what is missing is named."""
        for child in report.child_report_ids:
            self.assertIn(
                child.state,
                ABOVE_HAS_IT if child.unit_id != report.unit_id else STANDING,
                f"{step}: {report.id} rests on {child.id}",
            )
        if report.state == "approved":
            owing = report.unit_id.child_ids & self.env["dlxh.unit"].union(
                *self.units_in_play
            )
            told = report.child_report_ids.unit_id | report.missing_ids.missing_unit_id
            arrived = self.env["dlxh.report"].search(
                [("unit_id", "in", owing.ids), ("state", "in", ABOVE_HAS_IT)]
            )
            self.assertFalse(owing - told - arrived.unit_id, f"{step}: not told")

    def look_from_above(self, step):
        for unit in (self.province_a, self.centre):
            seen = self.env["dlxh.report"].with_user(self.officers[unit])
            foreign = seen.search(
                [("id", "in", self.reports), ("unit_id", "!=", unit.id)]
            )
            for report in foreign.sudo():
                actions = report.approval_round_ids.sorted("id").mapped("action")
                self.assertTrue(report.is_sent, step)
                self.assertEqual(actions[-1:], ["approved"], f"{step}: seen by {unit}")
        beside = self.env["dlxh.report"].with_user(self.officers[self.province_b])
        self.assertFalse(beside.search([("id", "in", self.reports)]), step)
