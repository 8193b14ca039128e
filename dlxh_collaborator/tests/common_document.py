from odoo.fields import Command
from odoo.orm.model_classes import add_to_registry

from .common import DlxhCase

GROUP = "dlxh_collaborator.group_dlxh_"


class DlxhDocumentCase(DlxhCase):
    """Helper to make a body that is ready to issue documents."""

    @classmethod
    def make_body(cls, unit, checkers=None, **values):
        """Return a commission of the unit, with a head who signs."""
        return cls.env["dlxh.body"].create(
            {
                "unit_id": unit.id,
                "name": "Ban Tuyên giáo",
                "superior_name": "Tỉnh ủy Quảng Ninh",
                "symbol": "BTGTU",
                "place": "Hạ Long",
                "head_position": "Trưởng ban",
                "archive": "VP",
                "signer_ids": [
                    Command.create({"name": "Nguyễn Văn An", "position": "Trưởng ban"})
                ],
                "secret_checker_ids": [Command.set(checkers.ids if checkers else [])],
                **values,
            }
        )


class DlxhDocumentTesterCase(DlxhDocumentCase):
    """Documents of a model made for the test."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        from .document_testers import DocumentTester, DocumentTesterRecipient

        models = (DocumentTester, DocumentTesterRecipient)
        names = [model._name for model in models]
        for model in models:
            add_to_registry(cls.registry, model)
        cls.registry._setup_models__(cls.env.cr, names)
        cls.registry.init_models(cls.env.cr, names, {"models_to_check": True})
        for name in names:
            cls.addClassCleanup(cls.registry.__delitem__, name)
            for chair in ("officer", "leader", "clerk"):
                cls._grant(name, chair, write=chair == "officer")
        cls._scope_rule("dlxh.document.tester")
        cls.officer = cls.chair("officer", cls.province_a)
        cls.leader = cls.chair("leader", cls.province_a)
        cls.clerk = cls.chair("clerk", cls.province_a)
        cls.body = cls.make_body(cls.province_a, cls.leader)
        cls.type_report = cls.env.ref("dlxh_collaborator.document_type_bc")

    @classmethod
    def _grant(cls, model, chair, write):
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
    def _scope_rule(cls, model):
        cls.env["ir.rule"].create(
            {
                "name": model,
                "model_id": cls.env["ir.model"]._get_id(model),
                "domain_force": "[('is_own_unit', '=', True)]",
                "groups": [Command.link(cls.env.ref(GROUP + "user").id)],
            }
        )

    @classmethod
    def document(cls, **values):
        """Return a report of the province, written by its officer."""
        record = (
            cls.env["dlxh.document.tester"]
            .with_user(cls.officer)
            .create(
                {
                    "unit_id": cls.province_a.id,
                    "body_id": cls.body.id,
                    "document_type_id": cls.type_report.id,
                    "document_date": "2026-02-20",
                    "abstract": "tình hình dư luận xã hội tháng 02 năm 2026",
                    "text": "<p>Nội dung báo cáo.</p>",
                    **values,
                }
            )
        )
        return record

    @classmethod
    def checked(cls, **values):
        """Return a document that has passed the secret check."""
        record = cls.document(**values)
        record.with_user(cls.leader).action_secret_check()
        return record

    @classmethod
    def numbered(cls, **values):
        """Return a document with a number, as the clerk took it."""
        record = cls.checked(**values)
        record.with_user(cls.clerk).action_take_number()
        return record
