from odoo import models
from odoo.exceptions import AccessError, UserError

from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow

from . import survey_codes
from .survey_survey import CHAIR, OPINION


class SurveySurvey(models.Model):
    """Versions and copies of a questionnaire.

    A new version keeps every code, so that trends over waves can be joined; an
    ordinary copy is another questionnaire and counts its codes anew.
    """

    _inherit = "survey.survey"

    def copy(self, default=None):
        copies = super().copy(default)
        if not self.env.context.get("dlxh_keep_codes"):
            for survey in copies.filtered(lambda one: one.survey_type == OPINION):
                survey._dlxh_clean_codes()
        return copies

    def copy_data(self, default=None):
        """A copy belongs to the unit of whoever copies it."""
        result = super().copy_data(default)
        for survey, vals in zip(self, result, strict=True):
            if survey.survey_type == OPINION and "dlxh_unit_id" not in (default or {}):
                vals["dlxh_unit_id"] = survey._dlxh_unit_for_copy().id
                vals["user_id"] = self.env.uid
        return result

    def _dlxh_unit_for_copy(self):
        """Return the own unit of the survey where the user works for it, else the
        only unit that he works for."""
        units = self.env.user._dlxh_units()
        # sudo: compares the unit with those of the user
        unit = self.sudo().dlxh_unit_id
        if unit in units or self.env.su or not units:
            return unit
        return units[:1].sudo(False)

    def action_new_version(self):
        """Begin the next version: same questions, same codes, words to change."""
        self.ensure_one()
        self.check_access("read")
        if not (self.dlxh_may_write and self.env.user.has_group(CHAIR % "officer")):
            raise AccessError(
                self.env._("An officer of the unit begins a new version of it.")
            )
        # sudo: the version that comes next, whoever wrote it
        following = self.sudo().search([("dlxh_previous_id", "=", self.id)], limit=1)
        if following:
            raise UserError(
                self.env._(
                    "“%(survey)s” already has version %(version)s. Change that one.",
                    survey=self.title,
                    version=following.dlxh_version,
                )
            )
        version = self.with_context(dlxh_keep_codes=True).copy(
            {"dlxh_unit_id": self.dlxh_unit_id.id}
        )
        version = version.with_context(dlxh_keep_codes=False)
        for lang in self.env["res.lang"].get_installed():
            told = self.with_context(lang=lang[0])
            version.with_context(lang=lang[0]).title = told.title
        with_flow(version).write(
            {"dlxh_previous_id": self.id, "dlxh_version": self.dlxh_version + 1}
        )
        return self._dlxh_form_action(version)

    def action_duplicate(self):
        """Begin another questionnaire with the questions of this one."""
        self.ensure_one()
        self.check_access("read")
        return self._dlxh_form_action(self.copy())

    def action_open_new_wave(self):
        """Begin a wave with this questionnaire."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Wave"),
            "res_model": "dlxh.survey.wave",
            "view_mode": "form",
            "context": {
                "default_survey_id": self.id,
                "default_unit_id": self.dlxh_unit_id.id,
            },
        }

    def action_open_waves(self):
        """Show the waves that were fielded with this questionnaire."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_survey.dlxh_survey_wave_action"
        )
        return action | {"domain": [("survey_id", "=", self.id)], "context": {}}

    def _dlxh_form_action(self, survey):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_survey.survey_survey_action_opinion"
        )
        form = self.env.ref("dlxh_survey.survey_survey_view_form_opinion")
        return action | {
            "res_id": survey.id,
            "views": [(form.id, "form")],
            "view_mode": "form",
        }

    # ------------------------------------------------------------------
    # Codes
    # ------------------------------------------------------------------

    def _dlxh_free_number(self, prefix, number):
        """Return the first number from `number` on that no question bears."""
        self.ensure_one()
        codes = self.question_and_page_ids.mapped("code")
        taken = {survey_codes.numbered(prefix, code) for code in codes}
        while number in taken:
            number += 1
        return number

    def _dlxh_clean_codes(self):
        """Number questions, pages, answers and rows from one, in their order."""
        self.ensure_one()
        survey = with_flow(self)
        questions = survey.question_and_page_ids.sorted(
            lambda one: (one.sequence, one.id)
        )
        values, rows, names = {}, {}, {}
        for question in questions.filtered(lambda one: not one.is_page):
            for options, new, key in (
                (question.suggested_answer_ids, str, values),
                (question.matrix_row_ids, "r{}".format, rows),
            ):
                for index, option in enumerate(options.sorted(), start=1):
                    key[question.code, option.code] = (option, new(index))
        for prefix, is_page in (("q", False), ("p", True)):
            of_kind = questions.filtered(lambda one, page=is_page: one.is_page == page)
            for index, question in enumerate(of_kind, start=1):
                names[question.code] = (question, f"{prefix}{index}")
        survey._dlxh_remap_conditions(
            questions={old: new for old, (_question, new) in names.items()},
            values={old: new for old, (_option, new) in values.items()},
            rows={old: new for old, (_row, new) in rows.items()},
        )
        survey._dlxh_write_codes(names, values, rows)

    def _dlxh_write_codes(self, names, values, rows):
        """Write the clean codes; all are emptied first, so that none meets another."""
        self.env.flush_all()
        for pairs in (names, values, rows):
            for record, _code in pairs.values():
                record._write({"code": None})
            self.env["survey.question"].invalidate_model(["code"])
            self.env["survey.question.answer"].invalidate_model(["code"])
        for pairs in (names, rows):
            for record, code in pairs.values():
                record._write({"code": code})
        for option, code in values.values():
            option._write({"code": code, "code_value": int(code)})
        for question, _code in names.values():
            question._write(
                {
                    "dlxh_next_value": len(question.suggested_answer_ids) + 1,
                    "dlxh_next_row": len(question.matrix_row_ids) + 1,
                }
            )
        pages = len([1 for question, _code in names.values() if question.is_page])
        self.env.invalidate_all(flush=False)
        self.write(
            {"dlxh_next_question": len(names) - pages + 1, "dlxh_next_page": pages + 1}
        )

    # ------------------------------------------------------------------
    # Blocks
    # ------------------------------------------------------------------

    def action_open_insert_block(self):
        """Choose a block whose questions are put at the end."""
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Insert a block"),
            "res_model": "dlxh.survey.block.insert",
            "view_mode": "form",
            "target": "new",
            "context": {"default_survey_id": self.id},
        }

    def _dlxh_insert_block(self, block):
        """Put the questions of a block at the end, with codes of their own here.

        Codes of the block are kept where they are free, so that the same
        demographics join over all surveys that use them.
        """
        self.ensure_one()
        self._dlxh_refuse_locked()
        taken = {code.lower() for code in self.question_and_page_ids.mapped("code")}
        last = max(self.question_and_page_ids.mapped("sequence"), default=0)
        names, added = {}, self.env["survey.question"]
        for index, question in enumerate(block.question_and_page_ids.sorted(), start=1):
            free = question.code.lower() not in taken
            (vals,) = question.copy_data(
                {
                    "survey_id": self.id,
                    "sequence": last + index,
                    "code": question.code if free else False,
                    "dlxh_condition": False,
                }
            )
            copy = added.create(vals)
            question.copy_translations(copy)
            names[question.code] = copy.code
            taken.add(copy.code.lower())
            added += copy
        for question, copy in zip(
            block.question_and_page_ids.sorted(), added, strict=True
        ):
            if question.dlxh_condition:
                copy._dlxh_set_condition_of(question, names)
        self.invalidate_recordset(["question_and_page_ids", "question_ids", "page_ids"])
        return added
