from odoo.tests import tagged

from ..common_amendment import AmendmentCommon


@tagged("post_install", "-at_install")
class TestChangePrice(AmendmentCommon):
    """300,000 are claimed of 1,000,000, the rest is one instalment."""

    def assert_agrees(self, contract):
        """Instalments and claims come to the price, to the cent."""
        planned = contract.instalment_ids.filtered(lambda row: row.state == "planned")
        claimed = self.env["property.claim"]._get_booked(contract)[contract.id][0]
        total = claimed + sum(planned.mapped("amount"))
        self.assertAlmostEqual(total, contract.price, 2)

    def change(self, contract, price):
        self.amend(contract, "price", new_price=price)
        self.assertEqual(contract.price, price)
        self.assert_agrees(contract)

    def test_less_is_taken_off_the_last_instalment(self):
        contract = self.new_signed(pricing_basis="gross")
        amendment = self.new_amendment(contract, "price", new_price=900_000.01)
        preview = amendment.action_preview()
        self.assertEqual(preview["moved"], 99_999.99)
        self.assertEqual(preview["claims"], 0)
        self.approve(amendment).action_apply()
        self.env.invalidate_all()
        self.assertEqual(contract.instalment_ids[-1].amount, 600_000.01)
        self.assertEqual(amendment.old_price, 1_000_000)
        self.assertEqual(contract.unit_price, 9_000)
        self.assert_agrees(contract)

    def test_more_is_added_to_it(self):
        contract = self.new_signed()
        self.change(contract, 1_000_100)
        self.assertEqual(contract.instalment_ids[-1].amount, 700_100)

    def test_what_no_instalment_is_left_for_is_claimed_at_once(self):
        contract = self.new_signed()
        self.credit(contract, 1_000_000)
        contract.invalidate_recordset()
        self.change(contract, 1_000_500)
        self.assertEqual(contract.amount_open, 500)
        self.change(contract, 999_000)
        self.assertEqual(contract.amount_waiting, 1_000)
        contract.with_user(self.finance).action_refund()
        self.assertEqual(contract.amount_paid, 999_000)

    def test_after_it_the_home_is_handed_over_and_all_is_zero(self):
        """The one invoice is of the final price."""
        contract = self.new_signed(pricing_basis="gross")
        self.change(contract, 900_000.01)
        contract.with_user(contract.user_id).action_file("BA-1")
        self.survey(101)
        contract.with_user(self.finance).action_settle_area()
        contract.invalidate_recordset()
        self.assertEqual(contract.area_settlement_amount, 9_000)
        self.pay_all(contract)
        handover = self.notify(contract)
        handover.action_accept("R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==")
        self.assert_zero(contract)
        self.assertEqual(handover.sudo().move_id.amount_total, 909_000.01)

    def test_not_under_the_floor_nor_over_the_filed_price(self):
        """Row 40."""
        contract = self.new_signed()
        line = contract.sudo().price_line_id
        self.env.cr.execute(
            "UPDATE property_price_list_line SET floor_price = 800000,"
            " filed_price = 1100000 WHERE id = %s",
            [line.id],
        )
        self.env.invalidate_all()
        for price, text in (
            (799_999.99, "may be sold for"),
            (1_100_000.01, "filed for this home"),
            (1_000_000, "already"),
            (0, "Enter the new price"),
        ):
            with self.assert_refused(text):
                self.new_amendment(contract, "price", new_price=price).action_submit()
        for price in (800_000, 1_100_000):
            self.change(contract, price)

    def test_not_after_the_area_is_settled(self):
        contract = self.new_settled()
        with self.assert_refused("settled at its price"):
            self.new_amendment(contract, "price", new_price=900_000).action_submit()
