from psycopg2.extras import Json

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.orm.models import NO_ACCESS
from odoo.tools import SQL, format_datetime

from odoo.addons.dlxh_collaborator.models.approval_flow import in_flow
from odoo.addons.dlxh_collaborator.models.house_time import HOUSE_TZ

from .report_counting import COUNT_KEY, COUNT_MARK

#: so many saves are remembered, to tell the second who saved what
KEPT = 20


class DlxhEditGuardMixin(models.AbstractModel):
    """Two people edit the same text: the second is told, nothing is overwritten.

    The form sends along the version that it showed. A model that uses it names its
    fields and calls `_guard_edit` and `_note_edit` around its `write`.
    """

    _name = "dlxh.edit.guard.mixin"
    _description = "Guard against Overwriting"

    #: fields that people edit in the form
    _edit_guarded = frozenset()

    edit_version = fields.Integer(
        string="Version of the text", default=0, copy=False, aggregator=None
    )
    edit_log = fields.Json(groups=NO_ACCESS, copy=False)

    def _guard_edit(self, vals):
        """Return `vals` without the version, or refuse when it is no longer true."""
        if "edit_version" not in vals:
            return vals
        seen = vals["edit_version"]
        vals = {name: vals[name] for name in vals if name != "edit_version"}
        if self and self._edit_guarded & set(vals):
            self.ensure_one()
            self.check_access("write")
            self._refuse_stale_edit(seen or 0)
        return vals

    def _refuse_stale_edit(self, seen):
        """Compare with what is stored now; a save going on elsewhere is waited for."""
        self.flush_recordset()
        rows = self.env.execute_query(
            SQL(
                "SELECT COALESCE(edit_version, 0), edit_log FROM %s"
                " WHERE id = %s FOR UPDATE",
                SQL.identifier(self._table),
                self.id,
            )
        )
        version, log = rows[0] if rows else (seen, None)
        if version == seen:
            return
        self.invalidate_recordset(flush=False)
        raise UserError(
            self.env._(
                "“%(name)s” was saved by somebody else after you opened it:\n"
                "%(saves)s\nNothing was overwritten. Your text still stands in this "
                "window: copy what you changed, reload the page, and put it in again.",
                name=self.display_name,
                saves="\n".join(self._edit_lines(log or [], seen)) or "—",
            )
        )

    def _edit_lines(self, log, seen):
        """Return who saved what since the version `seen`, a line each."""
        saves = [entry for entry in log if entry["version"] > seen]
        # sudo: names of colleagues who may write here too
        users = self.env["res.users"].sudo().browse({e["user"] for e in saves}).exists()
        names = {user.id: user.name for user in users}
        return [
            self.env._(
                "%(time)s – %(user)s: %(fields)s",
                time=format_datetime(self.env, entry["at"], tz=HOUSE_TZ),
                user=names.get(entry["user"], "—"),
                fields=", ".join(
                    self._fields[name]._description_string(self.env)
                    for name in entry["fields"]
                    if name in self._fields
                ),
            )
            for entry in saves
        ]

    def _note_edit(self, vals):
        """Count the save and remember who changed which fields, never the text."""
        names = sorted(self._edit_guarded & set(vals))
        if not names or not self or self._is_made_by_system():
            return
        self.flush_recordset()
        entry = {"user": self.env.uid, "fields": names}
        entry["at"] = fields.Datetime.to_string(fields.Datetime.now())
        # one statement for all rows; the log of each keeps its last saves
        self.env.execute_query(
            SQL(
                """
                UPDATE %(table)s AS t
                   SET edit_version = COALESCE(t.edit_version, 0) + 1,
                       edit_log = (
                           SELECT jsonb_agg(kept.item ORDER BY kept.place)
                             FROM (
                                 SELECT item, place
                                   FROM jsonb_array_elements(
                                       CASE jsonb_typeof(t.edit_log)
                                       WHEN 'array' THEN t.edit_log
                                       ELSE '[]'::jsonb END
                                       || jsonb_build_array(
                                           %(entry)s::jsonb || jsonb_build_object(
                                               'version',
                                               COALESCE(t.edit_version, 0) + 1
                                           )
                                       )
                                   ) WITH ORDINALITY AS list(item, place)
                               ORDER BY place DESC
                                  LIMIT %(kept)s
                             ) AS kept
                       )
                 WHERE t.id = ANY(%(ids)s)
             RETURNING t.id
                """,
                table=SQL.identifier(self._table),
                entry=Json(entry),
                kept=KEPT,
                ids=list(self.ids),
            )
        )
        self.invalidate_recordset(["edit_version", "edit_log"], flush=False)

    def _is_made_by_system(self):
        """Return whether the change follows from a step or from drafting."""
        counting = self.env.context.get(COUNT_KEY) is COUNT_MARK
        return counting or in_flow(self.env)
