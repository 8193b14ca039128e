from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL

from odoo.addons.dlxh_collaborator import screen

from .. import period

AUTHOR_FIELDS = frozenset(
    "team_unit_id unit_id addressed_above title event topic_id issue_id channel_id"
    " area_unit_id observed_week urgency stream_ids assessment forecast proposal"
    " public_link personal_data_reason".split()
)
# How a sheet is filed may be put right; what it says may not (G26).
OFFICER_FIELDS = frozenset(("topic_id", "issue_id"))
# Given with every new sheet, so that no default of the user takes their place.
NEW_SHEET = {
    "state": "draft",
    "submitted_at": False,
    "return_reason": False,
    "is_nil": False,
    "stream_ids": [],
}
# What a unit can still be recognised by when it stands alone in a table.
SINGLE = 1
_FLOW = object()


class DlxhOpinionFlow(models.Model):
    """The way of a sheet: draft, handed in, accepted or returned, used."""

    _inherit = "dlxh.opinion"

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.su:
            return super().create([self._with_unit(vals) for vals in vals_list])
        self.browse().check_access("create")
        authors = self._authors_by_unit()
        prepared, streams = [], []
        for vals in vals_list:
            vals = self._with_unit(vals)
            streams.append(vals.pop("stream_ids", None))
            self._check_author_fields(vals)
            unit = self.env["dlxh.unit"].browse(vals.get("team_unit_id") or ())
            unit = unit or next(iter(authors), unit)
            if unit not in authors:
                raise UserError(self._no_author_message(unit))
            author = {"team_unit_id": unit.id, "collaborator_id": authors[unit].id}
            prepared.append(vals | NEW_SHEET | author)
        # sudo: the author is hidden from the author's own rights; which fields
        # may be given and for whom was checked above, the rules are below
        sheets = super(DlxhOpinionFlow, self.sudo()).create(prepared)
        sheets = sheets.with_env(self.env)
        sheets.check_access("create")
        sheets._check_links_readable()
        # in the author's own rights: a command may reach for rows of others
        for sheet, commands in zip(sheets, streams, strict=True):
            if commands:
                sheet.stream_ids = commands
        return sheets

    def write(self, vals):
        vals = self._with_unit(vals)
        # Compared by identity: no client can send this object in a context.
        if self.env.context.get("dlxh_opinion_flow") is not _FLOW:
            self._check_may_write(vals)
        author = self._author_for(vals)
        result = super().write(vals)
        if author:
            # sudo: hidden from the author himself; he is in that team
            super(DlxhOpinionFlow, self.sudo()).write({"collaborator_id": author.id})
        if vals.keys() & {"team_unit_id", "addressed_above"}:
            self._copy_scope_columns()
        return result

    def _author_for(self, vals):
        """Return as whom the user writes for the team that is given, if one is."""
        if self.env.su or not vals.get("team_unit_id"):
            return None
        unit = self.env["dlxh.unit"].browse(vals["team_unit_id"])
        author = self._authors_by_unit().get(unit)
        if not author:
            raise UserError(self._no_author_message(unit))
        return author

    def _apply(self, vals):
        """Write what the flow itself decides, past the guard of `write`."""
        return self.with_context(dlxh_opinion_flow=_FLOW).write(vals)

    def _check_may_write(self, vals):
        """Let authors write drafts and officers file what was handed in (G26)."""
        self.check_access("read")  # the refusal below names the sheet
        changed = set(vals) - {"stream_ids"}
        for sheet in self:
            if sheet.state in ("draft", "returned") and (sheet.is_mine or self.env.su):
                allowed = AUTHOR_FIELDS
            elif sheet.state == "draft":
                allowed = frozenset()
            else:
                allowed = OFFICER_FIELDS
            if changed - allowed or ("stream_ids" in vals and allowed != AUTHOR_FIELDS):
                raise UserError(
                    self.env._(
                        "“%(sheet)s” was handed in, and what a collaborator wrote is "
                        "never rewritten. Return the sheet with a reason instead.",
                        sheet=sheet.display_name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_handed_in(self):
        if any(sheet.state != "draft" for sheet in self):
            raise UserError(
                self.env._("Sheets that were handed in are kept; only drafts go.")
            )

    @api.model
    def _with_unit(self, vals):
        """Take the receiving unit for the team's, and a day for its week."""
        vals = dict(vals)
        if "unit_id" in vals:
            vals.setdefault("team_unit_id", vals["unit_id"])
            del vals["unit_id"]
        if vals.get("observed_week"):
            day = fields.Date.to_date(vals["observed_week"])
            vals["observed_week"] = period.monday_of(day)
        return vals

    @api.model
    def _check_author_fields(self, vals):
        # A value of False or the initial state is what forms send for untouched
        # fields.
        initial = {"state": "draft"}
        for name in set(vals) - AUTHOR_FIELDS:
            if vals[name] and vals[name] != initial.get(name):
                raise AccessError(
                    self.env._(
                        "“%(field)s” cannot be filled in by hand.",
                        field=self._fields[name].string
                        if name in self._fields
                        else name,
                    )
                )
            vals.pop(name)

    def _no_author_message(self, unit):
        if not unit:
            return self.env._(
                "Only collaborators in a team write sheets, and you are in none. Ask "
                "the officer of your unit to enter you."
            )
        return self.env._(
            "You are not in the team of %(unit)s. Choose the unit of your own team.",
            unit=unit.sudo().name,  # a public name
        )

    # Hooks, called inside the flow after the state has changed
    # --------------------------------------------------------

    def _on_handed_in(self):
        """Act on sheets that were just handed in."""

    def _on_accepted(self):
        """Act on sheets that the receiving unit just accepted."""

    def _on_given_back(self):
        """Act on sheets that were just returned to their authors."""

    # Author
    # ------

    def action_submit(self):
        """Hand in the sheet; sheets that are handed in already are skipped."""
        todo = self.filtered(lambda sheet: sheet.state in ("draft", "returned"))
        todo._check_is_author()
        todo._check_complete()
        todo._screen()
        todo.stream_ids._screen()
        now = fields.Datetime.now()
        for sheet in todo:
            # A correction keeps the time at which the sheet first came in.
            sheet._apply(
                {
                    "state": "submitted",
                    "submitted_at": sheet.submitted_at or now,
                }
            )
        todo._on_handed_in()
        return True

    @api.model
    def action_nil_return(self):
        """Report for the current week that nothing stood out, and open it."""
        self.browse().check_access("create")
        unit = self._default_team_unit_id()
        if not unit:
            raise UserError(self._no_author_message(unit))
        week = period.monday_of(fields.Date.context_today(self))
        domain = [
            ("is_mine", "=", True),
            ("team_unit_id", "=", unit.id),
            ("observed_week", "=", week),
        ]
        sheet = self.search([*domain, ("state", "!=", "draft")], limit=1)
        if sheet and not sheet.is_nil:
            raise UserError(
                self.env._(
                    "You handed in a sheet for this week already, so something did "
                    "stand out: no nil return is needed."
                )
            )
        if not sheet:
            sheet = self.create({"team_unit_id": unit.id, "observed_week": week})
            sheet._make_nil()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "view_mode": "form",
            "res_id": sheet.id,
        }

    def _make_nil(self):
        """Hand in a new sheet as a nil return; the caller created it as its author."""
        self._apply({"is_nil": True, "topic_id": False, "channel_id": False})
        self.action_submit()

    def _check_is_author(self):
        self.check_access("write")
        if any(not sheet.is_mine for sheet in self):
            raise AccessError(self.env._("Only its author hands in a sheet."))

    def _check_complete(self):
        """Say in one message all that a sheet still lacks."""
        for sheet in self.filtered(lambda sheet: not sheet.is_nil):
            needed = ["title", "topic_id", "channel_id", "area_unit_id", "stream_ids"]
            lacking = [
                sheet._screen_label(self._fields[name])
                for name in needed
                if not sheet[name]
            ]
            if lacking:
                raise ValidationError(
                    self.env._(
                        "The sheet cannot be handed in yet. Fill in: %(fields)s.",
                        fields=", ".join(lacking),
                    )
                )

    # Officer of the receiving unit
    # -----------------------------

    def action_accept(self):
        """Accept sheets that were handed in; others are skipped."""
        self._check_is_receiver()
        todo = self.filtered(lambda sheet: sheet.state == "submitted")
        todo._apply({"state": "accepted", "return_reason": False})
        todo.issue_id._touch_seen()
        todo._on_accepted()
        return True

    def action_return(self):
        """Ask for the reason with which to return the sheets."""
        self._check_is_receiver()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Return to the collaborator"),
            "res_model": "dlxh.opinion.return",
            "view_mode": "form",
            "target": "new",
            "context": {"default_opinion_ids": self.ids},
        }

    def _return(self, reason):
        """Return sheets that are handed in or accepted, with a reason (G26)."""
        self._check_is_receiver()
        if screen.blocks(reason):
            raise ValidationError(
                self.env._("The reason contains personal data. Write it without.")
            )
        if not (reason or "").strip():
            raise UserError(self.env._("Write why the sheet goes back."))
        todo = self.filtered(lambda sheet: sheet.state in ("submitted", "accepted"))
        todo._apply({"state": "returned", "return_reason": reason.strip()})
        todo._on_given_back()
        return todo

    def action_create_issue(self):
        """Make a new issue from the title of the sheet and join it."""
        self._check_is_receiver()
        for sheet in self.filtered(lambda sheet: sheet.title and not sheet.issue_id):
            sheet.issue_id = self.env["dlxh.issue"].create(
                {
                    "name": sheet.title,
                    "unit_id": sheet.unit_id.id,
                    "topic_id": sheet.topic_id.id,
                    "personal_data_reason": sheet.personal_data_reason,
                }
            )
        self.issue_id._touch_seen()
        return True

    def _check_is_receiver(self):
        self.check_access("write")
        if any(not sheet.can_handle for sheet in self) and not self.env.su:
            raise AccessError(
                self.env._("Only the officer of the receiving unit decides on a sheet.")
            )

    def _mark_used(self):
        """Note that a report of the receiving unit was drafted from the sheets.

        Called by the report when it is fixed; it has checked the rights.
        """
        self.filtered(lambda sheet: sheet.state == "accepted")._apply({"state": "used"})

    def _still_accepted(self):
        """Leave out what was returned after a report had taken it up."""
        return self.filtered(lambda sheet: sheet.state in ("accepted", "used"))

    def _mark_unused(self):
        """Free the sheets of a report whose approval was taken back.

        Called by the report inside its flow; it has checked the rights.
        """
        self.filtered(lambda sheet: sheet.state == "used")._apply({"state": "accepted"})

    # Counts for others than the officer
    # ----------------------------------

    @api.model
    def _counts_for_leader(self, domain):
        """Count sheets by topic, group and week, single sheets left out.

        One sheet alone in its cell could be traced to its author, so it shows
        to the officer only (design, rule 2).

        :return: {(topic id, group id, Monday): number of sheets}, numbers > 1
        """
        self.env.flush_all()
        sheets = self._search(domain)
        rows = self.env.execute_query(
            SQL(
                """SELECT s.topic_id, r.group_id, s.observed_week,
                          COUNT(DISTINCT s.id)
                     FROM dlxh_opinion s
                     JOIN dlxh_opinion_stream t ON t.opinion_id = s.id
                     JOIN dlxh_opinion_stream_group_rel r ON r.stream_id = t.id
                    WHERE s.id IN %s
                    GROUP BY s.topic_id, r.group_id, s.observed_week
                   HAVING COUNT(DISTINCT s.id) > %s""",
                sheets.subselect(),
                SINGLE,
            )
        )
        return {(topic, group, week): count for topic, group, week, count in rows}

    @api.model
    def formatted_read_grouping_sets(
        self, domain, grouping_sets, aggregates=(), *, order=None
    ):
        results = super().formatted_read_grouping_sets(
            domain, grouping_sets, _with_count(aggregates), order=order
        )
        return [
            self._without_single_cells(groupby, rows)
            for groupby, rows in zip(grouping_sets, results, strict=True)
        ]

    @api.model
    def formatted_read_group(self, domain, groupby=(), aggregates=(), **kwargs):
        rows = super().formatted_read_group(
            domain, groupby, _with_count(aggregates), **kwargs
        )
        return self._without_single_cells(groupby, rows)

    @api.model
    def _without_single_cells(self, groupby, rows):
        names = {spec.partition(":")[0] for spec in groupby}
        known = self.env.su or self.env.user.has_groups(
            "dlxh_collaborator.group_dlxh_officer"
        )
        if known or not {"topic_id", "observed_week"} <= names:
            return rows
        return [row for row in rows if row["__count"] > SINGLE]


def _with_count(aggregates):
    return [*aggregates, *({"__count"} - set(aggregates))]
