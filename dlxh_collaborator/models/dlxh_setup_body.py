from odoo import api, fields, models
from odoo.exceptions import UserError

from ..unit_file import place_of
from ..unit_file.words import WORDS


class DlxhSetupBody(models.Model):
    """A body to make at the province, or at every one of its communes."""

    _name = "dlxh.setup.body"
    _description = "Issuing Body of a Set-up"
    _order = "id"

    setup_id = fields.Many2one(
        "dlxh.setup.wizard", required=True, index=True, ondelete="cascade"
    )
    use = fields.Boolean(string="Make it", default=True)
    level_code = fields.Selection(
        [("direct", "The province"), ("above_grassroots", "Each commune")],
        string="Where",
        required=True,
        default="direct",
    )
    kind = fields.Selection(
        lambda self: self._labels_of_body("kind"),
        required=True,
        default="commission",
    )
    name = fields.Char(
        string="Name in the header",
        required=True,
        help="{unit} is the name of the unit, {parent} that of the unit above.",
    )
    superior_name = fields.Char(string="Superior body")
    symbol = fields.Char(required=True)
    signing_form = fields.Selection(
        lambda self: self._labels_of_body("signing_form"),
        string="Documents are signed",
        required=True,
        default="direct",
    )
    signing_name = fields.Char(string="Name in the signature")
    head_position = fields.Char(string="Position of the head")
    archive = fields.Char(string="Original kept at")

    @api.model
    def _labels_of_body(self, field):
        return self.env["dlxh.body"]._fields[field]._description_selection(self.env)

    @api.model
    def _propose(self, setup):
        """Propose the usual bodies, once."""
        if setup.body_ids:
            return
        organs = {
            "direct": setup.organ_name,
            "above_grassroots": setup.commune_organ_name,
        }
        self.create(
            [
                {
                    "setup_id": setup.id,
                    "use": body["use"],
                    "level_code": body["for"],
                    "kind": body["kind"],
                    "name": self._fill(body["name"], organ=organs[body["for"]]),
                    "superior_name": body["superior"],
                    "symbol": body["symbol"],
                    "signing_form": body["signing_form"],
                    "signing_name": body["signing_name"],
                    "head_position": body["head"],
                    "archive": self._fill(body["archive"], organ=organs[body["for"]]),
                }
                for body in WORDS["bodies"]
            ]
        )

    def _fill(self, text, **words):
        for word, value in words.items():
            text = (text or "").replace(f"{{{word}}}", value or "")
        return text

    def _store(self):
        """Make the ticked bodies; those that stand already follow the line."""
        lines = self.filtered("use")
        for line in lines:
            twins = lines.filtered(
                lambda one, line=line: (
                    (one.level_code, one.symbol) == (line.level_code, line.symbol)
                )
            )
            if len(twins) > 1:
                raise UserError(
                    self.env._(
                        "Two bodies of the same unit have the symbol %(symbol)s. Their "
                        "numbers would be mixed up: change one.",
                        symbol=line.symbol,
                    )
                )
            line._store_at(line._units())

    def _units(self):
        province = self.setup_id.province_id
        if self.level_code == "direct":
            return province
        return self.env["dlxh.unit"].search(
            [
                ("id", "child_of", province.id),
                ("level_code", "=", self.level_code),
                ("org_type", "=", "party"),
            ]
        )

    def _store_at(self, units):
        Body = self.env["dlxh.body"]
        standing = Body.search(
            [("unit_id", "in", units.ids), ("symbol", "=", self.symbol)]
        )
        body_of = {body.unit_id: body for body in standing}
        fresh = []
        for unit in units:
            values = self._values(unit)
            body = body_of.get(unit)
            if not body:
                fresh.append(values)
                continue
            changed = {
                name: value
                for name, value in values.items()
                if name != "unit_id" and (body[name] or "") != (value or "")
            }
            if changed:
                body.write(changed)
        Body.create(fresh)

    def _values(self, unit):
        words = {"unit": unit.name, "parent": unit.parent_id.name}
        return {
            "unit_id": unit.id,
            "kind": self.kind,
            "name": self._fill(self.name, **words),
            "superior_name": self._fill(self.superior_name, **words),
            "symbol": self.symbol,
            "place": place_of(unit.name),
            "signing_form": self.signing_form,
            "signing_name": self.signing_name,
            "head_position": self.head_position,
            "archive": self._fill(self.archive, **words),
        }
