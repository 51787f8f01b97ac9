from odoo.tests import tagged

from odoo.addons.sales_rules.tests.common_fuzz import RpcFuzz

from ..common_sweep_records import PropertySweepRecords


@tagged("post_install", "-at_install")
class TestPropertyFuzz(RpcFuzz, PropertySweepRecords):
    """Public methods of property_sales take whatever is sent (R2.12)."""

    addon = "property_sales"
    roles = (
        "home_seller",
        "home_manager",
        "director",
        "finance",
        "investor",
        "general",
        "seller",
        "guest",
        "clerk",
    )


@tagged("post_install", "-at_install", "long")
class TestPropertyFuzzInFull(TestPropertyFuzz):
    """The same by every role, on a record in every state."""

    every = True
