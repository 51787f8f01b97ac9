from odoo import fields, models
from odoo.fields import Domain

from ..deadline.property_deadline import Expected, Kind

FINANCE = "sales_rules.group_finance"
GENERAL = "sales_rules.group_general_manager"


class PropertyDeadline(models.Model):
    """Months are closed, and the general manager has their report, in time (R2.8)."""

    _inherit = "property.deadline"

    _kinds = {"month": Kind("property.ledger.month", FINANCE, 3, GENERAL)}

    kind = fields.Selection(
        selection_add=[("month", "Month Close")], ondelete={"month": "cascade"}
    )

    def _expect_month(self, months):
        """Return the months that are open, or of which nobody has the report."""
        domain = Domain("state", "=", "open") | Domain("sent_at", "=", False)
        if months is not None:
            domain &= Domain("id", "in", months.ids)
        return {
            month.id: Expected(
                month.company_id,
                month.company_id._get_month_due(month.date),
                self.env["res.users"],
            )
            for month in self.env["property.ledger.month"].search(domain)
        }

    def _get_done_month(self, ids):
        """Return those months that are closed and reported."""
        months = self.env["property.ledger.month"].browse(ids).exists()
        return set(months.filtered("sent_at").ids)
