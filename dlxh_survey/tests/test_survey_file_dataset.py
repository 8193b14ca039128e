import base64
import csv
import io
import json
from pathlib import Path

from openpyxl import Workbook, load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow

from .. import statistics
from ..models.dlxh_survey_store import IMPORT
from ..questionnaire import DONT_KNOW, NO_ANSWER
from .common_wave import WaveCase, options, question

ORACLE = Path(__file__).parent / "oracle"


@tagged("post_install", "-at_install")
class TestSurveyFileDataset(WaveCase):
    """Whole data sets come in whole, or not at all; open answers lie apart."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls.chair("officer", cls.province_a)
        cls.leader = cls.chair("leader", cls.province_a)

    def dialog(self, content, wave=None, user=None, **values):
        if isinstance(content, str):
            content = content.encode()
        dialogs = self.env["dlxh.survey.dataset.import"]
        return dialogs.with_user(user or self.officer).create(
            {
                "wave_id": (wave or self.wave).id,
                "data_file": base64.b64encode(content),
                **values,
            }
        )

    def lines(self, number=25):
        """A CSV file of so many people, each with an open answer."""
        rows = ["sex,media,trust,why"]
        for row in range(1, number + 1):
            rows.append(f"{row % 2 + 1},1;2,{row % 4},Lý do {row}")
        return "\n".join(rows)

    def batches(self, wave=None):
        return self.env["dlxh.survey.batch"].search(
            [("wave_id", "=", (wave or self.wave).id)]
        )

    # -- coming in -----------------------------------------------------------------

    def test_a_file_comes_in(self):
        dialog = self.dialog(self.lines())
        dialog.action_check()
        self.assertEqual((dialog.state, dialog.row_count), ("checked", 25))
        self.assertFalse(self.rows("response"))
        dialog.action_import()
        self.assertEqual((dialog.state, dialog.row_count), ("done", 25))
        rows = self.rows("response", "mode, weight, answers")
        self.assertEqual(len(rows), 25)
        self.assertEqual({row[:2] for row in rows}, {(IMPORT, 1.0)})
        self.assertEqual(sorted(row[2][0] for row in rows), [1] * 12 + [2] * 13)
        self.assertEqual({row[2][1] for row in rows}, {0b011})
        self.assertEqual(self.wave.response_count, 25)

    def test_open_answers_lie_apart_and_shuffled(self):
        self.dialog(self.lines(120)).action_import()
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT body FROM dlxh_survey_text WHERE wave_id = %s ORDER BY id",
            [self.wave.id],
        )
        bodies = [int(body.split()[-1]) for (body,) in self.env.cr.fetchall()]
        self.assertEqual(sorted(bodies), list(range(1, 121)))
        self.assertNotEqual(bodies, sorted(bodies))

    def test_few_open_answers_are_not_taken(self):
        dialog = self.dialog(self.lines(5))
        with self.assertRaisesRegex(UserError, "fewer than 20"):
            dialog.action_import()
        without = "\n".join(
            line.rpartition(",")[0] for line in self.lines(5).splitlines()
        )
        self.dialog(without).action_import()
        self.assertEqual(len(self.rows("response")), 5)

    def test_who_brought_in_what_is_kept(self):
        dialog = self.dialog(self.lines())
        dialog.action_import()
        batch = self.batches()
        self.assertEqual(
            (batch.kind, batch.row_count, batch.text_count), ("import", 25, 25)
        )
        self.assertEqual(batch.entered_by_id, self.officer)
        self.assertEqual(len(batch.file_hash), 64)
        self.assertEqual(self.wave.with_user(self.officer).batch_count, 1)
        log = self.env["dlxh.access.log"].search(
            [("action", "=", "import"), ("user_id", "=", self.officer.id)], limit=1
        )
        self.assertEqual((log.model, log.count), ("dlxh.survey.wave", 25))
        with self.assertRaises(UserError):
            batch.row_count = 1
        with self.assertRaisesRegex(UserError, "already imported"):
            self.dialog(self.lines()).action_import()
        self.assertEqual(len(self.rows("response")), 25)

    def test_quotas_count_what_comes_in(self):
        wave = self.make_wave(
            quota_ids=[Command.create({"name": "All", "cap": 100})],
        )
        self.dialog(self.lines(), wave=wave).action_import()
        self.assertEqual(wave.quota_ids.n, 25)

    # -- errors --------------------------------------------------------------------

    def test_one_wrong_cell_and_nothing_comes_in(self):
        lines = self.lines().splitlines()
        lines[3] = "7,1;2,1,Lý do"
        lines[9] = "1,1;5,1,Lý do"
        dialog = self.dialog("\n".join(lines))
        dialog.action_import()
        self.assertEqual((dialog.state, dialog.error_count), ("choose", 2))
        told = [(p.row, p.column, p.value) for p in dialog.problem_ids]
        self.assertEqual(told[0], (4, "sex", "7"))
        self.assertEqual({row for row, _column, _value in told}, {4, 10})
        self.assertTrue(all(p.reason for p in dialog.problem_ids))
        self.assertFalse(self.rows("response"))
        self.assertFalse(self.rows("text"))
        self.assertFalse(self.batches())

    def test_the_first_two_hundred_are_shown_and_all_are_counted(self):
        rows = ["sex,trust", *("9,1" for _row in range(300))]
        dialog = self.dialog("\n".join(rows))
        dialog.action_check()
        self.assertEqual(dialog.error_count, 300)
        self.assertEqual(len(dialog.problem_ids), 200)

    def test_required_questions(self):
        file = "sex,trust\n" + "\n".join(",7" for _row in range(3))
        self.assertFalse(self.checked(file))
        self.assertEqual(self.checked(file, complete=True), ["sex"] * 3)

    def checked(self, content, **values):
        dialog = self.dialog(content, **values)
        dialog.action_check()
        return dialog.problem_ids.mapped("column")

    def test_codes_of_no_answer_are_those_of_the_file(self):
        file = "sex,trust\n1,NA\n2,99\n1,5"
        self.assertTrue(self.checked(file))
        codes = {"no_answer_codes": "NA", "dont_know_codes": "99"}
        self.dialog(file, **codes).action_import()
        held = sorted(answers[2] for (answers,) in self.rows("response", "answers"))
        self.assertEqual(held, [NO_ANSWER, DONT_KNOW, 5])
        with self.assertRaisesRegex(UserError, "two reasons"):
            codes = dict.fromkeys(("no_answer_codes", "dont_know_codes"), "99")
            self.dialog(f"{file}\n1,5", **codes).action_check()

    # -- strata --------------------------------------------------------------------

    def test_strata_weights_and_clusters(self):
        wave = self.make_wave(state="draft")
        strata = self.env["dlxh.survey.stratum"].create(
            [{"name": name, "wave_id": wave.id} for name in ("Thành thị", "Nông thôn")]
        )
        with_flow(wave).state = "closed"
        file = 'stratum,weight,psu,sex\nnông thôn,1.5,7,1\nThành thị,"0,5",8,2'
        self.dialog(file, wave=wave).action_import()
        rows = self.rows("response", "stratum_id, weight, psu", wave=wave)
        self.assertEqual(set(rows), {(strata[1].id, 1.5, 7), (strata[0].id, 0.5, 8)})
        self.assertEqual(self.checked("sex\n1", wave=wave), ["stratum"])
        self.assertEqual(
            self.checked("stratum,sex\nMiền núi,1", wave=wave), ["stratum"]
        )

    # -- the form to fill in -------------------------------------------------------

    def test_the_form_filled_in_comes_in(self):
        for one_column in (False, True):
            dialog = self.dialog("", one_column=one_column)
            action = dialog.action_template()
            self.assertIn("/template_file/", action["url"])
            book = load_workbook(io.BytesIO(base64.b64decode(dialog.template_file)))
            head = [cell.value for cell in book.worksheets[0][1]]
            self.assertEqual("media" in head, one_column)
            values = {"sex": 1, "trust": 8 + one_column, "media": "1;2"}
            values |= {"media_1": 1, "media_2": 0, "media_3": 0}
            filled = Workbook()
            filled.active.append(head)
            filled.active.append([values.get(title) for title in head])
            stream = io.BytesIO()
            filled.save(stream)
            dialog.data_file = base64.b64encode(stream.getvalue())
            dialog.action_import()
            self.assertFalse(dialog.problem_ids.mapped("reason"))
            self.assertEqual(dialog.state, "done")

    # -- who and when --------------------------------------------------------------

    def test_only_before_the_results_are_published(self):
        for state in ("draft", "approved", "published", "cancelled"):
            wave = self.make_wave(state=state)
            with self.assertRaises(UserError):
                self.dialog(self.lines(), wave=wave).action_import()
            self.assertFalse(self.rows("response", wave=wave))

    def test_only_officers_of_the_unit(self):
        stranger = self.chair("officer", self.province_b, login="officer_b_data")
        above = self.chair("officer", self.centre, login="officer_c_data")
        for user in (stranger, above):
            with self.assertRaises(AccessError):
                self.dialog(self.lines(), user=user).action_import()
        with self.assertRaises(AccessError):
            self.dialog(self.lines(), user=self.leader)
        with self.assertRaises(AccessError):
            self.wave.with_user(self.leader).action_open_dataset_import()
        action = self.wave.with_user(self.officer).action_open_dataset_import()
        self.assertEqual(action["res_model"], "dlxh.survey.dataset.import")

    # -- real people ---------------------------------------------------------------

    def test_a_real_poll_counts_as_pandas_counts_it(self):
        """Chile 1988 (carData): codes are the letters of the file, NA is no answer."""
        expected = json.loads((ORACLE / "chile.json").read_text())
        file = (ORACLE / "chile.csv").read_bytes()
        letters = {
            name: sorted(set(counts) - {"NA"})
            for name, counts in expected["counts"].items()
            if name not in ("age", "income")
        }
        asked = [
            question(name, "single", options=self.coded(letters[name]))
            for name in letters
        ]
        asked += [question(one, "number", decimals=0) for one in ("age", "income")]
        asked.append(question("statusquo", "number", decimals=4))
        wave = self.make_wave(state="closed", questions=asked)
        dialog = self.dialog(file, wave=wave, no_answer_codes="NA")
        dialog.action_import()
        self.assertFalse(dialog.problem_ids.mapped("reason"))
        self.assertEqual(dialog.row_count, expected["rows"])
        found = self.counted(wave)
        self.assertEqual(
            {name: found[name] for name in expected["counts"]}, expected["counts"]
        )
        people = found["statusquo"]
        total = sum(int(value) * n for value, n in people.items() if value != "NA")
        self.assertEqual(
            sum(people.values()) - people["NA"], expected["statusquo"]["n"]
        )
        self.assertAlmostEqual(total / 10000, expected["statusquo"]["sum"], places=4)

    def coded(self, codes):
        named = options(*codes)
        return [{**one, "code": code} for one, code in zip(named, codes, strict=True)]

    def counted(self, wave):
        """{question: {code or figure: people}} by the aggregates."""
        by_slot = {one["slot"]: one for one in wave.definition["questions"]}
        found = {one["code"]: {} for one in by_slot.values()}
        columns = self.one_way(wave)
        for slot, value, _stratum, _psu, n, *_weights in zip(*columns, strict=True):
            asked = by_slot[int(slot)]
            names = {one["value"]: one["code"] for one in asked["options"]}
            name = "NA" if value == NO_ANSWER else names.get(value, str(value))
            counts = found[asked["code"]]
            counts[name] = counts.get(name, 0) + int(n)
        return found

    def test_the_tables_of_that_poll_are_those_of_the_file(self):
        expected = json.loads((ORACLE / "chile.json").read_text())["counts"]["vote"]
        codes = sorted(set(expected) - {"NA"})
        wave = self.make_wave(
            state="closed",
            questions=[question("vote", "single", options=self.coded(codes))],
        )
        reader = csv.DictReader((ORACLE / "chile.csv").read_text().splitlines())
        lines = ["vote", *(row["vote"] for row in reader)]
        self.dialog("\n".join(lines), wave=wave, no_answer_codes="NA").action_import()
        rows = self.one_way(wave)
        (table,) = statistics.one_way(wave.definition["questions"][0], rows)
        self.assertEqual(
            [cell.n for cell in table.cells], [expected[code] for code in codes]
        )
