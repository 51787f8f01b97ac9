from odoo import api, fields, models, tools


class ResCompany(models.Model):
    """Whether new customers are approved before they are sold to (R4.30)."""

    _inherit = "res.company"

    sales_customer_approval = fields.Boolean(
        string="New Customers Need Approval",
        groups="base.group_user",
        help="Orders of customers entered from then on are held until the regional"
        " manager or the marketing director has approved the customer.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        if any(vals.get("sales_customer_approval") for vals in vals_list):
            self.env.registry.clear_cache()
        return companies

    def write(self, vals):
        res = super().write(vals)
        if "sales_customer_approval" in vals:
            self.env.registry.clear_cache()
            if not vals["sales_customer_approval"]:
                self._push_unapproved()
        return res

    def _push_unapproved(self):
        """Have held orders examined again whose customers need no approval now."""
        holds = self.env["sales.hold"].sudo()  # all that wait, visible or not
        waiting = holds.search(
            [
                ("reason", "=", "customer_pending"),
                ("state", "=", "held"),
                ("company_id", "in", self.ids),
            ]
        )
        # sudo: the queue is the module's own
        self.env["sales.credit.queue"].sudo()._push(waiting.partner_id)

    @api.model
    @tools.ormcache()
    def _get_customer_approval_companies(self):
        """Return the ids of the companies that approve new customers."""
        # sudo, cached for all users: only ids of companies
        return self.sudo().search([("sales_customer_approval", "=", True)]).ids
