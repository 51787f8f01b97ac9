from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.sales_rules.tools import roles
from odoo.addons.sales_rules.tools.credit_fields import amount, by, by_figure, figure
from odoo.addons.sales_rules.tools.guard import Guard


def is_made_a_company(partners, vals):
    """Return whether a partner made of `vals` owes by itself, below another one too."""
    vals = {**partners.default_get(["is_company", "company_type"]), **vals}
    return vals.get("is_company") or vals.get("company_type") == "company"


class ResPartner(models.Model):
    """The customer's credit: tier, stop and review of the limit, and the debt.

    Three classes: here the stored fields, who may change them, and the figures, which
    one computation fills; in `res_partner_standing.py` which tier and stop hold; in
    `res_partner_panel.py` the screens, the buttons, and the notices of reviews.
    """

    _inherit = "res.partner"

    # The roles that may stop a customer or lift the stop.
    _credit_stop_groups = (
        "sales_rules.group_finance,sales_rules.group_regional_manager"
        ",sales_rules.group_rules_admin"
    )
    # The roles that set when a limit is reviewed.
    _credit_review_groups = (
        "sales_rules.group_finance,sales_rules.group_regional_manager"
        ",sales_rules.group_rules_admin"
    )

    tier_id = fields.Many2one(
        "sales.tier",
        company_dependent=True,
        domain="[('active', '=', True)]",
        help="Sets credit limit and credit period in this company. Administrators"
        " may enter or import the opening tier; later changes are approved.",
        groups=roles.CREDIT,
    )
    tier_history_count = fields.Integer(
        compute="_compute_tier_history_count", groups=roles.CREDIT
    )
    credit_stop = fields.Boolean(
        string="Stopped",
        company_dependent=True,
        help="No order of this customer is confirmed in this company until the stop"
        " is lifted by hand; payments do not lift it.",
        groups=roles.CREDIT,
    )
    credit_stop_reason = fields.Char(
        string="Reason for Stop", company_dependent=True, groups=roles.CREDIT
    )
    credit_review_date = fields.Date(
        string="Review Limit on",
        company_dependent=True,
        help="The day on which this customer's limit is to be reviewed. The user"
        " responsible is notified ahead.",
        groups=roles.CREDIT,
    )
    credit_review_user_id = fields.Many2one(
        "res.users",
        string="Reviewed by",
        company_dependent=True,
        domain="[('share', '=', False)]",
        help="The user to notify. Empty: the customer's salesperson.",
        groups=roles.CREDIT,
    )
    credit_review_noticed = fields.Date(
        company_dependent=True,
        readonly=True,
        help="The review date that notice was given of.",
        groups=roles.CREDIT,
    )
    credit_temporary_ids = fields.One2many(
        "sales.credit.temporary",
        "partner_id",
        string="Temporary Limits",
        groups=roles.CREDIT,
    )
    credit_guarantee_ids = fields.One2many(
        "sales.credit.guarantee", "partner_id", string="Guarantees", groups=roles.CREDIT
    )
    # The debt, and the sources of the limit.
    credit_currency_id = figure(fields.Many2one, "res.currency")
    credit_limit_amount = amount(
        string="Credit Limit Today",
        help="Of the tier or the credit group, with what raises it today.",
    )
    credit_unlimited = figure(fields.Boolean)
    credit_receivable = amount(
        string="Invoices Due",
        help="Posted receivable, net of credit notes and payments on account.",
    )
    credit_orders = amount(
        string="Open Orders", help="Confirmed and not yet invoiced, taxes included."
    )
    credit_exposure = amount(string="Exposure", search=by_figure("exposure"))
    credit_available = amount(string="Available Credit")
    credit_overdue = amount(string="Overdue", search=by_figure("overdue"))
    credit_overdue_days = figure(fields.Integer, string="Oldest Overdue (Days)")
    is_credit_exceeded = figure(
        fields.Boolean,
        string="Over the Limit",
        search=by("_search_exceeded", "is_credit_exceeded"),
    )
    credit_base_limit = amount(string="Limit of Tier or Group")
    credit_temporary = amount(
        string="Temporary Limit",
        help="The amount that approved temporary limits add today.",
    )
    credit_temporary_until = figure(fields.Date, string="Temporary Limit until")
    credit_guaranteed = amount(
        string="Guaranteed Amount",
        help="The amount that guarantees, insurances and deposits add today.",
    )
    credit_guaranteed_until = figure(fields.Date, string="Guaranteed until")
    credit_group_id = figure(
        fields.Many2one,
        "sales.credit.group",
        search=by("_search_group", "credit_group_id"),
        help="The customers who share this customer's limit.",
    )
    credit_group_receivable = amount(string="Invoices Due of the Group")
    credit_group_orders = amount(string="Open Orders of the Group")

    def _compute_tier_history_count(self):
        self.tier_history_count = 0
        groups = self.env["sales.tier.history"]._read_group(
            [("partner_id", "in", self.commercial_partner_id.ids)],
            ["partner_id"],
            ["__count"],
        )
        counts = {partner.id: count for partner, count in groups}
        for partner in self:
            partner.tier_history_count = counts.get(partner.commercial_partner_id.id, 0)

    @api.depends_context("company", "uid")
    @api.depends("credit_tier_id", "commercial_partner_id")
    def _compute_credit_figures(self):
        company = self.env.company
        today = company._get_today()
        payers = self.commercial_partner_id._origin
        figures = self.env["sales.credit"]._get_shown_figures(payers, company)
        empty = self.env["sales.credit"]._get_empty_figures()
        for partner in self:
            figure = figures.get(partner.commercial_partner_id._origin.id, empty)
            tier = partner.credit_tier_id
            available = figure.get_limit(tier) - figure.shared.exposure
            limited = figure.is_limited(tier)
            partner.credit_currency_id = company.currency_id
            partner.credit_limit_amount = figure.get_limit(tier)
            partner.credit_unlimited = tier.unlimited and not limited
            partner._set_credit_limits(figure, tier)
            partner.credit_receivable = figure.receivable
            partner.credit_orders = figure.orders
            partner.credit_exposure = figure.exposure
            partner.credit_available = available if limited else 0.0
            partner.credit_overdue = figure.overdue
            partner.credit_overdue_days = figure.get_overdue_days(today)
            partner.is_credit_exceeded = (
                limited and company.currency_id.compare_amounts(available, 0.0) < 0
            )

    def _set_credit_limits(self, figure, tier):
        """Set the sources of this customer's limit.

        :param figure: `CreditFigures` of the commercial partner
        """
        self.ensure_one()
        group = figure.group
        self.credit_base_limit = figure.get_base_limit(tier)
        self.credit_temporary = figure.temporary
        self.credit_temporary_until = figure.temporary_until
        self.credit_guaranteed = figure.guaranteed
        self.credit_guaranteed_until = figure.guaranteed_until
        self.credit_group_id = group.id if group else False
        self.credit_group_receivable = group.receivable if group else 0.0
        self.credit_group_orders = group.orders if group else 0.0

    @api.constrains("credit_stop", "credit_stop_reason")
    def _check_credit_stop_reason(self):
        for partner in self:
            if partner.credit_stop and not partner.credit_stop_reason:
                raise ValidationError(
                    self.env._(
                        "Say why %s is stopped: salespeople read the reason on the"
                        " order.",
                        partner.display_name,
                    )
                )

    @api.model
    def _get_guarded_fields(self):
        # EXTENDS 'sales_rules'
        stop = Guard("_refuse_stop", follow="_push_credit")
        return super()._get_guarded_fields() | {
            "commercial_partner_id": Guard("_refuse_commercial_partner"),
            "user_id": Guard("_refuse_new_owner"),
            "tier_id": Guard("_refuse_tier", apply="_open_tier"),
            "credit_stop": stop,
            "credit_stop_reason": stop,
            "credit_review_date": Guard("_refuse_review"),
            "credit_review_user_id": Guard("_refuse_review"),
            "credit_review_noticed": Guard("_refuse_noticed"),
        }

    @api.model
    def _prepare_customer_vals(self, vals_list):
        # EXTENDS 'sales_rules': salespeople own the customers that they enter, or would
        # lose sight of them
        vals_list = super()._prepare_customer_vals(vals_list)
        if not self.env.su and self.env.user.has_groups(
            "sales_rules.group_salesperson,!sales_rules.group_regional_manager"
        ):
            for vals in vals_list:
                if not vals.get("parent_id") or is_made_a_company(self, vals):
                    vals.setdefault("user_id", self.env.uid)
        return vals_list

    def _start_customers(self, vals_list):
        # EXTENDS 'sales_rules': a new customer without a tier gets the company's
        res = super()._start_customers(vals_list)
        if default := self.env["sales.tier"]._get_default():
            self.browse(
                partner.id
                for partner, vals in zip(self, vals_list, strict=True)
                if not vals.get("tier_id")
                and partner.customer_rank
                and partner.is_commercial_entity
            )._open_tier(default)
        return res

    def _push_credit(self):
        """Have the held orders of these customers examined again."""
        self.env["sales.credit.queue"]._push(self.commercial_partner_id)

    def _refuse_commercial_partner(self, entity):
        """Refuse a commercial entity other than that of the contact's company.

        Core writes it itself when a contact moves: what follows may be written.

        :raise UserError: when it does not follow
        """
        for partner in self:
            follows = partner
            if partner.parent_id and not partner.is_company:
                follows = partner.parent_id.commercial_partner_id
            if follows != entity:
                raise UserError(
                    self.env._(
                        "The commercial entity of a contact follows from its company"
                        " and cannot be entered. Change the company of the contact"
                        " instead."
                    )
                )

    def _refuse_new_owner(self, user):
        """Refuse customers whose limits are more than the new salesperson's credit.

        :raise UserError: naming the salesperson
        """
        # sudo: customers that the user may not see any more afterwards
        moved = self.sudo().filtered(
            lambda partner: partner.commercial_partner_id == partner and partner.active
        )
        if not user or not moved:
            return
        # sudo: the limit holds for all who hand customers over
        allowances = self.env["sales.credit.allowance"].sudo()
        for row in allowances.search([("user_id", "=", user.id)]):
            held = [partner.tier_id for partner in moved.with_company(row.company_id)]
            amount = sum(tier.credit_limit for tier in held)
            unlimited = any(tier.unlimited for tier in held)
            allowances._check_growth(row.company_id, {user.id: (amount, unlimited)})

    def _refuse_tier(self, _tier):
        """Refuse a direct change of a tier that a customer has (R1.6).

        :raise AccessError: when the caller may not enter opening tiers
        :raise UserError: naming the customers that have a tier already
        """
        if not self.env.su and not self.env.user.has_group(
            "sales_rules.group_rules_admin"
        ):
            raise AccessError(
                self.env._(
                    "Only the administrator of rules enters or imports the opening"
                    " tier of a customer. Ask for a tier change instead."
                )
            )
        held = self.filtered("tier_id")
        if held:
            raise UserError(
                self.env._(
                    "These customers have a tier already: %s. It is changed by the"
                    " monthly assessment or by an approved tier change.",
                    ", ".join(held.mapped("display_name")[:5]),
                )
            )

    @api.model
    def _refuse_stop(self, _value=None):
        """Refuse to stop customers, or to lift the stop.

        :raise AccessError: when the caller may not
        """
        if not self.env.su and not self.env.user.has_groups(self._credit_stop_groups):
            raise AccessError(
                self.env._(
                    "Customers are stopped, and the stop is lifted, by finance, the"
                    " regional manager or the marketing director."
                )
            )

    @api.model
    def _refuse_review(self, _value):
        """Refuse to change when a limit is reviewed, and by whom.

        :raise AccessError: when the caller may not
        """
        if not self.env.su and not self.env.user.has_groups(self._credit_review_groups):
            raise AccessError(
                self.env._(
                    "Only finance, the regional manager and the marketing director set"
                    " the review date."
                )
            )

    def _open_tier(self, tier):
        """Apply an opening tier.

        :raise UserError: when the tier is a draft, archived or another company's
        """
        # sudo: users who open a tier need not read the standard's details
        tier_sudo = tier.sudo()
        if not tier_sudo:
            return
        if not tier_sudo.active or tier_sudo.company_id != self.env.company:
            raise UserError(
                self.env._(
                    "Tier %(tier)s cannot be given in %(company)s: it is not in force"
                    " or belongs to another company.",
                    tier=tier_sudo.name,
                    company=self.env.company.name,
                )
            )
        self.commercial_partner_id._apply_tier(tier_sudo, self.env._("Opening tier"))

    def _apply_tier(self, tier, reason, origin=None):
        """Give these commercial partners `tier` in its company, with history (R1.7).

        Writes the tier, core's credit limit and payment term on them and their
        contacts, set-based whatever their number, and has held orders examined
        again.

        :param tier: a tier in force
        :param str reason: why, kept in the history
        :param origin: the document that decided it
        """
        partners = self.commercial_partner_id
        given = {tier: partners} if partners else {}
        self.env["sales.tier.apply"]._apply_tiers(given, reason, origin)
