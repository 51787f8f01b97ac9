from odoo import fields, models


class PropertyContractPartMixin(models.AbstractModel):
    """A record of one contract, which methods make for it."""

    _name = "property.contract.part.mixin"
    _description = "Part of a Contract of a Home"
    _inherit = ["property.secret.mixin", "sales.protected.mixin"]

    _protected_fields = frozenset({"contract_id", "company_id"})

    contract_id = fields.Many2one(
        "property.contract",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="contract_id.company_id", store=True, index=True
    )
