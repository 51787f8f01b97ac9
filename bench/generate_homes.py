"""The data that the budgets of property_sales are measured on.

The fixtures of the addon's tests, committed, and copies of their rows.
"""

from odoo.sql_db import Cursor

from odoo.addons.property_sales.tests.common_bulk import BulkCommon
from odoo.addons.property_sales.tests.common_contract import ContractCommon

# homes; receptions and as many reservations
SIZES = {"small": (200, 2_000), "large": (2_000, 20_000)}


def generate(size):
    """Make a set of data in a database without business, and commit it."""

    class Homes(ContractCommon, BulkCommon):
        """Once for a size, as classes of tests are."""

    homes, rows = SIZES[size]
    Homes.setUpClass()
    sell(Homes)
    Homes.add_homes(homes - len(Homes.units))
    Homes.add_rows(rows)
    Homes.env.flush_all()
    Cursor.commit(Homes.cr)  # that of the instance refuses, being a test's
    Homes.doClassCleanups()


def sell(homes):
    """Sell one home by its area, and file its survey: the measurements copy it."""
    homes.hold.with_user(homes.home_seller).action_cancel("Free for the copies")
    home = homes.units[1]
    homes.new_signed(homes.reserve(home), pricing_basis="gross")
    homes.new_filed_areas(home, kind="surveyed", areas=(102, 81))
