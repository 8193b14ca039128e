"""Taking in one filled-in form: in one short transaction, exactly once."""

import hashlib
from datetime import date
from typing import NamedTuple

from odoo import api, models
from odoo.tools import ormcache

from odoo.addons.dlxh_collaborator.models.house_time import house_today

from ..intake import is_proof
from ..questionnaire import Questionnaire
from .dlxh_survey_store import KIOSK, WEB
from .own_transaction import own_transaction


class Limit(NamedTuple):
    """A quota as the intake needs it: who counts, in plain values."""

    id: int
    stratum_id: int
    slot: int
    values: frozenset

    def counts(self, slots, stratum_id):
        """Whether an answer falls into the quota."""
        if self.stratum_id and self.stratum_id != stratum_id:
            return False
        return self.slot < 0 or slots[self.slot] in self.values


class OpenForm(NamedTuple):
    """A wave in fieldwork, as each worker keeps it in memory."""

    wave_id: int
    definition: dict
    questionnaire: Questionnaire
    access: str
    date_open: date
    date_close: date
    limits: tuple

    def is_open(self):
        """Whether answers are taken today."""
        return self.date_open <= house_today() <= self.date_close


class Refused(Exception):
    """The form is not taken; `state` says why, and nothing was stored."""

    def __init__(self, state, problems=(), full_ids=()):
        super().__init__(state)
        self.state, self.problems = state, list(problems)
        self.full_ids = list(full_ids)


class DlxhSurveyIntake(models.AbstractModel):
    """The only way from a respondent to the store.

    The respondent has no account: whoever calls from outside goes through the
    controller, and what is checked is checked here.
    """

    _name = "dlxh.survey.intake"
    _description = "Intake of survey answers"

    @api.model
    @ormcache("wave_id")
    def _form(self, wave_id):
        """The form of a wave in fieldwork, or None.

        The cache is cleared, in every worker, when a wave opens or closes.
        """
        # sudo: what is read is what the page shows to everybody who opens it
        wave = self.env["dlxh.survey.wave"].sudo().browse(wave_id).exists()
        if not wave or wave.state != "fieldwork":
            return None
        questionnaire = Questionnaire.of(wave.definition)
        return OpenForm(
            wave_id,
            wave.definition,
            questionnaire,
            wave.access,
            wave.date_open,
            wave.date_close,
            tuple(quota._limit(questionnaire) for quota in wave.quota_ids),
        )

    @api.model
    def _receive(self, wave_id, sent):
        """Take one form.

        :param dict sent: answers as the browser sends them, `word` and `work` (proof
            of work; the word also makes a second sending harmless), `code` where the
            wave asks for one
        :return str: "received", or "already" for a form sent before
        :raise Refused: with the state and what is wrong, question by question
        """
        form = self._form(wave_id)
        if not form or not form.is_open():
            raise Refused("closed")
        word = sent.get("word")
        if not is_proof(wave_id, word, sent.get("work")):
            raise Refused("proof")
        checked = form.questionnaire.check(sent.get("answers"))
        if checked.errors:
            raise Refused("invalid", checked.errors)
        try:
            with own_transaction(self.env) as env:
                return env[self._name]._store(form, word, sent, checked)
        except Refused as refused:
            if refused.full_ids:
                with own_transaction(self.env) as env:
                    env[self._name]._count_turned_away(refused.full_ids)
            raise

    def _store(self, form, word, sent, checked):
        store = self.env["dlxh.survey.store"]
        code_hash = None
        if form.access == "ticket":
            tickets = self.env["dlxh.survey.ticket"]
            code_hash = tickets._hash_of(form.wave_id, str(sent.get("code") or ""))
        word = hashlib.sha256(word.encode()).digest()
        state, stratum_id = store._arrive(form.wave_id, word, code_hash)
        if state == "already":
            return state
        if state != "received":
            raise Refused(state)
        self._count_quotas(form, checked.slots, stratum_id)
        mode = KIOSK if form.access == "kiosk" else WEB
        store._put_aside(
            form.wave_id, stratum_id, mode, [(checked.slots, checked.texts)]
        )
        return state

    def _count_quotas(self, form, slots, stratum_id):
        """Take the place in each quota the answer falls into, or refuse."""
        ids = [one.id for one in form.limits if one.counts(slots, stratum_id)]
        if not ids:
            return
        cr = self.env.cr
        # in the order of ids, so that two answers never wait for each other
        cr.execute(
            "SELECT id FROM dlxh_survey_quota"
            " WHERE id = ANY(%s) AND n < cap ORDER BY id FOR UPDATE",
            [ids],
        )
        free = {row[0] for row in cr.fetchall()}
        if len(free) < len(ids):
            raise Refused("full", full_ids=set(ids) - free)
        cr.execute("UPDATE dlxh_survey_quota SET n = n + 1 WHERE id = ANY(%s)", [ids])

    def _count_turned_away(self, quota_ids):
        """Record which quota turned somebody away; the answers are gone by then."""
        self.env.cr.execute(
            "UPDATE dlxh_survey_quota SET refused_n = refused_n + 1 WHERE id = ANY(%s)",
            [quota_ids],
        )
