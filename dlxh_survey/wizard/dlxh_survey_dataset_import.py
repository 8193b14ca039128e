import base64
import hashlib
import re
from collections import Counter
from random import SystemRandom

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..dataset import DEFAULT_MISSING, NOT_ASKED, Dataset, template
from ..models.dlxh_survey_store import RELEASE_AT_LEAST
from ..questionnaire import DONT_KNOW, NO_ANSWER, REFUSED, Questionnaire

#: field of the dialog -> why there is no answer
MISSING = {
    "no_answer_codes": NO_ANSWER,
    "dont_know_codes": DONT_KNOW,
    "refused_codes": REFUSED,
    "not_asked_codes": NOT_ASKED,
}


def _usual(kind):
    """The usual codes for one reason, as people type them."""
    return ", ".join(text for text, one in DEFAULT_MISSING.items() if one == kind)


class Wrong(Exception):
    """The file has a problem; what was stored of it is taken back."""


class DlxhSurveyDatasetImport(models.TransientModel):
    """Take answers gathered elsewhere into a wave, the whole file or nothing.

    Rows go into the store as they come; open answers go apart from them, shuffled.
    What stays is who brought in which file, and how many answers it held.
    """

    _name = "dlxh.survey.dataset.import"
    _inherit = ["dlxh.survey.file.mixin"]
    _description = "Import of Answers"

    wave_id = fields.Many2one("dlxh.survey.wave", required=True, ondelete="cascade")
    state = fields.Selection(
        [("choose", "Choose"), ("checked", "Check"), ("done", "Done")],
        default="choose",
        required=True,
    )
    problem_ids = fields.One2many(
        "dlxh.survey.file.problem", "dataset_import_id", string="Problems"
    )
    one_column = fields.Boolean(
        string="Several answers in one column",
        help="The form to fill in then has one column for each question with several "
        "answers, such as 1;3. Both kinds are read.",
    )
    complete = fields.Boolean(
        string="Required questions must be answered",
        help="Otherwise an empty cell means no answer.",
    )
    no_answer_codes = fields.Char(
        string="No answer", default=lambda self: _usual(NO_ANSWER)
    )
    dont_know_codes = fields.Char(
        string="Does not know", default=lambda self: _usual(DONT_KNOW)
    )
    refused_codes = fields.Char(
        string="Does not want to say", default=lambda self: _usual(REFUSED)
    )
    not_asked_codes = fields.Char(
        string="Was not asked", default=lambda self: _usual(NOT_ASKED)
    )
    template_file = fields.Binary(attachment=False, readonly=True)
    row_count = fields.Integer(string="Answers", readonly=True)
    text_count = fields.Integer(string="Open answers", readonly=True)

    # what the buttons do

    def action_template(self):
        """Download the workbook to fill in."""
        self.ensure_one()
        self.wave_id._check_takes_files()
        words = {
            "data": self.env._("Data"),
            "codes": self.env._("Codes"),
            "column": self.env._("Column"),
            "question": self.env._("Question"),
            "code": self.env._("Code"),
            "answer": self.env._("Answer"),
            "missing": self.env._(
                "No answer: %(no_answer)s; don't know: %(dont_know)s; refused:"
                " %(refused)s; not asked: %(not_asked)s"
            ),
        }
        lang = self.env.lang or "vi_VN"
        content = template(self._questionnaire(), lang, self.one_column, words)
        self.template_file = base64.b64encode(content)
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/template_file/"
            f"{self.env._('answers')}.xlsx?download=true",
            "target": "download",
        }

    def action_check(self):
        """Read all and show every problem; nothing is stored."""
        self.ensure_one()
        content = self._checked_content()
        dataset, texts = self._dataset(content), []
        for response in dataset:
            texts += response.texts.items()
        self._show(dataset, texts, "checked")
        return self._reopen()

    def action_import(self):
        """Store all answers, or list the problems and store none."""
        self.ensure_one()
        content = self._checked_content()
        self.wave_id.lock_for_update(allow_referencing=True)
        dataset, texts = self._dataset(content), []
        try:
            with self.env.cr.savepoint():
                self._store(dataset, texts)
                if dataset.problem_count:
                    raise Wrong
                self._note(content, dataset, texts)
        except Wrong:
            texts = []
        self._show(dataset, texts, "done")
        return self._reopen()

    def action_back(self):
        self._list_problems([], 0)
        self.write({"state": "choose", "row_count": 0, "text_count": 0})
        return self._reopen()

    # parts

    def _questionnaire(self):
        return Questionnaire.of(self.wave_id._fielded_definition())

    def _checked_content(self):
        """Return the file, once right, state and repetition are checked."""
        self.check_access("write")
        self.wave_id._check_takes_files()
        content = self._content()
        batch = self.env["dlxh.survey.batch"].search(
            [
                ("wave_id", "=", self.wave_id.id),
                ("file_hash", "=", self._hash(content)),
            ],
            limit=1,
        )
        if batch:
            raise UserError(
                self.env._(
                    "This very file was already imported into the wave, with %(rows)s "
                    "answers (%(batch)s). Choose another one.",
                    rows=batch.row_count,
                    batch=batch.display_name,
                )
            )
        return content

    @api.model
    def _hash(self, content):
        return hashlib.sha256(content).hexdigest()

    def _dataset(self, content):
        return Dataset(
            self._questionnaire(),
            content,
            strata=self._strata(),
            missing=self._missing(),
            complete=self.complete,
        )

    def _strata(self):
        """Return {name: id}; a name that two strata have tells neither."""
        names = Counter(self.wave_id.stratum_ids.mapped("name"))
        return {
            one.name: one.id for one in self.wave_id.stratum_ids if names[one.name] == 1
        }

    def _missing(self):
        """Return {text of a cell: why there is no answer}."""
        found = {}
        for name, kind in MISSING.items():
            for code in re.split(r"[,;\s]+", self[name] or ""):
                if found.setdefault(code, kind) != kind and code:
                    raise UserError(
                        self.env._(
                            "“%(code)s” stands for two reasons why there is no answer. "
                            "Each code means one.",
                            code=code,
                        )
                    )
        found.pop("", None)
        return found

    def _store(self, dataset, texts):
        """Write the rows while they are read; after a problem they are only read."""
        wave = self.wave_id
        limits = [quota._limit(dataset.questionnaire) for quota in wave.quota_ids]
        full = Counter()

        def rows():
            for response in dataset:
                texts.extend(response.texts.items())
                for limit in limits:
                    full[limit.id] += limit.counts(response.slots, response.stratum)
                if not dataset.problem_count:
                    yield (
                        response.stratum,
                        response.psu,
                        response.weight,
                        response.slots,
                    )

        self.env["dlxh.survey.store"]._import_rows(wave.id, rows())
        if dataset.problem_count:
            return
        if texts and dataset.row_count < RELEASE_AT_LEAST:
            raise UserError(
                self.env._(
                    "Open answers of fewer than %(least)s people could be traced to "
                    "them. Leave these columns out, or import a larger file.",
                    least=RELEASE_AT_LEAST,
                )
            )
        self._store_texts(texts)
        # sudo: how many answers a quota has, for a wave whose files the user imports
        for quota in wave.sudo().quota_ids:
            quota.n += full[quota.id]

    def _store_texts(self, texts):
        """Open answers lie apart, in an order that tells nothing of their rows."""
        SystemRandom().shuffle(texts)
        self.env["dlxh.survey.store"]._import_texts(self.wave_id.id, texts)

    def _note(self, content, dataset, texts):
        """Keep who brought in which file, and how many answers."""
        wave = self.wave_id
        # sudo: batches are noted by imports only, for whom the right was checked
        self.env["dlxh.survey.batch"].sudo().create(
            {
                "wave_id": wave.id,
                "kind": "import",
                "entered_by_id": self.env.uid,
                "date": fields.Datetime.now(),
                "row_count": dataset.row_count,
                "text_count": len(texts),
                "file_hash": self._hash(content),
            }
        )
        self.env["dlxh.access.log"]._log(
            "import",
            "dlxh.survey.wave",
            domain=wave.ids,
            count=dataset.row_count,
            unit=wave.unit_id,
        )
        wave.invalidate_recordset(["response_count", "batch_ids", "batch_count"])

    def _show(self, dataset, texts, state):
        wrong = dataset.problem_count
        self._list_problems([self._problem_values(p) for p in dataset.problems], wrong)
        self.write(
            {
                "state": "choose" if wrong else state,
                "row_count": dataset.row_count,
                "text_count": len(texts),
            }
        )

    def _title(self):
        return self.env._("Import answers")
