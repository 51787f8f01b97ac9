from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import tagged

from ..common import CollectionCommon


@tagged("post_install", "-at_install")
class TestSlipRpc(CollectionCommon):
    """Fields that ledger and methods decide are closed to all clients (R4.23)."""

    def setUp(self):
        super().setUp()
        self.slip = self.new_issued_slip(self.customer, 100, 50)
        self.promise = self.new_contact_on(self.slip, promise_date=self.day(5))
        self.dispute = self.new_dispute(self.slip.line_ids[0])

    def call(self, record, method, *args, user=None, **kwargs):
        model = self.env[record._name].with_user(user or self.finance)
        return call_kw(model, method, [record.ids, *args], kwargs)

    def test_finance_writes_no_frozen_field(self):
        changes = [
            (self.slip, {"amount_residual": 1}),
            (self.slip, {"responsible_id": self.colleague.id}),
            (self.slip, {"level_id": False}),
            (self.slip, {"letter_date": "2020-01-01"}),
            (self.slip, {"custody": "collector"}),
            (self.slip, {"holder_id": self.finance.id}),
            (self.slip, {"end_reason": "None"}),
            (self.promise, {"promise_state": "kept"}),
            (self.promise, {"promise_alerted": True}),
            (self.dispute, {"state": "refused"}),
            (self.dispute, {"decided_by_id": self.director.id}),
            (self.slip.run_id, {"is_told": True}),
            (self.slip.run_id, {"is_automatic": True}),
        ]
        for record, vals in changes:
            with (
                self.subTest(model=record._name, vals=vals),
                self.assertRaises(UserError),
            ):
                self.call(record, "write", vals)

    def test_lines_are_changed_through_no_slip(self):
        line = self.slip.line_ids[0]
        for command in ([1, line.id, {"amount_due": 1}], [2, line.id, 0], [5, 0, 0]):
            with self.subTest(command), self.assertRaises(UserError):
                self.call(self.slip, "write", {"line_ids": [command]})

    def test_nothing_is_made_that_has_begun_already(self):
        partner = self.customer.id
        made = {
            "collection.slip": {
                "partner_id": partner,
                "currency_id": self.slip.currency_id.id,
                "company_id": self.company.id,
                "state": "issued",
                "number": "CS/1",
            },
            "collection.slip.line": {"slip_id": self.slip.id, "amount_due": 5},
            "collection.run": {"state": "done"},
            "collection.contact": {
                "slip_id": self.slip.id,
                "promise_date": self.today,
                "promise_state": "kept",
            },
            "collection.dispute": {
                "slip_line_id": self.slip.line_ids[1].id,
                "reason": "Rusty",
                "state": "accepted",
            },
        }
        for model, vals in made.items():
            with (
                self.subTest(model),
                self.assertRaises(UserError),
            ):
                call_kw(self.env[model].with_user(self.finance), "create", [vals], {})

    def test_the_gate_is_no_method_of_a_client(self):
        for method in ("_write_protected", "_sweep", "_end", "_note_letter"):
            with self.subTest(method), self.assertRaises(AccessError):
                self.call(self.slip, method, {"state": "settled"})

    def test_decisions_over_rpc_ask_for_the_role_all_the_same(self):
        calls = [
            (self.slip, "action_void", self.seller),
            (self.slip, "action_return", self.manager),
            (self.slip.run_id, "action_generate", self.director),
            (self.dispute, "action_accept", self.manager),
            (self.dispute, "action_refuse", self.seller),
        ]
        for record, method, user in calls:
            args = [] if record == self.slip.run_id else ["Because"]
            with self.subTest(method), self.assertRaises(AccessError):
                self.call(record, method, *args, user=user)
        self.assertEqual(self.slip.state, "issued")
        self.assertEqual(self.dispute.sudo().state, "open")

    def test_a_copy_of_a_slip_is_no_issued_slip(self):
        with self.assertRaises(UserError):
            self.call(self.slip, "copy")


@tagged("post_install", "-at_install")
class TestSlipRegister(CollectionCommon):
    """The register of slips names each number that is missing (R4.23, F17)."""

    def setUp(self):
        super().setUp()
        for number in range(4):
            self.new_overdue(10, self.new_customer(name=f"C{number}"))
        self.run_ = self.new_issued()
        domain = [
            ("code", "=", "collection.slip"),
            ("company_id", "=", self.company.id),
        ]
        self.register = (
            self.env["sales.register"].with_user(self.finance).search(domain)
        )

    def test_void_and_returned_slips_are_no_gap(self):
        first, second = self.run_.slip_ids[:2]
        first.action_void("Torn")
        second.action_return("Nobody there")
        self.register.invalidate_recordset()
        self.assertRecordValues(
            self.register, [{"last_number": 4, "gap_count": 0, "gaps": ""}]
        )

    def test_a_slip_taken_from_the_database_is_named(self):
        slips = self.run_.sudo().slip_ids.sorted("number")
        number = slips[1].number
        self.env.flush_all()
        self.env.cr.execute("DELETE FROM collection_slip WHERE id = %s", [slips[1].id])
        self.env.invalidate_all()
        self.assertRecordValues(self.register, [{"gap_count": 1, "gaps": number}])

    def test_a_void_number_is_given_to_no_later_slip(self):
        last = self.run_.slip_ids.sorted("number")[-1]
        last.action_void("Torn")
        newer = self.new_issued().slip_ids
        self.assertEqual(newer.partner_id, last.partner_id)
        self.assertTrue(newer.number.endswith("/00005"))
