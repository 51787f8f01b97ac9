from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged

from odoo.addons.property_sales.hooks import post_init_hook

# name: code in the large Chinese chart and all others, and in the small one
CODES = {
    "receivable": ("112202", "112202"),
    "output_vat": ("22210107", "22210107"),
    "unpaid_vat": ("222102", "222102"),
    "prepaid_vat": ("222103", "222103"),
    "tax_to_transfer": ("222106", "222106"),
    "deposit": ("224101", "224101"),
    "collected_for_others": ("224102", "224102"),
    "contract_liability": ("220401", "220301"),
    "revenue": ("600101", "500101"),
    "penalty_income": ("630103", "530105"),
    "penalty_expense": ("671103", "571106"),
}
MATCHED = {
    "receivable",
    "deposit",
    "collected_for_others",
    "contract_liability",
    "tax_to_transfer",
    "prepaid_vat",
}


@tagged("post_install", "-at_install")
class TestAccounts(TransactionCase):
    """The money of homes has its accounts in every chart (R2.8, R2.10)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.charts = cls.env["account.chart.template"]

    def new_company(self, name="Riverside Homes", chart="generic_coa", **vals):
        """A company whose chart was loaded after the addon."""
        company = self.env["res.company"].create({"name": name, **vals})
        self.env.user.company_ids += company
        if chart and not company.parent_id:
            self.charts.try_loading(chart, company, install_demo=False)
        return company

    def new_company_from_before(self, chart, *codes):
        """A company with some accounts and a chart, of the time before the addon."""
        company = self.new_company(f"Developer {chart}", chart=False)
        company.chart_template = chart
        for code in codes:
            self.new_account(company, code)
        return company

    def new_account(self, company, code, **vals):
        vals = {"account_type": "liability_current", "name": f"Old {code}"} | vals
        accounts = self.env["account.account"].with_company(company)
        return accounts.create({"code": code, **vals})

    def get_codes(self, company):
        return {
            name: company._get_property_account(name).with_company(company).code
            for name in CODES
        }

    def test_a_chart_loaded_later_brings_them_along(self):
        company = self.new_company()
        large = {name: code for name, (code, _small) in CODES.items()}
        self.assertEqual(self.get_codes(company), large)

    def test_charts_loaded_before_get_them_with_the_addon(self):
        large = self.new_company_from_before("cn_large_bis")
        small = self.new_company_from_before("cn")
        post_init_hook(self.env)
        for company, position in ((large, 0), (small, 1)):
            self.assertEqual(
                self.get_codes(company),
                {name: codes[position] for name, codes in CODES.items()},
            )

    def test_they_are_what_the_entries_need(self):
        company = self.new_company()
        accounts = {name: company._get_property_account(name) for name in CODES}
        self.assertEqual(
            {name for name, account in accounts.items() if account.reconcile}, MATCHED
        )
        self.assertEqual(accounts["receivable"].account_type, "asset_receivable")
        self.assertFalse(accounts["receivable"].non_trade)
        self.assertEqual(accounts["deposit"].account_type, "liability_current")
        self.assertEqual(accounts["revenue"].account_type, "income")

    def test_they_are_called_as_in_the_documents(self):
        deposit = self.new_company()._get_property_account("deposit")
        self.assertEqual(deposit.name, "Deposits of Home Buyers")
        self.assertEqual(deposit.with_context(lang="zh_CN").name, "其他应付款-购房定金")

    def test_charts_from_before_have_them_in_the_languages_of_the_database(self):
        company = self.new_company_from_before("cn")
        post_init_hook(self.env)
        deposit = company._get_property_account("deposit")
        self.assertEqual(deposit.with_context(lang="zh_CN").name, "其他应付款-购房定金")

    def test_a_chart_is_translated_once_when_all_its_records_are_there(self):
        # earlier, other accounts would get the words of another module
        charts = type(self.charts)
        translate = charts._load_translations
        with patch.object(
            charts, "_load_translations", autospec=True, side_effect=translate
        ) as translated:
            self.new_company()
        self.assertEqual(translated.call_count, 1)

    def test_each_company_has_its_accounts(self):
        first, second = self.new_company("One"), self.new_company("Two")
        for name in CODES:
            self.assertNotEqual(
                first._get_property_account(name), second._get_property_account(name)
            )

    def test_a_branch_uses_those_of_its_company(self):
        company = self.new_company()
        branch = self.new_company("Branch", parent_id=company.id)
        post_init_hook(self.env)
        for name in CODES:
            self.assertEqual(
                branch._get_property_account(name), company._get_property_account(name)
            )
        names = self.env["ir.model.data"].search(
            [("module", "=", "account"), ("name", "=like", f"{branch.id}_property_%")]
        )
        self.assertFalse(names)

    def test_a_code_in_use_is_left_alone_and_the_next_one_taken(self):
        company = self.new_company_from_before("cn", "224101", "224103")
        self.new_account(company, "112202", active=False)
        post_init_hook(self.env)
        codes = self.get_codes(company)
        self.assertEqual(codes["deposit"], "224104")
        self.assertEqual(codes["collected_for_others"], "224102")
        self.assertEqual(codes["receivable"], "112203")

    def test_what_the_accountant_changed_stays(self):
        company = self.new_company()
        deposit = company._get_property_account("deposit").with_company(company)
        deposit.write({"code": "224177", "name": "Money of buyers"})
        other = self.new_account(company, "224101")
        post_init_hook(self.env)
        self.charts.try_loading("generic_coa", company, install_demo=False)
        self.assertEqual(company._get_property_account("deposit"), deposit)
        self.assertEqual(deposit.code, "224177")
        self.assertEqual(deposit.name, "Money of buyers")
        self.assertEqual(other.with_company(company).name, "Old 224101")

    def test_an_account_that_was_deleted_comes_back_with_the_chart(self):
        company = self.new_company()
        company._get_property_account("penalty_income").unlink()
        with self.assertRaisesRegex(UserError, "Penalties Received.*reload"):
            company._get_property_account("penalty_income")
        self.charts.try_loading("generic_coa", company, install_demo=False)
        self.assertTrue(company._get_property_account("penalty_income"))

    def test_a_company_without_a_chart_is_told_what_to_do(self):
        company = self.new_company(chart=False)
        with self.assertRaisesRegex(UserError, "Riverside Homes.*Deposits.*chart"):
            company._get_property_account("deposit")
        chinese = company.with_context(lang="zh_CN")
        with self.assertRaisesRegex(UserError, "购房定金"):
            chinese._get_property_account("deposit")

    def test_an_archived_account_is_not_booked_on(self):
        company = self.new_company()
        company._get_property_account("deposit").active = False
        with self.assertRaisesRegex(UserError, "archived"):
            company._get_property_account("deposit")
