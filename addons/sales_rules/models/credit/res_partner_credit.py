from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.sales_rules.tools import gate


class ResPartner(models.Model):
    _inherit = "res.partner"

    # Who may stop a customer or lift the stop.
    _credit_stop_groups = (
        "sales_rules.group_finance,sales_rules.group_regional_manager"
        ",sales_rules.group_rules_admin"
    )

    credit_stop = fields.Boolean(
        string="Stopped",
        company_dependent=True,
        help="No order of this customer is confirmed in this company until the stop"
        " is lifted by hand; payments do not lift it.",
    )
    credit_stop_reason = fields.Char(string="Reason of Stop", company_dependent=True)
    credit_currency_id = fields.Many2one(
        "res.currency", compute="_compute_credit_figures", compute_sudo=True
    )
    credit_limit_amount = fields.Monetary(
        string="Credit Limit Today",
        currency_field="credit_currency_id",
        compute="_compute_credit_figures",
        compute_sudo=True,
        help="Of the tier or the credit group, with what raises it today.",
    )
    credit_unlimited = fields.Boolean(
        compute="_compute_credit_figures", compute_sudo=True
    )
    credit_receivable = fields.Monetary(
        string="Invoices Due",
        currency_field="credit_currency_id",
        compute="_compute_credit_figures",
        compute_sudo=True,
        help="Posted receivable, net of credit notes and payments on account.",
    )
    credit_orders = fields.Monetary(
        string="Open Orders",
        currency_field="credit_currency_id",
        compute="_compute_credit_figures",
        compute_sudo=True,
        help="Confirmed and not yet invoiced, taxes included.",
    )
    credit_exposure = fields.Monetary(
        string="Exposure",
        currency_field="credit_currency_id",
        compute="_compute_credit_figures",
        compute_sudo=True,
        search="_search_credit_exposure",
    )
    credit_available = fields.Monetary(
        string="Available Credit",
        currency_field="credit_currency_id",
        compute="_compute_credit_figures",
        compute_sudo=True,
    )
    credit_overdue = fields.Monetary(
        string="Overdue",
        currency_field="credit_currency_id",
        compute="_compute_credit_figures",
        compute_sudo=True,
        search="_search_credit_overdue",
    )
    credit_overdue_days = fields.Integer(
        string="Oldest Overdue (Days)",
        compute="_compute_credit_figures",
        compute_sudo=True,
    )
    is_credit_exceeded = fields.Boolean(
        string="Over the Limit",
        compute="_compute_credit_figures",
        compute_sudo=True,
        search="_search_is_credit_exceeded",
    )

    @api.depends_context("company", "tz", "uid")
    @api.depends("tier_id", "commercial_partner_id")
    def _compute_credit_figures(self):
        company = self.env.company
        today = fields.Date.context_today(self)
        payers = self.commercial_partner_id._origin
        figures = self.env["sales.credit"]._get_shown_figures(payers, company)
        empty = self.env["sales.credit"]._get_empty_figures()
        for partner in self:
            figure = figures.get(partner.commercial_partner_id._origin.id, empty)
            tier = partner.commercial_partner_id.tier_id
            available = figure.get_limit(tier) - figure.get_shared_exposure()
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

    def _search_credit_exposure(self, operator, value):
        return self._search_credit_figure("exposure", operator, value)

    def _search_credit_overdue(self, operator, value):
        return self._search_credit_figure("overdue", operator, value)

    def _search_is_credit_exceeded(self, operator, value):
        if operator != "in":
            return NotImplemented
        # sudo: the answer is filtered by the caller's own rules afterwards
        partners = self.sudo().search([("tier_id", "!=", False)]).commercial_partner_id
        exceeded = partners.filtered("is_credit_exceeded")
        domain = Domain("commercial_partner_id", "in", exceeded.ids)
        return domain if True in value else ~domain

    def _search_credit_figure(self, name, operator, value):
        """Return the domain of customers whose figure compares so, for numbers."""
        compare = {
            ">": lambda amount: amount > value,
            ">=": lambda amount: amount >= value,
            "<": lambda amount: amount < value,
            "<=": lambda amount: amount <= value,
            "in": lambda amount: amount in value,
        }.get(operator)
        if not compare:
            return NotImplemented
        figures = self.env["sales.credit"]._get_all_figures(self.env.company)
        found = [p for p, figure in figures.items() if compare(getattr(figure, name))]
        if not compare(0.0):
            return Domain("commercial_partner_id", "in", found)
        others = [p for p in figures if p not in set(found)]
        return Domain("commercial_partner_id", "not in", others)

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

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'base': who sells owns the new customer, or would lose sight of it
        if any(vals.get("credit_stop") for vals in vals_list):
            self._check_may_stop()
        if not self.env.su and self._is_plain_salesperson():
            for vals in vals_list:
                if not vals.get("parent_id"):
                    vals.setdefault("user_id", self.env.uid)
        return super().create(vals_list)

    def write(self, vals):
        # EXTENDS 'base'
        if "commercial_partner_id" in vals and any(
            partner._get_owing_entity().id != vals["commercial_partner_id"]
            for partner in self
        ):
            self._raise_commercial_partner()
        stopping = {"credit_stop", "credit_stop_reason"} & vals.keys()
        permit = gate.get(self)
        admitted = stopping and permit and permit.admits(self, stopping)
        if not admitted and any(
            partner[name] != vals[name] for partner in self for name in stopping
        ):
            self._check_may_stop()
        moved = {"parent_id", "is_company"} & vals.keys()
        before = self.commercial_partner_id if moved else self.browse()
        res = super().write(vals)
        if stopping or moved:
            self.env["sales.credit.queue"]._push(before | self.commercial_partner_id)
        return res

    def _commercial_fields(self):
        # EXTENDS 'base'
        return super()._commercial_fields() + ["credit_stop", "credit_stop_reason"]

    def _get_owing_entity(self):
        """Return the commercial entity that follows from the contact's company.

        Core writes it itself when a contact moves: what follows may be written.
        """
        self.ensure_one()
        if self.is_company or not self.parent_id:
            return self
        return self.parent_id.commercial_partner_id

    @api.model
    def _raise_commercial_partner(self):
        """:raise UserError: who owes follows from the company a contact belongs to"""
        raise UserError(
            self.env._(
                "The commercial entity of a contact follows from its company and cannot"
                " be entered. Change the company of the contact instead."
            )
        )

    @api.model
    def _check_may_stop(self):
        """:raise AccessError: when the caller may not stop a customer"""
        if not self.env.su and not self.env.user.has_groups(self._credit_stop_groups):
            raise AccessError(
                self.env._(
                    "Customers are stopped, and the stop is lifted, by finance, the"
                    " regional manager or the marketing director."
                )
            )

    @api.model
    def _is_plain_salesperson(self):
        return self.env.user.has_groups(
            "sales_rules.group_salesperson,!sales_rules.group_regional_manager"
        )
