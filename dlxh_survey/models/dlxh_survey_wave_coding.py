from odoo import models

TEXT = ("text", "long_text")


class DlxhSurveyWave(models.Model):
    """A closed wave hands its open answers to the coders of its unit."""

    _inherit = "dlxh.survey.wave"

    def _on_close(self):
        result = super()._on_close()
        self._make_codings()
        return result

    def _make_codings(self):
        """Make a coding for each question that takes words, with the themes of the
        wave before."""
        # sudo: made by the close, whose right the flow asked; nobody else makes them
        codings = self.env["dlxh.survey.coding"].sudo()
        for wave in self:
            before = {
                one.question: one.theme_ids
                for one in codings.search([("wave_id", "=", wave.previous_wave_id.id)])
            }
            known = codings.search([("wave_id", "=", wave.id)]).mapped("question")
            codings.create(
                [
                    {
                        "wave_id": wave.id,
                        "question": key,
                        "sequence": place,
                        "theme_ids": [
                            (0, 0, theme.copy_data({"coding_id": False})[0])
                            for theme in before.get(key, ())
                        ],
                    }
                    for place, key in enumerate(wave._open_questions())
                    if key not in known
                ]
            )

    def _open_questions(self):
        """Return the keys under which texts of the wave are kept, in order."""
        keys = []
        for question in self.definition["questions"]:
            code = question["code"]
            if question["type"] in TEXT:
                keys.append(code)
            keys += [
                f"{code}.other.{option['code']}"
                for option in question.get("options") or ()
                if option.get("other")
            ]
        return keys
