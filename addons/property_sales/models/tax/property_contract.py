from odoo import fields, models


class PropertyContract(models.Model):
    """Fapiao of a contract, and for which money there is none (R2.8)."""

    _name = "property.contract"
    _inherit = ["property.contract", "property.fapiao.mixin"]

    _protected_fields = frozenset({"fapiao_ids"})
    _fapiao_depends = ("fapiao_ids.amount", "amount_paid", "state")

    fapiao_ids = fields.One2many("property.fapiao", "contract_id")
    fapiao_missing = fields.Monetary(
        help="Money that was verified, or the invoice after the handover, without a"
        " fapiao.",
    )
