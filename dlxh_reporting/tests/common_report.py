from odoo.fields import Command

from odoo.addons.dlxh_collaborator.tests.common import DlxhCase

FIRST, LAST = "2026-06-01", "2026-06-30"


class DlxhReportCase(DlxhCase):
    """Three levels with an officer and a leader each, a monthly regime, sheets."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.lang = "en_US"
        cls.topic = cls.env["dlxh.topic"].create({"name": "Economy", "code": "T-ECO"})
        cls.group_a, cls.group_b = cls.env["dlxh.population.group"].create(
            [
                {"name": "Workers of the test", "code": "T-WORK", "state": "active"},
                {"name": "Farmers of the test", "code": "T-FARM", "state": "active"},
            ]
        )
        levels = ["above_grassroots", "direct", "central"]
        cls.regime = cls.env["dlxh.regime"].create(
            {
                "name": "Monthly",
                "code": "T-MONTH",
                "report_type": "situation",
                "period_type": "month",
                "level_ids": [
                    Command.set(
                        [cls.env.ref(f"dlxh_collaborator.level_{n}").id for n in levels]
                    )
                ],
                "date_from": "2020-01-01",
            }
        )
        cls.officers, cls.leaders, cls.bodies, cls.authors = {}, {}, {}, {}
        for unit in (
            cls.ward_a1,
            cls.ward_a2,
            cls.ward_b1,
            cls.province_a,
            cls.province_b,
            cls.centre,
        ):
            cls.staff(unit)

    @classmethod
    def staff(cls, unit):
        """Give the unit an officer, a leader and a body that may issue documents."""
        officer = cls.officers[unit] = cls.chair("officer", unit)
        leader = cls.leaders[unit] = cls.chair("leader", unit)
        cls.authors[unit] = cls.collaborator(unit)
        cls.bodies[unit] = cls.env["dlxh.body"].create(
            {
                "unit_id": unit.id,
                "name": f"Commission of {unit.name}",
                "symbol": f"B{unit.id}",
                "place": "Hà Nội",
                "secret_checker_ids": [Command.set((officer | leader).ids)],
                "signer_ids": [
                    Command.create(
                        {
                            "name": "Trần Văn A",
                            "position": "Trưởng ban",
                            "form": "direct",
                        }
                    )
                ],
            }
        )

    @classmethod
    def issue(cls, unit, name="Prices of petrol rise", **values):
        return cls.env["dlxh.issue"].create(
            {"unit_id": unit.id, "name": name, "topic_id": cls.topic.id, **values}
        )

    @classmethod
    def sheet(cls, unit, issue=None, tendency="oppose", groups=None, **values):
        """An accepted sheet of the unit with one stream."""
        stream = {
            "statement": values.pop("statement", "The price is too high"),
            "tendency": tendency,
            "breadth": "many",
            "group_ids": [Command.set((groups or cls.group_a).ids)],
        }
        state = values.pop("state", "accepted")
        nil = values.pop("is_nil", False)
        sheet = cls.env["dlxh.opinion"].create(
            {
                "team_unit_id": unit.id,
                "collaborator_id": cls.authors[unit].id,
                "title": False if nil else (issue.name if issue else "Something"),
                "issue_id": issue.id if issue else False,
                "topic_id": False if nil else cls.topic.id,
                "observed_week": "2026-06-08",
                "stream_ids": [] if nil else [Command.create(stream)],
                **values,
            }
        )
        sheet._apply({"state": state, "is_nil": nil})
        return sheet

    @classmethod
    def report(cls, unit, **values):
        """A draft of the unit as its officer sees it."""
        return (
            cls.env["dlxh.report"]
            .with_user(cls.officers[unit])
            .create(
                {
                    "unit_id": unit.id,
                    "regime_id": cls.regime.id,
                    "date_from": FIRST,
                    "date_to": LAST,
                    **values,
                }
            )
        )

    @classmethod
    def drafted(cls, unit, **values):
        report = cls.report(unit, **values)
        report.action_draft_from_sources()
        return report

    @classmethod
    def approve(cls, report):
        """Submit and approve; the report as its officer sees it."""
        unit = report.unit_id
        report.with_user(cls.officers[unit]).action_submit_approval()
        report.with_user(cls.leaders[unit]).action_approve()
        return report

    @classmethod
    def send(cls, report):
        """From draft to the level above."""
        cls.approve(report)
        report.action_secret_check()
        report.action_sign()
        report.action_send()
        return report

    @classmethod
    def sent(cls, unit, **values):
        return cls.send(cls.drafted(unit, **values))
