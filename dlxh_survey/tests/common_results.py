from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow

from .common_wave import WaveCase, options, question

MATRIX = [{"code": "r1", "label": {"vi_VN": "Đường sá"}}] + [
    {"code": "r2", "label": {"vi_VN": "Trường học"}}
]
QUESTIONS = (
    question("sex", "single", options=options("Nam", "Nữ")),
    question("area", "single", options=options("Thị xã", "Xã", "Đảo")),
    question("media", "multiple", options=options("Báo", "Đài", "Mạng")),
    question("trust", "scale", min=1, max=5),
    question("view", "matrix_single", options=options("Tốt", "Kém"), rows=MATRIX),
    question("first", "ranking", options=options("Việc làm", "Giá cả")),
    question("age", "number"),
    question("born", "date"),
    question("why", "long_text"),
    question(
        "island",
        "single",
        options=options("Có", "Không"),
        condition={"q": "area", "op": "is", "value": "3"},
    ),
)


def person(n):
    """The answers of one of many people; only seven live on the island."""
    area = 3 if n < 7 else 1 + n % 2
    rank = 1 + n % 2
    return [
        *(1 + n % 2, area, n % 8, 1 + n % 5, 1 + n % 2, 1 + n % 3 // 2),
        *(rank, 3 - rank, 18 + n % 60, 20000 + n),
        1 + n % 2 if area == 3 else None,
    ]


class ResultsCase(WaveCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wave = cls.make_wave("closed", QUESTIONS, name="Đợt 2")
        cls.answer(cls.wave, 200)
        cls.results = cls.env["dlxh.survey.results"]
        cls.officer = cls.chair("officer", cls.province_a)

    @classmethod
    def answer(cls, wave, people, weights=1):
        """Bring answers in, of as many different weights."""
        rows = [(None, None, 1.0 + n % weights, person(n)) for n in range(people)]
        cls.env["dlxh.survey.store"]._import_rows(wave.id, rows)

    @classmethod
    def set_state(cls, state, **values):
        with_flow(cls.wave).write({"state": state, **values})

    def seen(self, user, *args, method="get_results", **more):
        results = self.results.with_user(user)
        return getattr(results, method)(self.wave.id, *args, **more)

    def by_code(self, found):
        return {one["code"]: one for one in found["questions"]}
