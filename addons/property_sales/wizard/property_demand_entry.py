from odoo import fields, models


class PropertyDemandEntry(models.TransientModel):
    """Dialog of a demand to pay that was served on a buyer (R2.7)."""

    _name = "property.demand.entry"
    _description = "Demand Served on a Buyer"

    contract_id = fields.Many2one(
        "property.contract",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.context.get("active_id"),
    )
    date = fields.Date(
        string="Served on",
        required=True,
        default=lambda self: self.env.company._get_today(),
    )
    scan = fields.Binary(string="Proof of the Service", required=True)
    scan_name = fields.Char(string="File Name of the Proof")

    def action_apply(self):
        """Note it; the contract checks who may, and when."""
        self.ensure_one()
        scan = self.scan
        if isinstance(scan, bytes):
            scan = scan.decode()
        self.contract_id.action_demand(self.date, scan, self.scan_name or None)
        return {"type": "ir.actions.act_window_close"}
