from odoo import fields, models


class PropertyContractBuyer(models.Model):
    """A buyer of a contract, or an agent or guardian of one (R2.7).

    All of it is free in drafts of the contract. Those whom others replaced after the
    signature stay on record as former ones, and have no part in the contract.
    """

    _name = "property.contract.buyer"
    _description = "Buyer of a Home"
    _inherit = ["property.secret.mixin", "property.buyer.mixin"]
    _order = "contract_id, sequence, id"
    _rec_name = "partner_id"

    _check_company_auto = True
    _line_parent = "contract_id"
    _protected_fields = frozenset({"is_former", "former_since"})

    contract_id = fields.Many2one(
        "property.contract", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="contract_id.company_id", store=True, precompute=True, index=True
    )
    of_buyer_id = fields.Many2one(
        "property.contract.buyer",
        string="Acts for",
        index="btree_not_null",
        copy=False,
        ondelete="cascade",
        domain="[('contract_id', '=', contract_id), ('role', '=', 'buyer')]",
        help="The buyer of the same contract for whom an agent or guardian signs.",
    )
    acting_ids = fields.One2many(
        "property.contract.buyer", "of_buyer_id", string="Agents and Guardians"
    )
    is_former = fields.Boolean(
        string="Former", readonly=True, copy=False, help="Others bought in their place."
    )
    former_since = fields.Date(string="Buyer until", readonly=True, copy=False)

    _once_per_role = models.UniqueIndex(
        "(contract_id, role, partner_id, COALESCE(of_buyer_id, 0))"
        " WHERE is_former IS NOT TRUE",
        "This person is there in the same role already; take the second line out.",
    )

    def _refuse_line_change(self, parents):
        # EXTENDS 'sales.line.mixin': with the way out
        parents[:1]._raise_fixed_terms()
