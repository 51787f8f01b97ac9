from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.sales_rules.tools import gate


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Merged customers keep their tier, stop, stage and credit group."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        # EXTENDS 'base': what others owed and ordered comes to the one that stays
        # sudo: all of them, and contacts that the user may not see
        partners = self.env["res.partner"].sudo().with_context(active_test=False)
        known = partners.browse(partner_ids).exists()
        self._check_private(known)
        target = known & (dst_partner or known.browse()).sudo()  # as above
        if known and not target:
            # as core chooses; sudo: as above
            target = self._get_ordered_partner(known.ids)[-1:].sudo()
        below = partners.search([("id", "child_of", (known - target).ids)])
        entity = target.commercial_partner_id
        payers = self.env["sales.hold.payer"]
        opened = payers._get_open(
            below.filtered(lambda p: p.commercial_partner_id != entity)
        )
        res = super()._merge(partner_ids, dst_partner, extra_checks)
        if target.exists():
            payers._judge_merged(opened, target)
        return res

    def _check_private(self, partners):
        """Check that private persons are merged with private ones only: what is known
        of the others is open to many, who would lose or gain sight of it.

        :raise UserError: naming one of each
        """
        private = partners.filtered("is_private")
        if private and private != partners:
            raise UserError(
                self.env._(
                    "%(private)s is private and %(other)s is not: they are not merged,"
                    " as what is known of one of them would be shown to the wrong"
                    " people. Keep both.",
                    private=private[0].display_name,
                    other=(partners - private)[0].display_name,
                )
            )

    def _update_foreign_keys(self, src_partners, dst_partner):
        # EXTENDS 'base': core does not check an index that is unique per customer; the
        # one that stays keeps its credit group, or takes the first
        src = tuple(src_partners.ids) or (None,)
        self.env.flush_all()
        for query in (
            SQL("DELETE FROM sales_credit_guard WHERE partner_id IN %s", src),
            self._query_remove_members(src, dst_partner),
        ):
            self.env.cr.execute(query)
        return super()._update_foreign_keys(src_partners, dst_partner)

    def _query_remove_members(self, src, dst_partner):
        """Return the SQL that leaves the merged customer one group per company."""
        return SQL(
            """
            DELETE FROM sales_credit_group_member member
             USING sales_credit_group_member other
             WHERE member.partner_id IN %(src)s
               AND other.company_id = member.company_id
               AND (other.partner_id = %(dst)s
                    OR (other.partner_id IN %(src)s AND other.id < member.id))
            """,
            src=src,
            dst=dst_partner.id,
        )

    def _update_reference_fields(self, src_partners, dst_partner):
        # EXTENDS 'base': a merged contact neither approves a new customer nor makes a
        # known one new; core takes their stage where the other's is the default
        # sudo: all companies, and what their customers are
        companies = self.env["res.company"].sudo().search(Domain.TRUE)
        target = dst_partner.sudo()  # as above
        stages = {c: target.with_company(c).customer_stage for c in companies}
        res = super()._update_reference_fields(src_partners, dst_partner)
        self.env["res.partner"].invalidate_model(["customer_stage"])
        for company, stage in stages.items():
            if target.with_company(company).customer_stage != stage:
                target.with_company(company)._write_customer_stage(stage)
        return res

    def _update_values(self, src_partners, dst_partner):
        # EXTENDS 'base': exposure moves with the documents; tier and stop of every
        # company move here, in every merge, so that none sheds them
        # sudo: all companies, and what their customers hold
        companies = self.env["res.company"].sudo().search(Domain.TRUE)
        partners_sudo = self.env["res.partner"].sudo()  # as above
        partners_sudo = partners_sudo.with_context(active_test=False)
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
        fields = {"tier_id", "credit_stop", "credit_stop_reason", "customer_stage"}
        res = super()._update_values(src_partners, gate.opened(dst_partner, fields))
        for company, (tier, stop_reason) in merged.items():
            target = dst_partner.sudo().with_company(company)  # sudo: as above
            if tier and target.tier_id != tier:
                target._apply_tier(tier, self.env._("Customers were merged."))
            if stop_reason and not target.credit_stop:
                target.write({"credit_stop": True, "credit_stop_reason": stop_reason})
        # contacts of a customer that was merged with a contact follow its company
        below = partners_sudo.search([("id", "child_of", dst_partner.ids)])
        self.env.add_to_compute(below._fields["commercial_partner_id"], below)
        # sudo: the queue is the module's own
        queue = self.env["sales.credit.queue"].sudo()
        queue._push(dst_partner.commercial_partner_id)
        return res
