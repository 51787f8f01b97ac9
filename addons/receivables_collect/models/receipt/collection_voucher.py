from odoo import models
from odoo.tools import SQL


class CollectionVoucher(models.Model):
    _inherit = "collection.voucher"

    def _lock_for_receipt(self):
        """Let one transaction at a time make a receipt on these vouchers."""
        self.env.cr.execute(
            SQL(
                "UPDATE collection_voucher SET id = id WHERE id IN %s",
                tuple(self.ids) or (None,),
            )
        )
