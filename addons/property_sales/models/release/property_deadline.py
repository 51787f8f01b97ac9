from odoo import fields, models
from odoo.fields import Domain

from ..deadline.property_deadline import DIRECTOR, Expected, Kind


class PropertyDeadline(models.Model):
    """Blocks end by themselves: who made them is reminded the day before (R2.4)."""

    _inherit = "property.deadline"

    _kinds = {"block": Kind("property.block", DIRECTOR, 1, done=[])}

    kind = fields.Selection(
        selection_add=[("block", "Block Ends")], ondelete={"block": "cascade"}
    )

    def _expect_block(self, blocks):
        """Return the running blocks, of `blocks` or of all."""
        running = self.env["res.company"]._get_domain_by_day(
            lambda company: Domain("date_end", ">=", company._get_today())
        )
        domain = Domain("state", "=", "live") & running
        if blocks is not None:
            domain &= Domain("id", "in", blocks.ids)
        return {
            block.id: Expected(block.company_id, block.date_end, block.create_uid)
            for block in self.env["property.block"].search(domain)
        }
