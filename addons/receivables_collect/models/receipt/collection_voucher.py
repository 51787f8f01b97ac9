from odoo import fields, models
from odoo.tools import SQL


class CollectionVoucher(models.Model):
    """A voucher is used by one receipt that counts, and those it replaced (R4.24)."""

    _inherit = "collection.voucher"

    receipt_ids = fields.One2many(
        "collection.receipt", "voucher_id", string="Receipts", readonly=True
    )

    def _lock_for_receipt(self):
        """Let one transaction at a time make a receipt on these vouchers."""
        self.env.cr.execute(
            SQL(
                "UPDATE collection_voucher SET id = id WHERE id IN %s",
                tuple(self.ids) or (None,),
            )
        )
