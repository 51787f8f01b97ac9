from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common_handover import PICTURE, HandoverCommon


@tagged("post_install", "-at_install")
class TestHandover(HandoverCommon):
    """R2.7, R2.9: keys, papers, the one invoice, and zero on every account."""

    def assert_zero(self, contract):
        self.assertEqual(contract._get_zero_report(), [])
        for name in ("receivable", "contract_liability", "tax_to_transfer", "deposit"):
            self.assertEqual(self.get_contract_balance(contract, name), 0)

    def test_the_whole_life_of_a_contract_ends_at_zero(self):
        self.take_verified(50_000)
        contract = self.new_settled(gross=103, inner=82.4)
        self.assertTrue(contract._get_zero_report())
        self.pay_contract(contract, 250_000)
        self.pay_all(contract)
        handover = self.notify(contract, slot="9:00")
        handover.action_inspect()
        handover.action_accept(PICTURE, keys="Two", meters="Water 3")
        contract.invalidate_recordset()
        self.assertEqual(contract.state, "handed_over")
        self.assertEqual(contract.handover_date, self.today)
        self.assertEqual(self.unit.state, "handed_over")
        self.assertEqual(handover.number, f"F35/{self.today.year}/00001")
        invoice = handover.sudo().move_id
        self.assertEqual(invoice.move_type, "out_invoice")
        self.assertEqual(invoice.amount_total, 1_030_000)
        # the tax of the invoice is what was transferred by the claims, to the cent
        self.assertEqual(invoice.amount_tax, 85_045.87)
        self.assertEqual(self.get_contract_balance(contract, "output_vat"), -85_045.87)
        self.assertEqual(self.get_contract_balance(contract, "revenue"), -944_954.13)
        self.assertIn(invoice.payment_state, ("paid", "in_payment", "reversed"))
        self.assert_zero(contract)
        kinds = contract.document_ids.mapped("kind")
        self.assertEqual(
            kinds,
            ["agreement", "contract", "settlement", "manual", "warranty", "handover"],
        )
        sums = contract.amount_claimed, contract.amount_paid, contract.amount_open
        self.assertEqual(sums, (1_030_000, 1_030_000, 0))

    def test_a_smaller_home_ends_at_zero_too(self):
        """Money that is settled back pays the next instalments."""
        contract = self.new_settled(gross=96.99, inner=77.6)
        self.assertEqual(contract.area_settlement_amount, -30_200)
        self.pay_all(contract)
        handover = self.notify(contract)
        handover.action_accept(PICTURE)
        self.assertEqual(handover.sudo().move_id.amount_total, 969_800)
        self.assert_zero(contract)

    def test_the_warranty_ends_with_the_later_clock(self):
        """Handover and legal minimum, or completion and the builder's term."""
        terms = self.env["property.warranty.term"].with_user(self.director)
        terms.create(
            {
                "part": "leak",
                "date_from": self.day(-1),
                "legal_months": 12,
                "builder_months": 120,
                "company_id": self.company.id,
            }
        )
        contract = self.new_handed_over()
        by_part = {row.part: row for row in contract.warranty_ids}
        completed = self.building.completed_on
        self.assertEqual(
            by_part["leak"].date_to, completed.replace(year=completed.year + 10)
        )
        self.assertEqual(
            by_part["pipes"].date_to, self.today.replace(year=self.today.year + 2)
        )
        self.assertEqual(by_part["structure"].date_to.year, self.today.year + 50)

    def test_money_too_much_is_paid_back_before_the_keys(self):
        """A smaller home, after all was paid: finance pays back, F33 shows it."""
        contract = self.new_signed(pricing_basis="gross")
        contract.with_user(self.home_seller).action_file("BA-1")
        self.pay_all(contract)
        self.survey(gross=99, inner=79.2)
        contract.with_user(self.finance).action_settle_area()
        contract.invalidate_recordset()
        self.assertEqual(contract.amount_waiting, 10_000)
        handover = self.notify(contract)
        with self.assert_refused("is paid too much"):
            handover.action_accept(PICTURE)
        with self.assertRaises(AccessError):
            contract.with_user(self.home_seller).action_refund()
        payment_id = contract.with_user(self.finance).action_refund()
        payment = self.env["account.payment"].sudo().browse(payment_id)
        self.assertEqual(payment.amount, 10_000)
        with self.assert_refused("no money waits"):
            contract.with_user(self.finance).action_refund()
        lines = self.env["property.ledger.line"].sudo()
        lines = lines.search([("contract_id", "=", contract.id)])
        self.assertEqual(sorted(lines.mapped("amount")), [-10_000, 1_000_000])
        handover.action_accept(PICTURE)
        self.assertEqual(contract.amount_paid, 990_000)
        self.assert_zero(contract)
