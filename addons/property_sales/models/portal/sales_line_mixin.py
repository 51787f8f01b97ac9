from odoo import api, models


class SalesLineMixin(models.AbstractModel):
    """Users of the portal learn nothing of documents by trying their lines (R2.12).

    A refusal names the document, its number and its day: before that, users who are no
    colleagues are asked for their right to the lines.
    """

    _inherit = "sales.line.mixin"

    def _get_frozen_parents(self):
        # EXTENDS 'sales_rules'
        if self.env.user.share:
            self.check_access("read")
        return super()._get_frozen_parents()

    @api.model
    def _check_given_parents(self, vals_list):
        # EXTENDS 'sales_rules'
        if self.env.user.share:
            self.check_access("create")
        return super()._check_given_parents(vals_list)
