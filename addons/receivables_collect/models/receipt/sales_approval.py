from odoo import fields, models


class SalesApproval(models.Model):
    """Requests whose figures rest on uncounted money are not for those who count."""

    _inherit = "sales.approval"

    is_uncounted = fields.Boolean(
        string="On Uncounted Money",
        readonly=True,
        copy=False,
        help="Its figures are less money that finance has not counted yet, which sees"
        " them once it has.",
    )

    def _prepare_successor_vals(self):
        # EXTENDS 'sales_rules'
        return super()._prepare_successor_vals() | {"is_uncounted": self.is_uncounted}
