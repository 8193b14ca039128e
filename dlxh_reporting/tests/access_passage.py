from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow
from odoo.addons.dlxh_collaborator.tests.access_engine import AccessPart


class Passage(AccessPart):
    """Where reports go, and what is remarked on them."""

    TABLE = """
dlxh.report.destination      draft    officer        rwcu   -      -      -      -
dlxh.report.destination      draft    leader,clerk   r      -      -      -      -
dlxh.report.destination      draft    inspector      r      r      -      -      -
dlxh.report.destination      sent     officer        rWCU   r      -      -      -
dlxh.report.destination      sent     leader         r      r      -      -      -
dlxh.report.destination      sent     clerk          r      -      -      -      -
dlxh.report.destination      sent     inspector      r      r      -      -      -
dlxh.report.comment          draft    officer,leader rc     -      -      -      -
dlxh.report.comment          draft    clerk          r      -      -      -      -
dlxh.report.comment          sent     officer,leader rc     rc     -      -      -
dlxh.report.comment          sent     clerk          r      -      -      -      -
dlxh.report.comment.wizard   dialog   officer,leader rwc
dlxh.report.comment.sentence dialog   officer,leader rwc
"""

    WRITING = {
        "dlxh.report.comment": {"body": "Other"},
        "dlxh.report.comment.wizard": {"body": "Other"},
    }

    def prepare(self, case, place, unit):
        for which in ("draft", "sent"):
            lines = with_flow(case.at[place][which].destination_ids)
            # one is left out, so that somebody may try to add it
            committee = lines.filtered(lambda line: line.kind == "committee")
            kept = lines - committee
            if not kept:  # nobody stands above
                kept = committee
                kept.kind = "above"
            else:
                committee.unlink()
            case.rows["dlxh.report.destination", which][place] = kept.with_env(case.env)
            remark = case.env["dlxh.report.comment"].create(
                {"report_id": case.at[place][which].id, "body": "Remark"}
            )
            case.rows["dlxh.report.comment", which][place] = remark

    def values(self, case, *, at, unit, name, which, user, **known):
        report = at["sent" if which == "sent" else "draft"]
        dialogs = case.env["dlxh.report.comment.wizard"].with_user(
            user or case.env.user
        )
        return {
            "dlxh.report.destination": lambda: {
                "report_id": report.id,
                "kind": "committee",
                "name": name,
            },
            "dlxh.report.comment": lambda: {"report_id": report.id, "body": name},
            "dlxh.report.comment.wizard": lambda: {"body": name},
            "dlxh.report.comment.sentence": lambda: {
                "wizard_id": dialogs.create({}).id,
                "name": name,
            },
        }
