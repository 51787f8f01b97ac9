from odoo.tests import tagged

from odoo.addons.sales_rules.tests.common_fuzz import RpcFuzz

from ..common_sweep_records import CollectionSweepRecords


@tagged("post_install", "-at_install")
class TestCollectionFuzz(RpcFuzz, CollectionSweepRecords):
    """Public methods of receivables_collect take whatever is sent (A18 to A20)."""

    addon = "receivables_collect"


@tagged("post_install", "-at_install", "long")
class TestCollectionFuzzInFull(TestCollectionFuzz):
    """The same by every role, on a record in every state."""

    every = True
