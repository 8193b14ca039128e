"""A survey in the field, made by those who may, and forms sent as a browser does."""

import base64
import hashlib
import itertools
import json
import re
import secrets
import subprocess
import time
import urllib.error
import urllib.request
from datetime import timedelta

from forms import local_today

from devkit import postgres

OFFICER, LEADER = "canbo.tinh", "lanhdao.tinh"
BUSY = 429
UNIT, BODY = "dlxh_collaborator.unit_19_demo", "dlxh_collaborator.body_19_ban_demo"


def choice(title, *labels, **values):
    """A question with answers to choose from."""
    return {
        "title": title,
        "question_type": "simple_choice",
        "suggested_answer_ids": [(0, 0, {"value": label}) for label in labels],
        **values,
    }


class Fielding:
    """Questionnaires and waves of the province, through the web client's calls."""

    def __init__(self, server, session):
        self.server = server
        self.officer, self.leader = session(OFFICER), session(LEADER)
        self.admin = session("admin")

    def ref(self, xmlid):
        module, name = xmlid.split(".")
        (found,) = self.admin.call(
            "ir.model.data",
            "search_read",
            [("module", "=", module), ("name", "=", name)],
            ["res_id"],
        )
        return found["res_id"]

    def questionnaire(self, title, questions):
        rows = [
            {"sequence": place, **one} for place, one in enumerate(questions, start=1)
        ]
        (survey,) = self.officer.call(
            "survey.survey",
            "create",
            [
                {
                    "title": title,
                    "survey_type": "opinion",
                    "dlxh_unit_id": self.ref(UNIT),
                    "question_and_page_ids": [(0, 0, row) for row in rows],
                }
            ],
        )
        return survey

    def plan(self, survey, name, **values):
        today = local_today()
        (wave,) = self.officer.call(
            "dlxh.survey.wave",
            "create",
            [
                {
                    "name": name,
                    "unit_id": self.ref(UNIT),
                    "body_id": self.ref(BODY),
                    "survey_id": survey,
                    "date_open": str(today),
                    "date_close": str(today + timedelta(days=10)),
                    "population": "Người dân từ 18 tuổi trở lên",
                    "population_n": 5000,
                    "target_n": 60,
                    "design": "open_link",
                    "access": "open",
                    "purpose": "Tìm hiểu ý kiến của người dân.",
                    "contact": "Văn phòng, trong giờ hành chính.",
                    **values,
                }
            ],
        )
        return wave

    def approve(self, wave):
        self.officer.call("dlxh.survey.wave", "action_submit_approval", [wave])
        self.leader.call("dlxh.survey.wave", "action_approve", [wave])

    def open(self, wave):
        self.officer.call("dlxh.survey.wave", "action_open", [wave])

    def field(self, title, questions, **values):
        """A wave in the field: written, planned, approved and opened."""
        survey = self.questionnaire(title, questions)
        wave = self.plan(survey, "Đợt thử", **values)
        self.approve(wave)
        self.open(wave)
        return wave

    def close(self, wave):
        self.officer.call("dlxh.survey.wave", "action_close", [wave])

    def codes(self, wave, folder):
        """Print the participation codes of a wave; read them from the slips."""
        action = self.officer.call("dlxh.survey.wave", "action_open_codes", [wave])
        (slip,) = self.officer.call(
            "dlxh.survey.slip", "create", [{}], context=action["context"]
        )
        file = self.officer.call("dlxh.survey.slip", "action_print", [slip])
        path = folder / "slips.pdf"
        path.write_bytes(base64.b64decode(file["params"]["content"]))
        command = ["pdftotext", path, "-"]
        text = subprocess.run(command, check=True, capture_output=True, text=True)
        letters = "[A-HJKMNP-Z2-9]{4}"
        found = re.findall(rf"{letters}(?: {letters}){{3}}", text.stdout)
        return [code.replace(" ", "") for code in found]

    def release(self):
        """Let the scheduled action move what has waited, as it does by itself."""
        cron = self.ref("dlxh_survey.cron_dlxh_survey_release")
        self.admin.call("ir.cron", "method_direct_trigger", [cron])

    def waiting(self, wave):
        """The answers that wait to move, as the tables hold them, in no order."""
        found = postgres.sql(
            "SELECT array_to_json(answers) FROM dlxh_survey_buffer"
            f" WHERE wave_id = {int(wave)}",
            self.server.database,
        )
        return sorted(tuple(json.loads(line)) for line in found.split())

    # -- forms -------------------------------------------------------------------

    def sheet(self, wave, code="", **answers):
        """A form as the page sends it, its work done."""
        word = secrets.token_hex(16)
        work = next(n for n in itertools.count() if _is_work(f"{wave}:{word}:{n}"))
        return {
            "wave": wave,
            "word": word,
            "work": work,
            "code": code,
            "answers": answers,
            "lang": "vi_VN",
        }

    def send(self, sheet):
        """Send one form, again when too many came from here at once.

        :return: HTTP status, and what the server says
        """
        while (told := self._send_once(sheet))[0] == BUSY:
            time.sleep(1)
        return told

    def _send_once(self, sheet):
        body = sheet if isinstance(sheet, bytes) else json.dumps(sheet).encode()
        wave = "0" if isinstance(sheet, bytes) else sheet["wave"]
        request = urllib.request.Request(
            f"{self.server.url}/opinion/{wave}/answer",
            data=body,
            headers={"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                assert "Set-Cookie" not in answer.headers
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read())


def _is_work(text):
    digest = hashlib.sha256(text.encode()).digest()
    return int.from_bytes(digest[:8]) >> 50 == 0
