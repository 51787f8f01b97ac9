from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common_amendment import AmendmentCommon
from ..common_portal import PortalCommon


@tagged("post_install", "-at_install")
class TestPortalPayment(PortalCommon, AmendmentCommon):
    """R2.10: a buyer pays 300,000 at once, and 700,000 in two months, online."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls.new_signed()
        cls.down, cls.rest = cls.contract.instalment_ids.sorted("sequence")
        cls.online = cls.env["property.portal.payment"].with_user(cls.owner)

    def pay_online(self, rows, amount, **vals):
        transaction = self.new_online(self.contract, rows, amount, **vals)
        self.let_come(transaction)
        return transaction

    def get_owed(self):
        return self.get_contract_balance(self.contract, "receivable")

    def test_an_instalment_is_paid_in_the_designated_account(self):
        self.assertEqual(
            self.online._get_bill(self.contract, str(self.down.id)),
            (self.down, 300_000),
        )
        paid = self.pay_online(self.down, 300_000)
        payment = paid.payment_id
        self.assertEqual(payment.journal_id, self.permit_journal)
        self.assertEqual(payment.move_id.state, "posted")
        self.assertEqual(payment.partner_id, self.buyer)
        bank, claim = payment.move_id.line_ids.sorted("balance", reverse=True)
        self.assertEqual(bank.account_id, payment.outstanding_account_id)
        self.assertEqual(claim.account_id, self.get_account("receivable"))
        self.assertEqual(claim.contract_id, self.contract)
        self.assertTrue(claim.reconciled)
        self.assertEqual(self.down.state, "paid")
        self.assertEqual(self.rest.state, "planned")
        credit = self.contract.bank_credit_ids
        self.assertEqual(credit.transaction_id, paid)
        self.assertEqual((credit.reference, credit.amount), (paid.reference, 300_000))
        self.assertFalse(credit.payer)

    def test_it_is_in_the_ledger_of_the_day_like_a_bank_credit(self):
        self.pay_online(self.down, 300_000)
        lines = self.env["property.ledger.line"].sudo()
        line = lines.search([("contract_id", "=", self.contract.id)])
        self.assertEqual((line.kind, line.amount), ("credit", 300_000))
        self.assertEqual(line.date, self.today)
        day = self.new_day()
        self.assertEqual(day.sudo().amount_received, 300_000)
        day.action_close()
        self.assertEqual(day.action_verify_chain(), [])

    def test_a_part_leaves_the_rest_open(self):
        self.credit(self.contract, 100_000)
        self.env.invalidate_all()
        self.assertEqual(
            self.online._get_bill(self.contract, str(self.down.id))[1], 200_000
        )
        self.pay_online(self.down, 200_000)
        self.assertEqual(self.down.state, "paid")
        self.assertEqual(self.get_owed(), 0)

    def test_an_instalment_is_paid_before_its_day(self):
        self.assertEqual(
            self.online._get_bill(self.contract, str(self.rest.id)),
            (self.rest, 700_000),
        )
        self.pay_online(self.rest, 700_000)
        self.assertEqual((self.down.state, self.rest.state), ("claimed", "paid"))
        self.assertEqual(self.contract.amount_open, 300_000)

    def test_all_that_is_due_is_paid_together(self):
        self.assertEqual(
            self.online._get_bill(self.contract, "due"), (self.down, 300_000)
        )
        self.contract._write_protected({"signed_on": self.day(-30)})
        self.down._write_protected({"date_due": self.day(-20)})
        claim = self.env["property.late.fee"].sudo()._claim(self.contract, "late_fee")
        self.env.invalidate_all()
        due = 300_000 + claim.amount
        self.assertGreater(claim.amount, 0)
        self.assertEqual(self.online._get_bill(self.contract, "due")[1], due)
        self.pay_online(self.down, due)
        self.assertEqual((self.down.state, self.contract.amount_open), ("paid", 0))

    def test_what_is_paid_or_not_there_cannot_be_paid(self):
        self.pay_online(self.down, 300_000)
        other = self.env["property.instalment"].sudo().search([], limit=1, order="id")
        for subject in (str(self.down.id), "due", "0", "", "x", str(other.id + 10**6)):
            with self.subTest(subject):
                self.assertEqual(self.online._get_bill(self.contract, subject)[1], 0)
                self.assertFalse(self.online._get_form(self.contract, subject))

    def test_money_for_what_is_paid_by_then_waits_on_the_contract(self):
        first = self.new_online(self.contract, self.down, 300_000)
        second = self.new_online(self.contract, self.down, 300_000)
        self.let_come(first)
        self.let_come(second)
        # it claims what comes next, and pays a part of that
        self.assertEqual(self.rest.amount_residual, 400_000)
        self.pay_online(self.rest, 700_000)
        self.assertEqual(self.contract.amount_waiting, 300_000)
        self.assertEqual(self.contract.amount_paid, 1_300_000)
        refund_id = self.contract.with_user(self.finance).action_refund()
        refund = self.env["account.payment"].sudo().browse(refund_id)
        self.assertEqual(refund.amount, 300_000)

    def test_told_twice_it_is_booked_once(self):
        paid = self.pay_online(self.down, 300_000)
        before = paid.payment_id
        paid._set_done()
        paid._post_process()
        paid._book_home()
        self.assertEqual(paid.payment_id, before)
        self.assertEqual(len(self.contract.bank_credit_ids), 1)
        with self.assert_refused("nothing came that is not booked"):
            paid.with_user(self.finance).action_book_home()

    def test_what_is_not_done_books_nothing(self):
        for step in ("_set_pending", "_set_canceled"):
            transaction = self.new_online(self.contract, self.down, 300_000)
            getattr(transaction, step)()
            transaction._post_process()
            self.assertFalse(transaction.payment_id)
        failed = self.new_online(self.contract, self.down, 300_000)
        failed._set_error("No money")
        failed._post_process()
        self.assertFalse(self.contract.bank_credit_ids)
        self.assertEqual(self.get_owed(), 300_000)

    def test_while_it_is_under_way_it_is_not_paid_again(self):
        self.new_online(self.contract, self.down, 300_000)._set_pending()
        self.env.invalidate_all()
        self.assertEqual(self.online._get_bill(self.contract, str(self.down.id))[1], 0)
        self.assertEqual(self.online._get_bill(self.contract, "due")[1], 0)

    def test_only_providers_of_the_designated_account_are_offered(self):
        bank = self.env["account.journal"].create(
            {"name": "Other", "type": "bank", "code": "OTH"}
            | {"company_id": self.company.id}
        )
        other = self.new_provider(bank, "Elsewhere")
        found = self.online._get_providers(self.contract, 300_000)
        self.assertEqual(found, self.provider)
        self.provider.is_published = False
        self.assertFalse(self.online._get_providers(self.contract, 300_000))
        paid = self.new_online(self.contract, self.down, 300_000, provider_id=other.id)
        self.let_come(paid)
        self.assertFalse(paid.payment_id)
        self.assertIn("designated account", self.contract.message_ids[:1].body)
        with self.assert_refused("does not pay into the designated account"):
            paid.with_user(self.finance).action_book_home()
        with self.assertRaises(AccessError):
            paid.with_user(self.home_seller).action_book_home()

    def test_the_ended_contract_takes_no_money_and_finance_sees_it(self):
        paid = self.new_online(self.contract, self.down, 300_000)
        self.rescind(self.contract)
        self.env.invalidate_all()
        self.assertEqual(self.contract.state, "rescinded")
        self.assertFalse(self.online._get_payable(self.contract))
        self.assertEqual(self.online._get_due(self.contract), 0)
        self.let_come(paid)
        self.assertFalse(paid.payment_id)
        self.assertTrue(paid.is_post_processed)
        self.assertIn(paid.reference, self.contract.message_ids[:1].body)
        action = self.env.ref("property_sales.payment_transaction_action_homes").sudo()
        self.assertIn("property_contract_id", action.domain)
        rows = (
            self.env["payment.transaction"]
            .with_user(self.finance)
            .search([("state", "=", "done"), ("payment_id", "=", False)])
        )
        self.assertIn(paid, rows.sudo())

    def test_a_refund_of_the_provider_books_nothing(self):
        paid = self.pay_online(self.down, 300_000)
        with self.assert_refused("Finance pays it back there"):
            paid.with_user(self.finance).action_refund()
        child = paid._create_child_transaction(300_000, is_refund=True)
        self.assertEqual(child.property_contract_id, self.contract)
        self.let_come(child)
        self.assertFalse(child.payment_id)
        self.assertEqual(self.get_owed(), 0)
        self.assertIn(child.reference, self.contract.message_ids[:1].body)

    def test_a_chargeback_leaves_the_payment_as_it_was_posted(self):
        paid = self.pay_online(self.down, 300_000)
        paid._set_canceled(extra_allowed_states=("done",))
        paid._post_process()
        self.assertEqual(paid.payment_id.move_id.state, "posted")
        self.assertEqual(self.down.state, "paid")
        self.assertIn("was cancelled, or paid back", self.contract.message_ids[:1].body)

    def test_money_of_a_closed_day_is_booked_on_the_open_one(self):
        paid = self.new_online(self.contract, self.down, 300_000)
        paid._set_done()
        day = self.new_day(self.day(-1))
        day.action_close()
        paid.last_state_change -= timedelta(days=2)
        paid._post_process()
        self.assertEqual(self.contract.bank_credit_ids.date, self.today)

    def test_after_todays_close_it_waits_for_tomorrow(self):
        paid = self.new_online(self.contract, self.down, 300_000)
        self.new_day().action_close()
        self.let_come(paid)
        self.assertFalse(paid.payment_id)
        self.assertFalse(paid.is_post_processed)
        self.assertEqual(self.online._get_due(self.contract), 0)

    def test_a_payer_who_is_not_the_first_buyer_is_named(self):
        paid = self.pay_online(self.down, 300_000, user=self.other_owner)
        self.assertEqual(paid.payment_id.partner_id, self.buyer)
        self.assertEqual(self.contract.bank_credit_ids.payer, self.other_buyer.name)

    def test_nobody_types_that_money_came(self):
        draft = self.new_online(self.contract, self.down, 300_000)
        for vals in ({"state": "done"}, {"amount": 1}, {"reference": "X"}):
            with self.subTest(vals), self.assert_refused("cannot be changed directly"):
                draft.with_user(self.finance).write(vals)
        rows = self.env["payment.transaction"].with_user(self.finance)
        vals = {
            "provider_id": self.provider.id,
            "payment_method_id": self.provider.payment_method_ids[:1].id,
            "amount": 5,
            "currency_id": self.company.currency_id.id,
            "partner_id": self.buyer.id,
            "property_contract_id": self.contract.id,
        }
        with self.assertRaises(UserError):
            rows.create(vals)
