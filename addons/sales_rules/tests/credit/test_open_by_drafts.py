from odoo.fields import Command
from odoo.tests import tagged

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestOpenByDrafts(CreditCommon):
    """Items matched with a draft are open (R1.7): core keeps reconciliations when one
    side goes back to draft, and lets drafts be reconciled.
    """

    def match(self, *moves):
        lines = self.env["account.move.line"].union(*(move.line_ids for move in moves))
        lines.filtered(lambda line: line.account_type == "asset_receivable").reconcile()

    def test_case_1_a_payment_reset_to_draft_pays_nothing(self):
        """odoo/odoo#214363, #77668."""
        invoice = self.new_invoice(900, due=-1)
        payment = self.pay(900, invoice=invoice)
        self.assert_exposure(0)
        payment.action_draft()
        self.assertTrue(invoice.line_ids.filtered("reconciled"), "as core keeps it")
        self.assert_exposure(900)
        self.assertEqual(self.get_figures().overdue, 900)
        order = self.new_held(900)
        credit = self.get_holds(order).filtered(lambda h: h.reason == "credit_limit")
        self.assertEqual(credit.over, 800)
        overdue = self.get_holds(order) - credit
        self.assertRecordValues(overdue, [{"reason": "overdue", "days": 1}])
        self.assertEqual(overdue.item_ids.amount_residual, 900)

    def test_case_1_posted_again_all_is_back(self):
        invoice = self.new_invoice(900, due=-1)
        payment = self.pay(900, invoice=invoice)
        payment.action_draft()
        payment.action_post()
        self.assert_exposure(0)
        self.new_confirmed(900)

    def test_case_1_a_part_matched_with_a_draft_is_open_beside_the_rest(self):
        invoice = self.new_invoice(900, due=-1)
        payment = self.pay(400, invoice=invoice)
        self.assert_exposure(500)
        payment.action_draft()
        self.assert_exposure(900)
        self.assertEqual(self.get_figures().overdue, 900)

    def test_case_1_a_credit_note_reset_to_draft_credits_nothing(self):
        invoice = self.new_invoice(900)
        note = self.new_invoice(300, move_type="out_refund")
        self.match(invoice, note)
        self.assert_exposure(600)
        note.button_draft()
        self.assert_exposure(900)

    def test_case_1_an_invoice_reset_to_draft_leaves_its_payment_as_credit(self):
        invoice = self.new_invoice(900)
        self.pay(900, invoice=invoice)
        invoice.button_draft()
        self.assert_exposure(-900)

    def test_case_1_a_payment_of_a_contact_counts_for_its_customer(self):
        contact = self.new_contact(self.customer)
        invoice = self.new_invoice(900, contact, due=-1)
        payment = self.pay(900, contact, invoice)
        payment.action_draft()
        self.assert_exposure(900)

    def test_case_1_lists_and_reports_agree(self):
        payment = self.pay(900, invoice=self.new_invoice(900, due=-1))
        payment.action_draft()
        report = self.env["sales.credit.report"].sudo()
        row = report.search([("partner_id", "=", self.customer.id)])
        self.assertRecordValues(row, [{"receivable": 900, "overdue": 900}])

    def test_case_1_a_payment_of_a_draft_invoice_is_credit(self):
        """Prepaid 1,000: order A over 500 with its draft invoice, and order B over 500
        are paid.
        """
        self.give_tier(self.customer, self.new_tier(0, grace_days=30))
        payment = self.pay(1000)
        first = self.new_confirmed(500)
        draft = self.invoice_order(first, post=False)
        self.match(draft, payment.move_id)
        self.assert_exposure(-1000, orders=500)
        self.new_confirmed(500)
        self.assert_exposure(-1000, orders=1000)
        self.new_held(0.01)


@tagged("post_install", "-at_install")
class TestReissuedInvoice(CreditCommon):
    """An invoice reversed and made anew is no return (R1.7)."""

    def reissue(self, invoice):
        """Credit an invoice in full and make it anew as a draft, as core's dialog does.

        :return: the draft
        """
        wizard = self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        action = wizard.create({"journal_id": invoice.journal_id.id}).modify_moves()
        return self.env["account.move"].browse(action["res_id"])

    def credit(self, invoice):
        """Credit an invoice in full, as core's dialog does."""
        wizard = self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        action = wizard.create({"journal_id": invoice.journal_id.id}).refund_moves()
        self.env["account.move"].browse(action["res_id"]).action_post()

    def test_case_5_reversed_and_made_anew_as_a_draft_is_still_ordered(self):
        """OCA/sale-workflow#4444."""
        draft = self.reissue(self.invoice_order(self.new_confirmed(900)))
        self.assertEqual(draft.state, "draft")
        self.assert_exposure(0, orders=900)
        order = self.new_held(900)
        self.assertEqual(self.get_holds(order).over, 800)

    def test_case_5_its_posted_successor_counts_once(self):
        draft = self.reissue(self.invoice_order(self.new_confirmed(900)))
        draft.action_post()
        self.assert_exposure(900)

    def test_case_5_the_rest_of_the_order_stays(self):
        order = self.new_confirmed(900)
        first = self.invoice_order(order, post=False)
        first.invoice_line_ids.quantity = 400
        first.action_post()
        draft = self.reissue(first)
        self.assert_exposure(0, orders=900)
        draft.action_post()
        self.assert_exposure(400, orders=500)

    def test_case_5_a_second_time(self):
        draft = self.reissue(self.invoice_order(self.new_confirmed(900)))
        draft.action_post()
        draft = self.reissue(draft)
        self.assert_exposure(0, orders=900)
        draft.action_post()
        self.assert_exposure(900)

    def test_case_5_given_up_it_is_a_return(self):
        draft = self.reissue(self.invoice_order(self.new_confirmed(900)))
        draft.unlink()
        self.assert_exposure(0)

    def test_case_5_made_anew_from_the_order_it_is_still_ordered(self):
        """Credited in one step, invoiced again from the order in another."""
        order = self.new_confirmed(900)
        self.credit(self.invoice_order(order))
        self.assert_exposure(0)
        draft = self.invoice_order(order, post=False)
        self.assert_exposure(0, orders=900)
        draft.action_post()
        self.assert_exposure(900)

    def test_a_return_puts_nothing_back(self):
        self.credit(self.invoice_order(self.new_confirmed(900)))
        self.assert_exposure(0)


@tagged("post_install", "-at_install")
class TestTradeReceivables(CreditCommon):
    """Receivables that are no trade count nowhere (R1.7)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_receivable = cls.env["account.account"].create(
            {
                "code": "122199",
                "name": "Other receivables",
                "account_type": "asset_receivable",
                "reconcile": True,
                "non_trade": True,
            }
        )

    def owe(self, amount, partner):
        """An entry of other receivables."""
        revenue = self.company_data["default_account_revenue"]
        entry = self.env["account.move"].create(
            {
                "move_type": "entry",
                "date": self.today,
                "line_ids": [
                    Command.create(
                        {
                            "account_id": self.other_receivable.id,
                            "partner_id": partner.id,
                            "balance": amount,
                        }
                    ),
                    Command.create({"account_id": revenue.id, "balance": -amount}),
                ],
            }
        )
        entry.action_post()
        return entry

    def test_case_6_what_an_owner_owes_otherwise_holds_no_order(self):
        """odoo/odoo#39938, #185141."""
        self.owe(800, self.customer)
        self.assert_exposure(0)
        self.new_confirmed(1000)

    def test_case_6_an_account_that_becomes_trade_counts_from_then_on(self):
        self.addCleanup(self.registry.clear_cache)
        self.owe(800, self.customer)
        self.assert_exposure(0)
        self.other_receivable.non_trade = False
        self.assert_exposure(800)
        self.other_receivable.non_trade = True
        self.assert_exposure(0)
