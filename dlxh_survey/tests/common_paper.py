from odoo import fields

from .common_wave import WaveCase


class PaperCase(WaveCase):
    """A wave whose ward keys paper: two collaborators, two officers, one outside."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls.chair("officer", cls.province_a)
        cls.ward_officer = cls.chair("officer", cls.ward_a1)
        cls.asker, cls.second = (
            cls.chair("collaborator", cls.ward_a1) for _one in range(2)
        )
        cls.stranger = cls.chair("collaborator", cls.ward_a2)
        cls.line = cls.give_target(cls.ward_a1, cls.asker)
        cls.give_target(cls.ward_a1, cls.second)
        cls.give_target(cls.ward_a2, cls.stranger)

    @classmethod
    def give_target(cls, unit, user, **values):
        person = cls.env["dlxh.collaborator"].search(
            [("user_id", "=", user.id)], limit=1
        ) or cls.collaborator(unit, user)
        return cls.env["dlxh.survey.allocation"].create(
            {
                "wave_id": cls.wave.id,
                "unit_id": unit.id,
                "collaborator_id": person.id,
                "target_n": 30,
                "deadline": fields.Date.today(),
                **values,
            }
        )

    def begin(self, user=None, line=None, sheets=2, **values):
        """A batch begun by the dialog, as the person who keys it first."""
        user = user or self.asker
        dialogs = self.env["dlxh.survey.batch.open"].with_user(user)
        source = {"allocation_id": (line or self.line).id}
        dialog = dialogs.create({**source, "sheet_n": sheets, **values})
        action = dialog.action_open()
        batch = self.env["dlxh.survey.batch"].browse(action["context"]["active_id"])
        return batch.with_user(user)

    def key(self, batch, *sheets, user=None):
        """Key these sheets and end the entry; a text is what the sheet is."""
        batch = batch.with_user(user) if user else batch
        for number, sheet in enumerate(sheets, 1):
            is_word = isinstance(sheet, str)
            found = batch.save_sheet(
                number, sheet if is_word else "answered", {} if is_word else sheet
            )
            self.assertNotIn("problems", found)
        batch.finish_entry()
        batch.invalidate_recordset()
        return batch

    def key_twice(self, *sheets, again=None, **values):
        batch = self.key(self.begin(sheets=len(sheets), **values), *sheets)
        self.key(batch, *(again or sheets), user=self.second)
        return batch.with_user(self.ward_officer)

    def kept(self, batch):
        """What lies in the table of keyed sheets for a batch."""
        self.env.cr.execute(
            "SELECT entry, number, outcome, answers FROM dlxh_survey_sheet"
            " WHERE batch_id = %s ORDER BY entry, number",
            [batch.id],
        )
        return self.env.cr.fetchall()
