from odoo import api, fields, models

from odoo.addons.receivables_collect.tools import roles
from odoo.addons.sales_rules.tools.roles import CREDIT


class ResPartner(models.Model):
    """Collection slips of a customer, and the exclusion from them."""

    _inherit = "res.partner"

    collection_exclusion = fields.Char(
        string="Collection Exclusion Reason",
        company_dependent=True,
        copy=False,
        groups=roles.FINANCE_OR_DIRECTOR,
        help="With a reason here, the customer gets no further collection slips.",
    )
    collection_slip_count = fields.Integer(
        string="Slips", compute="_compute_collection_slip_count", groups=CREDIT
    )

    @api.depends_context("uid", "company")
    def _compute_collection_slip_count(self):
        slips = self.env["collection.slip"]
        counts = {}
        if slips.has_access("read"):
            groups = slips._read_group(
                self.commercial_partner_id._get_collection_slip_domain(),
                ["partner_id"],
                ["__count"],
            )
            counts = {partner.id: count for partner, count in groups}
        for partner in self:
            payer_id = partner.commercial_partner_id.id
            partner.collection_slip_count = counts.get(payer_id, 0)

    def action_view_collection_slips(self):
        """Open the customer's collection slips, open ones on top."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "receivables_collect.collection_slip_action"
        )
        payer = self.commercial_partner_id
        action["domain"] = payer._get_collection_slip_domain()
        action["context"] = {"search_default_living": 1}
        return action

    def _get_collection_slip_domain(self):
        """Return the domain of the issued slips of these customers."""
        return [("partner_id", "in", self.ids), ("state", "!=", "draft")]
