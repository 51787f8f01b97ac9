from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.sales_rules.tools.roles import CREDIT


class AccountMove(models.Model):
    """Invoices that take what they say of an order, and those made anew (R1.7)."""

    _inherit = "account.move"

    reissue_of_id = fields.Many2one(
        "account.move",
        string="Reissue of",
        readonly=True,
        copy=False,
        groups=CREDIT,
        index="btree_not_null",
        help="The invoice that was reversed and made anew as this one.",
    )

    def _is_plain_invoice(self, currency):
        """Return whether the invoice is posted, stands, and is in `currency`."""
        self.ensure_one()
        return (
            self.state == "posted"
            and self.move_type == "out_invoice"
            and not self.reversal_move_ids
            and self.currency_id == currency
        )

    def write(self, vals):
        # EXTENDS 'account': core says it when it makes the invoice anew, nobody later
        if "reissue_of_id" in vals:
            origin_id = vals["reissue_of_id"] or False
            if any(move.reissue_of_id.id != origin_id for move in self):
                raise UserError(
                    self.env._("The invoice that this one replaces stays as it is.")
                )
        return super().write(vals)

    @api.constrains("reissue_of_id")
    def _check_reissue(self):
        for move in self:
            origin = move.reissue_of_id
            is_reversed = bool(origin.sudo().reversal_move_ids)  # sudo: existence only
            if origin and not (
                is_reversed
                and origin.commercial_partner_id == move.commercial_partner_id
            ):
                raise ValidationError(
                    self.env._(
                        "%s was not reversed, so that nothing replaces it.",
                        origin.display_name,
                    )
                )
