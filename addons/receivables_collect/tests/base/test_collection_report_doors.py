from odoo.tests import HttpCase, tagged

from odoo.addons.sales_rules.tests.common_report_doors import ReportDoors

from ..common_sweep_records import CollectionSweepRecords


@tagged("post_install", "-at_install")
class TestCollectionReportDoors(ReportDoors, CollectionSweepRecords, HttpCase):
    """Reports of receivables_collect show the documents that one may see (A1)."""

    addon = "receivables_collect"
    readers = """
report_f16_template | finance | all
"""
