"""Catch all that leaves a transaction, and look for what must not be in it.

Mail, calendar files, activities, messages and notifications carry unit, kind,
period, deadline and a link, never opinion text, the title of an issue or an
author (design, rule 3 of §4). A flow of another part joins by a test that uses
`MessagesCase` and drives it inside `self.nothing_told()`.
"""

from contextlib import contextmanager
from unittest.mock import patch

from odoo.tests import new_test_user

from .common_report import DlxhReportCase

#: what is looked at whenever one is made or changed
CAUGHT = (
    "mail.mail",
    "mail.message",
    "mail.activity",
    "mail.notification",
    "calendar.event",
    "calendar.attendee",
)
#: whom it goes to: a collaborator is told of his own duties by name
TO = ("email_to", "email_cc", "email", "common_name")
#: who acted, in fields of those models; the person told is another matter
ACTORS = ("author_id", "create_uid", "write_uid", "email_from", "organizer_id")
SECRET = {
    "title": "Xylophone dispute",
    "event": "Quixotic happening",
    "statement": "Zephyr murmurs",
    "assessment": "Jabberwock judgement",
    "forecast": "Vorpal outlook",
    "proposal": "Bandersnatch advice",
    "issue": "Mimsy matter",
    "entry": "Borogove wording",
    "section": "Gyring paragraph",
    "drop": "Slithy reason",
    "note": "Outgrabe handling",
    "author": "Tumtum Writer",
    "login": "manxome_author",
}


class Caught:
    """What was sent: (where, text), and who is named as the one who acted."""

    def __init__(self):
        self.texts, self.actors, self.kinds = [], [], set()

    def keep(self, where, value):
        if value:
            self.texts.append((where, str(value)))


class MessagesCase(DlxhReportCase):
    """Sheets, issues and reports full of words that are nowhere else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("mail.catchall.domain", "example.com")
        for staff in (cls.officers, cls.leaders):
            for unit, user in staff.items():
                user.email = f"{user.id}@{unit.code.lower()}.example.com"
        cls.author = new_test_user(
            cls.env,
            SECRET["login"],
            groups="dlxh_collaborator.group_dlxh_collaborator",
            name=SECRET["author"],
        )
        cls.author.dlxh_unit_ids = cls.ward_a1
        cls.person = cls.collaborator(cls.ward_a1, cls.author)
        teams = cls.env["dlxh.team"]
        team = teams.search([("unit_id", "=", cls.ward_a1.id)], limit=1)
        team = team or teams.create(
            {"unit_id": cls.ward_a1.id, "date_from": "2021-01-01"}
        )
        cls.env["dlxh.team.member"].create(
            {
                "team_id": team.id,
                "collaborator_id": cls.person.id,
                "date_from": "2021-01-01",
            }
        )
        cls.env.flush_all()

    def written(self, **values):
        """A sheet that its author has not handed in yet."""
        stream = {"statement": SECRET["statement"], "group_ids": self.group_a.ids}
        names = ("title", "event", "assessment", "forecast", "proposal")
        return (
            self.env["dlxh.opinion"]
            .with_user(self.author)
            .create(
                {
                    **{name: SECRET[name] for name in names},
                    "team_unit_id": self.ward_a1.id,
                    "topic_id": self.topic.id,
                    "area_unit_id": self.ward_a1.id,
                    "stream_ids": [(0, 0, stream)],
                    **values,
                }
            )
        )

    # Catching
    # --------

    @contextmanager
    def nothing_told(self, sends=None, to_members=False):
        """Fail when something that goes out tells what must stay inside.

        :param sends: names of models of which something must go out, so that a
            flow that tells nobody any more is no silent success
        :param to_members: members of the team are told by name: membership is
            public, who wrote a sheet is not
        """
        caught = Caught()
        with self._caught_by_models(caught), self._caught_by_channels(caught):
            yield caught
            self.env.flush_all()
        found = [
            f"{where}: “{word}” in {text[:300]}"
            for where, text in caught.texts
            for name, word in SECRET.items()
            if not (to_members and name in ("author", "login"))
            and word.lower() in text.lower()
        ]
        self.assertFalse(found, "\n" + "\n".join(found))
        wrong = [where for where, user in caught.actors if user in self._authors()]
        self.assertFalse(wrong, "names the author of a sheet as the one who acted")
        for name in sends or ():
            self.assertIn(name, caught.kinds)

    def _authors(self):
        return {self.author, self.author.partner_id, self.author.login}

    @contextmanager
    def _caught_by_models(self, caught):
        patches = []
        for name in CAUGHT:
            model = self.env.registry[name]
            for method in ("create", "write"):
                patches.append(
                    patch.object(model, method, self._watched(model, method, caught))
                )
        for one in patches:
            one.start()
        try:
            yield
        finally:
            for one in patches:
                one.stop()

    def _watched(self, model, method, caught):
        original = getattr(model, method)

        def watched(records, *args, **kwargs):
            result = original(records, *args, **kwargs)
            made = result if method == "create" else records
            self._look_at(made.sudo(), f"{model._name}.{method}", caught)
            return result

        # decorators of the ORM lie in attributes of the function
        watched.__dict__.update(original.__dict__)
        return watched

    def _look_at(self, records, where, caught):
        """Keep all words of the records: their own, of linked names and files."""
        name = where.rpartition(".")[0]
        if not any(record.exists() for record in records):
            return
        for record in records.exists():
            for field in record._fields.values():
                if field.type in ("char", "text", "html") and field.name != "id":
                    caught.keep(f"{where} {field.name}", record[field.name])
            if "attachment_ids" in record._fields:
                for file in record.attachment_ids:
                    caught.keep(f"{where} file", file.name)
                    caught.keep(
                        f"{where} file", (file.raw or b"").decode(errors="replace")
                    )
            for field in ACTORS:
                if field in record._fields and record[field]:
                    caught.actors.append((f"{where} {field}", record[field]))
        caught.kinds.add(name)

    @contextmanager
    def _caught_by_channels(self, caught):
        """The bus, the push of phones, and the mail server itself."""
        bus = self.env.registry["bus.bus"]
        server = self.env.registry["ir.mail_server"]
        thread = self.env.registry["mail.thread"]
        original = bus._sendone

        def sendone(records, target, kind, message):
            caught.keep("bus.bus", (kind, message))
            caught.kinds.add("bus.bus")
            return original(records, target, kind, message)

        def send_email(records, message, *args, **kwargs):
            caught.keep("ir.mail_server subject", message["Subject"])
            for part in message.walk():
                body = part.get_payload(decode=True) or b""
                caught.keep("ir.mail_server", body.decode(errors="replace"))
            caught.kinds.add("ir.mail_server")
            return message["Message-Id"]

        def push(records, devices, private, public, payload_by_lang=None, payload=None):
            caught.keep("mail.push", (payload_by_lang, payload))

        with (
            patch.object(bus, "_sendone", sendone),
            patch.object(server, "send_email", send_email),
            patch.object(thread, "_web_push_send_notification", push),
        ):
            yield
