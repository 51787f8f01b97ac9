from odoo import models


class PropertyContract(models.Model):
    """Buyers to come go with their contract to a colleague (R2.11)."""

    _inherit = "property.contract"

    def _give_to(self, user):
        # EXTENDS 'property_sales': with the buyers of amendments that go on
        before = {contract: contract.user_id for contract in self}
        res = super()._give_to(user)
        for contract, had_by in before.items():
            # sudo: whoever leads them now
            waiting_sudo = contract.sudo().amendment_ids.filtered(
                lambda row: row.state in ("draft", "submitted", "approved")
            )
            waiting_sudo.buyer_ids._give_partners(had_by)
        return res
