from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class SalesCreditGroupMember(models.Model):
    """A customer in a credit group; in each company in one at most."""

    _name = "sales.credit.group.member"
    _description = "Member of a Credit Group"
    _inherit = ["sales.protected.mixin"]
    _order = "group_id, id"
    _rec_name = "partner_id"

    # the group's: its members are looked for by it
    _protected_fields = frozenset({"company_id"})

    group_id = fields.Many2one(
        "sales.credit.group", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="group_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('is_customer', '=', True)]",
    )
    user_id = fields.Many2one(related="partner_id.user_id", string="Salesperson")
    tier_id = fields.Many2one(
        "sales.tier", compute="_compute_figures", compute_sudo=True
    )
    exposure = fields.Monetary(compute="_compute_figures", compute_sudo=True)
    overdue = fields.Monetary(compute="_compute_figures", compute_sudo=True)

    _one_per_partner = models.UniqueIndex(
        "(partner_id, company_id)",
        "The customer is a member of another credit group of the company. Take it out"
        " there first.",
    )

    @api.depends_context("uid")
    @api.depends("partner_id", "company_id")
    def _compute_figures(self):
        for company, members in self.grouped("company_id").items():
            partners = members.partner_id._origin
            figures = self.env["sales.credit"]._get_shown_figures(partners, company)
            for member in members:
                figure = figures.get(member.partner_id._origin.id)
                member.tier_id = member.partner_id.with_company(company).credit_tier_id
                member.exposure = figure.exposure if figure else 0.0
                member.overdue = figure.overdue if figure else 0.0

    @api.constrains("partner_id", "group_id")
    def _check_partner(self):
        for member in self:
            # sudo: the director's group, for all who may see the customer
            partner = member.sudo().partner_id.with_company(member.company_id)
            if partner.commercial_partner_id != partner:
                raise ValidationError(
                    self.env._(
                        "The debt of %(contact)s is that of %(customer)s: make that"
                        " customer a member.",
                        contact=partner.display_name,
                        customer=partner.commercial_partner_id.display_name,
                    )
                )
            if not partner.credit_tier_id:
                raise ValidationError(
                    self.env._(
                        "%(customer)s has no tier in %(company)s, so that its credit"
                        " is not checked. Give it a tier first.",
                        customer=partner.display_name,
                        company=member.company_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        members = super().create(vals_list)
        # after it, for what the context defaults
        members.group_id._check_may_change()
        members._log_members(coming=True)
        members._push()
        return members

    def write(self, vals):
        if {"group_id", "partner_id", "company_id"} & vals.keys():
            raise UserError(
                self.env._(
                    "The customer of a member cannot be changed. Take the customer out"
                    " of the group and add another."
                )
            )
        return super().write(vals)

    def unlink(self):
        self.group_id._check_may_change()
        self._log_members(coming=False)
        partners = self.group_id.member_ids.partner_id
        res = super().unlink()
        # sudo: the queue is the module's own
        self.env["sales.credit.queue"].sudo()._push(partners)
        return res

    def _get_names(self):
        # sudo: names of customers, who need not be one's own
        return ", ".join(self.sudo().mapped("partner_id.name"))

    def _log_members(self, coming):
        """Note in the groups' chatters who joins or leaves."""
        for group, members in self.grouped("group_id").items():
            names = members._get_names()
            if coming:
                body = self.env._("In the group: %s", names)
            else:
                body = self.env._("No longer in the group: %s", names)
            group.message_post(body=body)

    def _push(self):
        """Have the held orders of all members examined again."""
        # sudo: the queue is the module's own, and so is who is in it
        members = self.sudo().group_id.member_ids
        members.env["sales.credit.queue"]._push(members.partner_id)
