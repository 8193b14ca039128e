from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

#: addressees named one by one at the head of a letter, no more
NAMED = 6


class DlxhCircularAudienceMixin(models.AbstractModel):
    """Whom a circular is for: always units below the one that issues it."""

    _name = "dlxh.circular.audience.mixin"
    _description = "Audience of a Circular"

    audience_count = fields.Integer(
        string="Units now in the audience", compute="_compute_audience_count"
    )
    audience_text = fields.Char(string="For", compute="_compute_audience_text")

    @api.constrains("unit_id", "audience", "audience_unit_ids")
    def _check_audience_below(self):
        for circular in self:
            # sudo: compares paths and names units that the user himself chose
            sender, chosen = circular.sudo().unit_id, circular.sudo().audience_unit_ids
            if circular.audience not in ("tree", "list"):
                continue
            for unit in chosen.with_context(active_test=False):
                if unit == sender or not unit.parent_path.startswith(
                    sender.parent_path
                ):
                    raise ValidationError(
                        self.env._(
                            "“%(unit)s” does not lie below “%(sender)s”. A circular "
                            "goes down the tree: take this unit out of the list.",
                            unit=unit.name,
                            sender=sender.name,
                        )
                    )

    def _audience_domain(self, date):
        """Return the domain of the units addressed on a day."""
        self.ensure_one()
        domain = Domain("id", "child_of", self.unit_id.ids)
        domain &= Domain("id", "!=", self.unit_id.id)
        domain &= self.env["dlxh.unit"]._open_on_domain(date, date)
        if self.audience_org_type:
            domain &= Domain("org_type", "=", self.audience_org_type)
        # sudo: ids of units that were chosen by whoever wrote the circular
        chosen = self.sudo().audience_unit_ids
        if self.audience == "below":
            domain &= Domain("parent_id", "=", self.unit_id.id)
        elif self.audience == "level":
            domain &= Domain("level_id", "in", self.audience_level_ids.ids)
        elif self.audience == "list":
            domain &= Domain("id", "in", chosen.ids)
        elif chosen:
            domain &= Domain("id", "child_of", chosen.ids)
        return domain

    @api.depends(
        "unit_id",
        "audience",
        "audience_unit_ids",
        "audience_level_ids",
        "audience_org_type",
    )
    def _compute_audience_count(self):
        today = fields.Date.context_today(self)
        # sudo: how many units below one's own are meant
        units = self.env["dlxh.unit"].sudo()
        for circular in self:
            circular.audience_count = circular.unit_id and units.search_count(
                circular._audience_domain(today)
            )

    @api.depends("unit_id", "audience", "audience_unit_ids", "audience_level_ids")
    @api.depends_context("lang")
    def _compute_audience_text(self):
        for circular in self:
            # sudo: names of units and levels, on a circular that may be read
            mine = circular.sudo()
            units = ", ".join(mine.audience_unit_ids[:NAMED].mapped("name"))
            if len(mine.audience_unit_ids) > NAMED:
                units += "…"
            sender = mine.unit_id.name or ""
            levels = ", ".join(mine.audience_level_ids.mapped("name"))
            circular.audience_text = {
                "below": self.env._("Units directly below %(unit)s", unit=sender),
                "tree": self.env._("All units below %(unit)s", unit=units or sender),
                "level": self.env._(
                    "Units below %(unit)s of the levels: %(levels)s",
                    unit=sender,
                    levels=levels or "…",
                ),
                "list": units or "…",
            }.get(circular.audience, "")

    def _audience_blocker(self):
        """Return why nobody would get the circular, or False."""
        self.ensure_one()
        if self.audience == "level" and not self.audience_level_ids:
            return self.env._(
                "“%(circular)s” is for units of certain levels, but no level is "
                "chosen. Choose at least one.",
                circular=self.display_name,
            )
        if self.audience == "list" and not self.audience_unit_ids:
            return self.env._(
                "“%(circular)s” is addressed to nobody. Choose the units that are to "
                "get it.",
                circular=self.display_name,
            )
        today = fields.Date.context_today(self)
        # sudo: whether there is such a unit below one's own
        units = self.env["dlxh.unit"].sudo()
        if not units.search_count(self._audience_domain(today), limit=1):
            return self.env._(
                "“%(circular)s” is addressed to nobody: no open unit below %(unit)s "
                "is in “%(audience)s”. Choose another audience.",
                circular=self.display_name,
                unit=self.unit_id.sudo().name,  # sudo: the unit of the user
                audience=self.audience_text,
            )
        return False
