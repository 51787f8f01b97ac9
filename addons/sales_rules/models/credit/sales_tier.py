from odoo import api, fields, models, tools
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from .sales_tier_version import VALUES


class SalesTier(models.Model):
    """Customer tier: how much a customer of this standing may owe, and for how long.

    Rules R1.6, R1.7 and, for the discount that needs no approval, R4.6.
    Administrators key tiers in as drafts (archived); the marketing director, or the
    superuser at installation, puts them in force. Amounts are in the company's
    currency. Core's fields on the customers (`credit_limit`, payment term) follow from
    the tier.
    """

    _name = "sales.tier"
    _description = "Customer Tier"
    _inherit = ["sales.standard.mixin"]
    _order = "company_id, sequence, id"
    _check_company_auto = True

    # Fields that the director decides on; administrators change them in drafts only.
    _standard_fields = frozenset(
        {
            "active",
            "credit_limit",
            "unlimited",
            "payment_term_id",
            "grace_days",
            "max_discount",
            "visit_interval_days",
            "min_turnover",
            "max_days_late",
            "max_overdue_ratio",
            "min_credit_standing",
            "is_default",
            "company_id",
        }
    )

    name = fields.Char(required=True, translate=True, tracking=True)
    sequence = fields.Integer(
        default=10, help="The best tier comes first; grading tries them in this order."
    )
    color = fields.Integer()
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    credit_limit = fields.Monetary(
        tracking=True,
        help="The most that a customer of this tier may owe, orders not yet invoiced"
        " included, in the company's currency. Zero means no credit: orders are"
        " paid first.",
    )
    unlimited = fields.Boolean(
        string="Unlimited Credit", tracking=True, help="The limit is not checked."
    )
    payment_term_id = fields.Many2one(
        "account.payment.term",
        string="Credit Period",
        check_company=True,
        tracking=True,
        help="Written on the customers of this tier. Empty leaves theirs.",
    )
    grace_days = fields.Integer(
        tracking=True,
        help="Orders are held once an invoice is overdue by more days than this.",
    )
    max_discount = fields.Float(
        string="Discount without Approval (%)",
        digits=(16, 2),
        tracking=True,
        help="The most a line may be below the pricelist's price without approval.",
    )
    visit_interval_days = fields.Integer(default=7, tracking=True)
    min_turnover = fields.Monetary(
        tracking=True, help="Least untaxed turnover of the period graded."
    )
    max_days_late = fields.Float(
        default=9999,
        digits=(16, 2),
        tracking=True,
        help="Most days late on average, weighted by amount.",
    )
    max_overdue_ratio = fields.Float(
        default=1.0,
        digits=(16, 4),
        tracking=True,
        help="Largest share of what is open that may be overdue, from 0 to 1.",
    )
    min_credit_standing = fields.Integer(
        tracking=True, help="Least credit standing given by finance, 0 to 100."
    )
    is_default = fields.Boolean(
        string="For New Customers",
        copy=False,
        tracking=True,
        help="Customers created without a tier get this one; whoever pays without a"
        " tier is judged by it.",
    )
    partner_count = fields.Integer(string="Customers", compute="_compute_partner_count")
    version_ids = fields.One2many("sales.tier.version", "tier_id", string="Versions")
    version_count = fields.Integer(compute="_compute_version_count")

    _limit_positive = models.Constraint(
        "CHECK(credit_limit >= 0)", "The credit limit of a tier cannot be negative."
    )
    _ratio_range = models.Constraint(
        "CHECK(max_overdue_ratio >= 0 AND max_overdue_ratio <= 1)",
        "The overdue ratio of a tier lies between 0 and 1.",
    )
    _discount_range = models.Constraint(
        "CHECK(max_discount >= 0 AND max_discount <= 100)",
        "The discount of a tier lies between 0 and 100 %.",
    )
    _days_positive = models.Constraint(
        "CHECK(grace_days >= 0)", "The days of grace of a tier cannot be negative."
    )
    _one_default = models.UniqueIndex(
        "(company_id) WHERE is_default IS TRUE AND active IS TRUE",
        "Only one tier of a company can be the one for new customers.",
    )
    _name_company = models.Index("(company_id, sequence)")

    @api.depends_context("company")
    def _compute_partner_count(self):
        self.partner_count = 0
        for company, tiers in self.grouped("company_id").items():
            partners = self.env["res.partner"].with_company(company)
            domain = [("tier_id", "in", tiers.ids), ("is_commercial_entity", "=", True)]
            groups = partners._read_group(domain, ["tier_id"], ["__count"])
            counts = {tier.id: count for tier, count in groups}
            for tier in tiers:
                tier.partner_count = counts.get(tier.id, 0)

    @api.depends("version_ids")
    def _compute_version_count(self):
        for tier in self:
            tier.version_count = len(tier.version_ids)

    @api.constrains("credit_limit", "unlimited")
    def _check_unlimited(self):
        for tier in self:
            if tier.unlimited and tier.credit_limit:
                raise ValidationError(
                    self.env._(
                        "Tier %s is unlimited: leave its credit limit at zero.",
                        tier.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'sales.standard.mixin'
        tiers = super().create(vals_list)
        self.env.registry.clear_cache()
        self.env["res.partner"].invalidate_model(["credit_tier_id"])
        tiers._keep_version()
        return tiers

    def write(self, vals):
        # EXTENDS 'sales.standard.mixin'
        terms = {tier.id: tier._get_terms() for tier in self}
        companies = self.company_id
        if "company_id" in vals:
            self._check_not_in_use()
        res = super().write(vals)
        for tier in self:
            if tier._get_terms() != terms[tier.id]:
                tier._push_terms()
        if self.company_id != companies or {"active", "is_default"} & vals.keys():
            # of `_get_configured_companies` and the default tiers
            self.env.registry.clear_cache()
            self.env["res.partner"].invalidate_model(["credit_tier_id"])
        if vals.keys() & {*VALUES, "active"}:
            self._keep_version()
        return res

    def unlink(self):
        # EXTENDS 'sales.standard.mixin'
        res = super().unlink()
        self.env.registry.clear_cache()
        return res

    def action_view_partners(self):
        """Open the customers of this tier."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sales_rules.res_partner_action_credit"
        )
        action["domain"] = [
            ("tier_id", "=", self.id),
            ("is_commercial_entity", "=", True),
        ]
        return action

    def action_view_versions(self):
        """Open the versions of this tier."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sales_rules.sales_tier_version_action"
        )
        return dict(action, domain=[("tier_id", "=", self.id)])

    @api.model
    def _raise_not_director(self):
        # EXTENDS 'sales.standard.mixin'
        raise AccessError(
            self.env._(
                "Tiers are put in force and changed by the marketing director only."
                " Save the tier as a draft (archived) and ask the director."
            )
        )

    def _check_not_in_use(self):
        """Refuse for tiers that customers hold, in any company.

        EXTENDS 'sales.standard.mixin'.

        :raise UserError: naming the tiers
        """
        used = self.browse()
        # sudo: a customer the user may not see holds the tier all the same
        partners = self.sudo().env["res.partner"].with_context(active_test=False)
        for company, tiers in self.grouped("company_id").items():
            domain = Domain("tier_id", "in", tiers.ids)
            for tier, _count in partners.with_company(company)._read_group(
                domain, ["tier_id"], ["__count"]
            ):
                used |= tier
        if used:
            raise UserError(
                self.env._(
                    "These tiers are held by customers and stay: %s. Give the"
                    " customers another tier first, or archive the tier.",
                    ", ".join(used.mapped("name")),
                )
            )

    def _get_terms(self):
        """Return the values of core's fields on customers of the tier."""
        self.ensure_one()
        return (self.credit_limit, self.unlimited, self.payment_term_id.id)

    def _get_core_limit(self):
        """Return core's `credit_limit` for this tier.

        Core reads 0 as unlimited, so no credit becomes 0.01.
        """
        self.ensure_one()
        return 0.0 if self.unlimited else max(self.credit_limit, 0.01)

    def _push_terms(self):
        """Write changed terms on the customers of the tier, with history (R1.7)."""
        self.ensure_one()
        # sudo: the director's standard holds for all customers of the company
        partners = self.sudo().env["res.partner"].with_company(self.company_id)
        holders = partners.with_context(active_test=False).search(
            [("tier_id", "=", self.id)]
        )
        reason = self.env._("The standard of the tier was changed.")
        holders.commercial_partner_id._apply_tier(self, reason)

    def _keep_version(self):
        """Keep a version of tiers that are or were in force, where it differs."""
        # sudo: versions have no create right, so that nobody can forge one
        versions_sudo = self.env["sales.tier.version"].sudo()
        vals_list = []
        for tier in self:
            last = versions_sudo.search([("tier_id", "=", tier.id)], limit=1)
            vals = tier._prepare_version_vals()
            said = {name: last[name] for name in VALUES}
            said["payment_term_id"] = last.payment_term_id.id
            is_new = any(said[name] != vals[name] for name in VALUES)
            if is_new and (tier.active or last):
                vals |= {"previous_id": last.id, "number": last.number + 1}
                vals_list.append(vals)
        versions_sudo.create(vals_list)

    def _prepare_version_vals(self):
        self.ensure_one()
        vals = {name: self[name] for name in VALUES if name != "in_force"}
        return vals | {
            "in_force": self.active,
            "payment_term_id": self.payment_term_id.id,
            "tier_id": self.id,
            "company_id": self.company_id.id,
            "user_id": self.env.uid,
            "date": self.env.cr.now(),
        }

    @api.model
    def _get_default(self):
        """Return the current company's tier for new customers, or none."""
        company_id = self.env.company.id
        if company_id not in self._get_configured_companies():
            return self.browse()
        # sudo: every user who creates a customer gives it the standard
        return self.sudo().search(
            [("company_id", "=", company_id), ("is_default", "=", True)], limit=1
        )

    @api.model
    @tools.ormcache()
    def _get_configured_companies(self):
        """Return the ids of companies that have tiers, and of the branches below them:
        elsewhere nothing is checked.
        """
        # sudo, cached for all users: only ids of companies
        tiers = self.sudo().with_context(active_test=False)
        with_tiers = tiers.search(Domain.TRUE).company_id
        domain = [("id", "child_of", with_tiers.ids)]
        return frozenset(with_tiers.with_context(active_test=False).search(domain).ids)
