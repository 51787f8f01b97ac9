from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..tools import gate


class ResPartner(models.Model):
    _inherit = "res.partner"

    tier_id = fields.Many2one(
        "sales.tier",
        company_dependent=True,
        domain="[('active', '=', True)]",
        help="Sets credit limit and credit period in this company. Administrators"
        " may enter or import the opening tier; later changes are approved.",
    )
    tier_history_count = fields.Integer(compute="_compute_tier_history_count")

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

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'base': an opening tier is applied with history, once the customer
        # exists; a new customer without one gets the company's tier for new ones.
        tiers = [vals.get("tier_id") for vals in vals_list]
        if any(tiers):
            self._check_may_open_tier()
        if any("tier_id" in vals for vals in vals_list):
            vals_list = [
                {name: value for name, value in vals.items() if name != "tier_id"}
                for vals in vals_list
            ]
        partners = super().create(vals_list)
        default = self._get_default_tier()
        wanted = {}
        for partner, tier_id in zip(partners, tiers, strict=True):
            is_new_customer = partner.customer_rank and not partner.parent_id
            if tier_id or (default and is_new_customer):
                tier = self.env["sales.tier"].browse(tier_id) if tier_id else default
                wanted[tier] = wanted.get(tier, self.browse()) | partner
        for tier, holders in wanted.items():
            holders._open_tier(tier)
        return partners

    def write(self, vals):
        # EXTENDS 'base'
        if "tier_id" not in vals:
            return super().write(vals)
        tier = self.env["sales.tier"].browse(vals["tier_id"] or [])
        changed = self.filtered(lambda partner: partner.tier_id != tier)
        # contacts follow their commercial entity
        followers = changed.filtered(
            lambda partner: (
                partner.commercial_partner_id != partner
                and partner.commercial_partner_id.tier_id == tier
            )
        )
        opened = changed - followers
        permit = gate.get(self)
        if permit and permit.admits(self, {"tier_id"}):
            opened = self.browse()  # merging customers applies tiers by itself
        opened._check_tier_open()
        rest = {name: value for name, value in vals.items() if name != "tier_id"}
        res = super().write(rest)
        if followers:
            super(ResPartner, followers).write({"tier_id": tier.id})
        if opened:
            opened._open_tier(tier)
        return res

    def _commercial_fields(self):
        # EXTENDS 'base'
        return super()._commercial_fields() + ["tier_id"]

    def action_view_tier_history(self):
        """Open the changes of the customer's tier."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sales_rules.sales_tier_history_action"
        )
        action["domain"] = [("partner_id", "=", self.commercial_partner_id.id)]
        return action

    @api.model
    def _get_default_tier(self):
        """Return the company's tier for new customers, or none."""
        tiers = self.env["sales.tier"]
        if self.env.company.id not in tiers._get_configured_companies():
            return tiers
        # sudo: whoever creates a customer gives it the standard
        return tiers.sudo().search(
            [("company_id", "=", self.env.company.id), ("is_default", "=", True)],
            limit=1,
        )

    @api.model
    def _check_may_open_tier(self):
        """:raise AccessError: when the caller may not enter opening tiers"""
        if not self.env.su and not self.env.user.has_group(
            "sales_rules.group_rules_admin"
        ):
            raise AccessError(
                self.env._(
                    "Only the administrator of rules enters or imports the opening"
                    " tier of a customer. Ask for a tier change instead."
                )
            )

    def _check_tier_open(self):
        """Refuse a direct change of a tier that a customer has (R1.6).

        :raise AccessError: when the caller may not enter opening tiers
        :raise UserError: naming the customers that have a tier already
        """
        if not self:
            return
        self._check_may_open_tier()
        held = self.filtered("tier_id")
        if held:
            raise UserError(
                self.env._(
                    "These customers have a tier already: %s. It is changed by the"
                    " monthly assessment or by an approved tier change.",
                    ", ".join(held.mapped("display_name")[:5]),
                )
            )

    def _open_tier(self, tier):
        """Apply an opening tier.

        :raise UserError: when the tier is a draft, archived or another company's
        """
        # sudo: whoever may open a tier need not read the standard's details
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
        company = tier.company_id
        partners = self.commercial_partner_id.with_company(company)
        if not partners:
            return
        old_tiers = {partner.id: partner.tier_id.id for partner in partners}
        self.env["res.partner"].flush_model(
            ["tier_id", "credit_limit", "property_payment_term_id"]
        )
        self.env["res.partner"].flush_model(["commercial_partner_id"])
        self.env.cr.execute(partners._query_apply_tier(tier))
        self.env["res.partner"].invalidate_model(
            ["tier_id", "credit_limit", "property_payment_term_id"]
        )
        partners._log_tier(tier, old_tiers, reason, origin)
        self.env["sales.credit.queue"]._push(partners)

    def _log_tier(self, tier, old_tiers, reason, origin):
        """Write one history row per partner, with the figures of the day."""
        figures = self.env["sales.credit"]._get_figures(self, tier.company_id)
        # sudo: the history has no create right, so that nobody can forge it
        self.env["sales.tier.history"].sudo().create(
            [
                {
                    "partner_id": partner_id,
                    "company_id": tier.company_id.id,
                    "user_id": self.env.uid,
                    "old_tier_id": old_tiers[partner_id],
                    "new_tier_id": tier.id,
                    "credit_limit": tier.credit_limit,
                    "unlimited": tier.unlimited,
                    "payment_term_id": tier.payment_term_id.id,
                    "receivable": figure.receivable,
                    "orders_amount": figure.orders,
                    "overdue_amount": figure.overdue,
                    "reason": reason,
                    "origin": origin and origin.display_name,
                }
                for partner_id, figure in figures.items()
            ]
        )

    def _query_apply_tier(self, tier):
        """Return the SQL that writes tier and terms on the families of `self`."""
        company_key = str(tier.company_id.id)

        def merged(column, value):
            return SQL(
                "%(column)s = COALESCE(%(column)s, '{}'::jsonb)"
                " || jsonb_build_object(%(key)s::text, %(value)s)",
                column=SQL.identifier(column),
                key=company_key,
                value=value,
            )

        assignments = [
            merged("tier_id", SQL("%s::int", tier.id)),
            merged("credit_limit", SQL("%s::numeric", tier._get_core_limit())),
        ]
        if tier.payment_term_id:
            term = SQL("%s::int", tier.payment_term_id.id)
            assignments.append(merged("property_payment_term_id", term))
        return SQL(
            "UPDATE res_partner SET %s WHERE commercial_partner_id IN %s",
            SQL(", ").join(assignments),
            tuple(self.ids),
        )
