from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

from ..deadline.property_deadline import Expected, Kind

FINANCE = "sales_rules.group_finance"
# days from the money to the day on which it is paid on
PAY_ON_DAYS = 30


class PropertyDeadline(models.Model):
    """Money that is collected for others is paid on in time (R2.10)."""

    _inherit = "property.deadline"

    _kinds = {"fee": Kind("property.fee", FINANCE, 7)}

    kind = fields.Selection(
        selection_add=[("fee", "Fee to Pay on")], ondelete={"fee": "cascade"}
    )

    def _expect_fee(self, fees):
        """Return the fees that are paid in full, and not paid on."""
        domain = Domain("state", "=", "paid")
        if fees is not None:
            domain &= Domain("id", "in", fees.ids)
        return {
            fee.id: Expected(
                fee.company_id,
                fee.paid_at + timedelta(days=PAY_ON_DAYS),
                self.env["res.users"],
            )
            for fee in self.env["property.fee"].search(domain)
        }

    def _get_done_fee(self, ids):
        """Return those fees that were paid on, or returned."""
        fees = self.env["property.fee"].browse(ids)
        done = fees.filtered(lambda fee: fee.state in ("paid_on", "returned"))
        return set(done.ids)
