from odoo import models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    """Entries of prepaid tax stay as they were posted (R2.8)."""

    _inherit = "account.move"

    def _check_not_collected(self):
        # EXTENDS 'property_sales': also of money that has no contract yet
        res = super()._check_not_collected()
        # sudo: whether they are of a worksheet, whoever changes them
        sheets_sudo = self.env["property.vat.prepayment"].sudo()
        paid = sheets_sudo.search(
            [("move_id", "in", self.ids), ("move_id.state", "=", "posted")]
        )
        if paid:
            raise UserError(
                self.env._(
                    "%s: what was paid to the tax bureau stays as it was posted; what"
                    " was wrong of it is in the worksheet of the next month.",
                    ", ".join(paid[:10].mapped("display_name")),
                )
            )
        return res
