from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow

from .common_wave import WaveCase, options, question

NO_ANSWER = -2147483647
QUESTIONS = (
    question("sex", "single", options=options("Nam", "Nữ"), demographic=True),
    question(
        "area",
        "single",
        options=options("Thị xã", "Xã", "Đảo", "Khác"),
        demographic=True,
    ),
    question("trust", "scale", min=1, max=5),
    question("media", "multiple", options=options("Báo", "Đài")),
)


def people():
    """200 people: 60 men and 136 women, four do not say; seven on the island."""
    for n in range(200):
        sex = NO_ANSWER if n < 4 else 1 if n < 64 else 2
        area = 3 if n % 28 == 5 else 1 + n % 2
        yield n, sex, area, 1 + n % 5, n % 4


class WeightingCase(WaveCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls.chair("officer", cls.province_a)
        cls.leader = cls.chair("leader", cls.province_a)
        cls.wave = cls.weighted_wave()

    @classmethod
    def weighted_wave(cls, state="closed", everybody=None, strata=2):
        wave = cls.make_wave("draft", QUESTIONS)
        names = ("Thành thị", "Nông thôn")[:strata]
        cls.strata = cls.env["dlxh.survey.stratum"].create(
            [
                {"name": name, "wave_id": wave.id, "population_n": 1000 * place}
                for place, name in enumerate(names, 1)
            ]
        )
        with_flow(wave).write({"state": state})
        cls.answer(wave, people() if everybody is None else everybody)
        return wave

    @classmethod
    def answer(cls, wave, everybody):
        ids = cls.strata.ids or [None]
        rows = [
            (ids[n % len(ids)], None, 1.0 + n % 3, answers) for n, *answers in everybody
        ]
        cls.env["dlxh.survey.store"]._import_rows(wave.id, rows)

    def make(self, targets=(48, 52), wave=None, user=None, **values):
        """A weighting by sex, unless told otherwise, with figures typed in."""
        weighting = (
            self.env["dlxh.survey.weighting"]
            .with_user(user or self.officer)
            .create(
                {
                    "wave_id": (wave or self.wave).id,
                    "margin_codes": "sex",
                    "is_trimmed": False,
                    **values,
                }
            )
        )
        for line, target in zip(weighting.line_ids, targets, strict=False):
            line.target = target
        return weighting

    def in_force(self, *args, **values):
        weighting = self.make(*args, **values)
        weighting.action_compute()
        weighting.action_use()
        return weighting

    def counted(self, code):
        """{answer: (people, share)} before figures are rounded to leave."""
        counted, _shown = self.env["dlxh.survey.results"]._one_way(self.wave, [code])
        return {cell.key: (cell.n, cell.share) for cell in counted[code][0].cells}

    def shares(self, code, wave=None, **more):
        """{answer: (people, share)} as an officer sees them."""
        results = self.env["dlxh.survey.results"].with_user(self.officer)
        (laid,) = results.get_results((wave or self.wave).id, [code])["questions"]
        (block,) = laid["blocks"]
        self.notes = results._note_texts(laid)
        return {line["key"]: (line["n"], line["share"]) for line in block["lines"]}
