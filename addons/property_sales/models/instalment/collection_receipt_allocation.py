from odoo import api, models
from odoo.exceptions import ValidationError


class CollectionReceiptAllocation(models.Model):
    """Money of a home pays what its contract owes, and no other money does (R2.10)."""

    _inherit = "collection.receipt.allocation"

    @api.constrains("slip_line_id", "move_line_id", "receipt_id")
    def _check_contract(self):
        for part_sudo in self.sudo():  # items and contracts of anybody
            receipt, owing = part_sudo.receipt_id, part_sudo._get_item().contract_id
            own = owing and owing == receipt.contract_id
            if receipt._is_for_home() and not own:
                raise ValidationError(
                    self.env._(
                        "%s: money of a home pays what its contract owes, and nothing"
                        " else.",
                        part_sudo.document,
                    )
                )
            if owing and not receipt._is_for_home():
                raise ValidationError(
                    self.env._(
                        "%(document)s is owed by %(contract)s: take the money on that"
                        " contract.",
                        document=part_sudo.document,
                        contract=owing.display_name,
                    )
                )
