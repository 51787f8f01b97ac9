from odoo import fields, models

from odoo.addons.receivables_collect.tools import roles
from odoo.addons.sales_rules.tools.roles import CREDIT


class AccountMoveLine(models.Model):
    """An item may be excluded from collection slips, with a reason, and be disputed."""

    _inherit = "account.move.line"

    collection_exclusion = fields.Char(
        string="Collection Exclusion Reason",
        copy=False,
        groups=roles.FINANCE_OR_DIRECTOR,
        help="With a reason here, the item is on no further collection slip.",
    )
    collection_dispute_ids = fields.One2many(
        "collection.dispute",
        "move_line_id",
        string="Disputes",
        readonly=True,
        groups=CREDIT,
    )
