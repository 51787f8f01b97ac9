from odoo import fields, models


class AccountMove(models.Model):
    _inherit = "account.move"

    collection_exclusion = fields.Char(
        string="Not Collected Because",
        copy=False,
        tracking=True,
        groups="sales_rules.group_finance,sales_rules.group_marketing_director",
        help="With a reason here, the document is on no further collection slip.",
    )
