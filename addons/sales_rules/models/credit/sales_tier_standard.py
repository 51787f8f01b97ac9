from odoo import api, fields, models

from .sales_tier_version import VALUES


class SalesTier(models.Model):
    _inherit = "sales.tier"

    version_ids = fields.One2many("sales.tier.version", "tier_id", string="Versions")
    version_count = fields.Integer(compute="_compute_version_count")

    @api.depends("version_ids")
    def _compute_version_count(self):
        for tier in self:
            tier.version_count = len(tier.version_ids)

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'sales_rules'
        tiers = super().create(vals_list)
        tiers._keep_version()
        return tiers

    def write(self, vals):
        # EXTENDS 'sales_rules'
        res = super().write(vals)
        if vals.keys() & {*VALUES, "active"}:
            self._keep_version()
        return res

    def action_view_versions(self):
        """Open the versions of this tier."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sales_rules.sales_tier_version_action"
        )
        return dict(action, domain=[("tier_id", "=", self.id)])

    def _keep_version(self):
        """Keep what the tiers say from now on, where it is in force, or was, and is
        another than before.
        """
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
