from odoo.tests import Form, tagged

from .common_circular import DlxhCircularCase

NAME = {"fields": {"display_name": {}}}
DELIVERY_LIST = {
    **{name: {} for name in ("abstract", "document_code", "name", "sent_at", "due_at")},
    **{name: {} for name in ("received_at", "acknowledged_at", "relayed_at")},
    **{name: {} for name in ("is_late", "state", "kind", "can_acknowledge")},
    **{name: NAME for name in ("unit_id", "parent_unit_id", "issuer_unit_id")},
    **{name: NAME for name in ("level_id", "via_unit_id", "circular_id")},
}
CIRCULAR_LIST = {
    **{name: {} for name in ("sent_at", "kind", "document_code", "abstract")},
    **{name: {} for name in ("deadline", "handed_out_count", "acknowledged_count")},
    **{name: {} for name in ("late_count", "relayed_count", "state", "display_name")},
    **{name: {} for name in ("can_approve", "can_send", "sender_name")},
    "unit_id": NAME,
}


@tagged("post_install", "-at_install")
class TestCircularQueries(DlxhCircularCase):
    """A screen costs the same number of queries for five rows and for twenty."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for number in range(30):
            cls._unit(f"query_{number}", "above_grassroots", cls.province_a)
        cls.circulars = [cls.sent(to_teams=True) for _number in range(12)]
        cls.officer = cls.officers[cls.province_a]

    def queries_of(self, do):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        do()
        return self.env.cr.sql_log_count - before

    def queries_of_list(self, model, user, specification, limit):
        rows = self.env[model].with_user(user)

        def read():
            found = rows.web_search_read([], specification, limit=limit)
            self.assertEqual(len(found["records"]), limit)

        read()  # fill the caches of the registry
        return self.queries_of(read)

    def test_lists(self):
        for model, user, specification in (
            ("dlxh.circular.delivery", self.officer, DELIVERY_LIST),
            ("dlxh.circular.delivery", self.officers[self.ward_a1], DELIVERY_LIST),
            ("dlxh.circular", self.officer, CIRCULAR_LIST),
            ("dlxh.circular", self.officers[self.ward_a1], CIRCULAR_LIST),
            ("dlxh.circular", self.reader, {"abstract": {}, "sender_name": {}}),
        ):
            few = self.queries_of_list(model, user, specification, 4)
            many = self.queries_of_list(model, user, specification, 12)
            with self.subTest(model=model, user=user.login):
                self.assertEqual(few, many)
                self.assertLess(many, 30)

    def test_forms(self):
        """The form does not cost more because more units were addressed."""
        few, many = self.sent(self.ward_a1), self.circulars[0]
        view = "dlxh_reporting.dlxh_circular_view_form"

        def opened(circular):
            mine = circular.with_user(self.officers[circular.unit_id])
            return self.queries_of(lambda: Form(mine, view))

        opened(few)
        opened(many)
        self.assertLessEqual(opened(many), opened(few) + 2)

    def test_the_form_of_a_delivery(self):
        delivery = self.delivery(self.circulars[0], self.ward_a1)
        Form(delivery)  # notes the receipt, warms up
        self.assertLess(self.queries_of(lambda: Form(delivery)), 60)

    def test_cards(self):
        for user in (self.officer, self.officers[self.ward_a1], self.reader):
            items = self.env["dlxh.work.item"].with_user(user)
            items._circular_cards()
            self.assertLess(self.queries_of(items._circular_cards), 25)
