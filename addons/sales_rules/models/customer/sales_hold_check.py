from odoo import api, models


class SalesHoldCheck(models.AbstractModel):
    """Orders of customers who are not approved yet are held (R4.30)."""

    _inherit = "sales.hold.check"

    @api.model
    def _has_rules(self, order):
        # EXTENDS 'sales.hold.check' of hold
        company_sudo = order.company_id.sudo()  # sudo: one setting of the company
        return super()._has_rules(order) or company_sudo.sales_customer_approval

    @api.model
    def _get_payer_fields(self):
        # EXTENDS 'sales.hold.check' of hold
        return [*super()._get_payer_fields(), "customer_stage"]

    @api.model
    def _get_findings(self, order, base):
        # EXTENDS 'sales.hold.check' of hold
        findings = super()._get_findings(order, base)
        if order._get_payer()._is_customer_unapproved(order.company_id):
            findings.append(base.with_reason("customer_pending"))
        return findings
