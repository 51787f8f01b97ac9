from odoo import api, models

from odoo.addons.sales_rules.tools import gate

from .account_move import BOUNCE


class CollectionBankPosting(models.AbstractModel):
    """Entries of bank collection orders: what the bank paid, and took back (R3.14)."""

    _name = "collection.bank.posting"
    _description = "Posting of Bank Collection Orders"

    @api.model
    def _post_payment(self, order, date):
        """Post the payment of an order on `date`, on its invoices, oldest first."""
        order = order.with_company(order.company_id)
        posting = order.env["collection.posting"]
        journal = order.journal_id or order.company_id._get_collection_journal(
            "transfer"
        )
        vals = posting._prepare_vals(
            order.company_id,
            journal,
            order.partner_id.commercial_partner_id,
            order.amount,
            order.currency_id,
            date,
            order.number,
        )
        return posting._post([vals], [self._get_parts(order)])

    @api.model
    def _return_payment(self, order):
        """Reverse the payment that the bank took back; return the entry."""
        order = order.with_company(order.company_id)
        memo = self.env._("Refused by the bank: %s", order.number)
        today = order.company_id._get_today()
        payment = order.payment_id
        move = gate.opened_for(payment.move_id, BOUNCE)
        reversal = move._reverse_moves([{"date": today, "ref": memo}], cancel=True)
        gate.opened(payment, {"state"}).action_reject()
        return reversal

    @api.model
    def _get_parts(self, order):
        """Return the amount per journal item; the rest is on account."""
        ledger = self.env["sales.ledger"]
        items = order._get_items()
        matchable = ledger._get_matchable(items)
        left, parts = order.amount, []
        for item in items.sorted(lambda row: (row.date_maturity or row.date, row.id)):
            part = order.currency_id.round(min(left, matchable[item.id]))
            if order.currency_id.compare_amounts(part, 0.0) > 0:
                parts.append((item, part))
                left = order.currency_id.round(left - part)
        if not order.currency_id.is_zero(left):
            parts.append((self.env["account.move.line"], left))
        return parts
