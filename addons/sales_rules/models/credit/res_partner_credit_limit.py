from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    # What the limit is made of, filled by `_compute_credit_figures`.
    credit_base_limit = fields.Monetary(
        string="Limit of Tier or Group",
        currency_field="credit_currency_id",
        compute="_compute_credit_figures",
        compute_sudo=True,
    )
    credit_temporary = fields.Monetary(
        string="Temporary Limit",
        currency_field="credit_currency_id",
        compute="_compute_credit_figures",
        compute_sudo=True,
        help="What approved temporary limits add today.",
    )
    credit_temporary_until = fields.Date(
        string="Temporary Limit until",
        compute="_compute_credit_figures",
        compute_sudo=True,
    )
    credit_guaranteed = fields.Monetary(
        string="Guaranteed Amount",
        currency_field="credit_currency_id",
        compute="_compute_credit_figures",
        compute_sudo=True,
        help="What guarantees, insurances and deposits add today.",
    )
    credit_guaranteed_until = fields.Date(
        string="Guaranteed until",
        compute="_compute_credit_figures",
        compute_sudo=True,
    )
    credit_group_id = fields.Many2one(
        "sales.credit.group",
        compute="_compute_credit_figures",
        compute_sudo=True,
        search="_search_credit_group_id",
        help="The customers who share this customer's limit.",
    )
    credit_group_receivable = fields.Monetary(
        string="Invoices Due of the Group",
        currency_field="credit_currency_id",
        compute="_compute_credit_figures",
        compute_sudo=True,
    )
    credit_group_orders = fields.Monetary(
        string="Open Orders of the Group",
        currency_field="credit_currency_id",
        compute="_compute_credit_figures",
        compute_sudo=True,
    )
    credit_temporary_ids = fields.One2many(
        "sales.credit.temporary", "partner_id", string="Temporary Limits"
    )
    credit_guarantee_ids = fields.One2many(
        "sales.credit.guarantee", "partner_id", string="Guarantees"
    )

    def _search_credit_group_id(self, operator, value):
        if operator not in ("in", "not in", "any", "not any"):
            return NotImplemented
        members = self.env["sales.credit.group.member"].sudo()  # sudo: as the figures
        company = [
            ("company_id", "=", self.env.company.id),
            ("group_id.active", "=", True),
        ]
        if operator == "not in" or operator == "not any":
            return NotImplemented
        domain = [*company, ("group_id", operator, [v for v in value if v])]
        found = members.search(domain if any(value) else company).partner_id
        if operator == "in" and False in value:
            everybody = members.search(company).partner_id
            wanted = found if any(value) else found.browse()
            return [("id", "not in", (everybody - wanted).ids)]
        return [("commercial_partner_id", "in", found.ids)]

    def _set_credit_limits(self, figure, tier):
        """Put on this customer what its limit is made of.

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

    def _get_credit_panel_figures(self):
        """Return what the credit bar shows of this customer, see
        `sales.credit._get_panel_figures`.
        """
        self.ensure_one()
        in_group = bool(self.credit_group_id)
        receivable, orders = self.credit_receivable, self.credit_orders
        return {
            "receivable": self.credit_group_receivable if in_group else receivable,
            "orders": self.credit_group_orders if in_group else orders,
            "overdue": self.credit_overdue,
            "days": self.credit_overdue_days,
            "base_limit": self.credit_base_limit,
            "limit": self.credit_limit_amount,
            "temporary": self.credit_temporary,
            "temporary_until": self.credit_temporary_until,
            "guaranteed": self.credit_guaranteed,
            "guaranteed_until": self.credit_guaranteed_until,
            "group": self.credit_group_id,
            "own": receivable + orders,
        }

    def action_view_credit_temporary(self):
        """Open the customer's temporary limits."""
        return self._get_raises_action("sales_rules.sales_credit_temporary_action")

    def action_view_credit_guarantee(self):
        """Open the customer's guarantees, insurances and deposits."""
        return self._get_raises_action("sales_rules.sales_credit_guarantee_action")

    def action_view_credit_group(self):
        """Open the group that shares the customer's limit."""
        self.ensure_one()
        group = self.credit_group_id
        return self.env["sales.hold"]._get_form_action(group, self.env._("Group"))

    def action_view_group_invoices(self):
        """Open the unpaid invoices of all who share the customer's limit."""
        self.ensure_one()
        return self.credit_group_id.action_view_invoices()

    def action_view_group_orders(self):
        """Open the open orders of all who share the customer's limit."""
        self.ensure_one()
        return self.credit_group_id.action_view_orders()  # sudo: id

    def _get_raises_action(self, xmlid):
        self.ensure_one()
        payer = self.commercial_partner_id
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        action["domain"] = [("partner_id", "=", payer.id)]
        action["context"] = {"default_partner_id": payer.id}
        return action
