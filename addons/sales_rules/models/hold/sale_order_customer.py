from odoo import models


class SaleOrder(models.Model):
    """Orders of customers who are not approved yet are held (R4.30)."""

    _inherit = "sale.order"

    def _get_hold_findings(self, base):
        # EXTENDS 'sales_rules'
        findings = super()._get_hold_findings(base)
        if self._get_payer()._is_customer_unapproved(self.company_id):
            findings.append(dict(base, reason="customer_pending"))
        return findings

    def _has_credit_rules(self):
        # EXTENDS 'sales_rules'
        # sudo: one setting of the company
        return super()._has_credit_rules() or self.company_id.sudo().customer_approval

    def _create_holds(self, vals_list):
        # EXTENDS 'sales_rules': a prospect who orders wants to be a customer
        res = super()._create_holds(vals_list)
        wanted = {}
        for vals in vals_list:
            if vals["reason"] == "customer_pending":
                wanted.setdefault(vals["company_id"], []).append(vals["partner_id"])
        for company_id, partner_ids in wanted.items():
            company = self.env["res.company"].browse(company_id)
            partners = self.env["res.partner"].with_company(company)
            partners.browse(set(partner_ids))._want_customers()
        return res
