from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def write(self, vals):
        # EXTENDS 'base': a customer changes hands with the limit
        if vals.get("user_id"):
            self._check_new_owner(vals["user_id"])
        return super().write(vals)

    def _check_new_owner(self, user_id):
        """:raise UserError: when the customers are more than the new salesperson's
        credit
        """
        # sudo: customers that the user may not see any more afterwards
        moved = self.sudo().filtered(
            lambda partner: (
                partner.user_id.id != user_id
                and partner.commercial_partner_id == partner
                and partner.active
            )
        )
        if not moved:
            return
        # sudo: the limit holds for whoever hands customers over
        allowances = self.env["sales.credit.allowance"].sudo()
        for row in allowances.search([("user_id", "=", user_id)]):
            held = [partner.tier_id for partner in moved.with_company(row.company_id)]
            amount = sum(tier.credit_limit for tier in held)
            unlimited = any(tier.unlimited for tier in held)
            allowances._check_growth(row.company_id, {user_id: (amount, unlimited)})
