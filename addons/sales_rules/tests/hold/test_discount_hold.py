from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestDiscountHold(CreditCommon):
    """The tier allows 5 % off the pricelist's price, however it is given (R4.6)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        tier = cls.new_tier(100000, max_discount=5)
        cls.customer = cls.new_customer(tier=tier)

    def assert_discount(self, order, discount):
        """The order is held for a discount of so many percent, or not at all."""
        order.action_confirm()
        found = self.get_holds(order).filtered(lambda hold: hold.reason == "discount")
        if discount:
            self.assertRecordValues(found, [{"discount": discount}])
        else:
            self.assertEqual(order.state, "sale", self.get_reasons(order))

    def new_pricelist(self, **vals):
        item = Command.create({"applied_on": "3_global"} | vals)
        return self.env["product.pricelist"].create(
            {"name": "List", "item_ids": [item]}
        )

    def give_pricelist(self, customer=None, **vals):
        """A pricelist that is the customer's own."""
        pricelist = self.new_pricelist(**vals)
        customer = (customer or self.customer).with_company(self.company).sudo()
        customer.property_product_pricelist = pricelist
        return pricelist

    def test_a_discount_of_the_line_counts(self):
        self.assert_discount(self.new_dear_order(discount=12), 12)

    def test_a_lower_price_counts_like_a_discount(self):
        self.assert_discount(self.new_dear_order(price_unit=88), 12)

    def test_lower_price_and_discount_count_together(self):
        self.assert_discount(self.new_dear_order(price_unit=90, discount=10), 19)

    def test_a_higher_price_covers_a_discount(self):
        self.assert_discount(self.new_dear_order(price_unit=110, discount=10), 0)

    def test_a_price_lowered_up_to_the_tiers_passes(self):
        self.assert_discount(self.new_dear_order(price_unit=95), 0)

    def test_the_largest_discount_of_the_lines_counts(self):
        lines = [
            {"product_id": self.dear.id, "discount": discount} for discount in (2, 8, 7)
        ]
        order = self.new_order(order_line=[Command.create(line) for line in lines])
        self.assert_discount(order, 8)

    def test_the_pricelists_own_price_is_no_discount(self):
        pricelist = self.give_pricelist(compute_price="fixed", fixed_price=60)
        order = self.new_dear_order_on(pricelist)
        self.assertEqual(order.amount_total, 60)
        self.assert_discount(order, 0)

    def test_the_pricelists_own_percentage_is_no_discount(self):
        pricelist = self.give_pricelist(compute_price="percentage", percent_price=40)
        order = self.new_dear_order_on(pricelist)
        self.assertEqual(order.amount_total, 60)
        self.assert_discount(order, 0)

    def test_less_than_the_pricelists_price_counts(self):
        pricelist = self.give_pricelist(compute_price="fixed", fixed_price=60)
        self.assert_discount(self.new_dear_order_on(pricelist, price_unit=45), 25)

    def new_dear_order_on(self, pricelist, **line):
        line = {"product_id": self.dear.id, "product_uom_qty": 1} | line
        order_line = [Command.create(line)]
        return self.new_order(order_line=order_line, pricelist_id=pricelist.id)

    def test_the_price_of_the_quantity_ordered_counts(self):
        pricelist = self.give_pricelist(
            compute_price="fixed", fixed_price=50, min_quantity=10
        )
        few = self.new_dear_order_on(pricelist, product_uom_qty=1, price_unit=50)
        many = self.new_dear_order_on(pricelist, product_uom_qty=10, price_unit=50)
        self.assert_discount(few, 50)
        self.assert_discount(many, 0)

    def test_prices_changed_later_change_no_discount(self):
        order = self.new_dear_order()
        self.dear.list_price = 200
        self.assert_discount(order, 0)

    def test_prices_lowered_later_excuse_no_discount(self):
        order = self.new_dear_order(discount=50)
        self.dear.list_price = 50
        self.assert_discount(order, 50)

    def test_a_new_quantity_looks_the_price_up_again(self):
        order = self.new_dear_order()
        self.dear.list_price = 200
        order.order_line.product_uom_qty = 2
        self.assertEqual(order.order_line.pricelist_price_unit, 200)

    def test_case_22_another_pricelist_is_a_discount_like_any_other(self):
        pricelist = self.new_pricelist(compute_price="fixed", fixed_price=60)
        order = self.new_dear_order_on(pricelist)
        self.assertEqual(order.amount_total, 60)
        self.assert_discount(order, 40)

    def test_updated_prices_are_compared_with_the_customers_own_pricelist(self):
        order = self.new_dear_order(price_unit=70)
        pricelist = self.new_pricelist(compute_price="fixed", fixed_price=60)
        order.pricelist_id = pricelist
        order.action_update_prices()
        self.assertEqual(order.order_line.pricelist_price_unit, 100)
        self.assert_discount(order, 40)

    def test_a_dearer_pricelist_is_no_discount(self):
        self.give_pricelist(compute_price="fixed", fixed_price=60)
        dear = self.new_pricelist(compute_price="fixed", fixed_price=80)
        self.assert_discount(self.new_dear_order_on(dear, price_unit=58), 0)
        self.assert_discount(self.new_dear_order_on(dear, price_unit=54), 10)

    def test_the_pricelist_of_the_orders_day_counts(self):
        dates = {"date_start": "2026-03-01", "date_end": "2026-03-31 23:59:59"}
        self.give_pricelist(compute_price="fixed", fixed_price=60, **dates)
        for day, discount in (("2026-03-15", 0), ("2026-04-15", 40)):
            line = {"product_id": self.dear.id, "price_unit": 60}
            order_line = [Command.create(line)]
            order = self.new_order(date_order=day, order_line=order_line)
            self.assert_discount(order, discount)

    def test_the_pricelist_of_a_contact_is_the_customers(self):
        pricelist = self.give_pricelist(compute_price="fixed", fixed_price=60)
        contact = self.new_contact(self.customer, type="contact")
        order = self.new_order(
            customer=contact,
            pricelist_id=pricelist.id,
            order_line=[Command.create({"product_id": self.dear.id})],
        )
        self.assertEqual(order.amount_total, 60)
        self.assert_discount(order, 0)

    def test_another_customer_has_another_pricelist(self):
        other = self.new_customer(tier=self.customer.tier_id)
        self.give_pricelist(other, compute_price="fixed", fixed_price=60)
        order = self.new_dear_order(other)
        self.assertEqual(order.amount_total, 60)
        order.write({"partner_id": self.customer.id})
        self.assert_discount(order, 40)

    def test_a_pricelist_of_the_customer_in_another_currency_is_converted(self):
        euro = self.setup_other_currency("EUR", rates=[("2000-01-01", 0.5)])
        vals = {"compute_price": "fixed", "fixed_price": 40}
        own = self.give_pricelist(**vals)
        own.currency_id = euro
        local = self.new_pricelist(compute_price="fixed", fixed_price=80)
        order = self.new_dear_order_on(local)
        self.assertEqual(order.order_line.pricelist_price_unit, 80)
        self.assert_discount(order, 0)
        self.assert_discount(self.new_dear_order_on(local, price_unit=72), 10)

    def test_a_pricelist_in_another_currency_is_compared_in_it(self):
        euro = self.setup_other_currency("EUR", rates=[("2000-01-01", 0.5)])
        pricelist = self.env["product.pricelist"].create(
            {"name": "Euro", "currency_id": euro.id}
        )
        self.assert_discount(self.new_dear_order_on(pricelist), 0)
        self.assert_discount(self.new_dear_order_on(pricelist, price_unit=44), 12)

    def test_taxes_in_the_price_are_not_a_discount(self):
        tax = self.percent_tax(25, price_include_override="tax_included")
        self.dear.taxes_id = tax
        line = {"product_id": self.dear.id, "tax_ids": [Command.set(tax.ids)]}
        order = self.new_order(order_line=[Command.create(line)])
        self.assert_discount(order, 0)

    def test_a_negative_line_is_a_discount_of_the_order(self):
        lines = [
            {"product_id": self.dear.id},
            {"product_id": self.goods.id, "price_unit": -12},
        ]
        order = self.new_order(order_line=[Command.create(line) for line in lines])
        self.assert_discount(order, 12)

    def new_mixed_order(self, *lines):
        """A quotation of lines (product, quantity, price) without taxes."""
        return self.new_order(
            order_line=[
                Command.create(
                    {
                        "product_id": product.id,
                        "product_uom_qty": quantity,
                        "price_unit": price,
                        "tax_ids": False,
                    }
                )
                for product, quantity, price in lines
            ]
        )

    def test_a6_quantity_and_price_below_zero_hide_no_discount(self):
        order = self.new_mixed_order((self.dear, -300, -60))
        self.assertEqual(order.amount_total, 18000)
        self.assert_discount(order, 40)

    def test_quantity_and_price_below_zero_at_the_full_price_pass(self):
        self.assert_discount(self.new_mixed_order((self.dear, -300, -100)), 0)

    def test_a_quantity_below_zero_hides_no_discount(self):
        """A line at the full price, and one of opposite sign that takes 40 off."""
        free = self._create_product(name="Free", list_price=0.0, taxes_id=[])
        for product, quantity, price in ((free, -1, 40), (free, 1, -40)):
            order = self.new_mixed_order(
                (self.dear, 1, 100), (product, quantity, price)
            )
            self.assertEqual(order.amount_total, 60)
            self.assert_discount(order, 40)

    def test_a6_a_discounted_line_and_one_of_opposite_sign(self):
        order = self.new_mixed_order((self.dear, -10, -60), (self.goods, 1, 1))
        self.assert_discount(order, 40)

    def test_goods_returned_at_their_price_are_no_discount(self):
        order = self.new_mixed_order((self.dear, 3, 100), (self.dear, -1, 100))
        self.assert_discount(order, 0)

    def test_goods_returned_above_their_price_are_a_discount(self):
        order = self.new_mixed_order((self.dear, 10, 100), (self.dear, -1, 300))
        self.assert_discount(order, 20)

    def test_an_order_that_only_gives_money_away_is_all_discount(self):
        order = self.new_mixed_order((self.goods, 1, -500))
        self.assert_discount(order, 100)

    def test_goods_given_for_nothing_are_a_discount_of_all(self):
        order = self.new_mixed_order((self.dear, 1, 100), (self.dear, 1, 0))
        self.assert_discount(order, 100)

    def test_several_small_discounts_are_not_added_up(self):
        order = self.new_mixed_order((self.dear, 1, 96), (self.dear, 1, 95))
        self.assert_discount(order, 0)

    def test_a_line_discount_and_one_of_the_order_count_together(self):
        order = self.new_mixed_order((self.dear, 1, 96), (self.goods, 1, -4))
        self.assert_discount(order, 8)

    def test_the_discount_wizard_of_core_is_a_discount(self):
        for kind, vals in (
            ("so_discount", {"discount_percentage": 0.12}),
            ("sol_discount", {"discount_percentage": 0.12}),
            ("amount", {"discount_amount": 12}),
        ):
            with self.subTest(kind):
                order = self.new_dear_order()
                vals = {"sale_order_id": order.id, "discount_type": kind} | vals
                wizard = self.env["sale.order.discount"].sudo().create(vals)
                wizard.action_apply_discount()
                self.assertEqual(order.amount_total, 88)
                self.assert_discount(order, 12)

    def test_a_free_line_is_a_discount_of_all(self):
        self.assert_discount(self.new_dear_order(price_unit=0), 100)

    def test_sections_and_notes_are_no_discount(self):
        lines = [
            {"display_type": "line_section", "name": "Section"},
            {"display_type": "line_note", "name": "Note"},
            {"product_id": self.dear.id},
        ]
        order = self.new_order(order_line=[Command.create(line) for line in lines])
        self.assert_discount(order, 0)

    def test_a_customer_without_tier_is_not_judged(self):
        customer = self.new_customer(limit=None)
        self.assert_discount(self.new_dear_order(customer, discount=90), 0)

    def test_a_released_discount_is_confirmed(self):
        order = self.new_dear_order(discount=8)
        order.action_confirm()
        self.assertRecordValues(
            self.get_approvals(order),
            [{"subject": "discount", "amount": 8, "candidate_ids": self.manager.ids}],
        )
        order.with_user(self.manager).action_approve()
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_more_discount_than_was_released_holds_again(self):
        order = self.new_dear_order(discount=8)
        order.action_confirm()
        order.with_user(self.manager).action_approve()
        order.order_line.discount = 8.01
        self.assertEqual(order.credit_hold, "held")

    def test_the_larger_discount_asks_the_larger_authority(self):
        for discount, decider in (
            (10, self.manager),
            (10.01, self.director),
            (30.01, self.general),
        ):
            order = self.new_dear_order(discount=discount)
            order.action_confirm()
            self.assertEqual(self.get_approvals(order).candidate_ids, decider)

    def test_computed_figures_cannot_be_entered(self):
        order = self.new_dear_order()
        line = order.order_line
        others = self.new_invoice().invoice_line_ids
        for name, value in (
            ("pricelist_price_unit", 1),
            ("is_reinvoiced", True),
            ("price_subtotal", 1),
            ("price_total", 1),
            ("qty_invoiced", 1),
            ("invoice_status", "invoiced"),
            ("invoice_lines", [Command.set(others.ids)]),
        ):
            for record in (line, line.sudo()):
                with (
                    self.subTest(name),
                    self.assertRaises(UserError),
                    self.env.cr.savepoint(),
                ):
                    record.write({name: value})
            vals = {"order_id": order.id, "product_id": self.dear.id, name: value}
            with self.assertRaises(UserError), self.env.cr.savepoint():
                line.create(vals)

    def test_the_link_to_an_invoice_cannot_be_taken_away(self):
        """Without it the same goods could be invoiced twice."""
        order = self.new_confirmed(100)
        self.invoice_order(order)
        for record in (order.order_line, order.order_line.sudo()):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                record.write({"invoice_lines": [Command.clear()]})

    def test_core_may_send_the_empty_list_of_invoice_lines(self):
        line = self.new_dear_order().order_line
        line.write({"invoice_lines": [Command.clear()]})
        self.assertFalse(line.invoice_lines)

    def test_a_line_that_pretends_to_be_another_kind_shows_its_discount(self):
        for flag in ("is_expense", "is_downpayment"):
            line = {"price_unit": 50, flag: True}
            self.assert_discount(self.new_dear_order(**line), 50)

    def test_a_copied_order_is_priced_anew(self):
        order = self.new_dear_order(price_unit=50)
        copy = order.copy()
        self.assertEqual(copy.order_line.pricelist_price_unit, 100)
        self.assert_discount(copy, 50)
