from odoo.tests import HttpCase, tagged

from ..common_report_doors import ReportDoors
from ..common_sweep_records import SalesSweepRecords


@tagged("post_install", "-at_install")
class TestSalesReportDoors(ReportDoors, SalesSweepRecords, HttpCase):
    """Reports of sales_rules show the documents that one may see (A1)."""

    addon = "sales_rules"
    readers = """
report_f11_template | seller other_seller manager other_manager | one's own customers
report_f11_template | director finance general rules_admin | all customers
"""
