from odoo.tests import HttpCase, tagged

from odoo.addons.sales_rules.tests.common_report_doors import ReportDoors

from ..common_handover import HandoverCommon
from ..common_sweep_records import PropertySweepRecords

READS = (
    "home_seller home_colleague home_manager director investor finance deputy general"
)


@tagged("post_install", "-at_install")
class TestPropertyReportDoors(
    ReportDoors, PropertySweepRecords, HandoverCommon, HttpCase
):
    """Reports of property_sales show the documents that one may see (R2.12)."""

    addon = "property_sales"
    roles = (
        "guest",
        "clerk",
        "planner",
        "seller",
        "other_seller",
        "manager",
        "home_seller",
        "home_colleague",
        "home_manager",
        "director",
        "investor",
        "finance",
        "deputy",
        "general",
        "rules_admin",
    )
    readers = f"""
report_f32_template | {READS} | areas are no secret within the house
report_f33_template | director finance deputy general | all money of homes
report_f33_month_template | director finance deputy general | all money of homes
report_f34_template | home_seller home_manager director finance | names the buyer
report_f34_template | deputy general | names the buyer
report_f35_template | home_seller home_manager director finance | names the buyer
report_f35_template | deputy general | names the buyer
report_f36_template | home_seller home_manager director finance | names the owner
report_f36_template | deputy general | names the owner
report_f37_template | home_seller home_manager director finance | names the buyer
report_f37_template | deputy general | names the buyer
report_f38_template | home_seller home_manager director finance | names the buyer
report_f38_template | deputy general | names the buyer
report_f39_template | home_seller home_manager director finance | names the buyer
report_f39_template | deputy general | names the buyer
report_f46_template | home_seller home_manager director finance | names the buyer
report_f46_template | deputy general | names the buyer
report_f47_template | home_seller home_manager director finance | names the buyer
report_f47_template | deputy general | names the buyer
report_f53_template | director finance deputy general | all sales of homes
report_price_sheet_template | {READS} | prices that are published
report_vat_prepayment_template | director finance deputy general | all money of homes
report_quotation_template | {READS} | prices that are published
"""

    @classmethod
    def _make_changes(cls):
        res = super()._make_changes()
        contract = cls.new_settled(reservation=cls.reserved)
        cls.sweep("settled", contract, cls.notify(contract).sudo())
        return res
