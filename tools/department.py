"""Makes the sales department of the tests in a database; run in Odoo's shell.

The records of `CreditCommon` are committed once, and every class of tests finds them
there instead of making them again: see `addons/sales_rules/tests/made_once.py`.
"""

from odoo.addons.sales_rules.tests import made_once
from odoo.addons.sales_rules.tests.common import CreditCommon

made_once.keep(CreditCommon, "department")
