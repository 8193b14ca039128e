from odoo.fields import Command

from .access_engine import OWN, AccessPart, days


class Foundation(AccessPart):
    """Units, people, bodies, documents and the set-up."""

    TABLE = """
# model                      which    chairs         own    below  beside above  none
dlxh.level                   any      *              r
dlxh.level                   any      administrator  rwcu
dlxh.expertise               any      *              r
dlxh.expertise               any      administrator  rwcu
dlxh.term                    any      *              r
dlxh.term                    any      administrator  rwcu
dlxh.legal.basis             any      *              r
dlxh.legal.basis             any      administrator  rwcu
dlxh.document.type           any      *              r
dlxh.document.type           any      administrator  rwcu
dlxh.format.profile          any      *              r
dlxh.format.profile          any      administrator  rwcu

dlxh.unit                    any      *              r      r      -      -      -
dlxh.unit                    any      administrator  rwc
dlxh.unit.change             any      *              r      r      -      -      -
dlxh.unit.change             any      administrator  rwc
dlxh.unit.responsibility     any      *              r      r      -      -      -
dlxh.unit.responsibility     any      officer        rwcu   rwcu   -      -      -
dlxh.unit.responsibility     any      administrator  rwcu
dlxh.body                    any      *              r
dlxh.body                    any      administrator  rwcu   rwcu   r      r      rwcu
dlxh.body.signer             any      *              r
dlxh.body.signer             any      administrator  rwcu   rwcu   r      r      rwcu

dlxh.collaborator            any      *              r      r      -      -      -
dlxh.collaborator            any      officer        rwc    rwc    -      -      -
dlxh.team                    any      *              r      r      -      -      -
dlxh.team                    any      officer        rwc    rwc    -      -      -
dlxh.team.member             any      *              r      r      -      -      -
dlxh.team.member             any      officer        rwcu   rwcu   -      -      -

dlxh.access.log              any      inspector      r      r      -      -      -
dlxh.access.log              any      data_officer   r      r      -      -      -
dlxh.document.counter        any      officer,leader r      r      -      -      -
dlxh.document.counter        any      clerk          r      r      -      -      -
dlxh.document.counter        any      administrator  r      r      -      -      r

dlxh.work.item               dialog   *              r
dlxh.approval.return.wizard  dialog   *              rwcu
dlxh.document.counter.wizard dialog   clerk          rwcu
dlxh.document.counter.wizard dialog   administrator  rwcu
dlxh.document.number.wizard  dialog   officer,leader rwcu
dlxh.document.number.wizard  dialog   clerk          rwcu
dlxh.signed.copy.wizard      dialog   officer,clerk  rwcu
dlxh.unit.import             dialog   administrator  rwcu
dlxh.unit.import.line        dialog   administrator  rwcu
dlxh.unit.import.error       dialog   administrator  rwcu
dlxh.unit.move               dialog   administrator  rwcu
dlxh.unit.merge              dialog   administrator  rwcu
dlxh.unit.split              dialog   administrator  rwcu
dlxh.unit.split.line         dialog   administrator  rwcu
dlxh.unit.close              dialog   administrator  rwcu
dlxh.setup.password          any      administrator  rwcu
dlxh.setup.wizard            any      administrator  rwcu
dlxh.setup.commune           any      administrator  rwcu
dlxh.setup.body              any      administrator  rwcu
dlxh.setup.user              any      administrator  rwcu
dlxh.setup.number            any      administrator  rwcu
"""

    WRITING = {
        "dlxh.access.log": {"count": 1},
        "dlxh.collaborator": {"position": "Other"},
        "dlxh.document.counter": {"last_number": 7},
        "dlxh.approval.return.wizard": {"reason": "Other"},
        "dlxh.document.counter.wizard": {"reason": "Other"},
        "dlxh.document.number.wizard": {"reason": "Other"},
        "dlxh.signed.copy.wizard": {"reason": "Other"},
        "dlxh.setup.number": {"next_number": 3},
        "dlxh.setup.password": {},
        "dlxh.setup.wizard": {"own_term": True},
        "dlxh.team": {"kind": "team"},
        "dlxh.team.member": {"end_reason": "Other"},
        "dlxh.unit": {"headcount": 40},
        "dlxh.unit.change": {"note": "Other"},
        "dlxh.unit.close": {"note": "Other"},
        "dlxh.unit.import": {"source": "file"},
        "dlxh.unit.import.error": {"row": 1},
        "dlxh.unit.import.line": {"row": 1},
        "dlxh.unit.merge": {"note": "Other"},
        "dlxh.unit.move": {"note": "Other"},
        "dlxh.unit.responsibility": {"role": "organ_leader"},
        "dlxh.unit.split": {"note": "Other"},
    }

    def prepare(self, case, place, unit):
        at, env = case.at[place], case.env
        at["author"] = case.collaborator(unit)
        at["newcomer"] = env["res.partner"].create({"name": f"New in {unit.name}"})
        at["team"] = env["dlxh.team"].create(
            {"unit_id": unit.id, "date_from": "2021-01-01"}
        )
        at["body"] = env["dlxh.body"].create(
            {"unit_id": unit.id, "name": f"Organ of {unit.name}", "symbol": "X"}
        )
        at["document_type"] = env.ref("dlxh_collaborator.document_type_qd")
        at["document"] = env["dlxh.decision"].create(
            {
                "unit_id": unit.id,
                "body_id": at["body"].id,
                "decision_type": "consolidate",
                "team_id": at["team"].id,
            }
        )
        case.rows["dlxh.unit", "any"][place] = unit
        case.rows["dlxh.collaborator", "any"][place] = at["author"]
        case.rows["dlxh.team", "any"][place] = at["team"]

    def finish(self, case):
        case.in_the_team()
        case.at[OWN]["setup"] = case.env["dlxh.setup.wizard"].create({})

    def values(self, case, **known):
        return {
            **self._catalogues(case, **known),
            **self._network(case, **known),
            **self._documents(case, **known),
            **self._dialogs(case, **known),
            **self._setup(case, **known),
        }

    def _catalogues(self, case, *, name, **known):
        """Lists that administrators and the centre keep."""
        return {
            "dlxh.level": lambda: {"name": name, "code": name, "sequence": 99},
            "dlxh.expertise": lambda: {"name": name},
            "dlxh.term": lambda: {"name": name, **days()},
            "dlxh.legal.basis": lambda: {"name": name, "symbol": name},
            "dlxh.document.type": lambda: {"name": name, "code": name, "symbol": name},
            "dlxh.format.profile": lambda: {
                **case.env["dlxh.format.profile"].search([], limit=1).copy_data()[0],
                "code": name,
                "name": name,
            },
        }

    def _network(self, case, *, at, unit, name, **known):
        """Units and people."""
        return {
            "dlxh.unit": lambda: {
                "name": name,
                "code": name,
                "level_id": case.env.ref("dlxh_collaborator.level_cell").id,
                "parent_id": unit,
            },
            "dlxh.unit.change": lambda: {"unit_id": unit, "change_type": "rename"},
            "dlxh.unit.responsibility": lambda: {
                "unit_id": unit,
                "role": "organ_officer",
                "partner_id": at["newcomer"].id,
            },
            "dlxh.collaborator": lambda: {
                "unit_id": unit,
                "partner_id": at["newcomer"].id,
            },
            "dlxh.team": lambda: {"unit_id": unit, **days()},
            "dlxh.team.member": lambda: {
                "team_id": at["team"].id,
                "collaborator_id": at["author"].id,
                **days(),
            },
            "dlxh.access.log": lambda: {
                "unit_id": unit,
                "user_id": case.env.uid,
                "action": "export",
                "model": "dlxh.unit",
            },
            "dlxh.work.item": lambda: {"name": name},
        }

    def _documents(self, case, *, at, unit, number, name, **known):
        """Bodies and numbers."""
        return {
            "dlxh.body": lambda: {"unit_id": unit, "name": name, "symbol": name},
            "dlxh.body.signer": lambda: {
                "body_id": at["body"].id,
                "name": "Trần Văn A",
                "position": "Trưởng ban",
            },
            "dlxh.document.counter": lambda: {
                "body_id": at["body"].id,
                "unit_id": unit,
                "document_type_id": at["document_type"].id,
                "year": number,
            },
        }

    def _dialogs(self, case, *, at, unit, name, place, user, **known):
        """Dialogs, which hang on what they were opened for."""
        document = {
            "res_model": at["document"]._name,
            "res_id": at["document"].id,
        }
        return {
            "dlxh.approval.return.wizard": lambda: {**document, "reason": name},
            "dlxh.document.counter.wizard": lambda: {
                "body_id": at["body"].id,
                "document_type_id": at["document_type"].id,
                "reason": name,
            },
            "dlxh.document.number.wizard": lambda: document,
            "dlxh.signed.copy.wizard": lambda: {**document, "content": b"JVBERi0="},
            "dlxh.unit.import": lambda: {"source": "country"},
            "dlxh.unit.import.line": lambda: {
                "import_id": case.parent_dialog(user, "dlxh.unit.import", place)
            },
            "dlxh.unit.import.error": lambda: {
                "import_id": case.parent_dialog(user, "dlxh.unit.import", place)
            },
            "dlxh.unit.move": lambda: {
                "unit_ids": [Command.set([case.cell_a11.id])],
                "parent_id": unit,
            },
            "dlxh.unit.merge": lambda: {"unit_ids": [Command.set([unit])]},
            "dlxh.unit.split": lambda: {"unit_id": unit},
            "dlxh.unit.split.line": lambda: {
                "split_id": case.parent_dialog(user, "dlxh.unit.split", place),
                "name": name,
                "code": name,
            },
            "dlxh.unit.close": lambda: {"unit_ids": [Command.set([unit])]},
        }

    def _setup(self, case, *, at, unit, name, **known):
        """The set-up of a province."""
        return {
            "dlxh.setup.password": dict,
            "dlxh.setup.wizard": dict,
            "dlxh.setup.commune": lambda: {"setup_id": at["setup"].id},
            "dlxh.setup.body": lambda: {
                "setup_id": at["setup"].id,
                "name": name,
                "symbol": name,
            },
            "dlxh.setup.user": lambda: {
                "setup_id": at["setup"].id,
                "chair_id": case.env.ref("dlxh_collaborator.group_dlxh_clerk").id,
                "unit_id": unit,
            },
            "dlxh.setup.number": lambda: {
                "setup_id": at["setup"].id,
                "body_id": at["body"].id,
                "document_type_id": at["document_type"].id,
            },
        }
