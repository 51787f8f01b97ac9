from odoo.fields import Command
from odoo.tests import tagged

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestCreditExposure(CreditCommon):
    """Each amount counts once: in the ledger, or in an order not yet invoiced
    (R1.7).
    """

    def test_nothing_is_owed_by_who_bought_nothing(self):
        self.assert_exposure()

    def test_quotations_and_cancelled_orders_count_nothing(self):
        self.new_order(100)
        self.new_order(100).state = "sent"
        self.new_confirmed(100)._action_cancel()
        self.assert_exposure()

    def test_a_confirmed_order_counts_with_its_taxes(self):
        line = {"product_id": self.goods.id, "product_uom_qty": 100}
        taxes = {"tax_ids": [Command.set(self.percent_tax(15).ids)]}
        self.new_confirmed(order_line=[Command.create(line | taxes)])
        self.assert_exposure(orders=115)

    def test_an_invoiced_order_counts_in_the_ledger_only(self):
        self.invoice_order(self.new_confirmed(100))
        self.assert_exposure(receivable=100)

    def test_a_draft_invoice_counts_in_the_order_only(self):
        self.invoice_order(self.new_confirmed(100), post=False)
        self.assert_exposure(orders=100)

    def test_a_cancelled_invoice_puts_the_order_back(self):
        invoice = self.invoice_order(self.new_confirmed(100))
        invoice.button_draft()
        self.assert_exposure(orders=100)
        invoice.button_cancel()
        self.assert_exposure(orders=100)

    def test_a_part_invoiced_order_counts_the_rest_with_taxes(self):
        line = {"product_id": self.goods.id, "product_uom_qty": 100}
        taxes = {"tax_ids": [Command.set(self.percent_tax(15).ids)]}
        order = self.new_confirmed(order_line=[Command.create(line | taxes)])
        invoice = self.invoice_order(order, post=False)
        invoice.invoice_line_ids.quantity = 40
        invoice.action_post()
        self.assert_exposure(receivable=46, orders=69)

    def test_a_part_invoiced_order_with_a_draft_for_the_rest_counts_once(self):
        order = self.new_confirmed(100)
        first = self.invoice_order(order, post=False)
        first.invoice_line_ids.quantity = 40
        first.action_post()
        self.invoice_order(order, post=False)
        self.assertEqual(order.invoice_status, "invoiced")
        self.assert_exposure(receivable=40, orders=60)

    def test_a_price_lowered_on_the_invoice_leaves_no_rest(self):
        invoice = self.invoice_order(self.new_confirmed(100), post=False)
        invoice.invoice_line_ids.price_unit = 0.5
        invoice.action_post()
        self.assert_exposure(receivable=50)

    def test_more_invoiced_than_ordered_is_no_credit(self):
        invoice = self.invoice_order(self.new_confirmed(100), post=False)
        invoice.invoice_line_ids.quantity = 130
        invoice.action_post()
        self.new_confirmed(50)
        self.assert_exposure(receivable=130, orders=50)

    def test_one_invoice_of_two_orders_counts_for_both(self):
        orders = self.new_confirmed(100) | self.new_confirmed(200)
        self.invoice_order(orders)
        self.assert_exposure(receivable=300)

    def test_delivered_quantities_do_not_matter_before_the_invoice(self):
        self.goods.invoice_policy = "delivery"
        order = self.new_confirmed(100)
        self.assertEqual(order.invoice_status, "no")
        self.assert_exposure(orders=100)
        order.sudo().order_line.qty_delivered = 30
        self.assert_exposure(orders=100)
        self.invoice_order(order)
        self.assert_exposure(receivable=30, orders=70)

    def test_a_percentage_paid_ahead_is_not_counted_twice(self):
        order = self.new_confirmed(1000)
        self.invoice_order(order, "percentage", amount=30)
        self.assert_exposure(receivable=300, orders=700)

    def test_a_draft_down_payment_changes_nothing(self):
        order = self.new_confirmed(1000)
        self.invoice_order(order, "percentage", amount=30, post=False)
        self.assert_exposure(orders=1000)

    def test_the_final_invoice_after_a_down_payment_leaves_no_rest(self):
        order = self.new_confirmed(1000)
        deposit = self.invoice_order(order, "percentage", amount=30)
        self.pay(300, invoice=deposit)
        self.assert_exposure(orders=700)
        self.invoice_order(order)
        self.assert_exposure(receivable=700)

    def test_a_fixed_down_payment_with_taxes_is_not_counted_twice(self):
        line = {"product_id": self.goods.id, "product_uom_qty": 100}
        taxes = {"tax_ids": [Command.set(self.percent_tax(15).ids)]}
        order = self.new_confirmed(order_line=[Command.create(line | taxes)])
        self.invoice_order(order, "fixed", fixed_amount=23)
        self.assert_exposure(receivable=23, orders=92)

    def test_a_credit_note_reduces_the_debt_and_does_not_put_the_order_back(self):
        invoice = self.invoice_order(self.new_confirmed(100))
        invoice._reverse_moves([{"date": self.today}], cancel=True)
        self.assert_exposure()

    def test_a_credit_note_leaves_the_rest_of_the_order_as_it_is(self):
        order = self.new_confirmed(100)
        invoice = self.invoice_order(order, post=False)
        invoice.invoice_line_ids.quantity = 40
        invoice.action_post()
        invoice._reverse_moves([{"date": self.today}], cancel=True)
        self.assert_exposure(orders=60)

    def test_a_credit_note_on_its_own_reduces_the_debt(self):
        self.new_invoice(100)
        self.new_invoice(130, move_type="out_refund")
        self.assert_exposure(receivable=-30)

    def test_a_payment_on_account_reduces_the_debt(self):
        self.new_invoice(100)
        self.pay(70)
        self.assert_exposure(receivable=30)

    def test_a_part_payment_leaves_the_rest(self):
        self.pay(30, invoice=self.new_invoice(100))
        self.assert_exposure(receivable=70)

    def test_money_paid_ahead_extends_the_credit(self):
        self.pay(500)
        order = self.new_order(1500)
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_money_on_account_settles_no_overdue_invoice_by_itself(self):
        self.new_invoice(100, due=-5)
        self.pay(100)
        figures = self.get_figures()
        self.assertEqual((figures.receivable, figures.overdue), (0, 100))

    def test_a_closed_remainder_counts_no_more(self):
        order = self.new_confirmed(100)
        invoice = self.invoice_order(order, post=False)
        invoice.invoice_line_ids.quantity = 40
        invoice.action_post()
        order.action_close_remainder()
        self.assert_exposure(receivable=40)

    def test_a_reopened_remainder_counts_again(self):
        order = self.new_confirmed(100)
        order.action_close_remainder()
        order.action_reopen_remainder()
        self.assert_exposure(orders=100)

    def test_an_invoice_on_a_contact_is_the_customers(self):
        contact = self.new_contact(self.customer)
        self.new_invoice(100, contact)
        self.assert_exposure(receivable=100)

    def test_an_order_of_a_contact_is_the_customers(self):
        self.new_confirmed(100, self.new_contact(self.customer))
        self.assert_exposure(orders=100)

    def test_the_payer_owes_not_the_customer_who_orders(self):
        payer = self.new_customer(500)
        order = self.new_order(600, partner_invoice_id=payer.id)
        order.action_confirm()
        self.assertRecordValues(
            self.get_holds(order), [{"partner_id": payer.id, "limit": 500, "over": 100}]
        )
        self.new_confirmed(400, partner_invoice_id=payer.id)
        self.assert_exposure(orders=400, customer=payer)
        self.assert_exposure()

    def test_archived_customers_and_contacts_owe_all_the_same(self):
        contact = self.new_contact(self.customer)
        self.new_invoice(100, contact)
        self.new_confirmed(100)
        contact.active = False
        self.goods.active = False
        self.customer.active = False
        self.assert_exposure(receivable=100, orders=100)

    def test_another_receivable_account_counts_once_it_is_there(self):
        receivable = self.company_data["default_account_receivable"]
        self.new_invoice(100)
        self.company_data["default_account_receivable"] = receivable.copy()
        self.addCleanup(self.company_data.update, default_account_receivable=receivable)
        self.new_entry(50, self.customer)
        self.assert_exposure(receivable=150)

    def test_an_archived_receivable_account_counts(self):
        self.new_invoice(100)
        self.company_data["default_account_receivable"].active = False
        self.env.registry.clear_cache()
        self.assert_exposure(receivable=100)

    def test_payables_to_the_customer_do_not_count(self):
        bill = self.new_invoice(100, move_type="in_invoice", post=False)
        bill.with_user(self.env.user).action_post()
        self.assert_exposure()

    def test_an_invoice_in_another_currency_counts_what_is_booked(self):
        euro = self.setup_other_currency("EUR", rates=[("2000-01-01", 0.5)])
        self.new_invoice(100, currency_id=euro.id)
        self.assert_exposure(receivable=200)

    def test_the_rest_of_an_order_in_another_currency_is_converted_once(self):
        order = self.new_order_in_euro(100)
        order.action_confirm()
        invoice = self.invoice_order(order, post=False)
        invoice.invoice_line_ids.quantity = 40
        invoice.action_post()
        self.assert_exposure(receivable=80, orders=120)

    def test_an_order_in_another_currency_takes_todays_rate(self):
        order = self.new_order_in_euro(100)
        order.action_confirm()
        rate = {"currency_id": order.currency_id.id, "name": self.today, "rate": 0.25}
        self.env["res.currency.rate"].create(dict(rate, company_id=self.company.id))
        self.assert_exposure(orders=400)
        held = self.new_order_in_euro(200)
        held.action_confirm()
        self.assertRecordValues(
            self.get_holds(held), [{"orders_amount": 400, "amount": 800, "over": 200}]
        )

    def new_order_in_euro(self, amount):
        euro = self.env["res.currency"].search([("name", "=", "EUR")])
        if not euro.active or not euro.rate_ids:
            euro = self.setup_other_currency("EUR", rates=[("2000-01-01", 0.5)])
        pricelist = self.env["product.pricelist"].create(
            {"name": "Euro", "currency_id": euro.id}
        )
        order = self.new_order(amount, pricelist_id=pricelist.id)
        order.order_line.price_unit = 1
        return order

    def test_the_salesperson_reads_the_figures_without_accounting_rights(self):
        self.new_invoice(300, due=-4)
        customer = self.customer.with_user(self.seller)
        self.assertRecordValues(
            customer,
            [
                {
                    "credit_limit_amount": 1000,
                    "credit_receivable": 300,
                    "credit_orders": 0,
                    "credit_exposure": 300,
                    "credit_available": 700,
                    "credit_overdue": 300,
                    "credit_overdue_days": 4,
                    "is_credit_exceeded": False,
                }
            ],
        )

    def test_contacts_show_their_customers_figures(self):
        contact = self.new_contact(self.customer)
        self.new_confirmed(100)
        self.assertRecordValues(
            contact, [{"credit_orders": 100, "credit_available": 900}]
        )

    def test_customers_are_found_by_their_figures(self):
        self.new_invoice(700, due=-3)
        other = self.new_customer()
        both = self.customer | other
        for domain, found in (
            ([("credit_exposure", ">", 600)], self.customer),
            ([("credit_exposure", ">=", 700)], self.customer),
            ([("credit_exposure", "<", 700)], other),
            ([("credit_exposure", "=", 0)], other),
            ([("credit_overdue", ">", 0)], self.customer),
            ([("is_credit_exceeded", "=", True)], self.env["res.partner"]),
        ):
            with self.subTest(domain):
                mine = [("id", "in", both.ids), *domain]
                self.assertEqual(self.env["res.partner"].search(mine), found)

    def test_customers_over_their_limit_are_found(self):
        self.new_invoice(1000.01)
        self.assertTrue(self.customer.is_credit_exceeded)
        found = self.env["res.partner"].search([("is_credit_exceeded", "=", True)])
        self.assertIn(self.customer, found)

    def test_customers_within_their_limit_are_found_by_either_negation(self):
        self.new_invoice(1000.01)
        other = self.new_customer()
        mine = [("id", "in", (self.customer | other).ids)]
        for domain, found in (
            ([("is_credit_exceeded", "!=", True)], other),
            ([("is_credit_exceeded", "=", False)], other),
            ([("is_credit_exceeded", "!=", False)], self.customer),
            ([("is_credit_exceeded", "not in", [True])], other),
            (["!", ("is_credit_exceeded", "=", True)], other),
        ):
            with self.subTest(domain):
                self.assertEqual(self.env["res.partner"].search(mine + domain), found)


@tagged("post_install", "-at_install")
class TestCreditExposureCompanies(CreditCommon):
    """Exposure is the document's company's, whatever the user ticked (R1.7)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_data = cls.setup_other_company(name="Other")
        cls.other = cls.other_data["company"]
        cls.branch = cls.env["res.company"].create(
            {"name": "Branch", "parent_id": cls.company.id}
        )
        cls.companies = cls.company | cls.other | cls.branch
        cls.env.user.company_ids = [Command.set(cls.companies.ids)]
        cls.seller.company_ids = [Command.set(cls.companies.ids)]

    def confirm_in(self, company, amount):
        order = self.new_order(amount, company=company)
        order.action_confirm()
        return order

    def test_another_company_counts_for_itself(self):
        self.new_confirmed(300)
        self.assertEqual(self.confirm_in(self.other, 5000).state, "sale")
        self.assert_exposure(orders=300)
        self.assert_exposure(orders=5000, company=self.other)

    def test_every_company_has_its_own_tier(self):
        tier = self.new_tier(50, company_id=self.other.id)
        self.give_tier(self.customer, tier)
        held = self.confirm_in(self.other, 60)
        self.assertRecordValues(self.get_holds(held), [{"limit": 50, "over": 10}])
        self.new_confirmed(1000)

    def test_a_branch_counts_with_its_whole_company(self):
        self.give_tier(self.customer, self.new_tier(1000, company_id=self.branch.id))
        self.new_confirmed(600)
        held = self.confirm_in(self.branch, 500)
        self.assertRecordValues(
            self.get_holds(held), [{"orders_amount": 600, "over": 100}]
        )
        self.assertEqual(self.confirm_in(self.branch, 400).state, "sale")
        self.assert_exposure(orders=1000)
        self.assert_exposure(orders=1000, company=self.branch)

    def test_figures_on_the_customer_are_the_active_companys(self):
        self.new_confirmed(300)
        self.confirm_in(self.other, 70)
        both = self.customer.with_context(allowed_company_ids=self.companies.ids)
        self.assertEqual(both.credit_orders, 300)
        self.assertEqual(both.with_company(self.other).credit_orders, 70)

    def test_companies_ticked_together_judge_as_the_orders_company(self):
        self.give_tier(self.customer, self.new_tier(100, company_id=self.other.id))
        orders = self.new_order(1000) | self.new_order(100.01, company=self.other)
        ticked = orders.with_context(
            allowed_company_ids=(self.other | self.company).ids
        )
        ticked.action_confirm()
        self.assertEqual(ticked.mapped("state"), ["sale", "draft"])


@tagged("post_install", "-at_install")
class TestCreditExposureMoves(CreditCommon):
    """Exposure follows the customers: under another company, or merged (R1.7)."""

    def merge(self, target, *others):
        partners = target.union(*others)
        wizard = self.env["base.partner.merge.automatic.wizard"].sudo()
        wizard.create({})._merge(partners.ids, target)

    def test_a_customer_under_another_brings_its_exposure(self):
        holding = self.new_customer(500)
        self.new_invoice(300)
        self.new_confirmed(100)
        self.customer.parent_id = holding
        self.assertEqual(self.customer.commercial_partner_id, holding)
        self.assert_exposure(receivable=300, orders=100, customer=holding)
        held = self.new_held(200, self.customer)
        self.assertRecordValues(
            self.get_holds(held),
            [{"partner_id": holding.id, "limit": 500, "over": 100}],
        )

    def test_a_contact_that_leaves_takes_its_exposure_along(self):
        contact = self.new_contact(self.customer)
        self.new_entry(300, contact)
        self.new_confirmed(100, partner_invoice_id=contact.id)
        self.assert_exposure(receivable=300, orders=100)
        contact.parent_id = False
        self.assert_exposure()
        self.assert_exposure(receivable=300, orders=100, customer=contact)

    def test_merging_customers_adds_their_exposure(self):
        other = self.new_customer(500)
        self.new_invoice(300)
        self.new_confirmed(100)
        self.new_invoice(50, other)
        self.merge(other, self.customer)
        self.assert_exposure(receivable=350, orders=100, customer=other)
        held = self.new_held(100, other)
        self.assertRecordValues(self.get_holds(held), [{"limit": 500, "over": 50}])

    def test_merging_sheds_neither_tier_nor_stop(self):
        self.customer.sudo().write(
            {"credit_stop": True, "credit_stop_reason": "Cheque"}
        )
        plain = self.new_customer(limit=None)
        tier = self.customer.tier_id
        self.merge(plain, self.customer)
        self.assertRecordValues(
            plain,
            [{"tier_id": tier.id, "credit_stop": True, "credit_stop_reason": "Cheque"}],
        )

    def test_merging_sheds_no_tier_of_another_company(self):
        other = self.setup_other_company(name="Other")["company"]
        tier = self.new_tier(50, company_id=other.id)
        self.give_tier(self.customer, tier)
        there = self.customer.with_company(other).sudo()
        there.write({"credit_stop": True, "credit_stop_reason": "Cheque"})
        plain = self.new_customer(limit=None)
        self.merge(plain, self.customer)
        self.assertRecordValues(
            plain.with_company(other),
            [{"tier_id": tier.id, "credit_stop": True, "credit_stop_reason": "Cheque"}],
        )
        self.assertFalse(plain.credit_stop)

    def test_merging_customers_keeps_held_orders_and_history(self):
        other = self.new_customer(500)
        held = self.new_held(1200)
        self.merge(other, self.customer)
        self.assertEqual(self.get_holds(held).partner_id, other)
        self.assertIn(other, self.get_queued())
        self.assertTrue(self.get_approvals(held).partner_id == other)
