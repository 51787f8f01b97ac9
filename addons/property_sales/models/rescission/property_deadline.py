from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

from ..contract.property_contract import SELLER
from ..deadline.property_deadline import Expected, Kind

FINANCE = "sales_rules.group_finance"


class PropertyDeadline(models.Model):
    """Money goes back, and filings are cancelled, in time after a rescission (R2.7)."""

    _inherit = "property.deadline"

    _kinds = {
        "refund": Kind("property.amendment", FINANCE, 7, done=[]),
        "unfile": Kind("property.contract", SELLER, 5, done=[]),
    }

    kind = fields.Selection(
        selection_add=[
            ("refund", "Refund after a Rescission"),
            ("unfile", "Cancelling of a Filing"),
        ],
        ondelete={"refund": "cascade", "unfile": "cascade"},
    )

    def _expect_refund(self, amendments):
        """Return the applied rescissions whose money is not paid back."""
        domain = Domain("kind", "=", "rescission") & Domain("state", "=", "applied")
        if amendments is not None:
            domain &= Domain("id", "in", amendments.ids)
        found = self.env["property.amendment"].search(domain)
        items = self.env["property.claim"]._get_items(found.contract_id)
        owed = {item.contract_id.id for item, amount in items.items() if amount < 0}
        return {
            row.id: Expected(
                row.company_id,
                row.date + timedelta(days=row.contract_id.refund_days),
                self.env["res.users"],
            )
            for row in found
            if row.contract_id.id in owed
        }

    def _expect_unfile(self, contracts):
        """Return the ended contracts whose filing stands at the bureau."""
        domain = Domain("state", "=", "rescinded")
        domain &= Domain("ended_at", "!=", False)
        domain &= Domain("filing_number", "!=", False)
        domain &= Domain("unfiled_on", "=", False)
        if contracts is not None:
            domain &= Domain("id", "in", contracts.ids)
        expected = {}
        for contract in self.env["property.contract"].search(domain):
            company = contract.company_id
            since = company._get_day(contract.ended_at)
            expected[contract.id] = Expected(
                company,
                since + timedelta(days=company.property_unfile_days),
                contract.user_id,
            )
        return expected
