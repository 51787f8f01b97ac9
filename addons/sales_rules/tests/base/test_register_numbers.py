from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import SQL

from ..common import CreditCommon
from ..common_race import RaceCase


@tagged("post_install", "-at_install")
class TestRegisterNumbers(CreditCommon):
    """Numbers without gaps per company, kind and year; the gaps can be listed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mixin = cls.env["sales.register.mixin"]

    def take(self, count, code="test", year=2025, company=None):
        company = company or self.company
        with patch.multiple(
            type(self.mixin), _register_code=code, _register_prefix="T"
        ):
            return self.mixin._take_numbers(company, count, date(year, 5, 1))

    def test_numbers_follow_each_other(self):
        self.assertEqual(self.take(3), ("T/2025/", 1))
        self.assertEqual(self.take(1), ("T/2025/", 4))

    def test_each_year_kind_and_company_begins_at_one(self):
        self.take(3)
        other = self.env["res.company"].create({"name": "Other"})
        self.assertEqual(self.take(1, year=2026), ("T/2026/", 1))
        self.assertEqual(self.take(1, code="test2")[1], 1)
        self.assertEqual(self.take(1, company=other)[1], 1)

    def test_numbers_rolled_back_leave_no_gap(self):
        self.take(1)
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            self.take(5)
            raise ZeroDivisionError
        self.assertEqual(self.take(1)[1], 2)

    def test_sql_and_python_print_the_same_and_cut_nothing(self):
        for number in (1, 99999, 100000, 1234567):
            printed = self.mixin._format_number("T/2025/", number)
            sql = self.mixin._sql_register_number("T/2025/", SQL("%s", number))
            [(by_sql,)] = self.env.execute_query(SQL("SELECT %s", sql))
            self.assertEqual(by_sql, printed)
        self.assertEqual(self.mixin._format_number("T/2025/", 7), "T/2025/00007")

    def test_registers_cannot_be_written_by_anybody(self):
        self.take(1)
        register = self.env["sales.register"].sudo().search([("code", "=", "test")])
        for user in (self.finance, self.director, self.rules_admin):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                register.with_user(user).write({"last_number": 0})
        with self.assertRaises(AccessError):
            register.with_user(self.clerk).read(["last_number"])


@tagged("post_install", "-at_install")
class TestRegisterRace(RaceCase):
    """Two transactions take numbers at once: none twice, none missing."""

    def _remove_made(self):
        self.call(
            lambda env: env.cr.execute(
                SQL("DELETE FROM sales_register WHERE code = %s", "test_race")
            )
        )
        return super()._remove_made()

    def test_both_transactions_go_on_where_the_other_ended(self):
        def take(env):
            mixin = env["sales.register.mixin"]
            return mixin._take_numbers(env.company, 2)[1]

        mixin_class = self.registry["sales.register.mixin"]
        register = {"_register_code": "test_race", "_register_prefix": "T"}
        with patch.multiple(mixin_class, **register):
            for expected in ([1, 3], [5, 7]):
                self.assertEqual(sorted(self.race(take, take)), expected)
