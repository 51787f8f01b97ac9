from odoo import fields, models
from odoo.fields import Domain

from ..deadline.property_deadline import Expected, Kind
from .property_reservation import SELLER


class PropertyDeadline(models.Model):
    """A reservation becomes a contract by its last day, or expires (R2.7)."""

    _inherit = "property.deadline"

    _kinds = {
        "contract": Kind(
            "property.reservation", SELLER, 1, done=[("state", "=", "converted")]
        )
    }

    kind = fields.Selection(
        selection_add=[("contract", "Contract Due")], ondelete={"contract": "cascade"}
    )

    def _expect_contract(self, reservations):
        """Return the running reservations, of `reservations` or of all."""
        running = self.env["res.company"]._get_domain_by_day(
            lambda company: Domain("date_end", ">=", company._get_today())
        )
        domain = Domain("state", "=", "active") & Domain("number", "!=", False)
        domain &= running
        if reservations is not None:
            domain &= Domain("id", "in", reservations.ids)
        return {
            row.id: Expected(row.company_id, row.date_end, row.user_id)
            for row in self.env["property.reservation"].search(domain)
        }
