from odoo import api, models
from odoo.fields import Domain

from .dlxh_coverage_query_mixin import ROLES

#: lines of the missing shown on the page; all are one click away
MISSING_SHOWN = 40
LINE_FIELDS = [
    "unit_id",
    "parent_id",
    "level_id",
    "team_kind",
    "quota_state",
    "quota_min",
    "quota_max",
    "member_count",
    *(f"has_{role}" for role in ROLES),
]
#: reasons for which a unit is listed as missing something
MISSING = {
    "none": [("team_kind", "=", "none")],
    "quota": [("quota_state", "in", ("short", "over"))],
    "duty": [("lacking_count", ">", 0)],
}


class DlxhCoverageMissingMixin(models.AbstractModel):
    """Units without a force, out of quota, or without somebody responsible."""

    _name = "dlxh.coverage.missing.mixin"
    _description = "Coverage: the Missing"

    @api.model
    def _missing_domain(self, reason=None):
        """Units that miss something, or what one of `MISSING` says."""
        reasons = [reason] if reason in MISSING else list(MISSING)
        return Domain.OR(Domain(MISSING[one]) for one in reasons)

    @api.model
    def _missing(self, view):
        """Units without a force, out of quota, or without somebody responsible."""
        domain = view["domain"] & self._missing_domain()
        found = self.search_fetch(domain, LINE_FIELDS, limit=MISSING_SHOWN + 1)
        sums = view["sums"]
        counts = {
            "none": sums.get("unit_count", 0) - sums.get("established_count", 0),
            "quota": sums.get("short_count", 0) + sums.get("over_count", 0),
            "duty": sums.get("lacking_count", 0),
        }
        return {
            "reasons": [
                {"code": code, "label": label, "count": counts[code]}
                for code, label in self._missing_labels().items()
            ],
            "lines": found[:MISSING_SHOWN]._missing_lines(),
            "more": len(found) > MISSING_SHOWN,
        }

    @api.model
    def _missing_labels(self):
        return {
            "none": self.env._("Without a force"),
            "quota": self.env._("Team out of quota"),
            "duty": self.env._("Without somebody responsible"),
        }

    def _missing_lines(self):
        """What each unit of the rows lacks, in words."""
        # sudo: which responsibilities are due is a public catalogue
        duties = self.env["dlxh.coverage.duty"].sudo()
        duties = duties.search([("level_id", "in", self.level_id.ids)])
        due = {
            level.id: lines.mapped("role")
            for level, lines in duties.grouped("level_id").items()
        }
        return [
            {
                "id": row.unit_id.id,
                "name": row.unit_id.name,
                "above": row.sudo().parent_id.name or "",  # names are no secret
                "lacks": row._lacks(due.get(row.level_id.id, [])),
            }
            for row in self
        ]

    def _lacks(self, roles_due):
        """Sentences on what the unit of the row lacks."""
        self.ensure_one()
        found = []
        if self.team_kind == "none":
            found.append(self.env._("No team or group"))
        elif self.quota_state == "short":
            found.append(
                self.env._(
                    "%(count)s members too few",
                    count=self.quota_min - self.member_count,
                )
            )
        elif self.quota_state == "over":
            found.append(
                self.env._(
                    "%(count)s members too many",
                    count=self.member_count - self.quota_max,
                )
            )
        empty = [
            self._fields[f"has_{role}"]._description_string(self.env)
            for role in ROLES
            if role in roles_due and not self[f"has_{role}"]
        ]
        if empty:
            found.append(self.env._("Without: %(roles)s", roles=", ".join(empty)))
        return found
