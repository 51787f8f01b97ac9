from odoo import api, fields, models
from odoo.fields import Domain


class SalesHold(models.Model):
    """Figures that rest on money nobody has counted yet are not shown to those who
    count it (R4.27).
    """

    _inherit = "sales.hold"

    is_uncounted = fields.Boolean(
        string="On Uncounted Money",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Its figures are less money that was collected and that finance has not"
        " counted: finance sees them once it has.",
    )

    @api.depends_context("uid")
    @api.depends("is_uncounted")
    def _compute_message(self):
        # EXTENDS 'sales_rules'
        res = super()._compute_message()
        for hold in self.filtered(lambda hold: hold._is_hidden()):
            hold.message = self._get_hidden_text()
        return res

    def _get_message_parts(self):
        # EXTENDS 'sales_rules': the banner is composed in sudo
        if self._is_hidden():
            return [{"text": self._get_hidden_text()}]
        return super()._get_message_parts()

    def _is_hidden(self):
        """Return whether the figures are kept from the user, who counts blind."""
        self.ensure_one()
        return self.is_uncounted and self.env.user._is_counting_blind()

    @api.model
    def _get_hidden_text(self):
        return self.env._("The figures are shown once finance has counted the money.")

    def _mark_uncounted(self):
        """Mark holds whose figures rest on money not counted; in sudo.

        The requests that ask for their release are marked with them.
        """
        marked = self._filter_uncounted()
        if marked:
            marked._write_protected({"is_uncounted": True})
            asked = marked.order_id._get_pending_approvals()
            asked._write_protected({"is_uncounted": True})

    @api.model
    def _unmark_counted(self):
        """Show what was hidden: finance has counted the money, or it came to nothing.

        In sudo, after a count.
        """
        hidden = self.search(Domain("is_uncounted", "=", True))
        counted = hidden - hidden._filter_uncounted()
        if not counted:
            return
        counted._write_protected({"is_uncounted": False})
        still = (hidden - counted).order_id
        domain = [
            ("is_uncounted", "=", True),
            ("res_model", "=", "sale.order"),
            ("res_id", "in", (counted.order_id - still).ids),
        ]
        approvals = self.env["sales.approval"].search(domain)
        approvals._write_protected({"is_uncounted": False})

    def _filter_uncounted(self):
        """Return those whose payer, or a member of its credit group, paid money that
        counts for the company and that finance has not counted.
        """
        found = self.browse()
        for company, holds in self.grouped("company_id").items():
            if not company.sudo().collection_count_collected:  # sudo: a setting
                continue
            payers = holds.partner_id | holds.credit_group_id.member_ids.partner_id
            credit = self.env["sales.credit"]
            amounts = credit._get_collected(payers, company)
            counted = credit._get_collected(payers, company, blind=True)
            hidden_ids = {
                payer.id
                for payer, amount in amounts.items()
                if company.currency_id.compare_amounts(amount, counted.get(payer, 0.0))
            }
            found |= holds.filtered(
                lambda hold, ids=hidden_ids: ids.intersection(
                    (hold.partner_id | hold.credit_group_id.member_ids.partner_id).ids
                )
            )
        return found
