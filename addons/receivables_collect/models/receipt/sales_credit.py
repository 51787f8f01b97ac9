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
        """Return the verified cheques and drafts that the bank does not pay yet, but
        for those given for claims that are no credit.

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
                ("bounce_date", "=", False),
                (
                    "payment_id.destination_account_id",
                    "not in",
                    self._get_left_out_account_ids(),
                ),
                # money booked elsewhere pays no debt
                (
                    "payment_id.destination_account_id.account_type",
                    "=",
                    "asset_receivable",
                ),
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
    def _get_collected_domain(self):
        """Return the domain of receipts whose money will reduce what is owed.

        An addon with receipts that pay no debt leaves them out.
        """
        return [("state", "in", IN_TRANSIT)]

    @api.model
    def _get_collected(self, payers, company, blind=False):
        """Return the money collected from customers and not verified, but for what is
        allocated to claims that are no credit.

        :param payers: commercial partners
        :param bool blind: leave out money that finance has not counted yet
        :return: dict of commercial partner to amount in the company's currency
        """
        domain = [
            ("partner_id.commercial_partner_id", "in", payers.ids),
            ("company_id", "in", self._get_branch_ids(company)),
            *self._get_collected_domain(),
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
        if amounts:  # else one statement more for each order that is checked
            for payer, amount in self._get_collected_elsewhere(domain).items():
                amounts[payer] -= amount
        return amounts

    @api.model
    def _get_collected_elsewhere(self, domain):
        """Return what receipts in `domain` allocate to claims that are no credit.

        :return: dict of commercial partner to amount in the company's currency
        """
        amounts = {}
        accounts = self._get_left_out_account_ids()
        if not accounts:
            return amounts
        # sudo: the figure, money collected by anybody
        parts = self.env["collection.receipt.allocation"].sudo()
        elsewhere = [
            ("receipt_id", "any", domain),
            "|",
            ("slip_line_id.move_line_id.account_id", "in", accounts),
            ("move_line_id.account_id", "in", accounts),
        ]
        for receipt, amount in parts._read_group(
            elsewhere, ["receipt_id"], ["amount:sum"]
        ):
            payer = receipt.partner_id.commercial_partner_id.sudo(False)
            share = receipt.amount_company * amount / receipt.amount
            share = receipt.company_id.currency_id.round(share)
            amounts[payer] = amounts.get(payer, 0.0) + share
        return amounts
