from odoo import api, models

from .collection_receipt import IN_TRANSIT
from .collection_receipt_method import PAPERS


class SalesCredit(models.AbstractModel):
    """Collected money as a credit figure, where the company counts it as paid."""

    _inherit = "sales.credit"

    @api.model
    def _get_paid_ahead(self, payer_ids, company, shown):
        # EXTENDS 'sales_rules': the company may count collected money as paid; users
        # counting blind do not see money declared and not counted yet
        paid = super()._get_paid_ahead(payer_ids, company, shown)
        payers = self.env["res.partner"].browse(payer_ids)
        company_sudo = company.sudo()  # settings
        if company_sudo.collection_count_collected:
            blind = shown and self.env.user._is_counting_blind()
            for payer, amount in self._get_collected(payers, company, blind).items():
                paid[payer.id] = paid.get(payer.id, 0.0) + amount
        if company_sudo.collection_count_undue:
            for payer, amount in self._get_undue(payers, company).items():
                paid[payer.id] = paid.get(payer.id, 0.0) - amount
        return paid

    @api.model
    def _get_undue(self, payers, company):
        """Return the verified cheques and drafts that the bank does not pay yet.

        :param payers: commercial partners
        :return: dict of commercial partner to amount in the company's currency
        """
        # sudo: the figure, papers taken by anybody
        parts = self.env["collection.receipt.method"].sudo()
        amounts = {}
        for part in parts.search(
            [
                ("method", "in", PAPERS),
                ("date_due", ">", company._get_today()),
                ("payment_id", "!=", False),
                ("bounce_date", "=", False),
                ("receipt_id.partner_id.commercial_partner_id", "in", payers.ids),
                (
                    "receipt_id.company_id",
                    "in",
                    self._get_branch_ids(company),
                ),
            ]
        ):
            payer = part.receipt_id.partner_id.commercial_partner_id.sudo(False)
            amounts[payer] = amounts.get(payer, 0.0) + part._get_amount_company()
        return amounts

    @api.model
    def _get_collected(self, payers, company, blind=False):
        """Return the money collected from customers and not verified.

        :param payers: commercial partners
        :param bool blind: leave out money that finance has not counted yet
        :return: dict of commercial partner to amount in the company's currency
        """
        domain = [
            ("partner_id.commercial_partner_id", "in", payers.ids),
            ("company_id", "in", self._get_branch_ids(company)),
            ("state", "in", IN_TRANSIT),
        ]
        if blind:
            domain.append(("report_id.counted_at", "!=", False))
        # sudo: the figure, money collected by anybody
        groups = self.env["collection.receipt"].sudo()
        amounts = {}
        for partner, amount in groups._read_group(
            domain, ["partner_id"], ["amount_company:sum"]
        ):
            payer = partner.commercial_partner_id.sudo(False)
            amounts[payer] = amounts.get(payer, 0.0) + amount
        return amounts
