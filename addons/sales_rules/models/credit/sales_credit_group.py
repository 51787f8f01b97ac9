from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from odoo.addons.sales_rules.tools import door_kinds
from odoo.addons.sales_rules.tools.ondelete import ondelete_always


class SalesCreditGroup(models.Model):
    """Customers of one company who share one credit limit (R1.7).

    The debt and orders of all members are compared with the limit of the group, which
    takes the place of their tiers' limits, unlimited ones included; days of grace,
    discount and credit period stay each customer's own. A temporary limit or a
    guarantee raises it for the member who has it alone. The marketing director puts a
    group in force and decides its limit and members; others key in drafts.
    """

    _name = "sales.credit.group"
    _description = "Credit Group"
    _inherit = ["sales.standard.mixin"]
    _order = "company_id, name, id"

    # Fields that the director decides on; others may change them in drafts only.
    _standard_fields = frozenset({"active", "credit_limit", "company_id", "member_ids"})

    # The figures that open for the members: key to that of the customer.
    _figures = {
        "invoices": "credit_invoices",
        "overdue": "credit_overdue",
        "orders": "credit_orders",
    }

    name = fields.Char(required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    credit_limit = fields.Monetary(
        tracking=True,
        help="The most that all members together may owe, orders not yet invoiced"
        " included. Zero means no credit: orders are paid first.",
    )
    reason = fields.Text(help="The connection between these customers.")
    member_ids = fields.One2many("sales.credit.group.member", "group_id")
    partner_ids = fields.Many2many(
        "res.partner", string="Customers", compute="_compute_partner_ids"
    )
    member_count = fields.Integer(compute="_compute_member_count")
    receivable = fields.Monetary(
        string="Invoices Due", compute="_compute_figures", compute_sudo=True
    )
    orders_amount = fields.Monetary(
        string="Open Orders", compute="_compute_figures", compute_sudo=True
    )
    exposure = fields.Monetary(compute="_compute_figures", compute_sudo=True)
    available = fields.Monetary(
        string="Available Credit", compute="_compute_figures", compute_sudo=True
    )
    is_exceeded = fields.Boolean(
        string="Over the Limit", compute="_compute_figures", compute_sudo=True
    )

    _limit_positive = models.Constraint(
        "CHECK(credit_limit >= 0)", "The credit limit of a group cannot be negative."
    )
    _name_company = models.UniqueIndex(
        "(company_id, name)", "The company has a credit group of this name already."
    )

    @api.depends("member_ids.partner_id")
    def _compute_partner_ids(self):
        for group in self:
            group.partner_ids = group.member_ids.partner_id

    @api.depends("member_ids")
    def _compute_member_count(self):
        for group in self:
            group.member_count = len(group.member_ids)

    @api.depends_context("uid")
    @api.depends("member_ids.partner_id", "credit_limit", "company_id")
    def _compute_figures(self):
        for company, groups in self.grouped("company_id").items():
            partners = groups.member_ids.partner_id._origin
            # figures of each member: drafts have no sum of their own yet
            figures = self.env["sales.credit"]._get_shown_figures(partners, company)
            for group in groups:
                members = group.member_ids.partner_id._origin.ids
                group.receivable = sum(figures[p].receivable for p in members)
                group.orders_amount = sum(figures[p].orders for p in members)
                group.exposure = group.receivable + group.orders_amount
                group.available = group.credit_limit - group.exposure
                currency = company.currency_id or self.env.company.currency_id
                group.is_exceeded = currency.compare_amounts(group.available, 0) < 0

    def write(self, vals):
        # EXTENDS 'sales.standard.mixin'
        if "company_id" in vals and self.member_ids:
            raise UserError(
                self.env._(
                    "%s: a group with members stays in its company. Make another"
                    " group.",
                    ", ".join(self.mapped("name")),
                )
            )
        res = super().write(vals)
        if {"active", "credit_limit"} & vals.keys():
            self._push_members()
        return res

    @ondelete_always
    def _unlink_except_in_force(self):
        if self.filtered("in_force_since"):
            raise UserError(
                self.env._(
                    "These groups have been in force: %s. Archive them instead; their"
                    " limits and members stay on record.",
                    ", ".join(self.filtered("in_force_since").mapped("name")),
                )
            )

    def action_view_partners(self):
        """Open the members."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sales_rules.res_partner_action_credit"
        )
        action["domain"] = [("id", "in", self.partner_ids.ids)]
        action["context"] = {}
        return action

    @door_kinds.takes(key=door_kinds.text)
    def action_open_figure(self, key=None):
        """Open the records of the members behind a figure.

        :param str key: `invoices`, `overdue` or `orders`
        :raise UserError: for an unknown figure
        """
        self.ensure_one()
        payers = self.partner_ids.with_company(self.company_id)
        return payers.action_open_figure(self._figures.get(key, key))

    def _push_members(self):
        """Have the held orders of the members examined again."""
        # sudo: the queue is the module's own
        self.env["sales.credit.queue"].sudo()._push(self.sudo().member_ids.partner_id)

    def _check_may_change(self):
        """Check that the caller may change who is in these groups.

        :raise AccessError: for groups in force, when the caller is no director
        """
        if any(self.mapped("active")) and not self._may_put_in_force():
            self._raise_not_director()

    @api.model
    def _raise_not_director(self):
        # EXTENDS 'sales.standard.mixin'
        raise AccessError(
            self.env._(
                "Credit groups are put in force and changed by the marketing director"
                " only. Save the group as a draft (archived) and ask the director."
            )
        )

    @api.model
    def _flush_members(self):
        """Write what is pending of groups and members: SQL reads it."""
        self.flush_model(["active", "credit_limit"])
        self.env["sales.credit.group.member"].flush_model()

    @api.model
    def _get_mates(self, partners):
        """Return all members of the groups of commercial `partners`."""
        self._flush_members()
        rows = self.env.execute_query(self._query_mates(SQL("%s::int[]", partners.ids)))
        return partners.browse(sorted({partner_id for (partner_id,) in rows}))

    @api.model
    def _query_mates(self, ids, company=None):
        """Return the SQL of the `partner_id` of all members of the groups of partners.

        :param SQL ids: an array of ids of commercial partners
        :param company: of the groups; None for every company
        """
        return SQL(
            """
            SELECT mate.partner_id
              FROM sales_credit_group_member member
              JOIN sales_credit_group_member mate ON mate.group_id = member.group_id
              JOIN sales_credit_group credit_group ON credit_group.id = member.group_id
             WHERE credit_group.active
               AND member.partner_id = ANY(%s)
               AND %s
            """,
            ids,
            SQL("member.company_id = %s", company.id) if company else SQL("TRUE"),
        )

    @api.model
    def _query_members(self, ids, company):
        """Return the SQL of the members of the groups of partners, with their limits.

        Rows of `sales.credit._get_families` of the kind `member`.
        """
        return SQL(
            """
            SELECT DISTINCT 'member', mate.partner_id, mate.partner_id,
                   credit_group.id, credit_group.credit_limit, NULL::date
              FROM sales_credit_group_member member
              JOIN sales_credit_group_member mate ON mate.group_id = member.group_id
              JOIN sales_credit_group credit_group ON credit_group.id = member.group_id
             WHERE credit_group.active
               AND member.partner_id = ANY(%s)
               AND member.company_id = %s
            """,
            ids,
            company.id,
        )
