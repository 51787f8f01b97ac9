from odoo.tests import tagged

from ..common_contract import ContractCommon


@tagged("post_install", "-at_install")
class TestClaims(ContractCommon):
    def assert_owes(self, contract, claimed, paid, owed, waiting=0):
        contract.invalidate_recordset()
        self.assertEqual(
            (
                contract.amount_claimed,
                contract.amount_paid,
                contract.amount_open,
                contract.amount_waiting,
            ),
            (claimed, paid, owed, waiting),
        )
        balance = self.get_contract_balance(contract, "receivable")
        self.assertAlmostEqual(balance, owed - waiting)

    def test_the_signature_claims_what_is_due_and_applies_the_deposit(self):
        self.take_verified(50_000)
        contract = self.new_signed()
        self.assertEqual(
            contract.instalment_ids.mapped("state"), ["claimed", "planned"]
        )
        self.assert_owes(contract, 300_000, 50_000, 250_000)
        self.assertEqual(self.get_balance("deposit"), 0)
        down = contract.instalment_ids[0]
        self.assertEqual(down.amount_residual, 250_000)
        self.assertEqual(
            down.move_line_id.collection_label,
            f"{contract.number} · {self.unit.display_name} · Down Payment",
        )
        # the entry of a claim: the liability without, the tax with its account
        tax = self.get_contract_balance(contract, "tax_to_transfer")
        net = self.get_contract_balance(contract, "contract_liability")
        self.assertEqual((net, tax), (-275_229.36, -24_770.64))

    def test_the_job_claims_the_rest_on_its_day(self):
        contract = self.new_signed()
        rest = contract.instalment_ids[1]
        rest._write_protected({"date_due": self.day(1)})
        self.run_cron("property_sales.ir_cron_property_claim")
        self.assertEqual(rest.state, "planned")
        rest._write_protected({"date_due": self.day(0)})
        self.run_cron("property_sales.ir_cron_property_claim")
        self.assertEqual(rest.state, "claimed")
        self.run_cron("property_sales.ir_cron_property_claim")
        self.assert_owes(contract, 1_000_000, 0, 1_000_000)
        # the tax of both is that of the price
        tax = self.get_contract_balance(contract, "tax_to_transfer")
        self.assertEqual(tax, -82_568.81)

    def test_money_ahead_claims_what_it_pays(self):
        """R2.10: on the day on which it is paid; what is more waits."""
        contract = self.new_signed()
        self.pay_contract(contract, 300_000)
        self.assertEqual(contract.instalment_ids.mapped("state"), ["paid", "planned"])
        self.pay_contract(contract, 0.01)
        self.assertEqual(contract.instalment_ids.mapped("state"), ["paid", "claimed"])
        self.assert_owes(contract, 1_000_000, 300_000.01, 699_999.99)
        self.pay_contract(contract, 700_000)
        self.assertEqual(contract.instalment_ids.mapped("state"), ["paid", "paid"])
        self.assert_owes(contract, 1_000_000, 1_000_000.01, 0, 0.01)

    def test_money_of_the_reservation_verified_after_the_signature(self):
        receipt = self.take(50_000)
        contract = self.new_signed()
        self.assert_owes(contract, 300_000, 0, 300_000)
        self.verify(receipt.report_id)
        self.assert_owes(contract, 300_000, 50_000, 250_000)
        self.assertEqual(self.get_balance("deposit"), 0)

    def test_instalments_are_found_by_their_state(self):
        contract = self.new_signed()
        self.pay_contract(contract, 300_000)
        rows = self.env["property.instalment"].sudo()
        domain = [("contract_id", "=", contract.id)]
        for state, index in (("paid", 0), ("planned", 1)):
            found = rows.search([*domain, ("state", "=", state)])
            self.assertEqual(found, contract.instalment_ids[index])
        self.assertFalse(rows.search([*domain, ("state", "=", "claimed")]))
