import hashlib
from datetime import timedelta
from itertools import count

from odoo import fields

from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow
from odoo.addons.dlxh_collaborator.tests.common import DlxhCase

from ..intake import is_proof
from ..questionnaire import lay_out

_words = count(1)


def options(*labels, **marked):
    """Options 1, 2, 3 … of a question; `other=3` marks the third one."""
    return [
        {
            "code": str(value),
            "value": value,
            "label": {"vi_VN": label},
            "exclusive": marked.get("exclusive") == value,
            "other": marked.get("other") == value,
        }
        for value, label in enumerate(labels, 1)
    ]


def question(code, kind, **values):
    """A question as a definition writes it, with what every question has."""
    return {
        "code": code,
        "type": kind,
        "title": {"vi_VN": f"Câu {code}"},
        "help": {},
        "required": False,
        "condition": None,
        "demographic": False,
        "options": [],
        "rows": [],
        "labels": {},
        **values,
    }


QUESTIONS = (
    question("sex", "single", options=options("Nam", "Nữ"), required=True),
    question("media", "multiple", options=options("Báo", "Đài", "Khác", other=3)),
    question("trust", "scale", min=0, max=10),
    question(
        "why",
        "long_text",
        condition={"q": "trust", "op": "<", "value": 5},
    ),
)


def definition(*questions):
    """A definition with one page."""
    return lay_out(
        {
            "format": 1,
            "title": {"vi_VN": "Khảo sát thử"},
            "description": {},
            "langs": ["vi_VN"],
            "pages": [
                {
                    "code": "p1",
                    "title": {},
                    "description": {},
                    "questions": [one["code"] for one in questions],
                }
            ],
            "questions": list(questions),
        }
    )


class WaveCase(DlxhCase):
    """A wave of a province in the field, without the way to get there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wave = cls.make_wave()

    @classmethod
    def make_wave(cls, state="fieldwork", questions=QUESTIONS, **values):
        """A wave in a state, with these questions frozen."""
        today = fields.Date.today()
        survey = cls.env["survey.survey"].create(
            {
                "title": "Khảo sát thử",
                "survey_type": "opinion",
                "dlxh_unit_id": cls.province_a.id,
            }
        )
        wave = cls.env["dlxh.survey.wave"].create(
            {
                "name": "Đợt 1",
                "unit_id": cls.province_a.id,
                "survey_id": survey.id,
                "date_open": today - timedelta(days=2),
                "date_close": today + timedelta(days=30),
                "population": "Đảng viên",
                "population_n": 5000,
                "target_n": 400,
                "access": "open",
                **values,
            }
        )
        texts = {"vi_VN": "Tự nguyện, được giữ kín."}
        frozen = {
            "definition": definition(*questions),
            "notice": {"version": 1, "voluntary": texts, "purpose": texts},
            "opened_on": today,
        }
        with_flow(wave).write({"state": state, **frozen})
        cls.env.registry.clear_cache()
        return wave.with_env(cls.env)

    @classmethod
    def sheet(cls, wave=None, code=None, **answers):
        """A form as the page sends it, its work done."""
        wave = wave or cls.wave
        seed = f"{wave.id}:{next(_words)}"
        word = hashlib.sha256(seed.encode()).hexdigest()[:32]
        work = next(n for n in count() if is_proof(wave.id, word, n))
        sent = {"wave": wave.id, "word": word, "work": work, "answers": answers}
        return {**sent, "code": code} if code else sent

    def one_way(self, wave):
        """Counts of all questions: columns (slot, value, stratum, psu, n, w, w2)."""
        aggregate = self.env["dlxh.survey.aggregate"]
        slots = aggregate._slots(wave)
        return aggregate._tally(wave, slots).one_way(slots)

    def rows(self, table, columns="*", wave=None):
        """What lies in a table of the store for a wave."""
        self.env.cr.execute(
            f"SELECT {columns} FROM dlxh_survey_{table} WHERE wave_id = %s",
            [(wave or self.wave).id],
        )
        return self.env.cr.fetchall()
