from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .approval_flow import TALK_FIELDS, in_flow, with_flow
from .dlxh_data_request import OPEN_STATES
from .house_time import house_today

#: written by the buttons only
GUARDED = {
    "name": "",
    "state": "received",
    "extension_days": 0,
    "extension_reason": False,
    "acknowledged_on": False,
    "closed_on": False,
}
#: what a person says about his own request
OWN_FIELDS = frozenset(("collaborator_id", "kind", "request_text"))
#: what came in; it does not change once the person has had a reply
FACTS = OWN_FIELDS | {"subject_kind", "unit_id", "received_at", "channel"}
#: what a handler writes who is not the data officer
HANDLER_FIELDS = frozenset(("answer", "involves_third_party"))


class DlxhDataRequestFlow(models.Model):
    """Who hands in, acknowledges, extends and closes a request."""

    _inherit = "dlxh.data.request"

    @api.model_create_multi
    def create(self, vals_list):
        if not in_flow(self.env):
            # given, so that no default of the user takes their place
            vals_list = [{**vals, **GUARDED} for vals in vals_list]
            if not (self.env.su or self._is_data_officer()):
                vals_list = [self._own_values(vals) for vals in vals_list]
        # sudo: the number follows from a create that the rules decide on
        sequence = self.env["ir.sequence"].sudo()
        for vals in vals_list:
            vals["name"] = sequence.next_by_code("dlxh.data.request")
        requests = super().create(vals_list)
        requests._name_handler()
        return requests

    @api.model
    def _own_values(self, vals):
        """Keep what a person may say of his own request, and fix the rest."""
        own = {name: vals[name] for name in OWN_FIELDS & vals.keys()}
        own.setdefault("collaborator_id", self._default_collaborator_id().id)
        own.update(
            {
                **GUARDED,
                "subject_kind": "collaborator",
                "channel": "system",
                "received_at": fields.Datetime.now(),
                "involves_third_party": False,
                "handler_id": False,
                "reply_to": False,
                "answer": False,
            }
        )
        # sudo: the workplace of whoever asks, once the rule has found it is he
        person = self.env["dlxh.collaborator"].browse(own["collaborator_id"]).sudo()
        return {**own, "unit_id": person.unit_id.id}

    def write(self, vals):
        if not in_flow(self.env):
            self._check_written(set(vals) - TALK_FIELDS)
        result = super().write(vals)
        if vals.keys() & {"handler_id", "received_at", "involves_third_party", "kind"}:
            self._plan_activity()
        return result

    def _check_written(self, names):
        if names & GUARDED.keys():
            raise UserError(
                self.env._(
                    "The state and the clocks of a request change only through its "
                    "buttons: Replied, Begin work, Extend, Done, Refuse."
                )
            )
        if not names:
            return
        self.check_access("write")  # the refusals below name the request
        closed = self.filtered(lambda request: request.state not in OPEN_STATES)
        if closed:
            raise UserError(
                self.env._(
                    "Request %(request)s is closed and stays as it is. Record a new "
                    "request if the person asks again.",
                    request=closed[0].name,
                )
            )
        replied = self.filtered(lambda request: request.state != "received")
        if replied and names & FACTS:
            raise UserError(
                self.env._(
                    "Request %(request)s has had its reply: what came in, when and "
                    "from whom no longer changes.",
                    request=replied[0].name,
                )
            )
        if not (self.env.su or self._is_data_officer()) and names - HANDLER_FIELDS:
            raise AccessError(
                self.env._("Whoever handles a request writes its answer only.")
            )
        own_words = self.filtered(lambda request: request.channel == "system")
        if own_words and "request_text" in names and not self.env.su:
            raise UserError(
                self.env._("What a person wrote here stays as he wrote it.")
            )

    def unlink(self):
        # not by @api.ondelete, which a client can switch off in its context
        self._refuse_unlink_by_hand()
        return super().unlink()

    def _refuse_unlink_by_hand(self):
        if not in_flow(self.env):
            raise UserError(
                self.env._(
                    "Requests are kept until their time of storage is over, then "
                    "the retention rule destroys them."
                )
            )

    # steps

    def _check_may_handle(self):
        self.check_access("write")
        for request in self:
            if request.is_mine and not self.env.su:
                raise AccessError(self.env._("Nobody handles a request about himself."))
            if request.state not in OPEN_STATES:
                raise UserError(
                    self.env._(
                        "Request %(request)s is closed already.", request=request.name
                    )
                )

    def _step(self, **values):
        # sudo: whoever may handle the request was checked; a handler has no right
        # to the guarded fields by himself
        with_flow(self.sudo()).write(values)
        self._plan_activity()
        return True

    def action_acknowledge(self):
        """The person was told that the request came in and what happens next."""
        self._check_may_handle()
        new = self.filtered(lambda request: request.state == "received")
        today = house_today()
        return new._step(state="acknowledged", acknowledged_on=today)

    def action_start(self):
        """Work on the request has begun."""
        self._check_may_handle()
        self.action_acknowledge()
        return self._step(state="in_progress")

    def action_done(self):
        """Close the request as fulfilled."""
        return self._close("done")

    def action_refuse(self):
        """Close the request as refused, with the reason in the answer."""
        return self._close("refused")

    def _close(self, state):
        self._check_may_handle()
        for request in self:
            if not (request.answer or "").strip():
                raise UserError(
                    self.env._(
                        "Write into “Reply given” what the person is told about "
                        "request %(request)s, then close it.",
                        request=request.name,
                    )
                )
        self.action_acknowledge()
        today = house_today()
        return self._step(state=state, closed_on=today)

    def action_extend(self, days, reason):
        """Grant further days, once."""
        self.ensure_one()
        self._check_may_handle()
        # sudo: time limits stand in the law
        limits = self.env["dlxh.data.limit"].sudo()
        limit = limits.search([("kind", "=", self.kind)], limit=1).extension_days
        if self.extension_days:
            raise UserError(
                self.env._(
                    "Request %(request)s was extended already. The law allows it once.",
                    request=self.name,
                )
            )
        if not isinstance(days, int) or not 0 < days <= limit:
            raise UserError(
                self.env._("A request is extended by 1 to %(limit)s days.", limit=limit)
            )
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the request takes longer."))
        return self._step(extension_days=days, extension_reason=reason.strip())

    def action_own_data(self):
        """Download what is held about the person who asked to see it."""
        self.ensure_one()
        self._check_may_handle()
        # sudo: only the id; whether it may be taken out is checked again there
        person = self.sudo().collaborator_id.sudo(False)
        person._check_own_data(self)
        return person._own_data_action(self)

    def action_open_extend(self):
        """Ask for the days and the reason of an extension."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Extend"),
            "res_model": "dlxh.data.request.extend",
            "view_mode": "form",
            "target": "new",
            "context": {"default_request_id": self.id},
        }

    # who is told

    def _name_handler(self):
        """Give each new request to the nearest data officer, and tell him."""
        for request in self:
            # sudo: the person who asks does not choose who handles it
            record = with_flow(request.sudo())
            if not record.handler_id:
                subject = record.collaborator_id.user_id
                officers = record.unit_id._data_officers() - subject
                record.handler_id = officers[:1]  # plans his activity, too
            else:
                record._plan_activity()

    def _plan_activity(self):
        """Keep one activity of the handler on the clock that runs now."""
        kind = "mail.mail_activity_data_todo"
        # sudo: the activity follows from a step that was allowed
        for request in with_flow(self.sudo()):
            request.activity_unlink([kind])
            if request.state not in OPEN_STATES or not request.handler_id:
                continue
            waiting = request.state == "received"
            handler = request.handler_id
            told = request.with_context(lang=handler.lang or self.env.lang)
            told.activity_schedule(
                kind,
                user_id=handler.id,
                date_deadline=request.reply_by if waiting else request.done_by,
                summary=told._activity_summary(),
            )

    def _activity_summary(self):
        """Name the request by its number; the person is not named."""
        if self.state == "received":
            return self.env._("Reply to data request %(name)s", name=self.name)
        return self.env._("Finish data request %(name)s", name=self.name)
