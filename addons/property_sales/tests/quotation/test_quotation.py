from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.sales_rules.tests.common_report import FormReportMixin

from ..common_sale import SaleCommon


@tagged("post_install", "-at_install")
class TestQuotation(FormReportMixin, SaleCommon):
    """The quotation sheet tells prices, plans and the loan, for today (R2.4)."""

    form = "property_sales.report_quotation"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        plans = cls.env["property.payment.plan"].with_user(cls.director)
        cls.plan = plans.create(
            {
                "name": "Thirty and Seventy",
                "discount_percent": 2,
                "line_ids": [
                    Command.create({"percent": 30}),
                    Command.create({"kind": "rest", "months": 1}),
                ],
            }
        )
        cls.plan.action_put_in_force()
        promotions = cls.env["property.promotion"].with_user(cls.director)
        cls.promotion = promotions.create(
            {
                "name": "Opening Week",
                "development_id": cls.development.id,
                "percent": 1,
                "date_from": cls.today,
                "date_to": cls.day(6),
            }
        )
        cls.promotion.action_put_in_force()

    def ask(self, user=None, **vals):
        quotations = self.env["property.quotation"].with_user(user or self.home_seller)
        return quotations.create({"unit_id": self.unit.id} | vals)

    def print_asked(self, quotation, user=None):
        """The sheet as the address of the button has it."""
        url = quotation.action_print()["url"]
        report = self.env["ir.actions.report"].with_user(user or self.home_seller)
        html, _type = report._render_qweb_html(
            self.form,
            quotation.unit_id.ids,
            data={"quotation_id": url.partition("quotation_id=")[2]},
        )
        return html.decode().replace(",", "")

    def test_the_dialog_starts_with_what_is_in_force(self):
        quotation = self.ask()
        self.assertEqual(quotation.plan_ids, self.plan)
        self.assertEqual(quotation.promotion_ids, self.promotion)

    def test_the_sheet_shows_prices_plan_dates_user_and_day(self):
        pages = self.print_form(self.unit, user=self.home_seller)
        self.assertEqual(len(pages), 1)
        self.assert_on(pages, "Quotation of a Home", "Riverside", "101")
        self.assert_on(pages, "1,000,000.00", "Opening Week", "Thirty and Seventy")
        # 1,000,000 less 1 % and 2 %: 970,200, of which 30 % are 291,060
        self.assert_on(pages, "970,200.00", "291,060.00", "679,140.00")
        self.assert_on(pages, "home_seller", "good for today only")
        self.assert_on(pages, self.permit.number, str(self.today.year))
        self.assert_not_on(pages, "Loan in Equal Instalments")

    def test_the_personal_discount_and_the_loan_are_counted(self):
        html = self.print_asked(
            self.ask(
                personal_discount=1,
                loan_amount=500_000,
                loan_years=20,
                loan_rate=3.85,
            )
        )
        # 970,200 less 1 %
        self.assertIn("960498.00", html)
        for words in ("500000.00", "2990.53", "240", "3.850"):
            self.assertIn(words, html)
        self.assertIn("approved first", html)

    def test_a_discount_within_ones_authority_needs_no_approval(self):
        self.new_authority(
            10, "property_sales.group_property_sales", "property_discount"
        )
        html = self.print_asked(self.ask(personal_discount=1))
        self.assertNotIn("approved first", html)

    def test_a_price_below_the_floor_is_refused_without_telling_it(self):
        self.new_active_prices(self.unit, floor_price=912_345)
        with self.assertRaises(UserError) as refused:
            self.ask(personal_discount=9).action_print()
        self.assertNotIn("912", str(refused.exception).replace(",", ""))
        html = self.print_asked(self.ask())
        self.assertNotIn("912345", html)

    def test_it_reserves_nothing(self):
        self.print_asked(self.ask())
        self.assertEqual(self.unit.state, "available")

    def test_a_home_that_is_taken_is_quoted(self):
        self.reserve()
        self.assertIn(
            "970200.00",
            self.print_asked(self.ask(self.home_colleague), self.home_colleague),
        )

    def test_before_the_permit_no_price_is_told(self):
        self.permit.with_user(self.investor).action_revoke("Fire safety")
        with self.assert_refused("revoked"):
            self.ask().action_print()
        with self.assert_refused("no permit"):
            self.ask(unit_id=self.new_units().id).action_print()

    def test_a_loan_is_at_most_the_price(self):
        self.assertTrue(self.ask(loan_amount=970_200).action_print())
        with self.assert_refused("more than the price"):
            self.ask(loan_amount=970_200.01).action_print()
        for vals in ({"loan_years": 0}, {"loan_years": 31}, {"loan_rate": -1}):
            with self.subTest(**vals), self.assertRaises(ValidationError):
                self.ask(loan_amount=1, **vals)

    def test_without_a_plan_it_is_the_price_alone(self):
        html = self.print_asked(self.ask(plan_ids=[Command.clear()]))
        self.assertIn("990000.00", html)

    def test_an_ended_promotion_is_not_promised(self):
        quotation = self.ask()
        self.promotion.action_archive()
        self.assertIn("980000.00", self.print_asked(quotation))

    def test_nobody_prints_the_quotation_of_a_colleague(self):
        quotation = self.ask(personal_discount=3)
        report = self.env["ir.actions.report"].with_user(self.home_colleague)
        with self.assertRaises(AccessError):
            report._render_qweb_html(
                self.form, self.unit.ids, data={"quotation_id": str(quotation.id)}
            )

    def test_a_seller_of_products_quotes_no_home(self):
        with self.assertRaises(AccessError):
            self.ask(self.seller)
        with self.assertRaises(AccessError):
            self.print_form(self.unit, user=self.seller)

    def test_it_is_printed_in_chinese(self):
        self.set_chinese(self.home_seller, texts={"Quotation of a Home": "置业计划书"})
        pages = self.print_form(self.unit, user=self.home_seller)
        self.assert_on(pages, "置业计划书", "970,200.00")

    def test_the_home_and_the_board_lead_to_the_dialog(self):
        action = self.env.ref("property_sales.property_quotation_action")
        found = self.unit.with_user(self.home_seller).get_views([(False, "form")])
        self.assertIn(f'name="{action.id}"', found["views"]["form"]["arch"])
