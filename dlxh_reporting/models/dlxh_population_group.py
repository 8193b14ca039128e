from odoo import api, fields, models


class DlxhPopulationGroup(models.Model):
    """Category of people whose opinion is studied: never a person (G02).

    An officer may propose a group; it can be chosen on sheets once the central
    level has taken it into the list.
    """

    _name = "dlxh.population.group"
    _inherit = ["dlxh.catalogue.mixin", "dlxh.screened.mixin"]
    _description = "Population Group"
    _screened_fields = ("name",)

    code = fields.Char(required=False)
    category = fields.Selection(
        [
            ("occupation", "Occupation"),
            ("age", "Age"),
            ("area", "Kind of area"),
            ("other", "Other"),
        ],
        required=True,
        default="occupation",
    )
    state = fields.Selection(
        [("proposed", "Proposed"), ("active", "In the list")],
        required=True,
        default="proposed",
        index=True,
        copy=False,
    )
    proposal_reason = fields.Char(string="Why it is needed")

    _code_uniq = models.Constraint("UNIQUE(code)", "Codes of groups must be unique.")
    _name_uniq = models.Constraint("UNIQUE(name)", "This group is in the list already.")

    @api.model_create_multi
    def create(self, vals_list):
        if self._is_catalogue_owner():
            return super().create(vals_list)
        self.check_access("create")
        for vals in vals_list:
            if vals.get("state", "proposed") != "proposed":
                self._check_catalogue_owner()
        # sudo: officers may create proposals, which was checked just above
        vals_list = [{**vals, "state": "proposed"} for vals in vals_list]
        return super(DlxhPopulationGroup, self.sudo()).create(vals_list).sudo(False)

    def action_take_in(self):
        """Take proposed groups into the list."""
        self.write({"state": "active"})
        return True

    def _check_change(self, vals):
        own = all(
            group.state == "proposed" and group.create_uid == self.env.user
            for group in self
        )
        if own and "state" not in vals:
            return None
        return super()._check_change(vals)
