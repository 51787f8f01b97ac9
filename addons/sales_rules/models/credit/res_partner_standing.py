from odoo import api, fields, models

from odoo.addons.sales_rules.tools import roles
from odoo.addons.sales_rules.tools.credit_fields import by


class ResPartner(models.Model):
    """The tier and the stop that hold for a customer, see `sales.tier.resolve`, and
    what becomes of them where the customer comes under another or leaves it.
    """

    _inherit = "res.partner"

    credit_tier_id = fields.Many2one(
        "sales.tier",
        string="Tier in Force",
        compute="_compute_credit_standing_in_force",
        search=by("_search_tier", "credit_tier_id"),
        compute_sudo=True,
        groups=roles.CREDIT,
        help="The tier by which orders are judged: the customer's, else that of the"
        " company above, else the default tier.",
    )
    is_credit_stopped = fields.Boolean(
        string="Stopped, here or above",
        compute="_compute_credit_standing_in_force",
        search=by("_search_stopped", "is_credit_stopped"),
        compute_sudo=True,
        groups=roles.CREDIT,
    )
    credit_stopped_reason = fields.Char(
        string="Reason of the Stop in Force",
        compute="_compute_credit_standing_in_force",
        compute_sudo=True,
        groups=roles.CREDIT,
    )
    is_customer = fields.Boolean(
        string="Buys or Owes",
        compute="_compute_is_customer",
        search=by("_search_customer", "is_customer"),
        compute_sudo=True,
        groups=roles.CREDIT,
        help="Owes by itself, and has a tier, is a customer in core, has ordered, or"
        " has entries on a receivable account. A private person is none for being one"
        " in core.",
    )

    @api.depends_context("company")
    @api.depends(
        "commercial_partner_id.tier_id",
        "commercial_partner_id.credit_stop",
        "commercial_partner_id.credit_stop_reason",
    )
    def _compute_credit_standing_in_force(self):
        company = self.env.company
        resolve = self.env["sales.tier.resolve"]
        tiers = self.env["sales.tier"]
        default = tiers.browse(resolve._get_default_id(company.id) or ())
        above = resolve._get_above(self.commercial_partner_id._origin, company)
        for partner in self:
            payer = partner.commercial_partner_id
            tier_id, reason = above.get(payer._origin.id, (None, None))
            tier = payer.tier_id or tiers.browse(tier_id or ())
            partner.credit_tier_id = tier or default
            partner.is_credit_stopped = payer.credit_stop or reason is not None
            partner.credit_stopped_reason = (
                payer.credit_stop_reason if payer.credit_stop else reason
            )

    def _compute_is_customer(self):
        everybody = self.env["res.partner"].with_context(active_test=False)
        domain = [("id", "in", self._origin.ids), ("is_customer", "=", True)]
        found = everybody.search(domain)
        for partner in self:
            partner.is_customer = partner._origin in found

    def _keep_entities(self):
        # EXTENDS 'sales_rules'
        res = super()._keep_entities()
        # sudo: the table is the module's own
        self.env["sales.credit.kept"].sudo()._keep(self)
        return res

    def _follow_entities(self, before, opened):
        # EXTENDS 'sales_rules': tier and stop are moved by their own ways only, and the
        # debt of both changes
        res = super()._follow_entities(before, opened)
        kept = self.env["sales.credit.kept"].sudo()  # the table is the module's own
        joined = self.sudo().filtered(  # sudo: of every customer
            lambda p: before[p].id == p.id and p.commercial_partner_id != p
        )
        may_lift = self.env.su or self.env.user.has_groups(self._credit_stop_groups)
        kept._check_stopped(joined, may_lift)
        kept._log_joined(joined)
        kept._give_own(self.filtered("is_commercial_entity"))
        entities = self.browse().union(*before.values())
        (self | entities)._push_credit()
        return res
