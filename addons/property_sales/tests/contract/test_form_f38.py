from odoo.fields import Command
from odoo.tests import tagged

from ..common_contract_paper import ContractPaperCommon
from ..common_identity import RESIDENT

# article 16 of the Measures: heading, the same in Chinese
ITEMS = {
    "Article 1. Names and Domiciles of the Parties": "第一条 当事人名称或者姓名和住所",
    "Article 2. Basic State of the Home": "第二条 商品房基本状况",
    "Article 3. Way of Sale": "第三条 商品房的销售方式",
    "Article 4. Price, Way and Dates of Payment": "第四条 价款、付款方式、付款时间",
    "Article 5. Conditions and Day of Delivery": "第五条 交付使用条件及日期",
    "Article 6. Standards of Decoration and Equipment": "第六条 装饰、设备标准承诺",
    "Article 7. Water, Electricity, Heating, Gas, Telecommunication, Roads, Greening"
    " and Public Facilities": "第七条 供水、供电、供热、燃气、通讯、道路、绿化等",
    "Article 8. Ownership of Public Buildings": "第八条 公共配套建筑的产权归属",
    "Article 9. Differences of the Area": "第九条 面积差异的处理方式",
    "Article 10. Registration of the Title": "第十条 办理产权登记有关事宜",
    "Article 11. Settlement of Disputes": "第十一条 解决争议的方法",
    "Article 12. Liability for Breach": "第十二条 违约责任",
    "Article 13. Other Matters": "第十三条 双方约定的其他事项",
}
TEXTS = {
    "decoration_standard": "Walls: paint of brand A\nLifts: brand B",
    "infrastructure": "Water and roads: by the day of handover",
    "public_facilities": "The clubhouse is the seller's",
    "disputes": "Ningbo Arbitration Commission",
    "sample_home": "The sample home shows decoration only",
    "publicity_promises": "A kindergarten of nine groups",
    "land_mortgage": "To the Bank of Ningbo",
    "management_agreement": "Riverside Services, 2.80 a month",
}


@tagged("post_install", "-at_install")
class TestF38(ContractPaperCommon):
    """The sale contract on paper: F38, with all that the law asks for (R2.7)."""

    form = "property_sales.report_f38"

    def test_it_has_the_13_items_of_the_law(self):
        self.development.write(TEXTS)
        html = self.get_html(self.new_signed(pricing_basis="gross"))
        self.assert_on(html, *ITEMS)
        # the parties, the home
        self.assert_on(html, self.company.name, "1 River Road", "Chen Mei")
        self.assert_on(html, "Riverside", "88 Bank Street", "101", "3 rooms")
        self.assert_on(html, "100.00", "80.00", "20.00", "Residence")
        # way of sale, price and payment
        self.assert_on(html, "before its completion", self.permit.number)
        self.assert_on(html, "the gross area, at $ 10,000.00", "$ 1,000,000.00")
        self.assert_on(html, "One Million", "Down Payment", "$ 300,000.00", "Own Money")
        # promises
        self.assert_on(html, *(text.replace("\n", "") for text in TEXTS.values()))
        # area, title, breach
        self.assert_on(html, "Up to 3.00 %", "within 30 days", "Within 60 days")
        self.assert_on(html, "Within 90 days", "0.100 ‰", "interest of 3.000 % a year")
        # disclosures
        self.assert_on(html, "Promises of the Publicity", "Rule of the Area")

    def test_it_is_in_the_language_of_the_buyer(self):
        self.set_chinese(texts=ITEMS | {"Sale Contract of a Home": "房屋买卖合同"})
        self.buyer.lang = "zh_CN"
        contract = self.new_signed()
        pages = self.print_form(contract, user=self.home_seller)
        for text in (self.get_html(contract), pages):
            self.assert_on(text, "房屋买卖合同", *ITEMS.values())
            self.assert_on(text, contract.number, "1,000,000.00", self.permit.number)
            self.assert_not_on(text, "Article 1.")

    def test_the_price_is_in_capitals_on_chinese_papers(self):
        self.set_chinese()
        self.buyer.lang = "zh_CN"
        contract = self.new_signed()
        self.env.ref("base.CNY").name = "CNX"
        self.company.currency_id.name = "CNY"
        self.assert_on(self.get_html(contract), "壹佰万元整")

    def test_without_texts_the_law_is_printed(self):
        html = self.get_html(self.new_signed())
        self.assert_on(html, "no further standards are promised", "article 274")
        self.assert_on(html, "the people's court of the place of the home", "None")

    def test_it_is_a_draft_until_it_is_signed(self):
        contract = self.new_contract()
        self.assert_on(self.get_html(contract), "DRAFT", "Not yet acknowledged")
        self.disclose(contract)
        html = self.get_html(contract)
        self.assert_on(html, "DRAFT")
        self.assert_not_on(html, "No. F38", "Not yet acknowledged")
        contract.with_user(self.home_seller).action_submit()
        contract.with_user(self.director).action_approve()
        contract.with_user(self.home_seller).action_sign_agreement()
        self.assert_on(self.get_html(contract), "DRAFT", "F37/")
        contract.with_user(self.home_seller).action_sign()
        html = self.get_html(contract)
        self.assert_on(html, f"No. {contract.number}")
        self.assert_not_on(html, "DRAFT", "VOID")

    def test_a_contract_that_was_given_up_is_void(self):
        self.assert_void_when_given_up(self.new_contract())

    def test_a_draft_without_instalments(self):
        contract = self.new_contract()
        contract.instalment_ids = [Command.clear()]
        self.assert_on(self.get_html(contract), "No instalments are agreed yet.")

    def test_sixty_instalments_are_a_table_over_pages(self):
        rows = [
            {"name": f"Rate {number}.", "amount": 16_666.67, "date_due": self.day(9)}
            for number in range(1, 60)
        ]
        event = {"name": "Last.", "amount": 16_666.47, "anchor": "filing", "months": 2}
        contract = self.new_signed(
            instalment_ids=[Command.create(vals) for vals in [*rows, event]]
        )
        pages = self.print_form(contract, user=self.home_seller)
        found = [page for page in pages if "Rate" in page]
        self.assertGreaterEqual(len(found), 2)
        for page in found:
            self.assert_on(page, "Instalment Due Paid by Amount")
        for number in range(1, 60):
            self.assertEqual(sum(f"Rate{number}." in page for page in pages), 1)
        self.assert_on(pages, "Months after Filing: 2", "$ 16,666.47")
        self.assert_on(pages, "Total $ 1,000,000.00")
        self.assert_documents(pages, "Sale Contract of a Home", 1)

    def test_four_buyers_of_long_names_sign_each(self):
        contract = self.new_signed()
        pages = self.assert_each_signs(contract)
        self.assert_on(pages, "Passport E3", "Ownership Joint")

    def test_identity_numbers_are_whole_once_it_is_signed(self):
        contract = self.new_approved()
        self.assertEqual(contract.buyer_ids.id_number, RESIDENT)
        for user in (self.home_seller, self.finance):
            html = self.get_html(contract, user)
            self.assert_on(html, contract.buyer_ids.id_number_masked)
            self.assert_not_on(html, RESIDENT)
        self.sign(contract)
        self.assert_on(self.get_html(contract), "Resident Identity Card", RESIDENT)

    def test_shares_and_agents_are_named(self):
        contract = self.new_contract()
        first, other = contract.buyer_ids, self.new_buyer("Li Na")
        shares = [
            Command.update(first.id, {"share": 60}),
            Command.create({"partner_id": other.id, "share": 40}),
        ]
        contract.write({"ownership": "shares", "buyer_ids": shares})
        agent = self.new_buyer("Lawyer Xu")
        vals = {"contract_id": contract.id, "partner_id": agent.id, "role": "agent"}
        first.create(vals | {"of_buyer_id": first.id, "id_kind": "passport"})
        html = self.get_html(contract)
        self.assert_on(html, "60.00 %", "40.00 %", "Ownership In Shares", "Li Na")
        # beside the buyer, and where the agent signs
        self.assertEqual(html.count("Agent:LawyerXu"), 2)

    def test_many_contracts_are_many_documents(self):
        other = self.reserve(self.units[1], self.new_buyer("Zhou"))
        contracts = self.new_signed() | self.new_signed(other)
        self.assert_one_each(contracts, "Sale Contract of a Home")

    def test_a_colleague_does_not_print_it(self):
        contract = self.new_signed()
        self.assert_printed_by_its_own(contract, contract.number)

    def test_a_paper_says_what_was_disclosed(self):
        """R2.3: later texts of the development are those of later contracts."""
        self.development.write(TEXTS)
        contract = self.new_approved()
        self.development.disputes = "The court of Shanghai"
        with self.assert_refused("Settlement of Disputes"):
            contract.with_user(self.home_seller).action_sign_agreement()
        self.development.disputes = TEXTS["disputes"]
        self.sign(contract)
        self.development.write(dict.fromkeys(TEXTS, "Otherwise"))
        html = self.get_html(contract)
        self.assert_on(html, *(text.replace("\n", "") for text in TEXTS.values()))
        self.assert_not_on(html, "Otherwise")

    def test_a_home_that_is_completed_has_no_agreement(self):
        contract = self.new_contract()
        contract._write_protected({"sale_kind": "completed"})
        html = self.get_html(contract)
        self.assert_on(html, "sold completed", "filing of completed homes")
        self.assert_not_on(html, "pre-sale permit", "is used for the building")
