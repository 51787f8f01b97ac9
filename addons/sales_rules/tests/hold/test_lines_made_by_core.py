from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestLinesMadeByCore(CreditCommon):
    """Lines that core makes are told by how they were made (R1.7); a user who raises
    one raises the order.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls.new_confirmed(900)

    def reinvoice(self, amount):
        """The line that core makes of a cost of the order."""
        cost = self.company_data["product_order_cost"]
        line = Command.create({"product_id": cost.id, "price_unit": amount})
        bill = self.new_invoice(
            move_type="in_invoice", post=False, invoice_line_ids=[line]
        ).with_user(self.env.user)
        orders = {bill.invoice_line_ids.id: self.order.with_env(self.env)}
        model = self.env.registry["account.move.line"]
        self.patch(model, "_sale_determine_order", lambda line: orders)
        bill.invoice_line_ids._sale_create_reinvoice_sale_line()
        return self.order.order_line.filtered("is_reinvoiced")

    def deliver_by_core(self, price):
        """A line as core's delivery makes it: as superuser, with its flag."""
        lines = self.env["sale.order.line"].sudo()
        vals = {"order_id": self.order.id, "product_id": self.goods.id}
        vals |= {"price_unit": price, "tax_ids": False}
        flagged = lines._mark_made_by_core(vals | {"is_delivery": True})
        self.assertTrue(flagged.pop("is_carrier_made"))

        # without core's delivery there is no such flag
        def mark(lines, vals):
            return dict(vals, is_carrier_made=True)

        with patch.object(self.env.registry[lines._name], "_mark_made_by_core", mark):
            return lines.create(vals).with_user(self.seller).sudo(False)

    def test_nobody_else_marks_a_line(self):
        lines = self.env["sale.order.line"].with_user(self.seller)
        vals = {"order_id": self.order.id, "product_id": self.goods.id}
        vals |= {"is_delivery": True}
        self.assertNotIn("is_carrier_made", lines._mark_made_by_core(vals))
        for name in ("is_carrier_made", "is_reinvoiced"):
            for record in (self.order.order_line, self.order.order_line.sudo()):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    record.write({name: True})
            line = {"order_id": self.order.id, "product_id": self.goods.id, name: True}
            with self.assertRaises(UserError), self.env.cr.savepoint():
                lines.create(line)
            context = {f"default_{name}": True}
            line.pop(name)
            line = lines.with_context(**context).create(line)
            self.assertFalse(line[name])

    def test_the_price_that_core_gives_is_counted_and_never_refused(self):
        line = self.deliver_by_core(5000)
        self.assertTrue(line.is_carrier_made)
        self.assert_exposure(orders=5900)

    def test_a22_a_quantity_or_price_that_a_user_raises_is_refused(self):
        line = self.deliver_by_core(10)
        for vals in (
            {"price_unit": 5000},
            {"product_uom_qty": 5000},
            {"qty_delivered": 5000, "price_unit": 5000},
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                line.write(vals)
            command = Command.update(line.id, vals)
            order = self.order.with_user(self.seller)
            with self.assertRaises(UserError), self.env.cr.savepoint():
                order.write({"order_line": [command]})
        self.assertTrue(line.is_carrier_made)

    def test_other_goods_on_the_line_are_an_increase_as_a_whole(self):
        line = self.deliver_by_core(5000)
        with self.assertRaises(UserError):
            line.write({"product_id": self.dear.id, "price_unit": 5000})

    def test_a_price_that_a_user_raises_within_the_limit_makes_the_line_theirs(self):
        line = self.deliver_by_core(10)
        line.price_unit = 20
        self.assertFalse(line.is_carrier_made)
        self.assert_exposure(orders=920)

    def test_a_price_that_a_user_lowers_passes(self):
        self.new_invoice(5000, due=-100)
        line = self.deliver_by_core(10)
        line.price_unit = 8
        self.assert_exposure(receivable=5000, orders=908)

    def test_a_delivery_below_zero_is_a_discount(self):
        line = self.deliver_by_core(10)
        with self.assertRaises(UserError):
            line.price_unit = -500

    def test_a_reinvoiced_cost_that_a_user_raises_is_refused(self):
        line = self.reinvoice(5000)
        for vals in (
            {"price_unit": 6000},
            {"product_uom_qty": 5000},
            {"product_id": self.dear.id, "product_uom_qty": 60},
        ):
            with (
                self.subTest(vals),
                self.assertRaises(UserError),
                self.env.cr.savepoint(),
            ):
                line.write(vals)
        self.assert_exposure(orders=5900)

    def test_a_reinvoiced_cost_that_a_user_lowers_is_a_discount(self):
        line = self.reinvoice(5000)
        with self.assertRaisesRegex(UserError, "Discount of 98.00"):
            line.price_unit = 100

    def test_a_reinvoiced_cost_is_no_discount_at_its_own_price(self):
        line = self.reinvoice(0.5)
        self.assertEqual(line._get_effective_discount(), 0)
        self.order.order_line[0].product_uom_qty = 800
