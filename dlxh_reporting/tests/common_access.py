from collections import defaultdict

from odoo.fields import Command

from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow
from odoo.addons.dlxh_collaborator.tests.common import DlxhCase

from .access_table import CHAIRS, rights_by_row
from .access_values import FIRST, LAST, AccessValues

OWN = "own"


class AccessRecords(AccessValues, DlxhCase):
    """A user in every chair of a province, and each kind of record in four places.

    `rows` is {(model, which): {place: record}}; `values_for` gives the values with
    which somebody may try to create one more record of the place.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.units = {
            "own": cls.province_a,
            "below": cls.ward_a1,
            "beside": cls.province_b,
            "above": cls.centre,
        }
        cls.late = dict(  # {place: a unit below whose report has not come}
            zip(
                cls.units,
                (cls.ward_a1, cls.cell_a11, cls.ward_b1, cls.province_a),
                strict=True,
            )
        )
        cls.table = rights_by_row()
        cls.users = {chair: cls.chair(chair, cls.province_a) for chair in CHAIRS}
        cls.users["nobody"] = cls.chair("", cls.province_a, login="nobody")
        cls.topic = cls.env["dlxh.topic"].search([], limit=1)
        cls.kinds = cls.env["dlxh.document.type"].search([], limit=1)
        cls.at = defaultdict(dict)  # {place: {what the other records hang on}}
        cls.rows = defaultdict(dict)
        for place, unit in cls.units.items():
            cls._people(place, unit)
            cls._reports(place, unit)
            cls._trail(place, unit)
            cls._opinions(place, unit)
            cls._network(place, unit)
        cls._own_sheet()
        cls._anywhere()
        cls.foreign_dialogs()
        cls.env.flush_all()

    @classmethod
    def _people(cls, place, unit):
        at, env = cls.at[place], cls.env
        at["unit"] = unit
        at["author"] = cls.collaborator(unit)
        at["newcomer"] = env["res.partner"].create({"name": f"New in {unit.name}"})
        at["team"] = env["dlxh.team"].create(
            {"unit_id": unit.id, "date_from": "2021-01-01"}
        )
        at["body"] = env["dlxh.body"].create(
            {"unit_id": unit.id, "name": f"Organ of {unit.name}", "symbol": "X"}
        )

    @classmethod
    def _report(cls, place, unit, which):
        report = cls.env["dlxh.report"].create(
            {
                "unit_id": unit.id,
                "body_id": cls.at[place]["body"].id,
                "date_from": FIRST,
                "date_to": LAST,
                "entry_ids": [
                    Command.create({"title": title, "text": "<p>Said</p>"})
                    for title in ("Kept", "Merged")
                ],
            }
        )
        kept, merged = report.entry_ids.sorted("id")
        merged.write({"state": "merged", "merged_into_id": kept.id})
        missing = cls.env["dlxh.report.missing"].create(
            {"report_id": report.id, "missing_unit_id": cls.late[place].id}
        )
        if which == "sent":
            report._approval_flow().write({"state": "sent", "is_sent": True})
            cls.rows["dlxh.report.entry", "merged"][place] = merged
        for model, label, record in (
            ("dlxh.report", which, report),
            ("dlxh.report.section", which, report.section_ids[0]),
            ("dlxh.report.entry", which, kept),
            ("dlxh.report.recipient", which, report.recipient_ids[0]),
            ("dlxh.report.missing", which, missing),
        ):
            cls.rows[model, label][place] = record
        return report

    @classmethod
    def _trail(cls, place, unit):
        """What was noted of a report that went up, and of one that did not yet."""
        cls.at[place]["noted"] = cls.at[place]["sent"].copy()
        for which in ("unsent", "sent"):
            for model in ("dlxh.approval.round", "dlxh.signed.copy.change"):
                values = cls.values_for(model, which, place)
                record = with_flow(cls.env[model]).create(values)
                cls.rows[model, which][place] = record.with_env(cls.env)

    @classmethod
    def _reports(cls, place, unit):
        for which in ("draft", "sent"):
            cls.at[place][which] = cls._report(place, unit, which)

    @classmethod
    def _opinions(cls, place, unit):
        env, at = cls.env, cls.at[place]
        for which in ("draft", "accepted"):
            sheet = env["dlxh.opinion"].create(
                {
                    "team_unit_id": unit.id,
                    "collaborator_id": at["author"].id,
                    "title": "Prices rise",
                    "topic_id": cls.topic.id,
                    "area_unit_id": cls.province_a.id,
                    "stream_ids": [Command.create({"statement": "Too high"})],
                }
            )
            sheet._apply({"state": which})
            cls.rows["dlxh.opinion", which][place] = sheet
            at[f"sheet_{which}"] = sheet
        cls.rows["dlxh.opinion.stream", "accepted"][place] = sheet.stream_ids
        for which, marks in (
            ("private", {}),
            ("public", {"published": True}),
            ("sent", {"is_sent": True}),
        ):
            cls.rows["dlxh.issue", which][place] = env["dlxh.issue"].create(
                {"unit_id": unit.id, "name": f"Issue {which}", **marks}
            )

    @classmethod
    def _network(cls, place, unit):
        """Records made from the very values that others try to create them with."""
        cls.rows["dlxh.unit", "any"][place] = unit
        cls.rows["dlxh.collaborator", "any"][place] = cls.at[place]["author"]
        cls.rows["dlxh.team", "any"][place] = cls.at[place]["team"]
        for model in (
            "dlxh.unit.change",
            "dlxh.unit.responsibility",
            "dlxh.body",
            "dlxh.body.signer",
            "dlxh.team.member",
            "dlxh.access.log",
            "dlxh.document.counter",
        ):
            values = cls.values_for(model, "any", place)
            cls.rows[model, "any"][place] = cls.env[model].create(values)

    @classmethod
    def _own_sheet(cls):
        """The user who collaborates is in the team of the province."""
        user = cls.users["collaborator"]
        cls.person = cls.collaborator(cls.province_a, user)
        cls.membership = cls.env["dlxh.team.member"].create(
            {
                "team_id": cls.at[OWN]["team"].id,
                "collaborator_id": cls.person.id,
                "date_from": "2021-01-01",
            }
        )
        sheet = cls.env["dlxh.opinion"].with_user(user)
        sheet = sheet.create(cls.values_for("dlxh.opinion", "mine", OWN))
        cls.rows["dlxh.opinion", "mine"][OWN] = sheet.with_env(cls.env)
        cls.at[OWN]["sheet_mine"] = sheet
        stream = sheet.with_env(cls.env).stream_ids
        cls.rows["dlxh.opinion.stream", "mine"][OWN] = stream

    @classmethod
    def _anywhere(cls):
        """Lists and set-ups that lie in no unit."""
        setup = cls.env["dlxh.setup.wizard"].create({})
        cls.at[OWN]["setup"] = setup
        for model, which in cls.table:
            if which == "any" and (model, which) not in cls.rows:
                values = cls.values_for(model, which, OWN)
                cls.rows[model, which][OWN] = cls.env[model].create(values)

    @classmethod
    def foreign_dialogs(cls):
        """Dialogs that somebody else has open."""
        cls.at["beside"]["dialog"] = {}
        for model, which in cls.table:
            if which == "dialog":
                dialog = cls.dialog_of(cls.env.user, model, "beside")
                cls.rows[model, which]["beside"] = dialog

    @classmethod
    def dialog_of(cls, user, model, place=OWN):
        """A dialog that the user has open."""
        values = cls.values_for(model, "dialog", place, user)
        # sudo: keeps the user as its creator; whether he may is what is tested
        dialog = cls.env[model].with_user(user).sudo().create(values)
        return dialog.with_env(cls.env)

    @classmethod
    def parent_dialog(cls, user, model, place):
        """The dialog that lines hang on, opened by that user."""
        key = (user, model)
        known = cls.at[place].setdefault("dialogs", {})
        if key not in known:
            known[key] = cls.dialog_of(user, model, place)
        return known[key].id
