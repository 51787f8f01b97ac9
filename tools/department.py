"""Makes the sales department of the tests in a database; run in Odoo's shell.

What `CreditCommon` sets up is committed once, and every class of tests finds it there
instead of making it again: see `addons/sales_rules/tests/made_once.py`.
"""

from odoo.addons.sales_rules.tests import made_once
from odoo.addons.sales_rules.tests.common import CreditCommon

made_once.keep(CreditCommon, "department")
