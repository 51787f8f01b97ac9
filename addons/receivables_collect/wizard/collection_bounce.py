from odoo import fields, models


class CollectionBounce(models.TransientModel):
    """Dialog that asks when and why the bank refused a cheque or draft (R4.27)."""

    _name = "collection.bounce"
    _description = "Refused by the Bank"
    _inherit = ["sales.reason"]

    date = fields.Date(
        string="Refused on",
        required=True,
        default=lambda self: self.env.company._get_today(),
    )

    def _get_arguments(self):
        # EXTENDS 'sales.reason'
        return (self.date, *super()._get_arguments())
