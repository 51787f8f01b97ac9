from odoo import fields, models
from odoo.fields import Domain

from ..deadline.property_deadline import Expected, Kind

FINANCE = "sales_rules.group_finance"


class PropertyDeadline(models.Model):
    """Prepaid tax of a month is filed in time (R2.8).

    A month in which no money moved needs no worksheet, and has no deadline.
    """

    _inherit = "property.deadline"

    _kinds = {
        "vat_prepayment": Kind(
            "property.vat.prepayment", FINANCE, 5, done=[("state", "=", "filed")]
        )
    }

    kind = fields.Selection(
        selection_add=[("vat_prepayment", "Prepaid VAT")],
        ondelete={"vat_prepayment": "cascade"},
    )

    def _expect_vat_prepayment(self, sheets):
        """Return the drafts of months in which money moved."""
        domain = Domain("state", "=", "draft") & Domain("line_ids", "!=", False)
        if sheets is not None:
            domain &= Domain("id", "in", sheets.ids)
        return {
            sheet.id: Expected(sheet.company_id, sheet.date_due, self.env["res.users"])
            for sheet in self.env["property.vat.prepayment"].search(domain)
        }
