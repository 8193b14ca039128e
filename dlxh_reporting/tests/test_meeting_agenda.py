from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_report import FIRST, LAST, DlxhReportCase


@tagged("post_install", "-at_install")
class TestMeetingAgenda(DlxhReportCase):
    """What the flow of opinions puts on the agenda of a briefing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls.officers[cls.ward_a1]
        Issue = cls.env["dlxh.issue"]
        cls.above, cls.silent, cls.beside, cls.closed = Issue.create(
            [
                {"name": "Fees of schools", "unit_id": cls.province_a.id},
                {"name": "Not published", "unit_id": cls.province_a.id},
                {"name": "Of another ward", "unit_id": cls.ward_a2.id},
                {"name": "Over and done", "unit_id": cls.province_a.id},
            ]
        )
        (cls.above | cls.beside | cls.closed).write({"published": True})
        cls.closed.write({"state": "closed", "outcome": "The fees were explained."})

    def _meeting(self, **values):
        return (
            self.env["dlxh.meeting"]
            .with_user(self.officer)
            .create(
                {
                    "unit_id": self.ward_a1.id,
                    "start": fields.Datetime.to_datetime("2026-07-05 01:00:00"),
                    **values,
                }
            )
        )

    def _report(self, **values):
        return self.env["dlxh.report"].create(
            {
                "unit_id": self.ward_a1.id,
                "report_type": "situation",
                "date_from": FIRST,
                "date_to": LAST,
                **values,
            }
        )

    def _names(self, meeting):
        return [line["name"] for line in meeting._agenda_lines()]

    def test_the_last_report_that_stands_is_the_synthesis(self):
        meeting = self._meeting()
        draft = self._report()
        self.assertFalse([n for n in self._names(meeting) if "Situation" in n])
        draft._approval_flow().write({"state": "approved"})
        self._report(unit_id=self.ward_a2.id, regime_id=False)._approval_flow().write(
            {"state": "approved"}
        )
        later = self._report(
            date_from="2026-07-01", date_to="2026-07-31", regime_id=False
        )
        later._approval_flow().write({"state": "approved"})
        found = [n for n in self._names(meeting) if "Situation" in n]
        self.assertEqual(len(found), 1)
        self.assertIn("01/06/2026 – 30/06/2026", found[0])
        self.assertNotIn("  ", found[0])

    def test_issues_published_from_above_and_no_others(self):
        meeting = self._meeting()
        meeting.action_fill_agenda()
        text = " ".join(meeting.agenda_ids.mapped("name"))
        self.assertIn("Fees of schools", text)
        for name in ("Not published", "Of another ward", "Over and done"):
            self.assertNotIn(name, text)
        note = meeting.agenda_ids.filtered(lambda a: "Fees" in a.name).note
        self.assertEqual(note, "province_a")
        # classes and conferences are no place for it
        self.assertFalse(self._names(self._meeting(kind="thematic")))

    def test_nothing_of_it_travels(self):
        meeting = self._meeting()
        meeting.action_fill_agenda()
        event = meeting.sudo().event_id
        ics = meeting._ics().decode()
        for text in (event.name, event.description or "", ics):
            self.assertNotIn("Fees", text)
        agenda = meeting.agenda_ids
        stranger = self.officers[self.ward_a2]
        with self.assertRaises(AccessError):
            agenda.with_user(stranger).read(["name"])
