from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_date, html2plaintext

from .. import own_data

#: what the file says of a person
FILE_FIELDS = (
    "name",
    "phone",
    "email",
    "unit_id",
    "position",
    "kind",
    "expertise_ids",
    "is_rapporteur",
    "state",
    "trained_on",
    "ended_on",
)

#: pages of the file, and what they say
OWN = (
    (
        "dlxh.team.member",
        "team_id represented_unit_id role date_from date_to end_reason",
    ),
    ("dlxh.standard.check", "standard_id met note checked_on"),
    ("dlxh.consent", "notice_id version given_at how withdrawn_at withdrawn_how"),
    (
        "dlxh.meeting.attendance",
        "meeting_id role represented_unit_id presence substitute_name told_on",
    ),
    ("dlxh.training.nomination", "meeting_title meeting_start unit_id state reason"),
    ("dlxh.training.certificate", "name title topics hours date"),
    (
        "dlxh.evaluation",
        "unit_id period date_from date_to score computed_grade leader_grade"
        " grade_reason answer state",
    ),
    ("dlxh.allowance.line", "date_from date_to role coefficient base_amount amount"),
    ("dlxh.supply", "name kind quantity supplied_on date_due returned_on condition"),
    ("dlxh.commendation", "form decision_ref date reason"),
    ("dlxh.discipline", "article form date reason decision_ref state answer"),
    (
        "dlxh.data.request",
        "name kind request_text received_at state answer closed_on",
    ),
)


class DlxhCollaborator(models.Model):
    """Everything held about one person, for that person alone.

    The person takes it from his own file; a data officer takes it for an open
    request of that person. Each time is a line of the access log. Nothing is
    stored on the server.
    """

    _inherit = "dlxh.collaborator"

    is_me = fields.Boolean(string="My own file", compute="_compute_is_me")

    @api.depends_context("uid")
    @api.depends("user_id")
    def _compute_is_me(self):
        for person in self:
            # sudo: only compared with the user himself
            person.is_me = person.sudo().user_id == self.env.user

    def action_own_data(self):
        """Download everything held about oneself."""
        self.ensure_one()
        self._check_own_data()
        return self._own_data_action()

    def _own_data_action(self, request=None):
        suffix = f"?request={request.id}" if request else ""
        return {
            "type": "ir.actions.act_url",
            "url": f"/dlxh/own-data/{self.id}{suffix}",
            "target": "download",
        }

    def _check_own_data(self, request=None):
        """Let through the person himself, and who handles an open request."""
        self.check_access("read")
        if self.is_me:
            return
        if request:
            request.check_access("write")
            # sudo: compares the person of a request that may be handled
            subject = request.sudo().collaborator_id
            if request.can_handle and request.kind == "access" and subject == self:
                return
        raise AccessError(
            self.env._(
                "Only the person himself takes out what is held about him, or "
                "whoever handles his open request to see it."
            )
        )

    def _own_data_zip(self, request=None):
        """Return the archive, and log that it was taken out."""
        self.ensure_one()
        self._check_own_data(request)
        # Everything about this person, who was found to be the one asking. As the
        # superuser himself, or names of other units would be hidden from the person.
        person = self.with_user(SUPERUSER_ID)
        sections = person._own_data(by_self=self.is_me)
        self.env["dlxh.access.log"]._log(
            "export",
            self._name,
            domain=[("id", "=", self.id)],
            count=sum(len(section.rows) for section in sections),
            purpose=request.name
            if request
            else lambda house: house._("The person's own data"),
            unit=person.unit_id,
        )
        today = format_date(self.env, fields.Date.context_today(self))
        about = {
            self.env._("Person"): person.name,
            self.env._("Unit"): person.unit_id.complete_name,
            self.env._("Taken out on"): today,
        }
        title = self.env._("What is held about %(name)s", name=person.name)
        nothing = self.env._("Nothing.")
        page = own_data.as_html(title, about, sections, nothing)
        return own_data.as_zip(
            {"data.json": own_data.as_json(about, sections), "data.html": page}
        )

    def _own_data(self, by_self):
        """Return the sections of what is held about the person, as superuser.

        Hook: add-ons add what they hold, with `_own_data_section`.

        :param bool by_self: the person himself takes them out; what he wrote in
            confidence goes to nobody else
        :return: list of own_data.Section
        """
        self.ensure_one()
        sections = [self._own_data_section("file", self, FILE_FIELDS)]
        for model, link, names in self._own_data_models():
            records = self.env[model].with_context(active_test=False)
            found = records.search([(link, "=", self.id)], order="id")
            key = model.removeprefix("dlxh.").replace(".", "_")
            sections.append(self._own_data_section(key, found, names))
        return sections

    @api.model
    def _own_data_models(self):
        """Return triples (model, link to the collaborator, names of fields)."""
        return [(model, "collaborator_id", names.split()) for model, names in OWN]

    @api.model
    def _own_data_section(self, key, records, names):
        """Return one section: the records with the named fields."""
        shown = [records._fields[name] for name in names]
        columns = [(f.name, f._description_string(self.env)) for f in shown]
        rows = [[_plain(record, field) for field in shown] for record in records]
        title = self.env["ir.model"]._get(records._name).name
        return own_data.Section(key, title, columns, rows)


def _plain(record, field):
    """Return the value of a field as a person reads it."""
    value, env = record[field.name], record.env
    if field.type == "boolean":
        return env._("Yes") if value else env._("No")
    if field.type == "selection":
        return dict(field._description_selection(env)).get(value)
    if field.relational:
        return ", ".join(value.mapped("display_name"))
    if field.type == "html":
        return html2plaintext(value or "")
    if field.type == "date":
        return format_date(env, value) if value else None
    if field.type == "datetime":
        return value and fields.Datetime.context_timestamp(record, value).strftime(
            "%d/%m/%Y %H:%M"
        )
    if field.type in ("integer", "float", "monetary"):
        return value
    return value or None
