from odoo import api, fields, models
from odoo.exceptions import UserError

from ..xlsform import read_xlsform


class DlxhSurveyFormImport(models.TransientModel):
    """Make a questionnaire from an XLSForm, whole or not at all.

    The check reads the file and tells every problem; making reads it again, so that
    what is made is what the file says.
    """

    _name = "dlxh.survey.form.import"
    _inherit = ["dlxh.survey.file.mixin"]
    _description = "Import of a Questionnaire"

    unit_id = fields.Many2one(
        "dlxh.unit",
        string="Unit",
        required=True,
        default=lambda self: self._default_unit(),
        ondelete="cascade",
        help="The unit whose officers write the questionnaire.",
    )
    state = fields.Selection(
        [("choose", "Choose"), ("checked", "Check")], default="choose", required=True
    )
    problem_ids = fields.One2many(
        "dlxh.survey.file.problem", "form_import_id", string="Problems"
    )
    warning_count = fields.Integer(string="Left out", readonly=True)
    summary = fields.Text(readonly=True)

    @api.model
    def _default_unit(self):
        units = self.env.user._dlxh_units()
        return units.sudo(False) if len(units) == 1 else units.browse()

    def action_check(self):
        """Read all, show every problem and what would be made."""
        self._read()
        return self._reopen()

    def action_make(self):
        """Read again and make the questionnaire; a file with an error makes none."""
        definition = self._read()
        if not definition:
            return self._reopen()
        # the rules say whether the user writes questionnaires of that unit
        survey = self.env["survey.survey"]._dlxh_build(definition, self.unit_id)
        return survey._dlxh_form_action(survey)

    def action_back(self):
        self._list([])
        self.state = "choose"
        return self._reopen()

    def _read(self):
        """List the problems; return the definition, None when there is an error."""
        self.ensure_one()
        self.check_access("write")
        if self.unit_id not in self.env.user._dlxh_units():
            raise UserError(self.env._("Choose a unit that you work for as the unit."))
        imported = read_xlsform(self._content())
        found = [
            {
                **self._problem_values(one),
                "sheet": one.sheet,
                "level": one.level,
            }
            for one in imported.problems
        ]
        definition = imported.definition
        if definition:
            found += self._misfits(imported)
        errors = self._list(found)
        self.state = "choose" if errors else "checked"
        self.summary = False if errors else self._told(definition)
        return None if errors else definition

    def _list(self, found):
        """List errors before warnings; return how many errors there are."""
        found = sorted(found, key=lambda one: one["level"] != "error")
        errors = sum(one["level"] == "error" for one in found)
        self._list_problems(found, errors)
        self.warning_count = len(found) - errors
        return errors

    def _misfits(self, imported):
        """What the file may say and a questionnaire here cannot."""
        surveys = self.env["survey.survey"]
        if not surveys._dlxh_installed_langs(imported.definition):
            langs = ", ".join(imported.definition["langs"])
            yield {
                "sheet": "settings",
                "column": "default_language",
                "value": langs,
                "reason": self.env._(
                    "None of the languages of the file is installed here. Write the "
                    "texts in one that is, or ask the administrator to install it."
                ),
                "level": "error",
            }
        for code, value, reason, forbids in surveys._dlxh_misfits(imported.definition):
            yield {
                "sheet": "survey",
                "row": imported.rows.get(code, 0),
                "column": "name",
                "value": value,
                "reason": reason,
                "level": "error" if forbids else "warning",
            }
        yield from self._lost_langs(imported.definition)

    def _lost_langs(self, definition):
        known = self.env["survey.survey"]._dlxh_installed_langs(definition)
        for lang in definition["langs"] if known else ():
            if lang not in known:
                yield {
                    "sheet": "survey",
                    "row": 1,
                    "value": lang,
                    "reason": self.env._(
                        "This language is not installed here; its texts are left out."
                    ),
                    "level": "warning",
                }

    def _told(self, definition):
        """Say in one line what would be made."""
        questions = definition["questions"]
        langs = self.env["survey.survey"]._dlxh_installed_langs(definition)
        names = dict(self.env["res.lang"].get_installed())
        return self.env._(
            "%(title)s: %(questions)s questions on %(pages)s pages, %(conditions)s with"
            " a condition; in %(langs)s.",
            title=next(filter(None, definition["title"].values()), "…"),
            questions=len(questions),
            pages=len(definition["pages"]),
            conditions=sum(bool(one.get("condition")) for one in questions),
            langs=", ".join(names[lang] for lang in langs),
        )

    def _title(self):
        return self.env._("Import a questionnaire")
