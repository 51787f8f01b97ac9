from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestApprovalQuestion(CreditCommon):
    """Approvers ask back, and the question goes on waiting (R1.1)."""

    def ask(self, order, text="When do they pay?", user=None):
        row = self.get_approvals(order).with_user(user or self.manager)
        return row.sudo(False).action_question(text)

    def test_the_requester_is_notified_on_the_document(self):
        order = self.new_held(1200)
        self.ask(order)
        message = order.sudo().message_ids[0]
        self.assertIn("When do they pay?", message.body)
        self.assertEqual(message.author_id, self.manager.partner_id)
        self.assertEqual(message.notified_partner_ids, self.seller.partner_id)
        self.assertEqual(self.get_approvals(order).state, "pending")

    def test_the_customer_reads_nothing_of_it(self):
        order = self.new_held(1200)
        order.message_subscribe(partner_ids=self.customer.ids)
        self.ask(order)
        message = order.sudo().message_ids[0]
        self.assertTrue(message.is_internal or message.subtype_id.internal)
        self.assertNotIn(self.customer, message.notified_partner_ids)

    def test_who_does_not_decide_asks_nothing(self):
        order = self.new_held(1200)
        with self.assertRaises(AccessError):
            self.ask(order, user=self.other_manager)
        with self.assertRaises(AccessError):
            self.ask(order, user=self.seller)

    def test_a_question_is_not_empty_and_not_of_what_was_decided(self):
        order = self.new_held(1200)
        with self.assertRaisesRegex(UserError, "what you want to know"):
            self.ask(order, " ")
        order.with_user(self.manager).action_approve()
        with self.assertRaises(UserError):
            self.ask(order)

    def test_the_dialog_asks_too(self):
        row = self.get_approvals(self.new_held(1200)).with_user(self.manager)
        dialog = self.env["sales.approval.reason"].with_user(self.manager)
        dialog = dialog.create(
            {
                "action": "question",
                "res_model": row._name,
                "res_ids": row.ids,
                "reason": "Why?",
            }
        )
        dialog.action_apply()
        order = self.env["sale.order"].browse(row.res_id)
        self.assertIn("Why?", order.sudo().message_ids[0].body)

    def test_the_credit_stands_beside_the_question_for_the_department(self):
        row = self.get_approvals(self.new_held(1200))
        panel = row.with_user(self.manager).sudo(False).credit_panel
        self.assertEqual(panel["tier"]["name"], self.customer.tier_id.name)
        fields_of = self.env["sales.approval"].with_user(self.clerk).fields_get
        self.assertNotIn("credit_panel", fields_of())
