from odoo import models
from odoo.exceptions import UserError

MAX_ROWS = "dlxh_reporting.raw_export_max_rows"


class DlxhRawExport(models.Model):
    """The way of a request: which sheets, how many, and in which words."""

    _inherit = "dlxh.raw.export"

    def _sheets(self):
        """Return the sheets asked for, as the current user may read them."""
        self.ensure_one()
        domain = [
            ("unit_id", "=", self.unit_id.id),
            ("state", "in", ("accepted", "used")),
            ("is_nil", "=", False),
            ("observed_week", ">=", self.date_from),
            ("observed_week", "<=", self.date_to),
        ]
        if self.topic_ids:
            domain.append(("topic_id", "in", self.topic_ids.ids))
        return self.env["dlxh.opinion"].search(domain)

    def _asked_values(self):
        sheets = self._sheets()
        rows = self.env["dlxh.opinion.stream"].search_count(
            [("opinion_id", "in", sheets.ids)]
        )
        self._check_size(rows)
        return {
            "sheet_ids": sheets.ids,
            "sheet_count": len(sheets),
            "row_count": rows,
        }

    def _check_purpose(self):
        self._screen()
        return super()._check_purpose()

    def _check_size(self, rows):
        most = self._limit(MAX_ROWS, 500)
        if not rows:
            raise UserError(
                self.env._("No accepted sheet of the unit lies in these weeks.")
            )
        if rows > most:
            raise UserError(
                self.env._(
                    "The request has %(rows)s rows, at most %(most)s may be taken at "
                    "once. Choose fewer weeks or topics.",
                    rows=rows,
                    most=most,
                )
            )

    def _say_two_persons(self, state):
        return self.env._(
            "Sheets leave by two persons: an officer asks for those of his own "
            "unit, a leader of the unit or a data officer, somebody else, "
            "releases them, and the officer who asked takes them once. This "
            "request is: %(state)s.",
            state=state,
        )

    def _say_which_study(self):
        return self.env._(
            "“What for” must say which study needs the sheets, so that whoever "
            "releases them can judge it."
        )

    def _say_asker_left(self):
        return self.env._("Whoever asked is no officer of the unit any more.")

    def _logged(self):
        """Texts of sheets are never in the log."""
        return "dlxh.opinion", {
            "export": self.id,
            "weeks": f"{self.date_from} – {self.date_to}",
            "topics": self.topic_ids.ids,
            "rows": self.row_count,
        }
