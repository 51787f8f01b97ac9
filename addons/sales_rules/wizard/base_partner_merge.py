from odoo import models
from odoo.fields import Domain

from ..tools import gate


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_values(self, src_partners, dst_partner):
        # EXTENDS 'base': exposure moves with the documents; tier and stop of every
        # company move here, whoever merges, so that no merge sheds them
        # sudo: all companies, and what their customers hold
        companies = self.env["res.company"].sudo().search(Domain.TRUE)
        merged = {}
        for company in companies:
            everybody = (src_partners | dst_partner).sudo()  # sudo: as above
            partners = everybody.with_company(company)
            target = partners.filtered(lambda p: p.id == dst_partner.id)
            tiers = (partners - target).tier_id
            stopped = partners.filtered("credit_stop")
            merged[company] = (
                target.tier_id or tiers[-1:],
                stopped[:1].credit_stop_reason if stopped else False,
            )
        fields = {"tier_id", "credit_stop", "credit_stop_reason"}
        res = super()._update_values(src_partners, gate.opened(dst_partner, fields))
        for company, (tier, stop_reason) in merged.items():
            target = dst_partner.sudo().with_company(company)  # sudo: as above
            if tier and target.tier_id != tier:
                target._apply_tier(tier, self.env._("Customers were merged."))
            if stop_reason and not target.credit_stop:
                target.write({"credit_stop": True, "credit_stop_reason": stop_reason})
        # sudo: the queue is the module's own
        queue = self.env["sales.credit.queue"].sudo()
        queue._push(dst_partner.commercial_partner_id)
        return res
