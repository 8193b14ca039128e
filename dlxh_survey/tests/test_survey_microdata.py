import base64
import csv
import io
import json
from pathlib import Path

from openpyxl import load_workbook

from odoo.fields import Command
from odoo.tests import tagged

from .common_survey import SurveyCase

ORACLE = Path(__file__).parent / "oracle"
CLOSE = 1e-9


def choice(code, *options, kind="simple_choice", **values):
    """A question whose answers have the codes of the file."""
    answers = [Command.create({"value": one, "code": one}) for one in options]
    return {
        "title": f"About {code}",
        "code": code,
        "question_type": kind,
        "suggested_answer_ids": answers,
        **values,
    }


def scale(code, low, high):
    bounds = {"scale_min": low, "scale_max": high}
    return {
        "title": f"About {code}",
        "code": code,
        "question_type": "scale",
        **bounds,
    }


def number(code):
    return {"title": f"About {code}", "code": code, "question_type": "numerical_box"}


@tagged("post_install", "-at_install")
class TestSurveyMicrodata(SurveyCase):
    """Real polls, from the builder to the workbook: the figures are those of svy.

    The figures, and the people where they are few, were made by
    oracle/make_microdata.py.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.oracle = json.loads((ORACLE / "microdata.json").read_text())

    # -- the way there -------------------------------------------------------------

    def fielded(self, questions, people, strata=None):
        """Return a closed wave of these questions, with the people imported."""
        survey = self.make_survey(questions=questions)
        strata = strata or {}
        wave = self.make_wave(
            survey_id=survey.id,
            # drawn by chance, and not so many that it matters to the population
            design="pps",
            population_n=1_000_000,
            target_n=len(people),
            stratum_ids=[
                Command.create({"name": name, "population_n": n, "sample_n": 100})
                for name, n in strata.items()
            ],
        )
        self.open(wave).with_user(self.officer).action_close()
        file = io.StringIO()
        writer = csv.DictWriter(file, list(people[0]))
        writer.writeheader()
        writer.writerows(people)
        dialog = self.env["dlxh.survey.dataset.import"].with_user(self.officer)
        dialog = dialog.create(
            {
                "wave_id": wave.id,
                "data_file": base64.b64encode(file.getvalue().encode()),
                "no_answer_codes": "NA",
            }
        )
        dialog.action_import()
        self.assertFalse(dialog.problem_ids.mapped("reason"))
        self.assertEqual(wave.response_count, len(people))
        return wave

    def weigh(self, wave, populations, **values):
        weighting = self.env["dlxh.survey.weighting"].with_user(self.officer)
        weighting = weighting.create(
            {
                "wave_id": wave.id,
                "margin_codes": ", ".join(populations),
                "is_trimmed": False,
                **values,
            }
        )
        for line in weighting.line_ids:
            line.target = populations[line.question_code][line.option_code]
        weighting.action_compute()
        weighting.action_use()
        return weighting

    # -- the figures ---------------------------------------------------------------

    def codes(self, wave, code):
        """{stored value: code of the file} of a question or its options."""
        questions = wave.definition["questions"]
        asked = next(one for one in questions if one["code"] == code)
        if asked["type"] == "scale":
            return {one: str(one) for one in range(asked["min"], asked["max"] + 1)}
        return {option["value"]: option["code"] for option in asked["options"]}

    def share(self, wave, value):
        """A share as it is told: of weights in whole percents."""
        return round(round(100 * value, 9)) / 100 if wave.weighting_id else value

    def figure(self, wave, value):
        return float(f"{value:.4g}") if wave.weighting_id else value

    def near(self, found, expected, what):
        self.assertAlmostEqual(found, expected, delta=CLOSE, msg=what)

    def check(self, wave, expected):
        """Compare what an officer sees, and what the workbook holds, with svy."""
        results = self.env["dlxh.survey.results"].with_user(self.officer)
        if wave.weighting_id:
            self.check_counted(wave, expected["shares"])
        laid = {one["code"]: one for one in results.get_results(wave.id)["questions"]}
        book = self.workbook(wave)
        for code, shares in expected["shares"].items():
            (block,) = laid[code]["blocks"]
            self.compare_shares(wave, block, shares, book[code])
        for code, (mean, se) in expected["means"].items():
            self.compare_mean(laid, wave, code, mean, se, book)
        for pair, crossed in expected["crosses"].items():
            self.compare_cross(wave, *pair.split(), crossed)

    def check_counted(self, wave, expected):
        """Weighted shares leave rounded; here they are before."""
        counted, _shown = self.env["dlxh.survey.results"]._one_way(wave)
        for code, shares in expected.items():
            codes = self.codes(wave, code)
            for cell in counted[code][0].cells:
                share, se = shares[codes[cell.key]]
                self.near(cell.share, share, (code, cell.key))
                self.near(cell.se, se, (code, cell.key))

    def workbook(self, wave, **wishes):
        report = self.env["report.dlxh_survey.results_xlsx"].with_user(self.officer)
        content, _kind = report.with_context(
            active_model="dlxh.survey.wave"
        ).create_xlsx_report(wave.ids, {"wave_id": wave.id, **wishes})
        return load_workbook(io.BytesIO(content), read_only=True)

    def rows(self, sheet):
        return {row[0]: row for row in sheet.iter_rows(min_row=5, values_only=True)}

    def compare_shares(self, wave, block, shares, sheet):
        codes = self.codes(wave, sheet.title)
        rows, compared = self.rows(sheet), 0
        for line in block["lines"]:
            if line["hidden"]:
                continue
            share, se = shares[codes[line["key"]]]
            share, se = self.share(wave, share), self.figure(wave, se)
            row = rows[line["label"]]
            for found in (line["share"], row[2]):
                self.near(found, share, (sheet.title, line["label"]))
            for found in (line["se"], row[3]):
                self.near(found, se, (sheet.title, line["label"]))
            self.assertEqual(row[1] or None, line["n"] or None)
            compared += 1
        self.assertGreater(compared, 1)

    def compare_mean(self, laid, wave, code, mean, se, book):
        """The mean of a number or scale, or the share of one of several answers."""
        if code in laid:
            found = next(
                one
                for one in laid[code]["blocks"][0]["statistics"]
                if one["name"] == "mean"
            )
            row = self.rows(book[code])["Mean"]
            pairs = ((found["value"], found["se"]), (row[2], row[3]))
            mean = self.figure(wave, mean)
        else:
            (block,) = laid["more"]["blocks"]
            codes = self.codes(wave, "more")
            line = next(one for one in block["lines"] if codes[one["key"]] == code)
            row = self.rows(book["more"])[line["label"]]
            pairs = ((line["share"], line["se"]), (row[2], row[3]))
            mean = self.share(wave, mean)
        se = self.figure(wave, se)
        for value, spread in pairs:
            self.near(value, mean, code)
            self.near(spread, se, code)

    def compare_cross(self, wave, code, column, crossed):
        results = self.env["dlxh.survey.results"].with_user(self.officer)
        option = None
        known = {one["code"] for one in wave.definition["questions"]}
        if code not in known:
            code, option = "more", code
        (laid,) = results.get_cross(wave.id, column, [code])["questions"]
        (block,) = laid["blocks"]
        sheet = self.workbook(wave, column=column)[f"{code} {column}"]
        head = [cell.value for cell in next(sheet.iter_rows(min_row=4, max_row=4))]
        rows = self.rows(sheet)
        downs, acrosses = self.codes(wave, code), self.codes(wave, column)
        cells = {(row, across): one for row, across, *one in crossed["cells"]}
        compared = 0
        for line in block["lines"]:
            down = downs[line["key"]]
            if option and down != option:
                continue
            for place, one in enumerate(block["columns"]):
                cell = line["cells"][place]
                if cell["hidden"]:
                    continue
                key = ("1" if option else down, acrosses[one["key"]])
                n, share = cells[key]
                share = self.share(wave, share)
                self.assertEqual(cell["n"], None if wave.weighting_id and n else n)
                self.near(cell["share"], share, (code, column, key))
                at = 3 + 3 * place
                self.assertIn(one["label"], head[at])
                self.assertEqual(rows[line["label"]][at] or None, cell["n"] or None)
                self.near(rows[line["label"]][at + 1], share, (sheet.title, key))
                compared += 1
        self.assertGreater(compared, 1)
        if not option and block["test"]:
            for name, oracle in (("statistic", crossed["f"]), ("p", crossed["p"])):
                told = self.figure(wave, oracle)
                self.near(block["test"][name], told, (code, column))

    def check_weights(self, weighting, expected):
        self.assertAlmostEqual(weighting.deff, expected["deff"], places=2)
        self.assertAlmostEqual(weighting.n_eff, expected["n_eff"], delta=1)

    # -- the polls -----------------------------------------------------------------

    def test_chile(self):
        """Strata, margins, and answers that some did not give."""
        expected = self.oracle["chile"]
        # in their order: people who left one margin empty make it matter, a little
        populations = dict(self.oracle["populations"]["chile"])
        strata = populations.pop("strata")
        kept = {"region": "stratum"}
        kept |= {name: name for name in ("sex", "age", "education", "vote")}
        with (ORACLE / "chile.csv").open(encoding="utf-8") as file:
            people = [
                {name: row[column] for column, name in kept.items()}
                for row in csv.DictReader(file)
            ]
        questions = [
            choice("sex", "F", "M", is_demographic=True),
            number("age"),
            choice("education", "P", "PS", "S", is_demographic=True),
            choice("vote", "A", "N", "U", "Y"),
        ]
        wave = self.fielded(questions, people, strata)
        self.check(wave, expected["plain"])
        weighting = self.weigh(wave, populations, use_design=True)
        self.check(wave, expected["weighted"])
        self.check_weights(weighting, expected["weighted"])
        self.assertEqual(weighting.missing_counts, {"sex": 0, "education": 11})

    def test_british_election_panel(self):
        """Two margins that depend on each other; scales and numbers."""
        expected = self.oracle["beps"]
        with (ORACLE / "beps.csv").open(encoding="utf-8") as file:
            people = list(csv.DictReader(file))
        questions = [
            choice("vote", "C", "L", "LD"),
            choice("gender", "female", "male", is_demographic=True),
            number("age"),
            number("europe"),
            scale("knowledge", 0, 3),
            scale("economy", 1, 5),
        ]
        wave = self.fielded(questions, people)
        self.check(wave, expected["plain"])
        weighting = self.weigh(wave, self.oracle["populations"]["beps"])
        self.check(wave, expected["weighted"])
        self.check_weights(weighting, expected["weighted"])

    def test_pew_energy(self):
        """Several answers to one question, crossed by another."""
        expected = self.oracle["pew_energy"]
        others = ("wind", "drilling", "fracturing", "coal", "nuclear")
        people = []
        for pattern, n in expected["patterns"]:
            solar, *more = pattern
            row = {"solar": solar if solar == "1" else "2"}
            row |= {f"more_{one}": x for one, x in zip(others, more, strict=True)}
            people += [row] * n
        self.assertEqual(len(people), expected["n"])
        questions = [
            choice("solar", "1", "2"),
            choice("more", *others, kind="multiple_choice"),
        ]
        wave = self.fielded(questions, people)
        self.check(wave, expected["plain"])
        weighting = self.weigh(wave, self.oracle["populations"]["pew_energy"])
        self.check(wave, expected["weighted"])
        self.check_weights(weighting, expected["weighted"])
