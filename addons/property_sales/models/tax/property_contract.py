from odoo import api, fields, models


class PropertyContract(models.Model):
    """Fapiao of a contract, and for which money there is none (R2.8)."""

    _inherit = "property.contract"

    _protected_fields = frozenset({"fapiao_ids"})

    fapiao_ids = fields.One2many("property.fapiao", "contract_id", string="Fapiao")
    fapiao_count = fields.Integer(
        string="Number of Fapiao", compute="_compute_fapiao", compute_sudo=True
    )
    fapiao_missing = fields.Monetary(
        string="Without a Fapiao",
        compute="_compute_fapiao",
        search=lambda self, operator, value: self.env[
            "property.fapiao.check"
        ]._search_missing(operator, value),
        compute_sudo=True,
        help="Money that was verified, or the invoice after the handover, without a"
        " fapiao.",
    )

    @api.depends("fapiao_ids.amount", "amount_paid", "state")
    def _compute_fapiao(self):
        missing = self.env["property.fapiao.check"]._get_missing(self)
        for contract in self:
            contract.fapiao_count = len(contract.fapiao_ids)
            contract.fapiao_missing = missing.get(contract.id, 0.0)
