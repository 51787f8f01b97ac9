from odoo import api, fields, models
from odoo.fields import Command


class PropertyContract(models.Model):
    """The buyers of a contract: the customer it is for, and others (R2.7)."""

    _inherit = "property.contract"

    _protected_fields = frozenset({"former_buyer_ids"})

    buyer_ids = fields.One2many(
        "property.contract.buyer",
        "contract_id",
        string="Buyers",
        domain=[("is_former", "=", False)],
    )
    former_buyer_ids = fields.One2many(
        "property.contract.buyer",
        "contract_id",
        string="Former Buyers",
        domain=[("is_former", "=", True)],
        readonly=True,
    )

    @api.constrains("ownership", "buyer_ids")
    def _check_buyer_shares(self):
        self.env["property.buyer.check"]._check_shares(self)

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'property_sales': the customer is the first buyer
        judged = self.env["property.buyer.check"]._judge_at_end(self)
        contracts = super(PropertyContract, judged).create(vals_list)
        contracts = contracts.with_env(self.env)
        for contract in contracts.filtered(lambda row: row.state == "draft"):
            if contract.partner_id not in contract.buyer_ids.partner_id:
                vals = {"partner_id": contract.partner_id.id}
                contract.buyer_ids = [Command.create(vals)]
        return contracts

    def write(self, vals):
        # EXTENDS 'property_sales': shares of all buyers are judged together
        if "buyer_ids" not in vals:
            return super().write(vals)
        judged = self.env["property.buyer.check"]._judge_at_end(self)
        return super(PropertyContract, judged).write(vals)

    def _get_term_reasons(self):
        # EXTENDS 'property_sales': the buyers, and those who act for them
        reasons = super()._get_term_reasons()
        return reasons + self.env["property.buyer.check"]._get_wrong_reasons(self)

    def _get_hints(self):
        # EXTENDS 'property_sales': numbers and papers that are still to be brought
        hints = super()._get_hints()
        return hints + self.env["property.buyer.check"]._get_missing_reasons(self)

    def _give_to(self, user):
        # EXTENDS 'property_sales': with all who buy the home
        before = {contract: contract.user_id for contract in self}
        res = super()._give_to(user)
        for contract, had_by in before.items():
            contract.buyer_ids._give_partners(had_by)
        return res
