from datetime import datetime, time
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common_amendment import AmendmentCommon
from ..common_elsewhere import ElsewhereCommon
from ..common_handover import PICTURE
from ..common_late_fee import LateFeeCommon


@tagged("post_install", "-at_install")
class TestBranch(ElsewhereCommon):
    """A branch sells homes in the chart of the company above it, its users alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.outsider = cls.home_colleague.copy({"login": "crt_outsider"})
        cls.book_keeper = cls.finance.copy({"login": "crt_book_keeper"})
        country = cls.company.account_fiscal_country_id
        branch = cls.env["res.company"].create(
            {"name": "Branch", "parent_id": cls.company.id, "country_id": country.id}
        )
        # core does it when the branch is committed
        charts = cls.env["account.chart.template"]
        charts.try_loading(cls.company.chart_template, branch, install_demo=False)
        cls.move_to(branch)

    def test_a_life_and_an_end_by_fault(self):
        for contract in (self.assert_life(), self.assert_rescission()):
            items = self.env["account.move.line"].sudo()
            items = items.search([("contract_id", "=", contract.id)])
            accounts = items.account_id
            self.assertIn(self.former._get_property_account("receivable"), accounts)
            self.assertEqual(accounts.company_ids, self.former)

    def test_users_of_the_company_above_have_no_part_in_it(self):
        contract = self.new_signed()
        self.assertFalse(self.outsider.company_ids & self.company)
        for user in (self.outsider, self.book_keeper):
            own = contract.with_user(user).with_context(allowed_company_ids=None)
            with self.subTest(user.login):
                self.assertFalse(own.search([("id", "=", contract.id)]))
                with self.assertRaises(AccessError):
                    own.read(["price"])
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    own.action_book_bank_credit({"amount": 1, "reference": "X"})
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    own.action_file("X")


@tagged("post_install", "-at_install")
class TestCharts(ElsewhereCommon):
    """Lives end at zero in both Chinese charts, and by either way of taking back."""

    def new_charted(self, chart):
        company = self.env["res.company"].create(
            {"name": chart, "country_id": self.env.ref("base.cn").id}
        )
        self.env.user.company_ids |= company
        charts = self.env["account.chart.template"]
        accounts = charts._get_property_account_account(chart)
        # core's part of a Chinese chart is not installed: the accounts of homes are
        with patch.object(
            type(charts), "_get_property_account_account", lambda *_args: accounts
        ):
            charts.try_loading("generic_coa", company, install_demo=False)
        return company

    def assert_chart(self, chart, is_storno):
        kept = dict(vars(type(self)))
        env = self.env
        company = self.new_charted(chart)
        company.account_storno = is_storno
        try:
            self.move_to(company)
            self.env = type(self).env
            self.voucher_accounts(company)
            self.assert_life()
            contract = self.assert_rescission()
            self.assert_sides(contract, is_storno)
        finally:
            for name in ("company", "env", "permit_journal", "development"):
                setattr(type(self), name, kept.get(name, getattr(type(self), name)))
            self.env = env

    def voucher_accounts(self, company):
        accounts = self.env["account.account"].with_company(company)
        for name, code, kind in (
            ("debt", "13219901", "asset_current"),
            ("surplus", "23219901", "liability_current"),
        ):
            account = accounts.create(
                {"code": code, "name": name, "account_type": kind}
            )
            company.sudo()[f"collection_{name}_account_id"] = account

    def assert_sides(self, contract, is_storno):
        """Claims are taken back negative on their own side, or on the other one."""
        items = self.env["account.move.line"].sudo()
        taken_back = items.search(
            [
                ("contract_id", "=", contract.id),
                ("account_id", "=", self.get_account("contract_liability").id),
                ("balance", ">", 0),
            ]
        )
        self.assertTrue(taken_back)
        for item in taken_back:
            self.assertEqual(item.is_storno, is_storno)
            self.assertEqual(item.credit < 0, is_storno)

    def test_the_small_chinese_chart_with_storno(self):
        self.assert_chart("cn", True)

    def test_the_large_chinese_chart_without(self):
        self.assert_chart("cn_large_bis", False)


@tagged("post_install", "-at_install")
class TestArchivedInBetween(LateFeeCommon, AmendmentCommon):
    """Nothing that is archived in the middle of a life stops it silently."""

    def test_a_buyer_who_is_archived_gets_the_keys(self):
        contract = self.new_settled()
        contract.partner_id.sudo().active = False
        self.pay_all(contract)
        handover = self.notify(contract)
        handover.action_accept(PICTURE)
        self.env.invalidate_all()
        self.assertEqual(contract.state, "handed_over")
        self.assert_zero(contract)

    def test_a_buyer_who_is_archived_gets_the_money_back(self):
        contract = self.new_paid()
        contract.partner_id.sudo().active = False
        self.rescind(contract).with_user(self.finance).action_refund()
        self.assert_zero(contract)

    def test_a_salesperson_with_a_contract_is_not_archived(self):
        self.new_signed()
        admin = self.env.ref("base.user_admin")
        with self.assertRaises(UserError):
            self.home_seller.with_user(admin).active = False

    def test_an_archived_bank_takes_no_money_and_says_so(self):
        contract = self.new_signed()
        self.permit_journal.active = False
        before = self.get_contract_balance(contract, "receivable")
        with self.assert_refused("Supervised Account"):
            self.credit(contract, 100)
        self.assertEqual(self.get_contract_balance(contract, "receivable"), before)
        self.permit_journal.active = True
        self.credit(contract, 100)


@tagged("post_install", "-at_install")
class TestMidnight(LateFeeCommon, AmendmentCommon):
    """Entries are of the company's day, where it is another one than at Greenwich."""

    def assert_day(self, timezone, moment, days):
        """All that is booked at a moment is dated so many days after today."""
        calendars = self.env["resource.calendar"]
        self.company.resource_calendar_id = calendars.create(
            {"name": timezone, "tz": timezone, "company_id": self.company.id}
        )
        today = self.today
        try:
            with freeze_time(datetime.combine(today, moment)):
                type(self).today = self.company._get_today()
                self.assertEqual(self.today, self.day(0))
                self.assertEqual((self.today - today).days, days)
                self.play()
        finally:
            type(self).today = today

    def play(self):
        self.new_training(self.home_seller)
        hold = self.reserve(self.units[1], self.new_buyer("Late"))
        self.unit = self.units[1]
        contract = self.new_settled(reservation=hold, gross=102, inner=81)
        self.pay_all(contract)
        handover = self.notify(contract)
        handover.action_accept(PICTURE)
        other = self.new_signed(self.reserve(self.units[2], self.new_buyer("Later")))
        self.credit(other, 300_000)
        self.rescind(other).with_user(self.finance).action_refund()
        self.env.invalidate_all()
        self.assert_zero(contract | other)
        items = self.env["account.move.line"].sudo()
        items = items.search([("contract_id", "in", (contract | other).ids)])
        self.assertEqual(set(items.move_id.mapped("date")), {self.today})
        invoice = handover.sudo().move_id
        self.assertEqual(invoice.invoice_date, self.today)
        self.assertEqual(contract.handover_date, self.today)
        self.assertEqual(set(contract.document_ids.mapped("date_issued")), {self.today})
        self.assertEqual(set(items.move_id.mapped("state")), {"posted"})

    def test_tomorrow_in_shanghai(self):
        self.assert_day("Asia/Shanghai", time(16, 30), 1)

    def test_yesterday_in_los_angeles(self):
        self.assert_day("America/Los_Angeles", time(6, 30), -1)
