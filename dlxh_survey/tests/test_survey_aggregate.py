from collections import Counter

from odoo.tests import tagged

from ..tally import NOT_ASKED
from .common_wave import WaveCase


@tagged("post_install", "-at_install")
class TestSurveyAggregate(WaveCase):
    """Counts from the database are those a person would count."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = [
            (1 + n % 2, n % 8, None if n % 5 == 0 else n % 11, 1 + n % 3)
            for n in range(300)
        ]
        cls.env["dlxh.survey.store"]._import_rows(
            cls.wave.id,
            [
                (None, None, float(weight), [sex, media, trust])
                for sex, media, trust, weight in cls.people
            ],
        )

    def test_one_way(self):
        columns = self.one_way(self.wave)
        found = Counter()
        for slot, value, _stratum, _psu, n, w, w2 in zip(*columns, strict=True):
            found[slot, value, "n"] += n
            found[slot, value, "w"] += w
            found[slot, value, "w2"] += w2
        expected = Counter()
        for *values, weight in self.people:
            for slot, value in enumerate(values):
                value = NOT_ASKED if value is None else value
                expected[slot, value, "n"] += 1
                expected[slot, value, "w"] += weight
                expected[slot, value, "w2"] += weight**2
        self.assertEqual(found, expected)

    def test_crossed(self):
        tally = self.env["dlxh.survey.aggregate"]._tally(self.wave, [0, 2])
        found = Counter()
        for value, sex, _stratum, _psu, n, _w, _w2 in zip(
            *tally.joint([2, 0]), strict=True
        ):
            found[value, sex] += n
        expected = Counter(
            (NOT_ASKED if trust is None else trust, sex)
            for sex, _media, trust, _weight in self.people
        )
        self.assertEqual(found, expected)

    def test_filtered(self):
        tally = self.env["dlxh.survey.aggregate"]._tally(self.wave, [0, 2])
        columns = tally.only(2, 1).one_way([0])
        self.assertEqual(sum(columns[4]), sum(one[2] == 1 for one in self.people))

    def test_all_questions_are_read_at_once(self):
        self.assertTrue(self.wave.definition)  # read before, as a page does
        # which weighting is in force; COPY is not among those that Odoo counts
        with self.assertQueryCount(1):
            self.one_way(self.wave)
