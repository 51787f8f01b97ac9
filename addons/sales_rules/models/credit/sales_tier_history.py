from odoo import fields, models


class SalesTierHistory(models.Model):
    """One change of a customer's tier, with the figures it was decided on (R1.6).

    Written by the module only and never changed; amounts in the company's
    currency.
    """

    _name = "sales.tier.history"
    _description = "Tier History of a Customer"
    _order = "date desc, id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    user_id = fields.Many2one("res.users", string="Changed by", required=True)
    old_tier_id = fields.Many2one("sales.tier", ondelete="restrict")
    new_tier_id = fields.Many2one("sales.tier", ondelete="restrict")
    credit_limit = fields.Monetary(help="The limit of the new tier on that day.")
    unlimited = fields.Boolean()
    payment_term_id = fields.Many2one("account.payment.term", ondelete="restrict")
    receivable = fields.Monetary(help="Posted receivable of the customer on that day.")
    orders_amount = fields.Monetary(
        string="Open Orders", help="Confirmed and not yet invoiced on that day."
    )
    overdue_amount = fields.Monetary(string="Overdue")
    reason = fields.Char()
    origin = fields.Char(help="The document that decided the change.")
