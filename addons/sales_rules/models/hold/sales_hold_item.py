from odoo import fields, models


class SalesHoldItem(models.Model):
    """One overdue invoice behind a hold, as it was when the order was held (R1.7).

    Name, dates and amount stay when the invoice is deleted. Amounts in the
    company's currency.
    """

    _name = "sales.hold.item"
    _description = "Overdue Invoice behind a Hold"
    _order = "days desc, id"
    _log_access = False

    hold_id = fields.Many2one(
        "sales.hold", required=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="hold_id.currency_id")
    move_id = fields.Many2one(
        "account.move", ondelete="set null", index="btree_not_null"
    )
    name = fields.Char(string="Invoice")
    date_maturity = fields.Date(string="Due Date")
    days = fields.Integer(string="Days Overdue")
    amount_residual = fields.Monetary(string="Open Amount")

    def action_view_move(self):
        """Open the invoice, if the user may read it."""
        self.ensure_one()
        return self.env["sales.hold"]._get_form_action(
            self.move_id, self.env._("Invoice")
        )
