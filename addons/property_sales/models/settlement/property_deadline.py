from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

from ..deadline.property_deadline import Expected, Kind

FINANCE = "sales_rules.group_finance"
# days from the filing of the surveyed list to the settlement of each contract
SETTLE_DAYS = 30


class PropertyDeadline(models.Model):
    """Surveyed areas are settled in time, and the right to leave ends (R2.5, R2.9)."""

    _inherit = "property.deadline"

    _kinds = {"settle": Kind("property.contract", FINANCE, 7)}

    kind = fields.Selection(
        selection_add=[("settle", "Area Settlement")],
        ondelete={"settle": "cascade"},
    )

    def _expect_settle(self, contracts):
        """Return the contracts whose home has a filed survey that is not settled."""
        domain = Domain("sale_kind", "=", "presale")
        domain &= Domain("state", "in", ("signed", "filed", "settled"))
        domain &= Domain("unit_id.surveyed_area_list_id", "!=", False)
        if contracts is not None:
            domain &= Domain("id", "in", contracts.ids)
        expected = {}
        for contract in self.env["property.contract"].search(domain):
            area_list = contract.unit_id.surveyed_area_list_id
            if area_list in contract.settlement_ids.area_list_id:
                continue
            company = contract.company_id
            since = max(company._get_day(area_list.filed_at), contract.signed_on)
            expected[contract.id] = Expected(
                company, since + timedelta(days=SETTLE_DAYS), self.env["res.users"]
            )
        return expected

    def _get_done_settle(self, ids):
        """Return those contracts that were settled."""
        contracts = self.env["property.contract"].browse(ids)
        return set(contracts.filtered("settlement_ids").ids)
