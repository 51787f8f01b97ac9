from odoo import fields, models


class PropertyFapiaoRed(models.TransientModel):
    """Dialog in which finance enters the red fapiao that takes one back (R2.8)."""

    _name = "property.fapiao.red"
    _description = "Red Fapiao"

    fapiao_id = fields.Many2one(
        "property.fapiao",
        string="Takes back",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.context.get("active_id"),
    )
    currency_id = fields.Many2one(related="fapiao_id.currency_id")
    amount = fields.Monetary(related="fapiao_id.amount")
    number = fields.Char(
        string="Number of the Red Fapiao", required=True, help="Twenty digits."
    )
    date = fields.Date(
        string="Issued on",
        required=True,
        default=lambda self: self.env.company._get_today(),
    )
    reason = fields.Char(required=True)

    def action_apply(self):
        """Take it back; the fapiao checks who may, and what."""
        self.ensure_one()
        self.fapiao_id.action_red_letter(self.number, self.reason, self.date)
        return {"type": "ir.actions.act_window_close"}
