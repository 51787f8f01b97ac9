from odoo import api, fields, models


class SalesApproval(models.Model):
    """The customer's credit beside the question (R1.7)."""

    _inherit = "sales.approval"

    credit_panel = fields.Json(
        string="Credit",
        compute="_compute_credit_panel",
        exportable=False,
        groups="sales_rules.group_business",
        help="The used part of the customer's limit, as on the customer.",
    )

    @api.depends_context("lang", "uid")
    @api.depends("partner_id", "company_id")
    def _compute_credit_panel(self):
        for row in self:
            # sudo: the figures are the customer's, for all who read the question
            partner_sudo = row.sudo().partner_id.with_company(row.company_id)
            panel = partner_sudo.credit_panel
            row.credit_panel = panel and dict(panel, stop_figure="customer")

    def action_open_figure(self, key=None):
        """Open the records behind a figure of the customer's credit.

        :param str key: see `res.partner._get_figures`
        :raise UserError: for an unknown figure
        """
        self.ensure_one()
        self.check_access("read")
        customer = self.partner_id.with_company(self.company_id)
        return customer.action_open_figure(key)
