from odoo import api, fields, models
from odoo.exceptions import AccessError


class SalesContractReview(models.TransientModel):
    """The marketing director's decision on which contracts are reviewed (R1.11).

    The values live on the company, where the director has no write access; others read
    the decision here.
    """

    _name = "sales.contract.review"
    _description = "Contract Review"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    contract_review = fields.Boolean(
        string="Review Orders",
        compute="_compute_values",
        store=True,
        readonly=False,
        help="Orders above the amount are reviewed before they are confirmed.",
    )
    contract_review_amount = fields.Monetary(
        string="Amount without Review",
        compute="_compute_values",
        store=True,
        readonly=False,
        help="Orders up to this total, taxes included, need no review. Zero reviews"
        " every order.",
    )
    contract_review_since = fields.Date(
        string="Since", related="company_id.contract_review_since"
    )
    contract_review_by_id = fields.Many2one(
        string="Decided by", related="company_id.contract_review_by_id"
    )
    can_decide = fields.Boolean(compute="_compute_can_decide")

    @api.depends("company_id")
    def _compute_values(self):
        for review in self:
            company_sudo = review.company_id.sudo()  # two settings
            review.contract_review = company_sudo.contract_review
            review.contract_review_amount = company_sudo.contract_review_amount

    @api.depends_context("lang")
    def _compute_display_name(self):
        self.display_name = self.env._("Contract Review")

    @api.depends_context("uid")
    def _compute_can_decide(self):
        self.can_decide = self.env.user.has_group(
            "sales_rules.group_marketing_director"
        )

    def action_decide(self):
        """Put the decision in force; dated and signed on the company.

        :raise AccessError: when the user is not the marketing director
        """
        self.ensure_one()
        if not self.can_decide or self.company_id not in self.env.user.company_ids:
            raise AccessError(
                self.env._(
                    "Only the marketing director decides which contracts are reviewed."
                )
            )
        # sudo: the director decides on two settings and writes no company else
        self.company_id.sudo().write(
            {
                "contract_review": self.contract_review,
                "contract_review_amount": self.contract_review_amount,
            }
        )
        return {"type": "ir.actions.act_window_close"}
