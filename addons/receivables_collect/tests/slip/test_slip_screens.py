from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from ..common import CollectionCommon


@tagged("post_install", "-at_install")
class TestSlipScreens(CollectionCommon):
    """The buttons of slips, runs, disputes and customers at work (R4.23)."""

    def setUp(self):
        super().setUp()
        self.slip = self.new_issued_slip(self.customer, 100, 50)

    def ask(self, user, action, documents):
        reasons = self.env["sales.reason"].with_user(user)
        context = {
            "active_model": documents._name,
            "active_ids": documents.ids,
            "default_action": action,
        }
        with Form(reasons.with_context(**context)) as form:
            form.reason = "Torn"
        return form.record

    def test_selected_slips_are_voided_with_one_reason(self):
        second = self.new_issued_slip(self.new_customer())
        slips = self.slip | second
        reason = self.ask(self.finance, "void", slips)
        reason.action_apply()
        self.assertEqual(set(slips.mapped("state")), {"void"})
        self.assertEqual(set(slips.mapped("end_reason")), {"Torn"})

    def test_a_slip_is_returned_from_its_form(self):
        reason = self.ask(self.finance, "return", self.slip)
        reason.action_apply()
        self.assertEqual(self.slip.state, "returned")

    def test_the_director_decides_a_dispute_in_the_dialog(self):
        dispute = self.new_dispute(self.slip.line_ids[0])
        for decision, state in (("accept", "accepted"),):
            reason = self.ask(self.director, decision, dispute)
            reason.action_apply()
            self.assertEqual(dispute.sudo().state, state)

    def test_the_dialog_gives_no_role(self):
        reason = self.ask(self.director, "void", self.slip)
        with self.assertRaises(AccessError):
            reason.action_apply()

    def test_a_dispute_is_noted_from_the_line(self):
        action = self.slip.line_ids[0].with_user(self.seller).action_dispute()
        disputes = self.env["collection.dispute"].with_user(self.seller)
        with Form(disputes.with_context(**action["context"])) as form:
            form.reason = "Rusty"
        self.assertEqual(form.record.amount, 100)
        self.assertTrue(self.slip.line_ids[0].is_disputed)

    def test_a_contact_is_noted_from_the_slip(self):
        contacts = self.env["collection.contact"].with_user(self.seller)
        with Form(contacts.with_context(default_slip_id=self.slip.id)) as form:
            form.result = "promised"
            form.promise_date = self.day(2)
            form.promise_amount = 70
        self.assertRecordValues(
            self.slip, [{"promise_amount": 70, "promise_date": self.day(2)}]
        )

    def test_the_customers_button_counts_what_the_user_may_see(self):
        counts = {}
        for user in (self.seller, self.finance, self.other_seller):
            partner = self.customer.with_user(user)
            counts[user] = partner.sudo(False).collection_slip_count
        self.assertEqual(list(counts.values()), [1, 1, 0])
        with self.assertRaises(AccessError):
            self.customer.with_user(self.clerk).collection_slip_count  # noqa: B018
        action = self.customer.with_user(self.seller).action_view_collection_slips()
        slips = self.env["collection.slip"].with_user(self.seller)
        self.assertEqual(slips.search(action["domain"]), self.slip)

    def test_contacts_count_with_their_customer(self):
        contact = self.new_contact(self.customer)
        self.assertEqual(contact.with_user(self.seller).collection_slip_count, 1)

    def test_the_slip_opens_its_items_and_contacts(self):
        self.new_contact_on(self.slip)
        slip = self.slip.with_user(self.finance)
        items = self.env["account.move.line"].search(slip.action_view_items()["domain"])
        self.assertEqual(items, self.slip.line_ids.move_line_id)
        contacts = self.env["collection.contact"].sudo()
        found = contacts.search(slip.action_view_contacts()["domain"])
        self.assertEqual(found, self.slip.contact_ids)

    def test_the_run_opens_its_slips(self):
        domain = self.slip.run_id.action_view_slips()["domain"]
        self.assertEqual(self.slip.search(domain), self.slip)

    def test_only_finance_excludes_items(self):
        move = self.new_overdue()
        accountant = self.new_user("accountant", "account.group_account_invoice")
        for record in (move, self.get_item(move)):
            with self.assertRaises(AccessError):
                record.with_user(accountant).write({"collection_exclusion": "Mine"})
        move.with_user(self.finance).collection_exclusion = "Barter"
