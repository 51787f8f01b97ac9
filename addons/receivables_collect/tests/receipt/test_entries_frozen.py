from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestEntriesFrozen(MoneyCommon):
    """Attacks A14 and A23: entries of verified money stay, whatever the way; a bounce
    is the way out (R4.27).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slip = cls.new_slip_over(100, 50)
        paper = {"reference": "1", "bank": "ICBC", "date_due": cls.today}
        draft = cls.new_draft(cls.slip, [("cash", 90, {}), ("cheque", 60, paper)])
        draft.action_propose()
        draft.action_collect()
        cls.receipt = draft.sudo()
        cls.report = cls.receipt.report_id
        cls.submit(cls.report)
        cls.count(cls.report, cash=80)
        cls.settle(cls.report, "debt")
        cls.verify(cls.report)
        cls.payments = cls.receipt.method_ids.payment_id
        cls.difference = cls.report.difference_ids

    def get_ways(self, move):
        item = move.line_ids.filtered(lambda line: line.partner_id)[:1]
        other = self.new_customer(limit=None)
        account = self.company_data["default_account_revenue"]
        return {
            "move draft": lambda: move.write({"state": "draft"}),
            "move cancel": lambda: move.write({"state": "cancel"}),
            "button_draft": move.button_draft,
            "button_cancel": move.button_cancel,
            "reversal": lambda: move._reverse_moves(cancel=True),
            "partner": lambda: move.write({"partner_id": other.id}),
            "date": lambda: move.write({"date": self.day(-3)}),
            "lines": lambda: move.write(
                {"line_ids": [Command.update(item.id, {"partner_id": other.id})]}
            ),
            "item partner": lambda: item.write({"partner_id": other.id}),
            "item account": lambda: item.write({"account_id": account.id}),
            "item amount": lambda: item.write({"balance": 1, "amount_currency": 1}),
            "item unlink": lambda: item.with_context(force_delete=True).unlink(),
            "move unlink": lambda: move.with_context(force_delete=True).unlink(),
            "uninstall": lambda: item.with_context(
                force_delete=True, _force_unlink=True
            ).unlink(),
        }

    def assert_frozen(self, move):
        before = move.line_ids.read(["partner_id", "account_id", "balance"])
        for user in (self.finance, self.env.user):
            for name, way in self.get_ways(move.with_user(user)).items():
                with self.subTest(way=name, user=user.login):
                    with self.assertRaises(UserError), self.cr.savepoint():
                        way()
        self.env.invalidate_all()
        self.assertEqual(move.state, "posted")
        self.assertEqual(
            move.line_ids.read(["partner_id", "account_id", "balance"]), before
        )

    def test_the_entry_of_a_verified_payment_stays(self):
        self.assert_frozen(self.payments[0].move_id)

    def test_the_entry_of_a_difference_stays(self):
        self.assert_frozen(self.difference.move_id)

    def test_the_payment_itself_stays(self):
        payment = self.payments[0].with_user(self.finance)
        for vals in ({"state": "draft"}, {"state": "canceled"}, {"amount": 1}):
            with self.subTest(vals), self.assertRaises(UserError):
                payment.write(vals)
        for way in (payment.action_draft, payment.action_cancel, payment.unlink):
            with self.assertRaises(UserError):
                way()

    def test_a_bounce_is_the_way_out_and_its_entry_stays_too(self):
        cheque = self.receipt.method_ids[1]
        cheque.with_user(self.finance).action_bounce()
        self.assertEqual(cheque.payment_id.state, "rejected")
        self.assert_frozen(cheque.bounce_move_id)
        self.assertEqual(self.slip.amount_residual, 60)

    def test_unreconciling_reopens_the_debt_and_changes_no_entry(self):
        item = self.slip.line_ids.move_line_id.sorted("date_maturity")[0]
        item.with_user(self.finance).remove_move_reconcile()
        self.assertGreater(self.slip.amount_residual, 0)
        self.assertEqual(set(self.payments.move_id.mapped("state")), {"posted"})

    def test_other_entries_are_free(self):
        payment = self.pay(5)
        payment.move_id.with_user(self.finance).button_draft()
        self.assertEqual(payment.move_id.state, "draft")
        entry = self.new_entry(5, self.customer)
        item = entry.line_ids.filtered("partner_id")
        item.partner_id = self.new_customer(limit=None)
        entry.write({"state": "draft"})
        self.assertEqual(entry.state, "draft")

    def test_the_link_of_an_unverified_receipt_is_protected_and_its_day_verified(self):
        customer = self.new_customer(limit=None)
        slip = self.new_slip_over(70, customer=customer, holder=self.colleague)
        receipt = self.collect(slip, 70)
        part = receipt.method_ids
        payments = self.env["account.payment"].with_user(self.finance)
        vals = {"partner_id": slip.partner_id.id, "amount": 70}
        linked = vals | {"collection_method_id": part.id}
        payment = payments.create(vals)
        default = payments.with_context(default_collection_method_id=part.id)
        partner = self.env["res.partner"].browse(slip.partner_id.id)
        ways = {
            "create": lambda: payments.create(linked),
            "sudo": lambda: payments.sudo().create(linked),
            "default": lambda: default.create(vals),
            "write": lambda: payment.write({"collection_method_id": part.id}),
            "copy": lambda: payment.copy({"collection_method_id": part.id}),
            "method": lambda: part.sudo().write({"payment_id": payment.id}),
            "move": lambda: payment.move_id.create(
                {"payment_ids": [Command.create(linked)]}
            ),
            "load": lambda: self.load(payments, partner, part),
        }
        for name, way in ways.items():
            with self.subTest(name), self.assertRaises(UserError), self.cr.savepoint():
                way()
        self.assertFalse(part.payment_id)
        self.verify(receipt.report_id)
        self.assertEqual(part.payment_id.amount, 70)

    def load(self, payments, partner, part):
        """An import; its errors are messages, raised here as one."""
        columns = ["partner_id/.id", "amount", "collection_method_id/.id"]
        rows = [[str(partner.id), "70", str(part.id)]]
        result = payments.load(columns, rows)
        if not result["ids"]:
            raise UserError(str(result["messages"]))


@tagged("post_install", "-at_install")
class TestBankOrderReturned(MoneyCommon):
    """A paid bank order has a way out: the bank takes its money back (R3.14)."""

    def test_a_returned_payment_reopens_its_invoices_and_is_frozen_before(self):
        invoice = self.new_invoice(100, due=-5)
        orders = self.env["collection.bank.order"].with_user(self.seller)
        order = orders.create(
            {
                "partner_id": self.customer.id,
                "amount": 100,
                "payer_bank": "ICBC",
                "payer_account": "6222",
                "invoice_ids": [Command.set(invoice.ids)],
            }
        )
        order.action_issue()
        finance = order.with_user(self.finance)
        finance.action_present()
        finance.action_pay()
        self.assert_exposure(receivable=0)
        move = order.sudo().payment_id.move_id
        with self.assertRaisesRegex(UserError, "bank order"):
            move.with_user(self.finance).write({"state": "draft"})
        finance.action_refuse("Account blocked")
        self.assertEqual(order.state, "refused")
        self.assert_exposure(receivable=100)
        with self.assertRaises(UserError):
            order.sudo().return_move_id.button_draft()
        with self.assertRaises(UserError):
            finance.action_refuse("Again")
