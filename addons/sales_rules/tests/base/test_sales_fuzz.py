from odoo.tests import tagged

from ..common_fuzz import RpcFuzz
from ..common_sweep_records import SalesSweepRecords


@tagged("post_install", "-at_install")
class TestSalesFuzz(RpcFuzz, SalesSweepRecords):
    """Public methods of sales_rules take whatever a client sends (A18 to A20)."""

    addon = "sales_rules"


@tagged("post_install", "-at_install", "long")
class TestSalesFuzzInFull(TestSalesFuzz):
    """The same by every role, on a record in every state."""

    every = True
