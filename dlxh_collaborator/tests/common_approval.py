from odoo.fields import Command
from odoo.orm.model_classes import add_to_registry

from .common import DlxhCase

GROUP = "dlxh_collaborator.group_dlxh_"


class DlxhApprovalCase(DlxhCase):
    """Documents of a model made for the test, with one level: the leader."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        from .approval_testers import (
            ApprovalTester,
            ApprovalTesterLine,
            ForeignTester,
        )

        models = (ApprovalTester, ApprovalTesterLine, ForeignTester)
        names = [model._name for model in models]
        for model in models:
            add_to_registry(cls.registry, model)
        cls.registry._setup_models__(cls.env.cr, names)
        cls.registry.init_models(cls.env.cr, names, {"models_to_check": True})
        for name in names:
            cls.addClassCleanup(cls.registry.__delitem__, name)
            cls._access(name, "officer", True)
            cls._access(name, "leader", False)
        cls._rules("dlxh.approval.tester")
        cls.tier = cls.tier_for("dlxh.approval.tester")
        cls.Tester = cls.env["dlxh.approval.tester"]
        cls.officer = cls.chair("officer", cls.ward_a1)
        cls.leader = cls.chair("leader", cls.ward_a1)

    @classmethod
    def _access(cls, model, chair, write):
        cls.env["ir.model.access"].create(
            {
                "name": f"{model} {chair}",
                "model_id": cls.env["ir.model"]._get_id(model),
                "group_id": cls.env.ref(GROUP + chair).id,
                "perm_read": True,
                "perm_write": write,
                "perm_create": write,
                "perm_unlink": write,
            }
        )

    @classmethod
    def _rules(cls, model):
        """The usual rules: read what was sent up, write in the own unit."""
        domains = {
            "read": "['|', ('is_own_unit', '=', True),"
            " '&', ('is_in_scope', '=', True), ('is_sent', '=', True)]",
            "write": "[('is_own_unit', '=', True)]",
        }
        for kind, domain in domains.items():
            cls.env["ir.rule"].create(
                {
                    "name": f"{model} {kind}",
                    "model_id": cls.env["ir.model"]._get_id(model),
                    "domain_force": domain,
                    "perm_read": kind == "read",
                    "perm_write": kind == "write",
                    "perm_create": kind == "write",
                    "perm_unlink": kind == "write",
                    "groups": [Command.link(cls.env.ref(GROUP + "user").id)],
                }
            )

    @classmethod
    def tier_for(cls, model, **values):
        """Return the usual level: a leader of the unit decides."""
        return cls.env["tier.definition"].create(
            {
                "name": "Leader of the unit",
                "model_id": cls.env["ir.model"]._get_id(model),
                "review_type": "field",
                "reviewer_field_id": cls.env["ir.model.fields"]
                ._get(model, "approval_leader_ids")
                .id,
                "approve_sequence": True,
                "company_id": False,
                **values,
            }
        )

    @classmethod
    def document(cls, **values):
        """Return a draft of ward_a1 as its officer sees it."""
        return cls.Tester.with_user(cls.officer).create(
            {"name": "Report", "unit_id": cls.ward_a1.id, **values}
        )

    @classmethod
    def submitted(cls, **values):
        document = cls.document(**values)
        document.action_submit_approval()
        return document

    @classmethod
    def approved(cls, **values):
        document = cls.submitted(**values)
        document.with_user(cls.leader).action_approve()
        return document

    def history(self, document):
        """Return the steps of a document, oldest first."""
        rounds = document.sudo().approval_round_ids.sorted("id")
        return [(r.round, r.action, r.user_id, r.reason) for r in rounds]
