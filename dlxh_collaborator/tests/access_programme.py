from .access_engine import OWN, AccessPart

MANDATORY = {"recommendation": "Do it", "deadline": "2026-06-30"}


class Programmes(AccessPart):
    """Plans with tasks and estimate, and inspections.

    Tasks given to a unit below, and what an inspected unit reads, are tested in
    `test_programme_access` and `test_inspection`: here each record concerns units
    of its own place only.
    """

    TABLE = """
# model                    which    chairs            own    below  beside above  none
dlxh.budget.category       any      *                 r
dlxh.budget.category       any      administrator     rwcu
dlxh.programme             draft    officer           rwcu   -      -      -      -
dlxh.programme             draft    leader,clerk      r      -      -      -      -
dlxh.programme             approved officer           rWcU   r      -      -      -
dlxh.programme             approved leader,inspector  r      r      -      -      -
dlxh.programme             approved clerk             r      -      -      -      -
dlxh.programme             approved collaborator      r      -      -      -      -
dlxh.programme.task        draft    officer           rwcu   -      -      -      -
dlxh.programme.task        draft    leader,clerk      r      -      -      -      -
dlxh.programme.task        approved officer           rwCU   r      -      -      -
dlxh.programme.task        approved leader,inspector  r      r      -      -      -
dlxh.programme.task        approved clerk             r      -      -      -      -
dlxh.programme.task        approved collaborator      r      -      -      -      -
dlxh.programme.recipient   draft    officer           rwcu   -      -      -      -
dlxh.programme.recipient   draft    leader,clerk      r      -      -      -      -
dlxh.programme.recipient   approved officer           rWCU   r      -      -      -
dlxh.programme.recipient   approved leader,inspector  r      r      -      -      -
dlxh.programme.recipient   approved clerk             r      -      -      -      -
dlxh.programme.recipient   approved collaborator      r      -      -      -      -
dlxh.programme.budget.line draft    officer           rwcu   -      -      -      -
dlxh.programme.budget.line draft    leader,clerk      r      -      -      -      -
dlxh.programme.budget.line approved officer           rWCU   r      -      -      -
dlxh.programme.budget.line approved leader,inspector  r      r      -      -      -
dlxh.programme.budget.line approved clerk             r      -      -      -      -
dlxh.programme.expense     any      officer           rwcu   r      -      -      -
dlxh.programme.expense     any      leader,inspector  r      r      -      -      -
dlxh.programme.expense     any      clerk             r      -      -      -      -
dlxh.programme.copy        dialog   officer           rwcu
dlxh.inspection            planned  officer,inspector rwcu   -      -      -      -
dlxh.inspection            planned  leader,clerk      r      -      -      -      -
dlxh.inspection            told     officer,inspector rWcU   r      -      -      -
dlxh.inspection            told     leader            r      r      -      -      -
dlxh.inspection            told     clerk             r      -      -      -      -
dlxh.inspection.finding    planned  officer,inspector rwcu   -      -      -      -
dlxh.inspection.finding    planned  leader,clerk      r      -      -      -      -
dlxh.inspection.finding    told     officer,inspector rWCU   r      -      -      -
dlxh.inspection.finding    told     leader            r      r      -      -      -
dlxh.inspection.finding    told     clerk             r      -      -      -      -
dlxh.inspection.member     planned  officer,inspector rwcu   -      -      -      -
dlxh.inspection.member     planned  leader,clerk      r      -      -      -      -
dlxh.inspection.member     told     officer,inspector rWCU   r      -      -      -
dlxh.inspection.member     told     leader            r      r      -      -      -
dlxh.inspection.member     told     clerk             r      -      -      -      -
dlxh.inspection.recipient  planned  officer,inspector rwcu   -      -      -      -
dlxh.inspection.recipient  planned  leader,clerk      r      -      -      -      -
dlxh.inspection.recipient  told     officer,inspector rWCU   r      -      -      -
dlxh.inspection.recipient  told     leader            r      r      -      -      -
dlxh.inspection.recipient  told     clerk             r      -      -      -      -
dlxh.inspection.answer     dialog   officer,leader    rwcu
dlxh.inspection.answer     dialog   inspector         rwcu
"""

    WRITING = {
        "dlxh.programme": {"goals": "<p>Other</p>"},
        "dlxh.programme.task": {"progress": 10},
        "dlxh.programme.expense": {"note": "Other"},
        "dlxh.programme.copy": {"with_tasks": False},
        "dlxh.inspection": {"purpose": "<p>Other</p>"},
        "dlxh.inspection.finding": {"recommendation": "Other"},
        "dlxh.inspection.member": {"position": "Other"},
        "dlxh.inspection.answer": {"text": "Other"},
    }

    def prepare(self, case, place, unit):
        at = case.at[place]
        at["category"] = case.env.ref("dlxh_collaborator.budget_category_other")
        at["inspected"] = case._unit(f"inspected_{place}", "cell", unit)
        for which, year in (("draft", 2099), ("approved", 2026)):
            at[f"plan_{which}"] = case.env["dlxh.programme"].create(
                {"unit_id": unit.id, "year": year}
            )
            at[f"line_{which}"] = self._rows(case, place, which, at[f"plan_{which}"])
        at["plan_approved"]._approval_flow().write({"state": "approved"})
        for which in ("planned", "told"):
            values = case.values_for("dlxh.inspection", which, place)
            inspection = case.env["dlxh.inspection"].create(values)
            at[f"inspection_{which}"] = inspection
            case.rows["dlxh.inspection", which][place] = inspection
            for part in ("finding", "member", "recipient"):
                model = f"dlxh.inspection.{part}"
                values = case.values_for(model, which, place)
                case.rows[model, which][place] = case.env[model].create(values)
        at["inspection_told"]._approval_flow().write({"state": "concluded"})

    def _rows(self, case, place, which, plan):
        """A plan with one of each of its parts; return the line of its estimate."""
        case.rows["dlxh.programme", which][place] = plan
        for part in ("task", "recipient", "budget.line"):
            model = f"dlxh.programme.{part}"
            values = case.values_for(model, which, place)
            case.rows[model, which][place] = case.env[model].create(values)
        return case.rows["dlxh.programme.budget.line", which][place]

    def finish(self, case):
        category = case.at[OWN]["category"]
        case.rows["dlxh.budget.category", "any"][OWN] = category.copy({"code": "copy"})

    def values(self, case, *, at, unit, number, name, which, **known):
        plan = at.get(f"plan_{which}", at.get("plan_approved"))
        of_plan = {"programme_id": plan.id} if plan else {}
        inspection = at.get(f"inspection_{which}", at.get("inspection_told"))
        of_inspection = {"inspection_id": inspection.id} if inspection else {}
        year = 2026 if which == "approved" else 2099
        return {
            "dlxh.budget.category": lambda: {"name": name, "code": name},
            "dlxh.programme": lambda: {"unit_id": unit, "year": 2030 + number % 60},
            "dlxh.programme.task": lambda: {
                **of_plan,
                "name": name,
                "responsible_unit_id": unit,
                "date_due": f"{year}-06-30",
            },
            "dlxh.programme.recipient": lambda: {**of_plan, "name": name},
            "dlxh.programme.budget.line": lambda: {
                **of_plan,
                "name": name,
                "category_id": at["category"].id,
                "unit_price": 1_000,
            },
            "dlxh.programme.expense": lambda: {
                "line_id": at["line_approved"].id,
                "note": name,
                "amount": 1_000,
                "date": "2026-01-31",
            },
            "dlxh.programme.copy": lambda: {"programme_id": plan.id},
            "dlxh.inspection": lambda: {
                "unit_id": unit,
                "inspected_unit_id": at["inspected"].id,
                "name": name,
                "date_from": "2026-05-01",
            },
            "dlxh.inspection.finding": lambda: {
                **of_inspection,
                **MANDATORY,
                "name": name,
            },
            "dlxh.inspection.member": lambda: {
                **of_inspection,
                "partner_id": case.env["res.partner"].create({"name": name}).id,
            },
            "dlxh.inspection.recipient": lambda: {**of_inspection, "name": name},
            "dlxh.inspection.answer": lambda: {
                "finding_id": case.rows["dlxh.inspection.finding", "told"][
                    known["place"]
                ].id,
                "text": name,
            },
        }
