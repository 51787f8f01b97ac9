from odoo import api, fields, models
from odoo.exceptions import AccessError


class ResCompany(models.Model):
    """Which contracts are reviewed before they are confirmed (R1.11), and what overdue
    amount holds no order (R1.7).
    """

    _inherit = "res.company"

    # what the director decides
    _standard_fields = frozenset({"contract_review", "contract_review_amount"})
    # when and by whom it was decided
    _decision_fields = frozenset({"contract_review_since", "contract_review_by_id"})

    contract_review = fields.Boolean(
        groups="base.group_user",
        help="Every order is reviewed before it is confirmed, above the amount below.",
    )
    contract_review_amount = fields.Monetary(
        string="Review Contracts above",
        groups="base.group_user",
        help="Orders up to this total, taxes included, need no review. Zero reviews"
        " every order; raising it is the marketing director's delegation.",
    )
    contract_review_since = fields.Date(
        readonly=True,
        help="The date from which the amount applies.",
        groups="base.group_user",
    )
    contract_review_by_id = fields.Many2one(
        "res.users", readonly=True, groups="base.group_user"
    )

    sales_overdue_tolerance = fields.Monetary(
        string="Overdue up to … does not hold",
        groups="base.group_user",
        help="Orders of customers who are overdue by this amount in all, or by less,"
        " are not held for it. Zero holds them for every cent.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        decided = self._standard_fields | self._decision_fields
        if any(decided & vals.keys() for vals in vals_list):
            self._check_director_decides()
        companies = super().create(vals_list)
        if any(company[name] for company in companies for name in decided):
            # the context defaults it
            self._check_director_decides()
        return companies

    def write(self, vals):
        if self._decision_fields & vals.keys():
            self._check_director_decides()
        changed = any(
            company[name] != vals[name]
            for company in self
            for name in self._standard_fields & vals.keys()
        )
        if not changed:
            return super().write(vals)
        self._check_director_decides()
        noted = {"contract_review_by_id": self.env.uid}
        for company in self:
            noted["contract_review_since"] = company._get_today()
            super(ResCompany, company).write(dict(vals, **noted))
        return True

    @api.model
    def _check_director_decides(self):
        """Check that the caller decides which contracts are reviewed.

        :raise AccessError: when the caller is not the marketing director
        """
        if not self.env["sales.standard.mixin"]._may_put_in_force():
            raise AccessError(
                self.env._(
                    "Only the marketing director decides which contracts are reviewed."
                    " Ask the director to change it."
                )
            )
