"""Makes a department that trades, and tells its figures; run in Odoo's shell.

Every document of collection in every state, as the addon's own tests make them.
"""

from odoo.sql_db import Cursor

from odoo.addons.receivables_collect.tests.common_sweep_records import (
    CollectionSweepRecords,
)
from odoo.addons.sales_rules.tests import made_once
from odoo.addons.sales_rules.tests.common import CreditCommon
from odoo.addons.sales_rules.tests.common_sweep import SweptRecords


class Trade(SweptRecords, CollectionSweepRecords):
    """The company whose documents are kept."""


made_once.keep(CreditCommon, "department")
Trade.setUpClass()
for amount in (300, 70):
    Trade.new_overdue(amount, Trade.new_customer())
Trade.new_order(400).action_confirm()
Trade.new_held(1500, Trade.new_customer())
Trade.env.flush_all()
Cursor.commit(Trade.cr)  # that of the instance refuses, being a test's
Trade.doClassCleanups()
