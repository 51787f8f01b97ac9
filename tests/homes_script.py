"""Puts homes on sale, and makes those who sell them; run in Odoo's shell.

The fixtures of the addon's tests, committed: sellers with customers of their own and
vouchers in their bags. `HOMES` and `SELLERS` stand before it.
"""

from odoo.sql_db import Cursor

from odoo.addons.property_sales.tests.common_sale import SaleCommon

CUSTOMERS = 5
VOUCHERS = 150


class Opening(SaleCommon):
    @classmethod
    def new_building(cls, development=None, **vals):
        building = super().new_building(development, **vals)
        cls.new_units(HOMES - 4, building)  # noqa: F821 stands before the script
        return building

    @classmethod
    def open_sale(cls):
        cls.units = cls.building.unit_ids
        super().open_sale()
        for number in range(SELLERS):  # noqa: F821 as above
            cls.new_seller(f"opening_{number}")

    @classmethod
    def new_seller(cls, login):
        seller = cls.new_user(login, "property_sales.group_property_sales")
        cls.home_team.member_ids += seller
        cls.new_training(seller)
        for number in range(CUSTOMERS):
            cls.new_buyer(f"Customer {number} of {login}", seller)
        cls.new_vouchers(VOUCHERS, holder=seller)


Opening.setUpClass()
Opening.env.flush_all()
Cursor.commit(Opening.cr)  # that of the instance refuses, being a test's
Opening.doClassCleanups()
