"""Where answers to surveys are kept, and how they get there.

An answer must not be linkable to the person who used a code, not even by somebody
who reads the database afterwards. PostgreSQL marks each row with the transaction
that wrote it (`xmin`) and keeps rows in the order they came (`ctid`), so rows of one
respondent could be matched by either, whatever ids they bear. Therefore answers wait
in a buffer, which is released as a threshold pool mix: a random part of it, large
enough to hide in, moves in random order in one transaction, and what stays is
rewritten. The tables have no id, date, user or code (spec: G10, S11; Chaum 1981;
Serjantov & Newman 2003 for pool mixes).
"""

import json

from psycopg2.extras import execute_values

from odoo import api, models

#: fewest answers that may move together, whatever a wave says of small cells
RELEASE_AT_LEAST = 20
WEB, PAPER, KIOSK, IMPORT = 1, 2, 3, 4

_TABLES = """
    CREATE TABLE IF NOT EXISTS dlxh_survey_response (
        wave_id integer NOT NULL,
        stratum_id integer,
        mode smallint NOT NULL,
        psu integer,
        weight double precision NOT NULL DEFAULT 1,
        answers integer[] NOT NULL
    );
    CREATE INDEX IF NOT EXISTS dlxh_survey_response_wave
        ON dlxh_survey_response (wave_id, stratum_id);
    CREATE TABLE IF NOT EXISTS dlxh_survey_buffer (
        wave_id integer NOT NULL,
        stratum_id integer,
        mode smallint NOT NULL,
        answers integer[] NOT NULL,
        texts jsonb
    );
    CREATE TABLE IF NOT EXISTS dlxh_survey_nonce (
        wave_id integer NOT NULL,
        hash bytea NOT NULL,
        PRIMARY KEY (wave_id, hash)
    );
"""
_PUT_ASIDE = """
    INSERT INTO dlxh_survey_buffer (wave_id, stratum_id, mode, answers, texts)
    VALUES %s
"""
_PUT_TEMPLATE = "(%s, %s, %s, %s::integer[], %s::jsonb)"
# gen_random_uuid draws from the strong generator; random() can be foreseen
_MIX = """
    CREATE TEMPORARY TABLE dlxh_survey_mix AS
    WITH shuffled AS (
        SELECT waiting.*,
               greatest(%(least)s, coalesce(wave.min_cell, 0)) AS least,
               waiting.wave_id = ANY(%(closing)s) AS closing,
               count(*) OVER (PARTITION BY waiting.wave_id) AS total,
               row_number() OVER (
                   PARTITION BY waiting.wave_id ORDER BY gen_random_uuid()
               ) AS place
          FROM dlxh_survey_buffer waiting
          LEFT JOIN dlxh_survey_wave wave ON wave.id = waiting.wave_id
    )
    SELECT wave_id, stratum_id, mode, answers, texts,
           closing OR (total >= 2 * least AND place > least) AS moves
      FROM shuffled
"""
_MOVE = """
    INSERT INTO dlxh_survey_response (wave_id, stratum_id, mode, answers)
    SELECT wave_id, stratum_id, mode, answers
      FROM dlxh_survey_mix WHERE moves ORDER BY gen_random_uuid()
"""
_MOVE_TEXTS = """
    INSERT INTO dlxh_survey_text (wave_id, question, body)
    SELECT wave_id, entry.key, entry.value
      FROM dlxh_survey_mix, jsonb_each_text(texts) AS entry
     WHERE moves ORDER BY gen_random_uuid()
"""
# rows that a DELETE leaves behind stay readable until a vacuum; TRUNCATE's do not
_EMPTY = "TRUNCATE dlxh_survey_buffer"
_KEEP = """
    INSERT INTO dlxh_survey_buffer (wave_id, stratum_id, mode, answers, texts)
    SELECT wave_id, stratum_id, mode, answers, texts
      FROM dlxh_survey_mix WHERE NOT moves ORDER BY gen_random_uuid()
"""
_BEGIN_IMPORT = """
    CREATE TEMPORARY TABLE dlxh_survey_incoming (
        stratum_id integer, psu integer, weight double precision, answers integer[]
    )
"""
_IMPORT_ROWS = "INSERT INTO dlxh_survey_incoming VALUES %s"
_IMPORT_TEMPLATE = "(%s, %s, %s, %s::integer[])"
_END_IMPORT = """
    INSERT INTO dlxh_survey_response
           (wave_id, stratum_id, psu, weight, mode, answers)
    SELECT %s, stratum_id, psu, weight, %s, answers
      FROM dlxh_survey_incoming ORDER BY gen_random_uuid()
"""
_COUNT = """
    SELECT wave_id, stratum_id, mode, count(*) FROM (
        SELECT wave_id, stratum_id, mode FROM dlxh_survey_response
         WHERE wave_id = ANY(%s)
        UNION ALL
        SELECT wave_id, stratum_id, mode FROM dlxh_survey_buffer
         WHERE wave_id = ANY(%s)
    ) AS answered GROUP BY wave_id, stratum_id, mode
"""


class DlxhSurveyStore(models.AbstractModel):
    """The answers, as tables without ids; read through aggregates only.

    No group reads them and they are no Odoo models, so no view, export or call of a
    client reaches a row.
    """

    _name = "dlxh.survey.store"
    _description = "Store of survey answers"

    def init(self):
        self.env.cr.execute(_TABLES)

    @api.model
    def _put_aside(self, wave_id, stratum_id, mode, rows):
        """Put answers into the buffer, where they wait for company.

        :param list rows: [(slots, {key of an open answer: text})]
        """
        values = [
            (wave_id, stratum_id or None, mode, slots, json.dumps(texts))
            for slots, texts in rows
        ]
        execute_values(self.env.cr._obj, _PUT_ASIDE, values, template=_PUT_TEMPLATE)

    @api.model
    def _release(self, closing=()):
        """Move a random part of what waits into the store; return how many moved.

        Of each wave as many answers stay behind as may move at least, so that the
        last part, which moves when the wave closes, is never a small one.

        :param closing: ids of waves of which nothing may stay behind
        """
        cr = self.env.cr
        # nothing comes in meanwhile, and nobody meets a buffer half moved
        cr.execute("LOCK TABLE dlxh_survey_buffer IN ACCESS EXCLUSIVE MODE")
        cr.execute(_MIX, {"least": RELEASE_AT_LEAST, "closing": list(closing)})
        cr.execute("SELECT count(*) FROM dlxh_survey_mix WHERE moves")
        (moving,) = cr.fetchone()
        if moving:
            for statement in (_MOVE, _MOVE_TEXTS, _EMPTY, _KEEP):
                cr.execute(statement)
        cr.execute("DROP TABLE dlxh_survey_mix")
        return moving

    @api.model
    def _import_rows(self, wave_id, rows):
        """Write a whole data set, in random order: whoever holds the file must not
        find its rows again by their place. It came without codes, so nothing waits.

        :param rows: iterable of (stratum id, psu, weight, slots)
        """
        cr = self.env.cr
        cr.execute(_BEGIN_IMPORT)
        execute_values(cr._obj, _IMPORT_ROWS, rows, _IMPORT_TEMPLATE, page_size=1000)
        cr.execute(_END_IMPORT, [wave_id, IMPORT])
        cr.execute("DROP TABLE dlxh_survey_incoming")

    @api.model
    def _forget_words(self, wave_ids):
        """Drop the one-time words of forms; a closed wave takes no more of them."""
        self.env.cr.execute(
            "DELETE FROM dlxh_survey_nonce WHERE wave_id = ANY(%s)", [list(wave_ids)]
        )

    # -- counting ------------------------------------------------------------------

    @api.model
    def _counts(self, wave_ids):
        """{wave id: {(stratum id or None, mode): how many answered}}"""
        self.env.cr.execute(_COUNT, [list(wave_ids)] * 2)
        found = {wave_id: {} for wave_id in wave_ids}
        for wave_id, stratum_id, mode, number in self.env.cr.fetchall():
            found[wave_id][stratum_id, mode] = number
        return found

    @api.model
    def _destroy(self, wave_ids):
        """Destroy the answers of waves whose time of storage is over."""
        for table in ("response", "buffer", "nonce"):
            self.env.cr.execute(
                f"DELETE FROM dlxh_survey_{table} WHERE wave_id = ANY(%s)",
                [list(wave_ids)],
            )
