from unittest.mock import patch

from odoo.fields import Command

from .. import circular as plain
from .common_report import DlxhReportCase

SOURCE = {
    "name": "Chỉ thị về tăng cường công tác dư luận xã hội",
    "publisher": "Ban Bí thư",
    "reference": "47-CT/TW",
}


def as_told(delivery, *on_behalf):
    """What the plain definition of the rates asks of a delivery."""
    return plain.Delivery(
        delivery.sent_at,
        delivery.received_at or None,
        delivery.acknowledged_at or None,
        delivery.relayed_at or None,
        delivery.circular_id.deadline or None,
        delivery.must_relay,
        *on_behalf,
    )


class DlxhCircularCase(DlxhReportCase):
    """A province that sends circulars; wards with cells and teams that get them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cell_officer = cls.chair("officer", cls.cell_a11)
        cls.clerk = cls.chair("clerk", cls.province_a)
        cls.reader = cls.in_team_of(cls.ward_a1)
        cls.reader_beside = cls.in_team_of(cls.ward_b1)
        cls.env["res.users"].search([]).lang = "en_US"

    @classmethod
    def in_team_of(cls, unit):
        """A user who collaborates and is a member of the unit's team."""
        user = cls.chair("collaborator", unit)
        person = cls.collaborator(unit, user)
        team = cls.env["dlxh.team"].create(
            {"unit_id": unit.id, "date_from": "2021-01-01"}
        )
        cls.env["dlxh.team.member"].create(
            {
                "team_id": team.id,
                "collaborator_id": person.id,
                "date_from": "2021-01-01",
            }
        )
        return user

    @classmethod
    def circular(cls, unit=None, **values):
        """A draft of the unit as its officer sees it."""
        unit = unit or cls.province_a
        return (
            cls.env["dlxh.circular"]
            .with_user(cls.officers[unit])
            .create(
                {
                    "unit_id": unit.id,
                    "abstract": "prices of petrol",
                    "body": "<p>What to say about the prices.</p>",
                    "source_ids": [Command.create(dict(SOURCE))],
                    **values,
                }
            )
        )

    @classmethod
    def signed(cls, unit=None, **values):
        circular = cls.circular(unit, **values)
        leader = cls.leaders[circular.unit_id]
        circular.action_submit_approval()
        circular.with_user(leader).action_approve()
        circular.action_secret_check()
        circular.action_sign()
        return circular

    @classmethod
    def sent(cls, unit=None, **values):
        circular = cls.signed(unit, **values)
        circular.action_send()
        return circular

    @classmethod
    def delivery(cls, circular, unit, user=None):
        """The delivery to a unit as its officer sees it."""
        found = circular.sudo().delivery_ids.filtered(lambda one: one.unit_id == unit)
        return found.with_user(user or cls.officers[unit]).sudo(False)

    def run_cron(self, model, method):
        """Run a scheduled job without committing; return the calls of progress."""
        cron = type(self.env["ir.cron"])
        with patch.object(cron, "_commit_progress", return_value=60.0) as progress:
            getattr(self.env[model].sudo(), method)()
        return progress.call_args_list
