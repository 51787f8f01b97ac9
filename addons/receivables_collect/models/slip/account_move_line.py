from odoo import fields, models


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    collection_exclusion = fields.Char(
        string="Not Collected Because",
        copy=False,
        groups="sales_rules.group_finance,sales_rules.group_marketing_director",
        help="With a reason here, the item is on no further collection slip.",
    )
