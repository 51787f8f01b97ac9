from odoo import fields, models

from odoo.addons.receivables_collect.tools import roles


class AccountMove(models.Model):
    """An invoice may be excluded from collection slips, with a reason."""

    _inherit = "account.move"

    collection_exclusion = fields.Char(
        string="Collection Exclusion Reason",
        copy=False,
        tracking=True,
        groups=roles.FINANCE_OR_DIRECTOR,
        help="With a reason here, the document is on no further collection slip.",
    )
