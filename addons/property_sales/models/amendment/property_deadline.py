from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

from ..contract.property_contract import SELLER, SIGNED
from ..deadline.property_deadline import Expected, Kind


class PropertyDeadline(models.Model):
    """The filing is changed in time after an amendment of what is filed (R2.7)."""

    _inherit = "property.deadline"

    _kinds = {
        "refile": Kind(
            "property.amendment", SELLER, 5, done=[("filing_changed_on", "!=", False)]
        )
    }

    kind = fields.Selection(
        selection_add=[("refile", "Change of a Filing")],
        ondelete={"refile": "cascade"},
    )

    def _expect_refile(self, amendments):
        """Return the applied amendments whose filing is not changed yet."""
        domain = Domain("state", "=", "applied") & Domain("is_filing_due", "=", True)
        domain &= Domain("filing_changed_on", "=", False)
        domain &= Domain("contract_id.state", "in", SIGNED)
        if amendments is not None:
            domain &= Domain("id", "in", amendments.ids)
        return {
            row.id: Expected(
                row.company_id,
                row.applied_on + timedelta(days=row.company_id.property_unfile_days),
                row.user_id,
            )
            for row in self.env["property.amendment"].search(domain)
        }
