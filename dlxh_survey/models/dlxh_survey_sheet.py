"""Where keyed sheets wait until their batch is released.

A table without ids, people or times, and no Odoo model, so no view, export or call
of a client reaches a row: what a batch lets see goes through its checked methods.
"""

import json

from odoo import api, models
from odoo.exceptions import ConcurrencyError

from ..keying import Sheet

#: which entry a row is of; the third holds what was decided about a sheet
FIRST, SECOND, DECIDED = 1, 2, 3

_TABLE = """
    CREATE TABLE IF NOT EXISTS dlxh_survey_sheet (
        batch_id integer NOT NULL,
        entry smallint NOT NULL,
        number integer NOT NULL,
        outcome varchar NOT NULL,
        answers jsonb NOT NULL,
        PRIMARY KEY (batch_id, entry, number)
    )
"""
# xmax tells a row that is new from one that was there
_PUT = """
    INSERT INTO dlxh_survey_sheet (batch_id, entry, number, outcome, answers)
    VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (batch_id, entry, number)
    DO UPDATE SET outcome = excluded.outcome, answers = excluded.answers
    RETURNING xmax = 0
"""
_READ = """
    SELECT number, outcome, answers FROM dlxh_survey_sheet
     WHERE batch_id = %s AND entry = %s ORDER BY number
"""
_KEEP = """
    CREATE TEMPORARY TABLE dlxh_survey_sheet_kept AS
    SELECT * FROM dlxh_survey_sheet WHERE batch_id <> ALL(%s)
"""
_PUT_BACK = """
    INSERT INTO dlxh_survey_sheet
    SELECT * FROM dlxh_survey_sheet_kept ORDER BY gen_random_uuid()
"""


class DlxhSurveySheet(models.AbstractModel):
    """Sheets on paper as they were keyed: by batch, entry and pencilled number."""

    _name = "dlxh.survey.sheet"
    _description = "Keyed sheets of paper"

    def init(self):
        self.env.cr.execute(_TABLE)

    @api.model
    def _put(self, batch_id, entry, number, sheet):
        """Keep a sheet, in the place of an earlier version; tell whether it is new."""
        values = [batch_id, entry, number, sheet.outcome, json.dumps(sheet.answers)]
        self.env.cr.execute(_PUT, values)
        return self.env.cr.fetchone()[0]

    @api.model
    def _sheets(self, batch_id, entry, count=None):
        """{number: Sheet}; `count` is how many the batch knows of.

        Whoever destroys the sheets of one batch rewrites the table, and a transaction
        that began before would find nothing: it is begun again.
        """
        self.env.cr.execute(_READ, [batch_id, entry])
        found = {
            number: Sheet(outcome, answers)
            for number, outcome, answers in self.env.cr.fetchall()
        }
        if count is not None and len(found) != count:
            raise ConcurrencyError("the table of sheets was rewritten meanwhile")
        return found

    @api.model
    def _destroy(self, batch_ids):
        """Destroy the sheets of batches: rows that a DELETE leaves behind stay
        readable until a vacuum, so the table is written anew without them."""
        cr = self.env.cr
        cr.execute("LOCK TABLE dlxh_survey_sheet IN ACCESS EXCLUSIVE MODE")
        cr.execute(_KEEP, [list(batch_ids)])
        cr.execute("TRUNCATE dlxh_survey_sheet")
        cr.execute(_PUT_BACK)
        cr.execute("DROP TABLE dlxh_survey_sheet_kept")
