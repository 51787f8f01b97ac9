from odoo import api, fields, models
from odoo.exceptions import UserError

from ..contract.property_terms_mixin import OWNERSHIP


class PropertyAmendment(models.Model):
    """Other buyers of a contract, jointly or in shares (R2.7)."""

    _inherit = "property.amendment"

    _approval_frozen_fields = frozenset({"ownership", "buyer_ids"})
    _protected_fields = frozenset({"entry_id"})
    _services = {"buyer": "property.buyer.change"}

    kind = fields.Selection(
        selection_add=[("buyer", "Change of Buyers")], ondelete={"buyer": "cascade"}
    )
    ownership = fields.Selection(
        OWNERSHIP,
        default="joint",
        help="The buyers own the home jointly, or in shares of 100 % in all.",
    )
    buyer_ids = fields.One2many(
        "property.amendment.buyer", "amendment_id", string="Buyers"
    )

    entry_id = fields.Many2one(
        "account.move",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups="property_sales.group_property_money",
        help="By which what is open went over to the new buyer.",
    )

    @api.constrains("ownership", "buyer_ids")
    def _check_buyer_shares(self):
        self.env["property.buyer.check"]._check_shares(self)

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'property_sales': shares of all buyers are judged together
        judged = self.env["property.buyer.check"]._judge_at_end(self)
        rows = super(PropertyAmendment, judged).create(vals_list)
        return rows.with_env(self.env)

    def write(self, vals):
        # EXTENDS 'property_sales': as above
        if "buyer_ids" not in vals:
            return super().write(vals)
        judged = self.env["property.buyer.check"]._judge_at_end(self)
        return super(PropertyAmendment, judged).write(vals)

    def action_take_buyers(self):
        """Enter the buyers that the contract has into one draft, to be changed there.

        :raise UserError: for other amendments, or where some are entered
        """
        self.ensure_one()
        self.contract_id._check_seller()
        self._check_state("draft")
        if self.kind != "buyer" or self.buyer_ids:
            raise UserError(
                self.env._(
                    "%s: the present buyers are taken into a change of buyers that has"
                    " none yet.",
                    self.display_name,
                )
            )
        self.ownership = self.contract_id.ownership
        self.env["property.buyer.change"]._copy_rows(self.contract_id, self)
        return True
