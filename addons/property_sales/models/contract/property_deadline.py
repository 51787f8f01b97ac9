from odoo import fields, models
from odoo.fields import Domain

from ..deadline.property_deadline import LATE_ONLY, Expected, Kind
from ..project.property_permit import INVESTMENT
from .property_contract import SIGNED


class PropertyDeadline(models.Model):
    """A permit with homes to sell is followed by the next one before it ends (R2.7).

    Permits remind of their end themselves; the deadline tells when it is past.
    """

    _inherit = "property.deadline"

    _kinds = {
        "permit": Kind(
            "property.permit", INVESTMENT, LATE_ONLY, done=[("state", "!=", "revoked")]
        )
    }

    kind = fields.Selection(
        selection_add=[("permit", "End of a Permit")], ondelete={"permit": "cascade"}
    )

    def _expect_permit(self, permits):
        """Return the permits that homes without a contract stand on.

        An expired one is late until its homes are on the next one, or sold.
        """
        domain = Domain("permit_id.state", "in", ("valid", "expired"))
        domain &= Domain("contract_ids", "not any", [("state", "in", SIGNED)])
        if permits is not None:
            domain &= Domain("permit_id", "in", permits.ids)
        groups = self.env["property.unit"]._read_group(domain, ["permit_id"])
        return {
            permit.id: Expected(
                permit.company_id, permit.date_to, self.env["res.users"]
            )
            for [permit] in groups
        }
