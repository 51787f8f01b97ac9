from odoo.tests import tagged

from ..common_amendment import AmendmentCommon


@tagged("post_install", "-at_install")
class TestMonthAmended(AmendmentCommon):
    """Rescissions and fees in the report of a month (R2.8, R2.10)."""

    def get_figures(self):
        self.env.invalidate_all()
        months = self.env["property.ledger.month"].sudo()
        month = months.search(
            [
                ("company_id", "=", self.company.id),
                ("date", "=", self.today.replace(day=1)),
            ]
        )
        return month.with_user(self.general)._get_figures()

    def test_a_rescission_says_by_whose_fault(self):
        self.rescind(self.new_signed(), "buyer")
        figures = self.get_figures()
        [row] = figures["tasks"]["rescinded"]
        self.assertEqual((row["reason"], row["fault"]), ("Asked for", "buyer"))
        total = figures["sales"]["total"]
        self.assertEqual((total["homes"], total["gone_homes"]), (1, 1))

    def test_fees_are_collected_for_others_and_paid_on(self):
        contract = self.new_signed()
        fees = self.env["property.fee"].with_user(self.home_seller)
        fee = fees.create({"contract_id": contract.id, "amount": 8_000})
        self.pay_contract(contract, 5_000, fee_id=fee.id)
        self.credit(contract, 3_000, fee_id=fee.id)
        receipts = self.get_figures()["receipts"]
        kinds = {row["kind"]: row["received"] for row in receipts["kinds"]}
        self.assertEqual((kinds["fee"], kinds["own"]), (8_000, 0))
        fee.with_user(self.finance).action_pay_on(self.day(0), "LIST-1")
        receipts = self.get_figures()["receipts"]
        self.assertEqual((receipts["paid_on"], receipts["total"]), (-8_000, 0))
