from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user

from odoo.addons.base.tests.common import BaseCommon

#: how the server says no
REFUSED = (AccessError, UserError, ValueError)


def our_menus(user):
    """The ids of the menus that our add-ons bring, and of those that the user sees."""
    ours = user.env["ir.model.data"].search(
        [("model", "=", "ir.ui.menu"), ("module", "=like", "dlxh_%")]
    )
    ours = set(ours.mapped("res_id"))
    menus = user.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
    return ours, ours & set(menus)


class DlxhCase(BaseCommon):
    """A small tree with units below, beside and above, and users in any chair.

    centre > province_a > ward_a1 > cell_a11, cell_a12
                        > ward_a2
           > province_b > ward_b1
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.centre = cls._unit("centre", "central")
        cls.province_a = cls._unit("province_a", "direct", cls.centre)
        cls.province_b = cls._unit("province_b", "direct", cls.centre)
        cls.ward_a1 = cls._unit("ward_a1", "above_grassroots", cls.province_a)
        cls.ward_a2 = cls._unit("ward_a2", "above_grassroots", cls.province_a)
        cls.ward_b1 = cls._unit("ward_b1", "above_grassroots", cls.province_b)
        cls.cell_a11 = cls._unit("cell_a11", "cell", cls.ward_a1)
        cls.cell_a12 = cls._unit("cell_a12", "cell", cls.ward_a1)

    @classmethod
    def _unit(cls, name, level, parent=None, **values):
        """Create a unit whose code is its name in capitals."""
        return cls.env["dlxh.unit"].create(
            {
                "name": name,
                "code": f"TEST-{name.upper()}",
                "level_id": cls.env.ref(f"dlxh_collaborator.level_{level}").id,
                "parent_id": parent.id if parent else False,
                "date_open": "2020-01-01",
                **values,
            }
        )

    @classmethod
    def chair(cls, chair, units=None, login=None):
        """Return a user who sits in that chair, assigned to those units."""
        name = "_".join([chair, *(units or cls.env["dlxh.unit"]).mapped("name")])
        user = new_test_user(
            cls.env,
            login or f"{name}_{cls.env['res.users'].search_count([])}",
            # a right of another add-on is given by its whole name
            groups=chair
            if "." in chair
            else f"dlxh_collaborator.group_dlxh_{chair}"
            if chair
            else "base.group_user",
        )
        if units:
            user.dlxh_unit_ids = [Command.set(units.ids)]
        return user

    @classmethod
    def collaborator(cls, unit, user=None, **values):
        """Return an active collaborator of the unit, with a person of his own."""
        partner = (
            user.partner_id
            if user
            else cls.env["res.partner"].create({"name": f"Person of {unit.name}"})
        )
        return cls.env["dlxh.collaborator"].create(
            {
                "partner_id": partner.id,
                "user_id": user.id if user else False,
                "unit_id": unit.id,
                "state": "active",
                **values,
            }
        )

    def assert_refused(self, do, sentence=None):
        """Do what must be refused; return the refusal."""
        try:
            with self.env.cr.savepoint():
                do()
                self.env.flush_all()
        except REFUSED as error:
            if sentence:
                self.assertIn(sentence, str(error))
            return str(error)
        self.fail("It was done.")
