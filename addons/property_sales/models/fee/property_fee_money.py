from odoo import api, models

from odoo.addons.sales_rules.tools import gate

from ..instalment.property_contract import TAKEN


class PropertyFeeMoney(models.AbstractModel):
    """The money of fees: what came, and how it goes out again (R2.10).

    It stands on the account of what is collected for others, in the designated bank
    account. Amounts are in the company's currency, by id of fee.
    """

    _name = "property.fee.money"
    _description = "Money of Fees"

    @api.model
    def _get_account(self, company):
        """Return the account of what is collected for others."""
        return company._get_property_account("collected_for_others")

    @api.model
    def _get_taken(self, fees):
        """Return what was taken for fees, verified or not."""
        return self._get_sums(fees, TAKEN)

    @api.model
    def _get_paid(self, fees):
        """Return what finance has verified of fees."""
        return self._get_sums(fees, ("verified",))

    @api.model
    def _get_sums(self, fees, states):
        """Return the money of fees on receipts in `states`, and from banks."""
        sums = {}
        rows = self.env["collection.receipt.method"]._read_group(
            [
                ("receipt_id.fee_id", "in", fees.ids),
                ("receipt_id.state", "in", states),
                ("bounce_date", "=", False),
            ],
            ["receipt_id"],
            ["amount:sum"],
        )
        rows = [(receipt.fee_id.id, amount) for receipt, amount in rows]
        groups = self.env["property.bank.credit"]._read_group(
            [("fee_id", "in", fees.ids)], ["fee_id"], ["amount:sum"]
        )
        rows += [(fee.id, amount) for fee, amount in groups]
        for key, amount in rows:
            sums[key] = sums.get(key, 0.0) + amount
        return sums

    @api.model
    def _get_items(self, fee):
        """Return the open items of one fee, in sudo."""
        account = self._get_account(fee.company_id)
        # sudo: entries of homes are read by finance only
        items_sudo = self.env["account.move.line"].sudo()
        items_sudo |= fee.receipt_ids.method_ids.payment_id.move_id.line_ids
        items_sudo |= fee.credit_ids.payment_id.move_id.line_ids
        return items_sudo.filtered(
            lambda item: item.account_id == account and not item.reconciled
        )

    @api.model
    def _pay_out(self, fees, date, reference):
        """Pay fees out of the designated account, and match what they had.

        :param fees: in sudo
        :return: the payments in the order of the fees, in sudo
        """
        # sudo: finance need not post payments
        payments_sudo = self.env["account.payment"].sudo()
        paid = payments_sudo
        for fee in fees:
            company = fee.company_id
            account = self._get_account(company)
            items = self._get_items(fee)
            vals = {
                "payment_type": "outbound",
                "partner_type": "supplier",
                "company_id": company.id,
                "journal_id": fee.contract_id.permit_id.journal_id.id,
                "partner_id": fee.contract_id.partner_id.id,
                "amount": fee.amount_paid,
                "currency_id": company.currency_id.id,
                "date": date or company._get_today(),
                "memo": f"{reference} · {fee.display_name}",
                "destination_account_id": account.id,
                "property_fee_id": fee.id,
            }
            model = payments_sudo.with_company(company)
            payment = gate.opened_create(model, {"property_fee_id"}).create(vals)
            payment.action_post()
            lines = payment.move_id.line_ids
            own = lines.filtered(lambda line, own=account: line.account_id == own)
            (items | own).reconcile()
            paid |= payment
        return paid
