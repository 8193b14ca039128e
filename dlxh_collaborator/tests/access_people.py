from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow

from .access_engine import OWN, AccessPart, days


class People(AccessPart):
    """Files of collaborators: consent, allowance, equipment, evaluation."""

    TABLE = """
# model                      which    chairs         own    below  beside above  none
dlxh.standard                any      *              r
dlxh.standard                any      administrator  rwcu
dlxh.evaluation.criterion    any      *              r
dlxh.evaluation.criterion    any      administrator  rwCU
dlxh.evaluation.grade        any      *              r
dlxh.evaluation.grade        any      administrator  rwcu
dlxh.allowance.base          any      *              r
dlxh.allowance.base          any      administrator  rwcu

dlxh.notice                  draft    data_officer   rwcu   -      -      -      -
dlxh.notice                  draft    administrator  rwcu
dlxh.notice                  public   *              r
dlxh.notice                  public   administrator  rWcU
dlxh.notice                  public   data_officer   rWcU   r      r      r      r
dlxh.consent                 any      officer,leader r      r      -      -      -
dlxh.consent                 any      data_officer   r      r      -      -      -
dlxh.consent                 mine     collaborator   r      -      -      -      r
dlxh.consent                 mine     officer,leader r      -      -      -      -
dlxh.consent                 mine     data_officer   r      -      -      -      -
dlxh.consent.wizard          dialog   *              rwcu
dlxh.answer.wizard           dialog   *              rwcu
dlxh.evaluation.prepare      dialog   officer        rwcu

dlxh.standard.check          any      officer        rwcu   rwcu   -      -      -
dlxh.standard.check          any      leader         r      r      -      -      -
dlxh.supply                  any      officer        rwc    -      -      -      -
dlxh.supply                  any      leader         r      -      -      -      -
dlxh.commendation            any      officer        rwc    r      -      -      -
dlxh.commendation            any      leader         r      r      -      -      -
dlxh.discipline              draft    officer        rwcu   -      -      -      -
dlxh.discipline              draft    leader         r      -      -      -      -
dlxh.discipline              told     officer        rWcU   -      -      -      -
dlxh.discipline              told     leader         r      -      -      -      -
dlxh.evaluation              draft    officer        ru     -      -      -      -
dlxh.evaluation              draft    leader         rw     -      -      -      -
dlxh.evaluation              closed   officer        rU     -      -      -      -
dlxh.evaluation              closed   leader         rW     -      -      -      -
dlxh.evaluation              mine     collaborator   r      -      -      -      r
dlxh.evaluation              mine     officer        rU     -      -      -      -
dlxh.evaluation              mine     leader         rW     -      -      -      -
dlxh.evaluation.line         any      officer,leader r      -      -      -      -
dlxh.evaluation.answer       any      officer,leader r      -      -      -      -

dlxh.allowance.rate          any      *              r      r      -      -      -
dlxh.allowance.rate          any      officer        rwcu   r      -      -      -
dlxh.allowance.rate          any      administrator  rwcu
dlxh.allowance.list          draft    officer        rwcu   -      -      -      -
dlxh.allowance.list          draft    leader         r      -      -      -      -
dlxh.allowance.list          approved officer        rWcU   -      -      -      -
dlxh.allowance.list          approved leader         r      -      -      -      -
dlxh.allowance.line          draft    officer        rwcu   -      -      -      -
dlxh.allowance.line          draft    leader         r      -      -      -      -
dlxh.allowance.line          approved officer        rWCU   -      -      -      -
dlxh.allowance.line          approved leader         r      -      -      -      -
"""

    WRITING = {
        "dlxh.allowance.base": {"legal_basis": "Other"},
        "dlxh.allowance.line": {"note": "Other"},
        "dlxh.allowance.list": {"note": "Other"},
        "dlxh.allowance.rate": {"legal_basis": "Other"},
        "dlxh.answer.wizard": {"text": "Other"},
        "dlxh.commendation": {"note": "Other"},
        "dlxh.consent": {"scan_name": "Other"},
        "dlxh.consent.wizard": {"scan_name": "Other"},
        "dlxh.discipline": {"decision_ref": "Other"},
        "dlxh.evaluation": {"grade_reason": "Other"},
        "dlxh.evaluation.answer": {"text": "Other"},
        "dlxh.evaluation.line": {"weight": 7},
        "dlxh.evaluation.prepare": {"year": 2024},
        "dlxh.standard.check": {"note": "Other"},
        "dlxh.supply": {"note": "Other"},
    }

    def prepare(self, case, place, unit):
        at, env, rows = case.at[place], case.env, case.rows
        flow = with_flow(env["dlxh.evaluation"])
        at["criterion"] = env.ref(
            "dlxh_collaborator.evaluation_criterion_attendance"
        ).id
        for which in ("draft", "closed"):
            evaluation = flow.create(
                {**self._evaluation(at, unit.id), "state": which}
            ).with_env(env)
            at[f"evaluation_{which}"] = evaluation
            rows["dlxh.evaluation", which][place] = evaluation
        for model, values in (
            ("dlxh.evaluation.line", self._line(at)),
            ("dlxh.evaluation.answer", self._answer(at)),
        ):
            record = with_flow(env[model]).create(values).with_env(env)
            rows[model, "any"][place] = record
        at["notice"] = env.ref("dlxh_collaborator.notice_collaborator")
        public = env["dlxh.notice"].create(
            {**at["notice"].copy_data()[0], "unit_id": unit.id}
        )
        public.action_publish()
        rows["dlxh.notice", "public"][place] = public
        consent = with_flow(env["dlxh.consent"]).create(self._consent(case, at))
        rows["dlxh.consent", "any"][place] = consent.with_env(env)
        told = env["dlxh.discipline"].create(self._discipline(at, unit.id))
        told.action_tell()
        rows["dlxh.discipline", "told"][place] = told
        for which in ("draft", "approved"):
            self._pay(case, place, unit, which)

    def _pay(self, case, place, unit, which):
        at, env = case.at[place], case.env
        pay_list = env["dlxh.allowance.list"].create(self._list(unit.id))
        at[f"list_{which}"] = pay_list
        line = env["dlxh.allowance.line"].create(self._pay_line(at, which))
        if which == "approved":
            pay_list._approval_flow().write({"state": which})
        case.rows["dlxh.allowance.list", which][place] = pay_list
        case.rows["dlxh.allowance.line", which][place] = line

    def finish(self, case):
        """What there is once, and what is about the collaborator himself."""
        case.rows["dlxh.evaluation.criterion", "any"][OWN] = case.env.ref(
            "dlxh_collaborator.evaluation_criterion_attendance"
        )
        env, at = case.env, case.at[OWN]
        mine = {"collaborator_id": case.person.id}
        evaluation = with_flow(env["dlxh.evaluation"]).create(
            {**self._evaluation(at, at["unit"].id), **mine, "state": "closed"}
        )
        case.rows["dlxh.evaluation", "mine"][OWN] = evaluation.with_env(env)
        consent = with_flow(env["dlxh.consent"]).create(
            {**self._consent(case, at), **mine}
        )
        case.rows["dlxh.consent", "mine"][OWN] = consent.with_env(env)

    def _evaluation(self, at, unit):
        return {"unit_id": unit, "collaborator_id": at["author"].id, **days()}

    def _line(self, at):
        return {
            "evaluation_id": at["evaluation_closed"].id,
            "criterion_id": at["criterion"],
        }

    def _answer(self, at):
        return {
            "evaluation_id": at["evaluation_closed"].id,
            "date": "2025-01-01 00:00:00",
            "text": "Answer",
        }

    def _consent(self, case, at):
        return {
            "collaborator_id": at["author"].id,
            "notice_id": at["notice"].id,
            "given_at": "2025-01-01 00:00:00",
            "how": "paper",
            "recorded_by_id": case.env.uid,
        }

    def _discipline(self, at, unit):
        return {
            "unit_id": unit,
            "collaborator_id": at["author"].id,
            "article": "Article 6",
            "reason": "Missed briefings",
        }

    def _list(self, unit):
        return {
            "unit_id": unit,
            "date_from": days()["date_from"],
            "period_type": "month",
        }

    def _pay_line(self, at, which):
        return {
            "list_id": at[f"list_{which}"].id,
            "collaborator_id": at["author"].id,
            "coefficient": 0.3,
            "base_amount": 2340000,
            "months": 1,
        }

    def values(self, case, *, at, unit, name, number, which, **known):
        person = {"unit_id": unit, "collaborator_id": at["author"].id}
        return {
            "dlxh.standard": lambda: {"name": name},
            "dlxh.evaluation.criterion": lambda: {"name": name, "code": "training"},
            "dlxh.evaluation.grade": lambda: {
                "name": name,
                "min_score": 10 + number % 800 / 10.0,
            },
            "dlxh.allowance.base": lambda: {
                "amount": 1,
                "legal_basis": name,
                "date_from": days()["date_from"],
            },
            "dlxh.notice": lambda: {"name": name, "unit_id": unit},
            "dlxh.consent": lambda: self._consent(case, at),
            "dlxh.consent.wizard": lambda: {
                "collaborator_id": at["author"].id,
                "how": "paper",
                "what": "give",
            },
            "dlxh.answer.wizard": lambda: {"res_model": "x", "res_id": 1},
            "dlxh.evaluation.prepare": lambda: {"unit_id": unit},
            "dlxh.standard.check": lambda: {
                "collaborator_id": at["author"].id,
                "standard_id": case.env.ref("dlxh_collaborator.standard_political").id,
            },
            "dlxh.supply": lambda: {**person, "name": name},
            "dlxh.commendation": lambda: {
                **person,
                "decision_ref": name,
                "reason": name,
            },
            "dlxh.discipline": lambda: self._discipline(at, unit),
            "dlxh.evaluation": lambda: self._evaluation(at, unit),
            "dlxh.evaluation.line": lambda: self._line(at),
            "dlxh.evaluation.answer": lambda: self._answer(at),
            "dlxh.allowance.rate": lambda: {
                "unit_id": unit,
                "coefficient": 0.3,
                "legal_basis": name,
            },
            "dlxh.allowance.list": lambda: self._list(unit),
            "dlxh.allowance.line": lambda: self._pay_line(
                at, which if which in ("draft", "approved") else "draft"
            ),
        }
