from odoo import fields, models


class PropertyFapiaoEntryLine(models.TransientModel):
    """A row of the dialog: an instalment, and the number of its fapiao (R2.8)."""

    _name = "property.fapiao.entry.line"
    _description = "Fapiao of an Instalment"

    entry_id = fields.Many2one(
        "property.fapiao.entry", required=True, ondelete="cascade"
    )
    instalment_id = fields.Many2one(
        "property.instalment", required=True, ondelete="cascade"
    )
    contract_id = fields.Many2one(related="instalment_id.contract_id")
    partner_id = fields.Many2one(related="contract_id.partner_id", string="Buyer")
    currency_id = fields.Many2one(related="instalment_id.currency_id")
    amount = fields.Monetary(required=True)
    number = fields.Char(help="Twenty digits.")
