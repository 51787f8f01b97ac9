from datetime import date, datetime

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestPaymentTermHold(CreditCommon):
    """The tier gives 30 days; an order with more is held for the days beyond (R1.7)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.days_30 = cls.new_term((30, "days_after"))
        cls.days_60 = cls.new_term((60, "days_after"))
        cls.month_end_90 = cls.new_term((90, "days_end_of_month_on_the"))
        cls.tier = cls.new_tier(1000, payment_term_id=cls.days_30.id)
        cls.customer = cls.new_customer(tier=cls.tier)

    @classmethod
    def new_term(cls, *parts, **vals):
        """A term whose parts are tuples (days, kind), all of the same share."""
        lines = [
            Command.create(
                {
                    "value": "percent",
                    "value_amount": 100 / len(parts),
                    "nb_days": days,
                    "delay_type": kind,
                    "days_next_month": "0",
                }
            )
            for days, kind in parts
        ]
        vals = {"name": f"Term {parts}", "line_ids": lines} | vals
        return cls.env["account.payment.term"].sudo().create(vals)

    def confirm(self, term, customer=None, **vals):
        customer = customer or self.customer
        term_id = term and term.id
        order = self.new_order(customer=customer, payment_term_id=term_id, **vals)
        order.action_confirm()
        return order

    def assert_days(self, order, days):
        """The order is held for so many days beyond the tier's, or not at all."""
        found = self.get_holds(order).filtered(
            lambda hold: hold.reason == "payment_term"
        )
        if days:
            self.assertEqual(order.credit_hold, "held")
            self.assertRecordValues(found, [{"days": days}])
        else:
            self.assertEqual(order.state, "sale", self.get_reasons(order))

    def test_case_16_ninety_days_end_of_month_are_held_at_thirty(self):
        order = self.confirm(self.month_end_90, date_order=datetime(2026, 1, 10, 8))
        # 90 days after 10 January are 10 April, the month ends on the 30th
        beyond = (date(2026, 4, 30) - date(2026, 1, 10)).days - 30
        self.assert_days(order, beyond)
        self.assertRecordValues(
            self.get_approvals(order),
            [
                {
                    "subject": "payment_term",
                    "amount": beyond,
                    "limit": 30,
                    "compared": beyond + 30,
                    "candidate_ids": self.director.ids,
                }
            ],
        )
        message = self.get_holds(order).message
        self.assertIn(f"{beyond + 30} days, {beyond} more than the 30", message)

    def test_a_day_longer_is_held_and_equal_passes(self):
        for days, beyond in ((29, 0), (30, 0), (31, 1)):
            with self.subTest(days):
                term = self.new_term((days, "days_after"))
                self.assert_days(self.confirm(term), beyond)

    def test_another_term_of_the_same_days_passes(self):
        self.assert_days(self.confirm(self.new_term((30, "days_after"))), 0)

    def test_the_last_part_of_a_term_counts(self):
        term = self.new_term((45, "days_after"), (15, "days_after"))
        self.assert_days(self.confirm(term), 15)

    def test_an_order_without_a_term_is_paid_at_once(self):
        self.assert_days(self.confirm(False), 0)

    def test_a_tier_without_a_term_says_nothing(self):
        self.customer = self.new_customer(tier=self.new_tier(1000))
        self.assert_days(self.confirm(self.month_end_90), 0)

    def test_a_customer_without_tier_is_not_judged(self):
        self.customer = self.new_customer(limit=None)
        self.assert_days(self.confirm(self.month_end_90), 0)

    def test_an_unlimited_tier_has_a_term_all_the_same(self):
        tier = self.new_tier(0, unlimited=True, payment_term_id=self.days_30.id)
        self.customer = self.new_customer(tier=tier)
        self.assert_days(self.confirm(self.days_60), 30)

    def test_case_16_the_customers_own_longer_term_is_held(self):
        customer = self.customer.with_company(self.company).sudo()
        customer.property_payment_term_id = self.days_60
        order = self.new_order()
        self.assertEqual(order.payment_term_id, self.days_60)
        order.action_confirm()
        self.assert_days(order, 30)

    def test_the_payers_tier_is_compared_and_not_the_customers(self):
        orderer = self.new_customer(limit=None)
        order = self.confirm(
            self.days_60, customer=orderer, partner_invoice_id=self.customer.id
        )
        self.assert_days(order, 30)

    def test_a_contact_is_judged_as_the_customer(self):
        contact = self.new_contact(self.customer)
        self.assert_days(self.confirm(self.days_60, customer=contact), 30)

    def test_the_end_of_the_month_is_that_of_the_companys_day(self):
        """31 January, 20:00 in Greenwich is February in Shanghai."""
        self.company.sudo().resource_calendar_id.tz = "Asia/Shanghai"
        tier_term = self.new_term((0, "days_after"))
        tier = self.new_tier(1000, payment_term_id=tier_term.id)
        self.customer = self.new_customer(tier=tier)
        term = self.new_term((0, "days_end_of_month_on_the"))
        evening = self.confirm(term, date_order=datetime(2026, 1, 31, 20))
        self.assert_days(evening, 27)
        morning = self.confirm(term, date_order=datetime(2026, 1, 31, 8))
        self.assert_days(morning, 0)

    def test_the_zone_of_the_caller_does_not_matter(self):
        tier = self.new_tier(1000, payment_term_id=self.new_term((0, "days_after")).id)
        self.customer = self.new_customer(tier=tier)
        term = self.new_term((0, "days_end_of_month_on_the"))
        self.company.sudo().resource_calendar_id.tz = "UTC"
        order = self.new_order(
            customer=self.customer,
            payment_term_id=term.id,
            date_order=datetime(2026, 1, 31, 20),
        )
        order.with_context(tz="Pacific/Kiritimati").action_confirm()
        self.assert_days(order, 0)

    def test_a_released_term_is_confirmed(self):
        order = self.confirm(self.days_60)
        order.with_user(self.manager).action_approve()
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_a_longer_term_than_was_released_holds_again(self):
        order = self.confirm(self.days_60)
        order.with_user(self.manager).action_approve()
        order.payment_term_id = self.new_term((61, "days_after"))
        order.action_confirm()
        self.assert_days(order, 31)

    def test_a_shorter_term_ends_the_hold(self):
        order = self.confirm(self.days_60)
        order.payment_term_id = self.days_30
        order.action_reexamine()
        self.assertEqual(order.credit_hold, "none")

    def test_the_larger_excess_asks_the_larger_authority(self):
        for days, decider in (
            (60, self.manager),
            (61, self.director),
            (121, self.general),
        ):
            order = self.confirm(self.new_term((days, "days_after")), amount=1)
            self.assertEqual(self.get_approvals(order).candidate_ids, decider)

    def test_without_an_authority_the_director_decides(self):
        authorities = self.env["sales.authority"].sudo()
        authorities.search([("subject", "=", "payment_term")]).unlink()
        order = self.confirm(self.days_60)
        self.assertEqual(self.get_approvals(order).candidate_ids, self.director)

    def test_case_16_a_longer_term_after_confirmation_is_refused(self):
        order = self.confirm(self.days_30)
        for record in (order, order.sudo()):
            with (
                self.assertRaisesRegex(UserError, "Ask for increase"),
                self.env.cr.savepoint(),
            ):
                record.payment_term_id = self.days_60
        self.assertEqual(order.payment_term_id, self.days_30)

    def test_a_shorter_term_after_confirmation_passes(self):
        order = self.confirm(self.days_30)
        self.new_invoice(5000, due=-100)
        order.payment_term_id = False
        order.payment_term_id = self.days_30
        self.assertEqual(order.payment_term_id, self.days_30)

    def test_another_customer_brings_no_longer_term(self):
        order = self.confirm(self.days_30)
        other = self.new_customer(tier=self.tier)
        company_other = other.with_company(self.company).sudo()
        company_other.property_payment_term_id = self.days_60
        with self.assertRaises(UserError), self.env.cr.savepoint():
            order.partner_id = other

    def test_a_longer_term_is_asked_for_and_approved(self):
        order = self.confirm(self.days_30)
        context = {"active_model": "sale.order", "active_id": order.id}
        wizard = self.env["sale.order.increase"].with_user(self.seller)
        with Form(wizard.with_context(**context)) as form:
            form.payment_term_id = self.days_60
            form.note = "The customer builds"
        form.record.action_ask()
        approval = self.get_approvals(order, "pending")
        self.assertRecordValues(approval, [{"subject": "payment_term", "amount": 30}])
        with self.assertRaises(UserError), self.env.cr.savepoint():
            order.payment_term_id = self.days_60
        order.with_user(self.manager).action_approve()
        order.payment_term_id = self.days_60
        with self.assertRaises(UserError), self.env.cr.savepoint():
            order.payment_term_id = self.new_term((61, "days_after"))

    def test_an_order_written_as_confirmed_is_refused(self):
        order = self.new_order(payment_term_id=self.days_60.id)
        with self.assertRaises(UserError):
            order.sudo().write({"state": "sale"})
