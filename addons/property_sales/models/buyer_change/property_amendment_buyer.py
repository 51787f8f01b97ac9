from odoo import fields, models
from odoo.exceptions import UserError


class PropertyAmendmentBuyer(models.Model):
    """A buyer whom an amendment gives a contract, or an agent or guardian (R2.7).

    All of them together take the place of those that the contract has.
    """

    _name = "property.amendment.buyer"
    _description = "Buyer of an Amendment"
    _inherit = ["property.secret.mixin", "property.buyer.mixin"]
    _order = "amendment_id, sequence, id"
    _rec_name = "partner_id"

    _check_company_auto = True
    _line_parent = "amendment_id"

    amendment_id = fields.Many2one(
        "property.amendment", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="amendment_id.company_id", store=True, precompute=True, index=True
    )
    of_buyer_id = fields.Many2one(
        "property.amendment.buyer",
        string="Acts for",
        index="btree_not_null",
        copy=False,
        ondelete="cascade",
        domain="[('amendment_id', '=', amendment_id), ('role', '=', 'buyer')]",
        help="The buyer of the same amendment for whom an agent or guardian signs.",
    )
    acting_ids = fields.One2many(
        "property.amendment.buyer", "of_buyer_id", string="Agents and Guardians"
    )

    _once_per_role = models.UniqueIndex(
        "(amendment_id, role, partner_id, COALESCE(of_buyer_id, 0))",
        "This person is there in the same role already; take the second line out.",
    )

    def _refuse_line_change(self, parents):
        # EXTENDS 'sales.line.mixin': with the way out
        raise UserError(
            self.env._(
                "%s was asked for with these buyers: withdraw it to change them.",
                ", ".join(parents[:10].mapped("display_name")),
            )
        )
