"""Makes the sales department of the tests in a database; run in Odoo's shell.

The records of `CreditCommon` are committed once, and every class of tests finds them
there instead of making them again: see `addons/sales_rules/tests/made_once.py`. Homes
and their sale are set aside, as they would stand in the way of other tests. The bundles
that the browser asks for are committed, too: a test that makes them takes them back at
its end, and the next one waits ten seconds for them again.
"""

from odoo.addons.property_sales.tests.common import PropertyCommon
from odoo.addons.property_sales.tests.common_sale import SaleCommon
from odoo.addons.sales_rules.tests import made_once
from odoo.addons.sales_rules.tests.common import CreditCommon

SCRIPTS = (
    "bus.websocket_worker_assets",
    "web.assets_tests",
    "web.assets_unit_tests",
    "web.assets_unit_tests_setup",
    "web.assets_web",
)
STYLES = (
    "web.assets_unit_tests",
    "web.assets_unit_tests_setup",
    "web.assets_web",
    "web.assets_web_print",
)

made_once.keep(CreditCommon, "department")
made_once.set_aside(SaleCommon, "sale")
made_once.set_aside(PropertyCommon, "property")
bundles = env["ir.qweb"]  # noqa: F821 the shell gives it
for name in SCRIPTS:
    bundles._get_asset_bundle(name, css=False).js()
for name in STYLES:
    bundles._get_asset_bundle(name, js=False).css()
bundles.env.cr.commit()
