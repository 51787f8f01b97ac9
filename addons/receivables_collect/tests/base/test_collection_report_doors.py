from odoo.tests import HttpCase, tagged

from odoo.addons.sales_rules.tests.common_report_doors import ReportDoors

from ..common_sweep_records import CollectionSweepRecords


@tagged("post_install", "-at_install")
class TestCollectionReportDoors(ReportDoors, CollectionSweepRecords, HttpCase):
    """Reports of receivables_collect show the documents that one may see (A1)."""

    addon = "receivables_collect"
    readers = """
report_f16_template | director finance general | the company's journal
report_f16_branch_template | manager director finance general | the branch's
report_f17_template | seller manager director finance general | the customer's people
report_f18_template | manager director finance general | who signs for the branch
report_f19_template | seller manager director finance general | the collector
report_f20_template | seller other_seller manager | what one may see of it
report_f20_template | other_manager director finance general | as before
report_f21_template | seller manager director finance general | the collector
report_f22_template | seller manager director finance general | the collector
report_f23_template | seller manager director finance general | the salesperson
report_f31_template | seller manager director finance general | the salesperson
report_f45_template | manager other_manager planner director finance general | the plan
report_statement_template | seller manager director finance general | the customer's
"""
