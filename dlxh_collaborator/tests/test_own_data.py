import json
import zipfile
from io import BytesIO

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .test_data_request import DataCase


@tagged("post_install", "-at_install", "security")
class TestOwnData(DataCase, HttpCase):
    """A person takes out what is held about him, and nobody else does."""

    def _data(self, content):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            self.assertEqual(archive.namelist(), ["data.json", "data.html"])
            page = archive.read("data.html").decode()
            return json.loads(archive.read("data.json")), page

    def test_a_person_takes_out_his_own(self):
        team = self.env["dlxh.team"].create(
            {"unit_id": self.ward_a1.id, "date_from": "2021-01-01"}
        )
        self.env["dlxh.team.member"].create(
            {
                "team_id": team.id,
                "collaborator_id": self.person.id,
                "date_from": "2021-01-01",
            }
        )
        other = self.collaborator(self.cell_a11)
        other.partner_id.name = "Somebody Else"
        self.person.partner_id.phone = "0912345678"
        request = self.request(self.user, request_text="Show me")
        data, page = self._data(self.person.with_user(self.user)._own_data_zip())
        self.assertEqual(data["file"][0]["phone"], "0912345678")
        self.assertEqual(len(data["team_member"]), 1)
        self.assertIn("ward_a1", data["team_member"][0]["team_id"])
        self.assertEqual(data["data_request"][0]["name"], request.name)
        self.assertIn("0912345678", page)
        self.assertNotIn("Somebody Else", page + json.dumps(data))
        log = self.env["dlxh.access.log"].search([], limit=1)
        self.assertEqual(
            (log.action, log.model, log.user_id, log.unit_id),
            ("export", "dlxh.collaborator", self.user, self.cell_a11),
        )

    def test_nobody_else_takes_it_out(self):
        for user in (
            self.near,
            self.chair("officer", self.ward_a1),
            self.chair("leader", self.cell_a11),
            self.chair("administrator", self.cell_a11),
            self.chair("collaborator", self.cell_a11),
            self.chair("data_officer"),
        ):
            person = self.person.with_user(user)
            with self.assertRaises(AccessError):
                person._own_data_zip()
            with self.assertRaises(AccessError):
                person.action_own_data()

    def test_the_data_officer_needs_an_open_request_of_this_person(self):
        person = self.person.with_user(self.near)
        request = self.request(self.user)
        wrong = self.request(kind="delete")
        other = self.request(collaborator_id=self.collaborator(self.cell_a12).id)
        for about in (wrong, other, request.with_user(self.stranger)):
            with self.assertRaises(AccessError):
                person._own_data_zip(about.with_env(about.env))
        mine = request.with_user(self.near)
        data, _page = self._data(person._own_data_zip(mine))
        self.assertEqual(data["file"][0]["name"], self.person.name)
        mine.answer = "Sent."
        mine.action_done()
        with self.assertRaises(AccessError):
            person._own_data_zip(mine)

    def test_over_http(self):
        self.user.password = "own-data-secret-1"
        self.authenticate(self.user.login, "own-data-secret-1")
        response = self.url_open(f"/dlxh/own-data/{self.person.id}")
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.headers["Content-Type"], "application/zip")
        self.assertEqual(response.headers["Cache-Control"], "no-store")
        self._data(response.content)
        other = self.collaborator(self.cell_a11)
        request = self.request(self.user)
        with mute_logger("odoo.http"):
            response = self.url_open(f"/dlxh/own-data/{other.id}?request={request.id}")
        self.assertNotEqual(response.status_code, 200)
        self.authenticate(None, None)
        response = self.url_open(f"/dlxh/own-data/{self.person.id}")
        self.assertNotEqual(response.headers["Content-Type"], "application/zip")
