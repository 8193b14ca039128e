"""Where answers to surveys are kept, and how they get there.

An answer must not be linkable to the person who used a code, not even by somebody
who reads the database afterwards. PostgreSQL marks each row with the transaction
that wrote it (`xmin`) and keeps rows in the order they came (`ctid`), so rows of one
respondent could be matched by either, whatever ids they bear. Therefore answers wait
in a buffer, which is released as a threshold pool mix: a random part of it, large
enough to hide in, moves in random order in one transaction, and what stays is
rewritten. The codes that were used, and the one-time words of forms, wait beside
them and move in the same way: else the row of a code would keep the transaction of
its answer, and old versions of a quota's row tell what that answer was. The tables
have no id, date or user (spec: G10, S11; Chaum 1981; Serjantov & Newman 2003 for
pool mixes).
"""

import json
import logging

from psycopg2.errors import LockNotAvailable
from psycopg2.extras import execute_values

from odoo import api, models

from ..dataset import Lines
from .own_transaction import in_test, own_transaction

_logger = logging.getLogger(__name__)

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
    CREATE TABLE IF NOT EXISTS dlxh_survey_arrival (
        wave_id integer NOT NULL,
        word bytea NOT NULL,
        ticket_id integer UNIQUE,
        PRIMARY KEY (wave_id, word)
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
# the code must be free, the word new, the wave in the field: asked in the statement
# that holds the table, so that no form slips in behind the last release
_ARRIVE = """
    INSERT INTO dlxh_survey_arrival (wave_id, word, ticket_id)
    SELECT wave.id, %(word)s, ticket.id
      FROM dlxh_survey_wave wave
      LEFT JOIN dlxh_survey_ticket ticket
             ON ticket.wave_id = wave.id AND ticket.hash = %(code)s
            AND ticket.used IS NOT TRUE
     WHERE wave.id = %(wave)s AND wave.state = 'fieldwork'
       AND (ticket.id IS NOT NULL OR %(code)s IS NULL)
       AND NOT EXISTS (SELECT FROM dlxh_survey_nonce known
                        WHERE known.wave_id = wave.id AND known.hash = %(word)s)
    ON CONFLICT DO NOTHING
    RETURNING (SELECT stratum_id FROM dlxh_survey_ticket WHERE id = ticket_id)
"""
_WHY_NOT = """
    SELECT EXISTS (SELECT FROM dlxh_survey_arrival
                    WHERE wave_id = %(wave)s AND word = %(word)s)
        OR EXISTS (SELECT FROM dlxh_survey_nonce
                    WHERE wave_id = %(wave)s AND hash = %(word)s),
           EXISTS (SELECT FROM dlxh_survey_wave
                    WHERE id = %(wave)s AND state = 'fieldwork')
"""
# Intake touches the tables in this order. A backup reads them for long: then the
# release gives way, for who waits for a lock holds up all who answer.
_LOCK = """
    SET LOCAL lock_timeout = '2s';
    LOCK TABLE dlxh_survey_arrival, dlxh_survey_buffer IN ACCESS EXCLUSIVE MODE
"""
# gen_random_uuid draws from the strong generator; random() can be foreseen
_MIX = """
    CREATE TEMPORARY TABLE dlxh_survey_mix AS
    WITH shuffled AS (
        SELECT waiting.*,
               greatest(%(least)s, coalesce(wave.min_cell, 0)) AS least,
               waiting.wave_id = ANY(%(closing)s)
                   OR coalesce(wave.state, '') IN ('closed', 'published', 'cancelled')
                   AS closing,
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
_MIX_ARRIVALS = """
    CREATE TEMPORARY TABLE dlxh_survey_came AS
    SELECT came.*, came.wave_id IN (
               SELECT wave_id FROM dlxh_survey_mix WHERE moves) AS moves
      FROM dlxh_survey_arrival came ORDER BY gen_random_uuid()
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
_MARK_CODES = """
    UPDATE dlxh_survey_ticket SET used = true
     WHERE id IN (SELECT ticket_id FROM dlxh_survey_came WHERE moves)
"""
_MOVE_WORDS = """
    INSERT INTO dlxh_survey_nonce (wave_id, hash)
    SELECT wave_id, word FROM dlxh_survey_came WHERE moves ON CONFLICT DO NOTHING
"""
# rows that a DELETE leaves behind stay readable until a vacuum; TRUNCATE's do not
_EMPTY = "TRUNCATE dlxh_survey_buffer, dlxh_survey_arrival"
_KEEP = """
    INSERT INTO dlxh_survey_buffer (wave_id, stratum_id, mode, answers, texts)
    SELECT wave_id, stratum_id, mode, answers, texts
      FROM dlxh_survey_mix WHERE NOT moves ORDER BY gen_random_uuid()
"""
_KEEP_ARRIVALS = """
    INSERT INTO dlxh_survey_arrival (wave_id, word, ticket_id)
    SELECT wave_id, word, ticket_id FROM dlxh_survey_came WHERE NOT moves
"""
_RELEASE = (
    *(_MOVE, _MOVE_TEXTS, _MARK_CODES, _MOVE_WORDS),
    *(_EMPTY, _KEEP, _KEEP_ARRIVALS),
)
# a closed wave takes no form, so none is sent twice
_FORGET_WORDS = """
    DELETE FROM dlxh_survey_nonce
     WHERE wave_id IN (SELECT id FROM dlxh_survey_wave
                        WHERE state IN ('closed', 'published', 'cancelled'))
"""
_BEGIN_IMPORT = """
    CREATE TEMPORARY TABLE dlxh_survey_incoming (
        stratum_id integer, psu integer, weight double precision, answers integer[]
    )
"""
_IMPORT_ROWS = "COPY dlxh_survey_incoming FROM STDIN (NULL 'NULL')"
_END_IMPORT = """
    INSERT INTO dlxh_survey_response
           (wave_id, stratum_id, psu, weight, mode, answers)
    SELECT %s, stratum_id, psu, weight, %s, answers
      FROM dlxh_survey_incoming ORDER BY gen_random_uuid()
"""
_IMPORT_TEXTS = "INSERT INTO dlxh_survey_text (wave_id, question, body) VALUES %s"
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
    def _arrive(self, wave_id, word, code_hash=None):
        """Take the word of a form, and the code where the wave asks for one.

        :return: the state ("received", or why not), and the stratum of the code
        """
        values = {"wave": wave_id, "word": word, "code": code_hash}
        cr = self.env.cr
        cr.execute(_ARRIVE, values)
        if cr.rowcount:
            return "received", cr.fetchone()[0]
        cr.execute(_WHY_NOT, values)
        known, is_open = cr.fetchone()
        if known:
            return "already", None
        return ("code" if is_open else "closed"), None

    @api.model
    def _release_later(self, closing=()):
        """Release once the close is written, and seen by those who send."""
        if in_test():
            self._release(closing)
            return
        store = self.with_env(self.env(su=True))
        self.env.cr.postcommit.add(lambda: store._release(closing))

    @api.model
    def _release(self, closing=()):
        """Move a random part of what waits into the store; return how many moved.

        Of each wave as many answers stay behind as may move at least, so that the
        last part, which moves when the wave is closed, is never a small one. It goes
        in a transaction of its own: TRUNCATE takes away rows that a longer one,
        begun before they came, does not see and would not keep.

        :param closing: ids of waves of which nothing may stay behind, beside those
            that are closed already
        """
        try:
            with own_transaction(self.env) as env:
                return env[self._name]._mix(closing)
        except LockNotAvailable:
            _logger.info("The answers are being read; they move next time.")
            return 0

    def _mix(self, closing):
        cr = self.env.cr
        # nothing comes in meanwhile, and nobody meets a buffer half moved
        cr.execute(_LOCK, log_exceptions=False)
        cr.execute(_MIX, {"least": RELEASE_AT_LEAST, "closing": list(closing)})
        cr.execute("SELECT count(*) FROM dlxh_survey_mix WHERE moves")
        (moving,) = cr.fetchone()
        if moving:
            cr.execute(_MIX_ARRIVALS)
            for statement in _RELEASE:
                cr.execute(statement)
            cr.execute("DROP TABLE dlxh_survey_came")
        cr.execute("DROP TABLE dlxh_survey_mix")
        cr.execute(_FORGET_WORDS)
        return moving

    @api.model
    def _import_rows(self, wave_id, rows):
        """Write a whole data set, in random order: whoever holds the file must not
        find its rows again by their place. It came without codes, so nothing waits.

        :param rows: iterable of (stratum id, psu, weight, slots)
        """
        cr = self.env.cr
        cr.execute(_BEGIN_IMPORT)
        lines = Lines(rows)
        cr.copy_expert(_IMPORT_ROWS, lines)
        if lines.error:
            raise lines.error
        cr.execute(_END_IMPORT, [wave_id, IMPORT])
        cr.execute("DROP TABLE dlxh_survey_incoming")

    @api.model
    def _import_texts(self, wave_id, texts):
        """Write open answers, in the order given.

        :param list texts: [(key of an open answer, text)]
        """
        values = [(wave_id, key, text) for key, text in texts]
        execute_values(self.env.cr._obj, _IMPORT_TEXTS, values, page_size=1000)

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
        for table in ("response", "buffer", "arrival", "nonce"):
            self.env.cr.execute(
                f"DELETE FROM dlxh_survey_{table} WHERE wave_id = ANY(%s)",
                [list(wave_ids)],
            )
