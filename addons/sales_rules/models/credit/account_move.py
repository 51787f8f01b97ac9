from odoo import fields, models


class AccountMove(models.Model):
    """An invoice knows the reversed one that it was made anew from (R1.7)."""

    _inherit = "account.move"

    reissue_of_id = fields.Many2one(
        "account.move",
        string="Reissue of",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The invoice that was reversed and made anew as this one.",
    )
