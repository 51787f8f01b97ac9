from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.sales_rules.tools import gate, roles
from odoo.addons.sales_rules.tools.guard import Guard


class ResPartner(models.Model):
    """New customers are approved before orders of theirs are confirmed (R4.30).

    Only where the company wants it (`sales_customer_approval`). Customers known already
    when that is switched on stay customers. The stage is the commercial entity's, its
    contacts follow.
    """

    _inherit = "res.partner"

    # the value where none is stored is an `ir.default`, see data/ir_default_data.xml
    customer_stage = fields.Selection(
        [("prospect", "Prospect"), ("pending", "To Approve"), ("customer", "Customer")],
        company_dependent=True,
        help="Orders of customers who are not approved yet are held, where the company"
        " approves new customers. A prospect becomes one to approve with the first"
        " order.",
        groups=roles.CREDIT,
    )
    can_approve_customer = fields.Boolean(
        compute="_compute_can_approve_customer", compute_sudo=True, groups=roles.CREDIT
    )

    @api.depends_context("uid", "company")
    @api.depends("customer_stage", "user_id", "commercial_partner_id")
    def _compute_can_approve_customer(self):
        for partner in self:
            partner.can_approve_customer = (
                bool(partner._origin)
                and partner.commercial_partner_id == partner
                and not partner._get_cannot_approve_customer_reason()
            )

    @api.model
    def _get_guarded_fields(self):
        # EXTENDS 'sales_rules'
        return super()._get_guarded_fields() | {
            "customer_stage": Guard("_refuse_customer_stage", is_moved=True)
        }

    def _start_customers(self, vals_list):
        # EXTENDS 'sales_rules': the stage follows from the company's setting
        res = super()._start_customers(vals_list)
        self._start_customer_stage()
        return res

    def _follow_entities(self, before, opened):
        # EXTENDS 'sales_rules': a contact that is its own customer now is a new one
        res = super()._follow_entities(before, opened)
        self._start_customer_stage()
        return res

    def action_approve_customer(self):
        """Let orders of these new customers be confirmed in the current company.

        Held orders are examined again by themselves.

        :raise UserError: naming whom the user cannot approve, and why
        """
        partners = self.commercial_partner_id
        partners.check_access("read")
        reasons = [
            reason
            for partner in partners
            if (reason := partner._get_cannot_approve_customer_reason())
        ]
        if reasons:
            raise AccessError("\n".join(reasons))
        partners._write_customer_stage("customer")
        for partner in partners:
            # sudo: the director and managers need not write customers
            partner.sudo().message_post(
                body=self.env._("Approved as a customer in %s.", self.env.company.name)
            )
        self.env["sales.credit.queue"]._push(partners)
        return True

    def _get_cannot_approve_customer_reason(self):
        """Return why the current user cannot approve this customer, or an empty text.

        The marketing director approves all, the regional manager those of their team;
        nobody approves a customer they keyed in or sell to themselves (four eyes).
        """
        self.ensure_one()
        user, partner = self.env.user, self.sudo()  # sudo: who created, who leads
        name = partner.display_name
        if partner.customer_stage not in ("prospect", "pending"):
            return self.env._("%s is a customer already.", name)
        is_manager = user.has_group("sales_rules.group_regional_manager")
        leads = partner.user_id and partner.user_id.sale_team_id.user_id == user
        if not (
            user.has_group("sales_rules.group_marketing_director")
            or (is_manager and leads)
        ):
            return self.env._(
                "%s is approved by the marketing director, or by the regional manager"
                " who leads the team of its salesperson.",
                name,
            )
        if user in partner.create_uid | partner.user_id:
            return self.env._(
                "%s is your own customer. Another manager or the marketing director"
                " approves it.",
                name,
            )
        return ""

    @api.model
    def _get_customer_approvers(self):
        """Return how many new customers each user is asked to approve, by user.

        The regional manager who leads the salesperson's team is asked; the marketing
        directors where there is none or four eyes forbid it. Over all companies.
        """
        counts = Counter()
        ids = self.env["res.company"]._get_customer_approval_companies()
        for company in self.env["res.company"].browse(ids):
            # sudo: whose customers they are
            partners = self.sudo().with_company(company)
            groups = partners._read_group(
                [
                    ("customer_stage", "=", "pending"),
                    ("is_commercial_entity", "=", True),
                    ("company_id", "in", (False, company.id)),
                ],
                ["user_id", "create_uid"],
                ["__count"],
            )
            directors = company._get_role_users("sales_rules.group_marketing_director")
            managers = company._get_role_users("sales_rules.group_regional_manager")
            for seller, creator, count in groups:
                involved = seller | creator
                leader = seller.sale_team_id.user_id & managers
                asked = leader - involved or directors - involved
                counts.update(dict.fromkeys(asked, count))
        return counts

    def _is_customer_unapproved(self, company):
        """Return whether orders in `company` wait for this customer's approval.

        Called on the commercial entity, in that company.
        """
        self.ensure_one()
        company_sudo = company.sudo()  # one setting
        return company_sudo.sales_customer_approval and self.customer_stage in (
            "prospect",
            "pending",
        )

    def _start_customer_stage(self):
        """Give new commercial entities their stage wherever new ones are approved."""
        companies = self.env["res.company"]._get_customer_approval_companies()
        if not self or not companies:
            return
        entities = self.filtered(lambda p: p.commercial_partner_id == p)
        for company in self.env["res.company"].browse(companies):
            owners = (False, company.id)
            known = entities.sudo().with_company(company)  # the company of each entity
            known = known.filtered(lambda p, o=owners: p.company_id.id in o)
            customers = known.filtered("customer_rank")
            customers._write_customer_stage("pending")
            (known - customers)._write_customer_stage("prospect")

    def _want_customers(self):
        """Submit for approval the prospects that somebody wants to sell to."""
        prospects = self.filtered(lambda p: p.customer_stage == "prospect")
        prospects._write_customer_stage("pending")

    def _write_customer_stage(self, stage):
        if self:
            # sudo: users who create, order or approve need not write customers
            partners = gate.opened(self.sudo(), {"customer_stage"})
            partners.write({"customer_stage": stage})
            self.env["sales.approval.notice"]._wake_activities()

    def _refuse_customer_stage(self, _stage):
        """Refuse a stage that was not reached by the methods above.

        :raise UserError: naming the customers and the button
        """
        raise UserError(
            self.env._(
                "%s: the stage of a customer cannot be entered. New customers are"
                " approved with “Approve this customer”, by the marketing director or"
                " the regional manager.",
                ", ".join(self.mapped("display_name")[:3]),
            )
        )
