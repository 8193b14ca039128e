from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common_people import PeopleCase

#: what the file may hold (guardrail G18): a new field must be argued for here
OWN_FIELDS = set(
    # who, where, how to reach
    "partner_id user_id name phone email unit_id kind position expertise_ids"
    " is_rapporteur state active trained_on"
    # memberships, decisions and the pages of the file
    " membership_ids team_ids standard_check_ids consent_ids supply_ids"
    " commendation_ids discipline_ids evaluation_ids allowance_line_ids"
    # said of the reader or counted from the pages
    " is_me is_in_scope is_own_unit consent_state can_consent can_withdraw"
    " outstanding_count has_left".split()
)
FORBIDDEN = (
    "family",
    "father",
    "mother",
    "spouse",
    "child_name",
    "religio",
    "ethnic",
    "birth",
    "gender",
    "identity",
    "id_number",
    "passport",
    "citizen",
    "address",
    "home_",
    "health",
    "blood",
    "party_card",
    "alias",
    "secret",
    "photo",
    "image",
    "facebook",
    "zalo",
    "opinion",
)


@tagged("post_install", "-at_install")
class TestCollaboratorFile(PeopleCase):
    """What a file holds, whose it is and who opens it."""

    def test_personal_data_are_minimal(self):
        """Guardrail G18: no family, religion, ethnicity, identity number, birth."""
        models = ("collaborator", "consent", "supply", "discipline", "evaluation")
        for model in models:
            for name in self.env[f"dlxh.{model}"]._fields:
                with self.subTest(model=model, field=name):
                    self.assertFalse([word for word in FORBIDDEN if word in name])
        own = {
            name
            for name, field in self.env["dlxh.collaborator"]._fields.items()
            if field._modules == ("dlxh_collaborator",)
            and field.type in ("char", "text", "html", "binary", "json")
        }
        self.assertLessEqual(own - OWN_FIELDS, {"account_login", "duplicate_note"})

    def test_account_is_the_persons_own(self):
        """Who set himself as the account would read another's evaluations."""
        officer = self.chair("officer", self.province_a)
        with self.assertRaises(ValidationError):
            self.other.user_id = officer
        with self.assertRaises(AccessError):
            self.other.with_user(officer).write(
                {"partner_id": officer.partner_id.id, "user_id": officer.id}
            )

    def test_standards_are_checked_at_the_proposal(self):
        file = self.own(self.officer)
        file.action_check_standards()
        standards = self.env["dlxh.standard"].search([])
        self.assertEqual(file.standard_check_ids.standard_id, standards)
        file.standard_check_ids[0].write({"met": "no", "note": "Not yet"})
        file.action_check_standards()
        self.assertEqual(len(file.standard_check_ids), len(standards))
        self.assertEqual(self.own(self.user).standard_check_ids[0].met, "no")
        with self.assertRaises(AccessError):
            self.own(self.user).action_check_standards()
        self.assertFalse(
            self.can(self.chair("officer", self.ward_a2), file.standard_check_ids)
        )

    def test_own_file_opens(self):
        action = self.env["dlxh.collaborator"].with_user(self.user)
        action = action.action_open_my_file()
        self.assertEqual(action["res_id"], self.person.id)
        self.assertEqual([view[1] for view in action["views"]], ["form"])
        shown = self.own(self.user).get_view(action["views"][0][0], "form")["arch"]
        for page in ("evaluation_ids", "allowance_line_ids", "consent_ids"):
            self.assertIn(page, shown)
        stranger = self.chair("leader", self.ward_a1)
        action = self.env["dlxh.collaborator"].with_user(stranger)
        self.assertFalse(action.action_open_my_file().get("res_id"))

    def test_left_is_found_as_it_is_told(self):
        gone = self.collaborator(self.ward_a1)
        self.member(self.team, gone, date_to="2024-06-30")
        ended = self.collaborator(self.ward_a1, state="ended")
        people = gone | ended | self.person | self.other
        found = self.env["dlxh.collaborator"].search(
            [("has_left", "=", True), ("id", "in", people.ids)]
        )
        self.assertEqual(found, gone | ended)
        self.assertEqual(people.filtered("has_left"), gone | ended)

    def test_file_and_list_cost_few_queries(self):
        people = self.person | self.other
        for _number in range(8):
            people |= self.collaborator(self.ward_a1)
        for person in people:
            self.env["dlxh.supply"].create(
                {
                    "collaborator_id": person.id,
                    "unit_id": self.ward_a1.id,
                    "name": "Recorder",
                }
            )
        self.env.flush_all()
        names = ["name", "position", "unit_id", "consent_state", "outstanding_count"]
        files = people.with_user(self.officer)
        files.read(["name"])  # warms the caches of access rights
        self.env.invalidate_all()
        with self.assertQueryCount(14):
            files.read([*names, "has_left"])
