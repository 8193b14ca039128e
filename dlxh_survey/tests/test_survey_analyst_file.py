import csv
import io
import zipfile
from collections import Counter
from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import HttpCase, tagged

from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow

from ..models import dlxh_survey_analyst_file_content as content
from .common_wave import WaveCase, options, question

ANALYST = "dlxh_survey.group_dlxh_analyst"
QUESTIONS = (
    question("sex", "single", options=options("Nam", "Nữ"), demographic=True),
    question("age", "single", options=options("18–30", "31–60"), demographic=True),
    question(
        "study",
        "single",
        options=options("Có", "Không"),
        condition={"q": "age", "op": "is", "value": "1"},
    ),
    question("media", "multiple", options=options("Báo", "Mạng", "Khác", other=3)),
    question("trust", "scale", min=1, max=5),
    question("income", "number", decimals=1),
    question("why", "long_text"),
)


def person(n):
    age = 1 + n % 2
    return [
        1 + n // 2 % 2,
        age,
        1 + n % 3 // 2 if age == 1 else None,
        n % 8,
        1 + n % 5,
        n,
    ]


@tagged("post_install", "-at_install")
class TestSurveyAnalystFile(WaveCase, HttpCase):
    """Single answers leave by two persons, and so that nobody is found in them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wave = cls.make_wave("closed", QUESTIONS, min_cell=10)
        cls.strata = cls.make_strata("Xã A", "Xã B")
        cls.answer(200)
        cls.analyst = cls.chair(ANALYST, cls.province_a)
        cls.leader = cls.chair("leader", cls.province_a)

    @classmethod
    def make_strata(cls, *names):
        """Strata of the wave, as before it was opened."""
        state = cls.wave.state
        with_flow(cls.wave).write({"state": "draft", "opened_on": False})
        made = cls.env["dlxh.survey.stratum"].create(
            [{"wave_id": cls.wave.id, "name": name} for name in names]
        )
        opened = {"state": state, "opened_on": cls.wave.date_open}
        with_flow(cls.wave).write(opened)
        return made

    @classmethod
    def answer(cls, people, psu=None, weight=lambda n: 1.0 + n % 2):
        strata = cls.strata.ids
        cls.env["dlxh.survey.store"]._import_rows(
            cls.wave.id,
            [
                (strata[n // 100 % 2], psu and psu(n), weight(n), person(n))
                for n in range(people)
            ],
        )

    def request(self, purpose="Đề tài về tiếp cận thông tin ở cơ sở"):
        files = self.env["dlxh.survey.analyst.file"].with_user(self.analyst)
        return files.create({"wave_id": self.wave.id, "purpose": purpose})

    def released(self):
        asked = self.request()
        asked.action_submit()
        asked.with_user(self.leader).action_release()
        return asked

    def taken(self, asked=None):
        """The rows of the file as dictionaries, and the archive."""
        _name, target, size = (asked or self.released())._take()
        archive = zipfile.ZipFile(io.BytesIO(target.read()))
        self.assertEqual(size, target.tell())
        text = archive.read("data.csv").decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text))), archive

    # -- what is in it -------------------------------------------------------------

    def test_the_file_holds_what_was_answered(self):
        rows, archive = self.taken()
        wanted = Counter()
        for n in range(200):
            sex, age, study, media, trust, income = person(n)
            row = (sex, age, study or "", *(media >> bit & 1 for bit in range(3)))
            stratum = 1 + n // 100 % 2
            wanted[*map(str, (*row, trust, f"{income / 10}", stratum))] += 1
        names = "sex age study media_1 media_2 media_3 trust income stratum".split()
        self.assertEqual(
            Counter(tuple(r[name] for name in names) for r in rows), wanted
        )
        self.assertEqual(
            set(archive.namelist()),
            {"data.csv", "codebook.csv", "data.sps", "data.do", "readme.txt"},
        )
        syntax = archive.read("data.sps").decode()
        self.assertIn("VALUE LABELS sex", syntax)
        self.assertNotIn("why", syntax)
        told = archive.read("readme.txt").decode()
        self.assertIn(self.leader.name, told)
        self.assertIn("Đề tài", told)

    def test_the_order_tells_nothing(self):
        first, second = ([r["income"] for r in self.taken()[0]] for _time in range(2))
        self.assertNotEqual(first, second)
        self.assertEqual(sorted(first), sorted(second))

    def test_every_combination_is_shared(self):
        # every fifth person in a cluster of his own village
        self.answer(40, psu=lambda n: n)
        asked = self.released()
        rows, _archive = self.taken(asked)
        self.assertNotIn("psu", rows[0])
        self.assertIn("psu", asked.protection["dropped"])
        marks = Counter(
            tuple(row[name] for name in ("sex", "age", "study", "stratum", "mode"))
            for row in rows
        )
        shared = Counter((row["sex"], row["age"], row["stratum"]) for row in rows)
        self.assertGreaterEqual(min(shared.values()), 10)
        self.assertEqual(asked.protection["smallest"], min(shared.values()))
        self.assertTrue(marks)

    def test_rare_people_are_blank_and_what_hangs_on_it_too(self):
        rare = [2, 1, 2, 1, 1, 0]
        other = self.make_strata("Đảo")
        self.env["dlxh.survey.store"]._import_rows(
            self.wave.id, [(other.id, None, 1.0, rare)] * 3
        )
        with patch.object(content.analyst_file.anonymity, "MOST_HIDDEN", 0.5):
            asked = self.released()
            rows, _archive = self.taken(asked)
        told = asked.protection
        if told["hidden"]:
            blank = [row for row in rows if row["sex"] == "-96"]
            self.assertEqual(len(blank), told["hidden"])
            self.assertGreaterEqual(len(blank), 10)
            self.assertEqual({row["study"] for row in blank}, {"-96"})
        else:
            self.assertIn("stratum", told["dropped"])

    def test_weights_that_tell_are_means(self):
        self.env.cr.execute(
            "UPDATE dlxh_survey_response SET weight = 1 + random() WHERE wave_id = %s",
            [self.wave.id],
        )
        rows, _archive = self.taken()
        found = {}
        for row in rows:
            mark = (row["sex"], row["age"], row["stratum"])
            found.setdefault(mark, set()).add(row["weight"])
        self.assertEqual({len(weights) for weights in found.values()}, {1})

    def test_a_demographic_that_is_dropped_takes_what_hangs_on_it(self):
        told = self.request()._protect()
        told.marks.tied["media"] = {"psu"}
        told.protection = content.analyst_file.protect(
            {(n, 1, 1, 1, n): 6 for n in range(40)}, 5, 10
        )
        self.assertIn("media", told.silent)
        columns = self.request()._columns(self.wave, told)
        self.assertNotIn("media", {one.question for one in columns})

    def test_too_few_people(self):
        self.wave = self.make_wave("closed", QUESTIONS)
        asked = self.request()
        with self.assertRaisesRegex(UserError, "Fewer than 10"):
            asked.action_submit()

    def test_rows_are_fetched_a_few_at_a_time(self):
        asked = self.released()
        with patch.object(content, "ROWS", 30):
            rows, _archive = self.taken(asked)
        self.assertEqual(len(rows), asked.row_count)

    # -- the way -------------------------------------------------------------------

    def test_two_persons(self):
        asked = self.request()
        asked.action_submit()
        self.assertEqual(asked.row_count, 200)
        self.assertIn("or more", asked.protection_note)
        with self.assertRaises(AccessError):
            asked.action_release()
        for user in (
            self.chair("officer", self.province_a),
            self.chair("leader", self.ward_a1),
            self.chair("leader", self.province_b),
        ):
            with self.assertRaises(AccessError):
                asked.with_user(user).action_release()
        self.analyst.group_ids += self.leader.group_ids
        with self.assertRaises(AccessError):  # he asked himself
            asked.action_release()
        with self.assertRaises(AccessError):
            asked.with_user(self.leader).action_take()
        mine = [("can_decide", "=", True)]
        self.assertIn(asked, asked.with_user(self.leader).search(mine))
        asked.with_user(self.leader).action_release()
        self.taken(asked)
        with self.assertRaises(AccessError):  # once
            asked._take()
        self.assertEqual((asked.state, len(asked.file_hash)), ("taken", 64))

    def test_every_step_is_logged(self):
        asked = self.released()
        self.taken(asked)
        lines = self.env["dlxh.access.log"].search(
            [("model", "=", asked._name)], order="id"
        )
        self.assertEqual(lines.mapped("action"), ["export", "approve", "export"])
        self.assertEqual(lines.user_id, self.analyst + self.leader)
        self.assertEqual(lines[-1].count, 200)
        self.assertIn(asked.file_hash, lines[-1].domain)

    def test_a_purpose_is_needed_and_names_nobody(self):
        with self.assertRaisesRegex(ValidationError, "which study"):
            self.request("Cần gấp").action_submit()
        with self.assertRaisesRegex(ValidationError, "personal data"):
            self.request("Gửi cho anh Nam số 0912345678 nghiên cứu").action_submit()

    def test_what_was_asked_for_does_not_change(self):
        asked = self.request()
        with self.assertRaises(AccessError):
            asked.write({"state": "released"})
        asked.action_submit()
        with self.assertRaisesRegex(UserError, "handed over"):
            asked.write({"purpose": "Một việc khác hẳn"})
        with self.assertRaises(UserError):
            asked.sudo().write({"purpose": "Một việc khác hẳn"})
        asked.action_withdraw()
        asked.write({"purpose": "Một việc khác hẳn trước"})
        with self.assertRaises(AccessError):
            asked.copy({"state": "released"})

    def test_only_waves_that_are_closed(self):
        asked = self.request()
        self.wave._in_flow().sudo().write({"state": "fieldwork"})
        with self.assertRaisesRegex(UserError, "closed"):
            asked.sudo().with_user(self.analyst)._check_wave()
        self.wave._in_flow().sudo().write(
            {"state": "closed", "destroyed_on": fields.Date.today()}
        )
        with self.assertRaisesRegex(UserError, "destroyed"):
            asked.action_submit()

    def test_not_taken_in_time(self):
        asked = self.released()
        with freeze_time(fields.Datetime.now() + timedelta(days=4)):
            with self.assertRaises(AccessError):
                asked._take()
            with patch.object(
                self.env.registry["ir.cron"], "_commit_progress", lambda *a, **k: 1
            ):
                asked.sudo()._cron_expire()
        self.assertEqual(asked.state, "expired")

    def test_an_analyst_who_left_takes_nothing(self):
        asked = self.request()
        asked.action_submit()
        self.analyst.group_ids -= self.env.ref(ANALYST)
        with self.assertRaisesRegex(UserError, "no analyst"):
            asked.with_user(self.leader).action_release()

    def test_refusal(self):
        asked = self.request()
        asked.action_submit()
        with self.assertRaises(UserError):
            asked.with_user(self.leader).action_refuse(" ")
        refusal = self.env["dlxh.survey.analyst.refusal"].with_user(self.leader)
        refusal.create({"file_id": asked.id, "reason": "Dùng bảng kết quả"})
        refusal.search([], limit=1).action_confirm()
        self.assertEqual(asked.refuse_reason, "Dùng bảng kết quả")

    def test_by_the_link(self):
        asked = self.released()
        url = f"/dlxh/analyst-file/{asked.id}"
        self.authenticate(None, None)
        self.assertNotIn("zip", self.url_open(url).headers["Content-Type"])
        for user in (self.leader, self.analyst):
            user.password = f"{user.login}-12345678"
            self.authenticate(user.login, user.password)
            answer = self.url_open(url)
        self.assertEqual(answer.headers["Content-Type"], "application/zip")
        archive = zipfile.ZipFile(io.BytesIO(answer.content))
        self.assertEqual(len(archive.read("data.csv").splitlines()), 201)
        self.assertEqual(asked.state, "taken")
        # once
        self.assertNotIn("zip", self.url_open(url).headers["Content-Type"])
