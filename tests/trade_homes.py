"""Sells a home in a company that trades, up to the bank; run in Odoo's shell."""

from odoo.sql_db import Cursor

from odoo.addons.property_sales.tests.common_house_money import HouseMoneyCommon


class Homes(HouseMoneyCommon):
    """A home held, its deposit banked, somebody who waits for it; and a plan that
    nobody decided on.
    """

    @classmethod
    def new_account(cls, code, account_type, reconcile=False):
        accounts = cls.env["account.account"]
        known = accounts.search([("code", "=", code)])
        return known or super().new_account(code, account_type, reconcile)


Homes.setUpClass()
Homes.voucher_number = 1000
Homes.bank(Homes.take_verified())
Homes.wait()
plan = Homes.new_plan(Homes.new_development(name="Hillside", code="HS"))
plan.with_user(Homes.home_seller).action_submit()
Homes.env.flush_all()
Cursor.commit(Homes.cr)  # that of the instance refuses, being a test's
Homes.doClassCleanups()
