from odoo import fields, models


class PropertyMoneyMixin(models.AbstractModel):
    """Money of a contract that is booked once, by methods, and stays (R2.10).

    In the company's currency. A model says what else it is of, names its labels, and
    says in `_get_kept_text` that it stays.
    """

    _name = "property.money.mixin"
    _description = "Money of a Contract of a Home"
    _inherit = ["property.contract.part.mixin", "property.kept.mixin"]

    _protected_fields = frozenset({"date", "amount", "user_id"})

    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(required=True, readonly=True)
    amount = fields.Monetary(required=True, readonly=True)
    user_id = fields.Many2one("res.users", string="Booked by", readonly=True)
