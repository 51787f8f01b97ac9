from odoo import api, fields, models
from odoo.fields import Domain

from ..contract.property_contract import SIGNED


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
        search="_search_fapiao_missing",
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

    @api.model
    def _search_fapiao_missing(self, operator, value):
        if operator != ">" or value != 0:
            return NotImplemented
        # sudo: the caller's own rules come with the search around it
        contracts_sudo = self.sudo().search(Domain("state", "in", SIGNED))
        missing = self.env["property.fapiao.check"]._get_missing(contracts_sudo)
        return Domain("id", "in", [key for key, amount in missing.items() if amount])

    def _sign(self, date):
        # EXTENDS 'property_sales': tax that was prepaid on its reservation is its own
        res = super()._sign(date)
        self.env["property.vat.books"]._follow_reservation(self)
        return res
