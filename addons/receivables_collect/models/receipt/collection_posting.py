from odoo import api, models

from odoo.addons.receivables_collect.tools import payment_parts
from odoo.addons.sales_rules.tools import gate


class CollectionPosting(models.AbstractModel):
    """Core payments of customers, many at once and split exactly (R4.27).

    `_reconcile_plan` takes the smaller residual of two items: to pay just the amounts
    allocated, a payment has one receivable line per allocation.
    """

    _name = "collection.posting"
    _description = "Posting of Collected Money"

    # what payments are posted for, and nobody else gives them
    _given_fields = frozenset({"collection_method_id"})

    @api.model
    def _post(self, vals_list, parts_list):
        """Post payments and reconcile each part with its journal item.

        :param list vals_list: values of payments, as `_prepare_vals` gives them, with
            an `outstanding_account_id` where it is not that of the journal
        :param list parts_list: per payment, list of (journal item or none, amount)
        :return: the payments, in the order of `vals_list`
        """
        journals = self.env["account.journal"].browse(
            {vals["journal_id"] for vals in vals_list}
        )
        accounts = {
            journal.id: self._get_liquidity_account(journal).id for journal in journals
        }
        model = self.env["account.payment"]
        payments = gate.opened_create(model, self._given_fields).create(
            [
                {"outstanding_account_id": accounts[vals["journal_id"]]} | vals
                for vals in vals_list
            ]
        )
        parts = dict(zip(payments.ids, parts_list, strict=True))
        payment_parts.given(payments, parts).action_post()
        plan = []
        for payment in payments:
            lines = self._get_counterparts(payment, parts[payment.id])
            for (item, _amount), line in zip(parts[payment.id], lines, strict=True):
                if item:
                    plan.append(item + line)
        if plan:
            self.env["account.move.line"]._reconcile_plan(plan)
        return payments

    @api.model
    def _get_counterparts(self, payment, parts):
        """Return the journal items of a payment that stand for its parts, in order.

        They are on the account of the part's journal item, else on the payment's.
        """
        accounts = payment.destination_account_id
        for item, _amount in parts:
            accounts |= item.account_id
        lines = payment.move_id.line_ids.sorted("id")
        return lines.filtered(lambda line: line.account_id in accounts)

    @api.model
    def _prepare_vals(
        self, company, journal, partner, amount, currency, date, memo, destination=None
    ):
        """Return the values of an inbound payment of a customer, for `_post`.

        :param destination: the account of what pays no journal item; the customer's
            receivable account where none is given
        """
        method_line = journal.inbound_payment_method_line_ids[:1]
        vals = {"destination_account_id": destination.id} if destination else {}
        return vals | {
            "payment_type": "inbound",
            "partner_type": "customer",
            "company_id": company.id,
            "journal_id": journal.id,
            "payment_method_line_id": method_line.id,
            "partner_id": partner.id,
            "amount": amount,
            "currency_id": currency.id,
            "date": date,
            "memo": memo,
        }

    @api.model
    def _get_liquidity_account(self, journal):
        """Return the account where money received in a journal is booked.

        As core's payments: the one of the method, else the company's outstanding one.
        """
        account = journal.inbound_payment_method_line_ids[:1].payment_account_id
        if account:
            return account
        draft = self.env["account.payment"].new(
            {"journal_id": journal.id, "payment_type": "inbound"}
        )
        return draft._get_outstanding_account("inbound")
