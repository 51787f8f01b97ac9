from odoo import fields, models
from odoo.fields import Domain

from ..deadline.property_deadline import DIRECTOR, Expected, Kind


class PropertyDeadline(models.Model):
    """Homes of a permit are published with their prices in time (R2.4, 一房一价)."""

    _inherit = "property.deadline"

    _kinds = {
        "publish": Kind(
            "property.permit", DIRECTOR, 10, done=[("published_on", "!=", False)]
        )
    }

    kind = fields.Selection(
        selection_add=[("publish", "Publication of Prices")],
        ondelete={"publish": "cascade"},
    )

    def _expect_publish(self, permits):
        """Return the valid permits whose prices are not published."""
        domain = Domain("state", "=", "valid") & Domain("published_on", "=", False)
        if permits is not None:
            domain &= Domain("id", "in", permits.ids)
        return {
            permit.id: Expected(
                permit.company_id, permit.publish_by, self.env["res.users"]
            )
            for permit in self.env["property.permit"].search(domain)
        }
