from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    collection_exclusion = fields.Char(
        string="Not Collected Because",
        company_dependent=True,
        copy=False,
        groups="sales_rules.group_finance,sales_rules.group_marketing_director",
        help="With a reason here, the customer gets no further collection slips.",
    )
