from odoo import api, fields, models

from odoo.addons.sales_rules.tools.roles import CREDIT


class ResPartner(models.Model):
    """Money collected from a customer and not verified yet."""

    _inherit = "res.partner"

    credit_collected = fields.Monetary(
        groups=CREDIT,
        string="Collected, Not Verified",
        currency_field="credit_currency_id",
        compute="_compute_credit_collected",
        compute_sudo=True,
        help="Money that is in transit to finance. It does not reduce what is owed"
        " until it is verified.",
    )

    credit_undue = fields.Monetary(
        groups=CREDIT,
        string="Cheques Not Due",
        currency_field="credit_currency_id",
        compute="_compute_credit_undue",
        compute_sudo=True,
        help="Verified cheques and bank drafts that the bank does not pay yet.",
    )

    @api.depends_context("company", "uid")
    def _compute_credit_collected(self):
        payers = self.commercial_partner_id
        amounts = self.env["sales.credit"]._get_collected(
            payers, self.env.company, blind=self.env.user._is_counting_blind()
        )
        for partner in self:
            partner.credit_collected = amounts.get(partner.commercial_partner_id, 0.0)

    @api.depends_context("company")
    def _compute_credit_undue(self):
        payers = self.commercial_partner_id
        amounts = self.env["sales.credit"]._get_undue(payers, self.env.company)
        for partner in self:
            partner.credit_undue = amounts.get(partner.commercial_partner_id, 0.0)

    @api.model
    def _get_figures(self):
        # EXTENDS 'sales_rules'
        return dict(
            super()._get_figures(),
            collected=(
                self.env._("Collected, Not Verified"),
                "_get_collected_action",
            ),
            undue=(self.env._("Cheques Not Due"), "_get_undue_action"),
        )

    def _get_undue_action(self):
        """Return the action that lists receipts with papers that are not due."""
        self.ensure_one()
        action = self._get_collected_action()
        today = self.env.company._get_today()
        action["domain"] = [
            ("partner_id.commercial_partner_id", "=", self.commercial_partner_id.id),
            ("company_id", "child_of", self.env.company.root_id.id),
            ("state", "=", "verified"),
            ("method_ids.date_due", ">", today),
        ]
        return action

    def _get_collected_action(self):
        """Return the action that lists the customer's receipts in transit."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "collection.receipt",
            "view_mode": "list,form",
            "domain": [
                (
                    "partner_id.commercial_partner_id",
                    "=",
                    self.commercial_partner_id.id,
                ),
                ("company_id", "child_of", self.env.company.root_id.id),
                *self.env["sales.credit"]._get_collected_domain(),
            ],
            "context": {"create": False},
        }
