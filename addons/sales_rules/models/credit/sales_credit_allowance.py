from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class SalesCreditAllowance(models.Model):
    """The credit that the company grants one salesperson (R1.6): the limits of all
    customers they own add up to no more.

    Set by the marketing director. Checked before a tier is given and before a customer
    changes hands; a change of the standard itself is the director's and is not checked.
    Unlimited credit exceeds every amount.
    """

    _name = "sales.credit.allowance"
    _description = "Credit Granted to a Salesperson"
    _inherit = ["mail.thread"]
    _order = "company_id, user_id"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users",
        string="Salesperson",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        tracking=True,
    )
    team_id = fields.Many2one(related="user_id.sale_team_id", string="Sales Team")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(
        string="Credit Granted",
        tracking=True,
        aggregator="sum",
        help="The credit limits of the salesperson's customers add up to no more.",
    )
    used_amount = fields.Monetary(
        string="Limits Given", compute="_compute_used", aggregator=None
    )
    available_amount = fields.Monetary(string="Left", compute="_compute_used")
    used_share = fields.Float(compute="_compute_used")
    has_unlimited = fields.Boolean(
        string="Has Unlimited Customers", compute="_compute_used"
    )
    is_exceeded = fields.Boolean(string="Exceeded", compute="_compute_used")
    customer_count = fields.Integer(string="Customers", compute="_compute_used")

    _one_per_user = models.UniqueIndex(
        "(company_id, user_id)",
        "The salesperson has an amount in this company already: change it there.",
    )
    _amount_positive = models.Constraint(
        "CHECK(amount >= 0)", "The credit granted to a salesperson cannot be negative."
    )

    @api.depends("user_id", "company_id", "amount")
    def _compute_used(self):
        for company, rows in self.grouped("company_id").items():
            used = self._get_used(company, rows.user_id)
            for row in rows:
                amount, unlimited, count = used.get(row.user_id.id, (0.0, False, 0))
                row.used_amount = amount
                row.available_amount = row.amount - amount
                row.used_share = (
                    amount / row.amount if row.amount else float(bool(amount))
                )
                row.has_unlimited = unlimited
                row.is_exceeded = unlimited or row._is_over(amount)
                row.customer_count = count

    def write(self, vals):
        res = super().write(vals)
        if "company_id" in vals:
            # to no company that the caller does not work in
            self.check_access("write")
        return res

    def action_view_customers(self):
        """Open the salesperson's customers with a tier."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sales_rules.res_partner_action_credit"
        )
        return dict(
            action,
            domain=[
                ("user_id", "=", self.user_id.id),
                ("tier_id", "!=", False),
                ("is_commercial_entity", "=", True),
            ],
        )

    def _is_over(self, amount):
        self.ensure_one()
        return self.company_id.currency_id.compare_amounts(amount, self.amount) > 0

    @api.model
    def _get_used(self, company, users):
        """Return what the tiers of the users' customers add up to.

        :return: {user id: (sum of limits, whether one is unlimited, customers)}
        """
        self.env["res.partner"].flush_model(
            ["user_id", "tier_id", "commercial_partner_id", "active"]
        )
        self.env["sales.tier"].flush_model(["credit_limit", "unlimited"])
        # sudo: the column of the tier; only sums are shown
        partners = self.env["res.partner"].sudo().with_company(company)
        query = SQL(
            """
            SELECT partner.user_id, SUM(tier.credit_limit), bool_or(tier.unlimited),
                   COUNT(*)
              FROM res_partner partner
              JOIN sales_tier tier ON tier.id = (%(tier)s)::int
             WHERE partner.user_id IN %(users)s
               AND partner.commercial_partner_id = partner.id
               AND partner.active
             GROUP BY partner.user_id
            """,
            tier=partners._field_to_sql("partner", "tier_id"),
            users=tuple(users.ids) or (None,),
        )
        rows = self.env.execute_query(query)
        return {user: (float(amount), *rest) for user, amount, *rest in rows}

    @api.model
    def _check_growth(self, company, growth):
        """Refuse to grant more credit than the director allows.

        Called before limits are given; a salesperson over the amount may only go down.

        :param growth: {user id: (how much the limits grow, whether one becomes
            unlimited)}
        :raise UserError: naming the salespeople, their amounts and the way out
        """
        growing = [
            user_id
            for user_id, (amount, unlimited) in growth.items()
            if user_id
            and (unlimited or company.currency_id.compare_amounts(amount, 0.0) > 0)
        ]
        if not growing:
            return
        # sudo: the limit holds for all who give tiers or customers
        rows_sudo = self.sudo().search(
            [("company_id", "=", company.id), ("user_id", "in", growing)]
        )
        if not rows_sudo:
            return
        used = self._get_used(company, rows_sudo.user_id)
        refused = []
        for row in rows_sudo:
            amount, unlimited = growth[row.user_id.id]
            total = used.get(row.user_id.id, (0.0,))[0] + amount
            if unlimited or row._is_over(total):
                refused.append(row._get_refusal(total, unlimited))
        if refused:
            raise UserError("\n".join(refused))

    def _get_refusal(self, total, unlimited):
        """Return why limits of `total` exceed the salesperson's amount."""
        self.ensure_one()
        limits = self.currency_id.format(total)
        return self.env._(
            "%(seller)s: the limits of the customers would add up to %(total)s, and"
            " the company grants %(amount)s. Choose lower tiers or another"
            " salesperson, or ask the marketing director for more.",
            seller=self.user_id.name,
            total=self.env._("unlimited credit") if unlimited else limits,
            amount=self.currency_id.format(self.amount),
        )
