from odoo import fields, models


class ResPartnerStop(models.TransientModel):
    """Stops a customer in the current company, with the reason salespeople read.

    For finance and managers, who need not have write access to customers (R1.7).
    """

    _name = "res.partner.stop"
    _description = "Stop a Customer"

    partner_id = fields.Many2one("res.partner", required=True, ondelete="cascade")
    reason = fields.Char(required=True)

    def action_stop(self):
        """Stop the customer; held orders show the reason at once."""
        self.ensure_one()
        self.partner_id._stop_credit(self.reason)
        return {"type": "ir.actions.act_window_close"}
