from datetime import timedelta

from odoo.tests import tagged

from ..common_credit_increase import CreditIncreaseCommon


@tagged("post_install", "-at_install")
class TestCreditReports(CreditIncreaseCommon):
    """Exposure against limits, and what came of released holds (R1.7)."""

    def get_exposure(self, *customers, user=None):
        report = self.env["sales.credit.report"].with_user(user or self.director)
        report.invalidate_model()
        domain = [("partner_id", "in", [c.id for c in customers])]
        return report.search(domain, order="partner_id")

    def test_the_figures_are_those_of_the_credit_check(self):
        currency = self.setup_other_currency("EUR", rates=[("2016-01-01", 3.0)])
        pricelist = self.env["product.pricelist"].create(
            {"name": "EUR", "currency_id": currency.id}
        )
        contact = self.new_contact(self.customer)
        self.customer.tier_id.sudo().grace_days = 30
        self.new_invoice(300, due=-5)
        self.new_invoice(100, contact)
        self.pay(50)
        self.new_confirmed(70, pricelist_id=pricelist.id)
        drafted = self.new_confirmed(40, contact)
        self.invoice_order(drafted, post=False)
        self.new_temporary(200)
        self.new_guarantee(90, guarantee_currency_id=currency.id)
        figure = self.get_figures()
        row = self.get_exposure(self.customer)
        self.assertRecordValues(
            row,
            [
                {
                    "receivable": figure.receivable,
                    "orders_amount": figure.orders,
                    "exposure": figure.exposure,
                    "overdue": 300,
                    "credit_limit": 1230,
                    "temporary": 200,
                    "guaranteed": 30,
                    "tier_id": self.customer.tier_id.id,
                    "user_id": self.seller.id,
                    "team_id": self.team.id,
                }
            ],
        )
        self.assertAlmostEqual(row.unused, 1230 - figure.exposure, 2)

    def test_customers_without_debt_show_their_limit(self):
        self.assertRecordValues(
            self.get_exposure(self.customer),
            [{"exposure": 0, "credit_limit": 1000, "unused": 1000, "used_ratio": 0}],
        )

    def test_unlimited_customers_have_no_limit_to_sum(self):
        customer = self.new_customer(tier=self.new_tier(0, unlimited=True))
        self.new_invoice(100, customer)
        self.assertRecordValues(
            self.get_exposure(customer),
            [{"exposure": 100, "credit_limit": 0, "unused": 0, "is_limited": False}],
        )

    def test_the_limit_of_a_group_is_counted_once(self):
        sister = self.new_customer(5000)
        self.new_group(1500, self.customer, sister)
        self.new_invoice(200, sister)
        rows = self.get_exposure(self.customer, sister)
        self.assertEqual(sum(rows.mapped("credit_limit")), 1500)
        self.assertEqual(sorted(rows.mapped("unused")), [0, 1300])
        self.assertEqual([round(r, 1) for r in rows.mapped("used_ratio")], [13.3, 13.3])

    def test_the_report_sums_by_tier_team_and_salesperson(self):
        self.new_invoice(200)
        report = self.env["sales.credit.report"].with_user(self.director)
        for name, value in (
            ("tier_id", self.customer.tier_id),
            ("team_id", self.team),
            ("user_id", self.seller),
        ):
            groups = report._read_group([], [name], ["exposure:sum"])
            self.assertIn((value, 200), groups)

    def test_another_companys_figures_are_apart(self):
        other = self.setup_other_company(name="Other")["company"]
        self.director.sudo().company_ids += other
        self.new_invoice(200)
        report = self.env["sales.credit.report"].with_user(self.director)
        there = report.with_context(allowed_company_ids=other.ids)
        self.assertFalse(there.search([("partner_id", "=", self.customer.id)]))
        both = report.with_context(allowed_company_ids=[self.company.id, other.id])
        rows = both.search([("partner_id", "=", self.customer.id)])
        self.assertRecordValues(
            rows, [{"exposure": 200, "company_id": self.company.id}]
        )

    def test_each_role_sees_its_customers(self):
        for user, sees in (
            (self.seller, True),
            (self.manager, True),
            (self.finance, True),
            (self.general, True),
            (self.other_seller, False),
            (self.other_manager, False),
        ):
            found = self.get_exposure(self.customer, user=user)
            self.assertEqual(bool(found), sees, user.name)

    def get_released(self, order, user=None):
        report = self.env["sales.hold.report"].with_user(user or self.director)
        report.invalidate_model()
        return report.search([("order_id", "=", order.id)])

    def test_a_released_hold_shows_who_and_what_came_of_it(self):
        order = self.new_released(1200)
        self.assertRecordValues(
            self.get_released(order),
            [
                {
                    "decided_by_id": self.manager.id,
                    "reason": "credit_limit",
                    "over": 200,
                    "amount": 1200,
                    "outcome": "not_confirmed",
                }
            ],
        )
        order.action_confirm()
        self.assertEqual(self.get_released(order).outcome, "not_invoiced")

    def test_a_hold_that_nobody_released_is_not_listed(self):
        self.assertFalse(self.get_released(self.new_held(1200)))

    def new_invoiced(self, due):
        order = self.new_released(1200)
        order.action_confirm()
        invoice = self.invoice_order(order, post=False)
        date = self.today + timedelta(days=due)
        invoice.invoice_payment_term_id = False
        invoice.write({"invoice_date": min(date, self.today), "invoice_date_due": date})
        invoice.action_post()
        return order, invoice

    def test_an_open_invoice_is_overdue_after_its_due_date(self):
        for due, outcome in ((1, "open"), (0, "open"), (-1, "overdue")):
            order, invoice = self.new_invoiced(due)
            self.assertRecordValues(
                self.get_released(order),
                [
                    {
                        "outcome": outcome,
                        "open_amount": 1200,
                        "days_late": max(-due, 0),
                    }
                ],
            )
            self.pay(1200, invoice=invoice)

    def test_an_invoice_paid_after_its_due_date_is_late(self):
        for due, outcome in (
            (1, "paid_in_time"),
            (0, "paid_in_time"),
            (-3, "paid_late"),
        ):
            order, invoice = self.new_invoiced(due)
            self.pay(1200, invoice=invoice)
            self.assertRecordValues(
                self.get_released(order),
                [{"outcome": outcome, "open_amount": 0, "days_late": max(-due, 0)}],
            )

    def test_each_role_sees_its_holds(self):
        order = self.new_released(1200)
        for user, sees in (
            (self.seller, True),
            (self.manager, True),
            (self.finance, True),
            (self.general, True),
            (self.other_seller, False),
            (self.other_manager, False),
        ):
            self.assertEqual(bool(self.get_released(order, user)), sees, user.name)
