from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.sales_rules.tests.common_report import LONG_NAME

from ..common_contract_paper import ContractPaperCommon

CHINESE = {
    "Pre-sale Agreement of a Home": "房屋预售协议书",
    "2. Price and Contract": "二、价款及签约期限",
    "3. The Money of the Reservation": "三、预订款项",
}


@tagged("post_install", "-at_install")
class TestF37(ContractPaperCommon):
    """The pre-sale agreement on paper: F37 (R2.7)."""

    form = "property_sales.report_f37"

    def new_agreed(self, reservation=None):
        """A contract of which the agreement is signed."""
        contract = self.new_approved(reservation)
        contract.with_user(contract.user_id).action_sign_agreement()
        return contract

    def test_it_says_home_price_money_and_last_day(self):
        self.take_verified(50_000)
        contract = self.new_agreed()
        pages = self.print_form(contract, user=self.home_seller)
        self.assertEqual(len(pages), 1)
        number = contract.document_ids.number
        self.assert_on(pages, "F37", "Pre-sale Agreement of a Home", f"No. {number}")
        self.assert_on(pages, self.company.name, "Chen Mei", "Riverside", "101")
        self.assert_on(pages, "100.00", "80.00", "20.00", self.permit.number)
        self.assert_on(pages, "$ 1,000,000.00", "One Million")
        self.assert_on(pages, "Deposit", "$ 50,000.00", "Fifty Thousand")
        last = contract.reservation_id.date_end
        self.assert_on(pages, f"at this price by {last:%m/%d/%Y}.")
        self.assert_on(pages, "articles 586 and 587", "pays back twice the deposit")
        self.assert_not_on(pages, "DRAFT")

    def test_other_money_is_returned_for_whatever_reason(self):
        other = self.reserve(self.units[1], self.new_buyer("Zhou"), kind="advance")
        html = self.get_html(self.new_agreed(other))
        self.assert_on(html, "no deposit in the sense of the law", "within 15 days")
        self.assert_on(html, "at this price without delay")
        self.assert_not_on(html, "pays back twice")

    def test_a_contract_without_reservation_has_no_agreed_money(self):
        contracts = self.env["property.contract"].with_user(self.home_seller)
        buyer = self.new_buyer("Zhou")
        vals = {"unit_id": self.units[1].id, "partner_id": buyer.id}
        contract = contracts.create(vals)
        html = self.get_html(contract)
        self.assert_on(html, "No money is agreed for the reservation.")
        self.assert_not_on(html, "Agreed Amount")

    def test_it_is_a_draft_until_it_is_signed(self):
        contract = self.new_approved()
        html = self.get_html(contract)
        self.assert_on(html, "DRAFT")
        self.assert_not_on(html, "No. F37")
        contract.with_user(self.home_seller).action_sign_agreement()
        self.assert_not_on(self.get_html(contract), "DRAFT")
        contract.with_user(self.home_seller).action_cancel("Other plan")
        html = self.get_html(contract)
        self.assert_on(html, "VOID", contract.document_ids.number)

    def test_it_is_in_the_language_of_the_buyer(self):
        self.set_chinese(texts=CHINESE)
        self.buyer.lang = "zh_CN"
        contract = self.new_agreed()
        pages = self.print_form(contract, user=self.home_seller)
        self.assertEqual(len(pages), 1)
        self.assert_on(pages, *CHINESE.values())
        self.assert_on(pages, "1,000,000.00", self.permit.number)

    def test_four_buyers_with_agents_are_one_page(self):
        contract = self.new_agreed()
        agent = {"name": f"Agent: {LONG_NAME}", "id_kind": "Passport"}
        acting = [agent | {"id_number": "E9"}]
        names = [f"{number}{LONG_NAME}" for number in range(4)]
        with self.name_buyers(*names, acting=acting):
            pages = self.print_form(contract, user=self.home_seller)
        self.assertEqual(len(pages), 1)
        self.assert_on(pages, *names, "Passport E9")

    def test_a_colleague_does_not_print_it(self):
        contract = self.new_agreed()
        for user in (self.home_colleague, self.investor):
            with self.assertRaises(AccessError):
                self.get_html(contract, user)

    def test_a_completed_home_has_none(self):
        contract = self.new_contract()
        contract._write_protected({"sale_kind": "completed"})
        with self.assertRaises(UserError):
            self.get_html(contract)
