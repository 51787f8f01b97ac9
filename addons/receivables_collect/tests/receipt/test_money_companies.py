from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestMoneyCompanies(MoneyCommon):
    """Money stays in its company: vouchers, slips, reports, and who sees them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_company = cls.env["res.company"].sudo().create({"name": "Other"})
        cls.slip = cls.new_slip_over(100, 200)
        cls.receipt = cls.collect(cls.slip, 50)
        cls.stranger = cls.new_user(
            "stranger",
            "group_marketing_director",
            company_id=cls.other_company.id,
            company_ids=[(6, 0, cls.other_company.ids)],
        )
        cls.foreign_finance = cls.new_user(
            "foreign_finance",
            "group_finance",
            company_id=cls.other_company.id,
            company_ids=[(6, 0, cls.other_company.ids)],
        )

    def test_another_companys_director_sees_none_of_it(self):
        for name in (
            "collection.receipt",
            "collection.receipt.method",
            "collection.receipt.allocation",
            "collection.day.report",
            "collection.day.declaration",
            "collection.day.variance",
            "collection.transit",
        ):
            with self.subTest(name):
                self.assertTrue(self.env[name].with_user(self.director).search([]))
                self.assertFalse(self.env[name].with_user(self.stranger).search([]))

    def test_another_companys_finance_neither_counts_nor_verifies(self):
        report = self.receipt.report_id
        self.submit(report)
        with self.assertRaises(AccessError):
            report.with_user(self.foreign_finance).action_save_count()
        self.count(report)
        with self.assertRaises(AccessError):
            report.with_user(self.foreign_finance).action_verify()

    def test_a_missing_journal_is_named_by_the_label_of_its_method(self):
        with self.assertRaisesRegex(UserError, "“Bank Draft”"):
            self.other_company._get_collection_journal("draft")

    def test_a_slip_of_another_company_is_refused(self):
        with self.assertRaises(UserError):
            self.env["collection.receipt"].sudo().create(
                {
                    "company_id": self.other_company.id,
                    "slip_id": self.slip.id,
                    "voucher_id": self.new_vouchers().id,
                }
            )

    def test_journals_of_another_company_are_refused(self):
        with self.assertRaises(ValidationError):
            self.other_company.collection_cash_journal_id = self.company_data[
                "default_journal_cash"
            ]
        with self.assertRaises(ValidationError):
            self.company.collection_cash_journal_id = self.company_data[
                "default_journal_sale"
            ]

    def test_each_company_has_its_own_policy(self):
        self.other_company.collection_remit_days = 5
        self.other_company.collection_cheque_allowed = False
        self.assertEqual(self.company._get_remit_by(self.today), self.today)
        self.assertIn("cheque", self.company._get_collection_methods())
        self.assertNotIn("cheque", self.other_company._get_collection_methods())
