from odoo import api, models
from odoo.fields import Domain

from ..contract.property_contract import SIGNED

# of `payment.transaction`, in which money may still come
UNDER_WAY = ("pending", "authorized")
# the subject of a payment of all that is owed by now
DUE = "due"


class PropertyPortalPayment(models.AbstractModel):
    """Payments of buyers in the portal (R2.10).

    The server says what can be paid, and how much of it; only providers that pay into
    the designated account of the contract's permit are offered. Amounts are in the
    company's currency.
    """

    _name = "property.portal.payment"
    _description = "Payment of a Home in the Portal"

    @api.model
    def _get_under_way(self, contract):
        """Return the transactions of one contract that are not booked yet, in sudo."""
        waiting = Domain("state", "in", UNDER_WAY)
        waiting |= Domain("state", "=", "done") & Domain("payment_id", "=", False)
        transactions_sudo = self.env["payment.transaction"].sudo()  # of this contract
        found = transactions_sudo.search(
            waiting
            & Domain("property_contract_id", "=", contract.id)
            & Domain("operation", "!=", "refund")
        )
        # those that were captured in parts are counted by their parts
        return found.filtered(
            lambda row: not row.child_transaction_ids.filtered("payment_id")
        )

    @api.model
    def _get_payable(self, contract):
        """Return the instalments of one contract that can be paid now, in sudo.

        Also before their day; not those of a loan, and not those that wait for an
        event, or for a payment that is under way.
        """
        if contract.state not in SIGNED:
            return contract.instalment_ids.browse()
        by_loan = self.env["property.contract.money"]._get_loan_kinds(contract)
        under_way = self._get_under_way(contract).property_instalment_ids
        return contract.instalment_ids.filtered(
            lambda row: (
                row.state in ("planned", "claimed")
                and row.date_due
                and row.kind not in by_loan
                and row not in under_way
            )
        )

    @api.model
    def _get_due(self, contract):
        """Return what one contract owes by now, less the money that is under way."""
        if contract.state not in SIGNED:
            return 0.0
        by_loan = self.env["property.contract.money"]._get_loan_items(contract).ids
        items = self.env["property.claim"]._get_items(contract)
        owed = sum(amount for item, amount in items.items() if item.id not in by_loan)
        owed -= sum(self._get_under_way(contract).mapped("amount"))
        return max(contract.currency_id.round(owed), 0.0)

    @api.model
    def _get_bill(self, contract, subject):
        """Return what is paid of one contract, and how much.

        :param str subject: `due`, or the id of an instalment
        :return: the instalments in sudo, and the amount: zero where nothing can be paid
        :rtype: tuple[property.instalment, float]
        """
        payable = self._get_payable(contract)
        if subject == DUE:
            rows = payable.filtered(lambda row: row.state == "claimed")
            return rows, self._get_due(contract)
        rows = payable.filtered(lambda row: str(row.id) == subject)
        return rows, contract.currency_id.round(sum(rows.mapped("amount_residual")))

    @api.model
    def _get_providers(self, contract, amount):
        """Return the providers that pay an amount of one contract, in sudo.

        They have a method of their own in the designated journal; a provider for which
        core merely guesses a journal has none.
        """
        company = contract.company_id
        providers_sudo = self.env["payment.provider"].sudo()  # as core's own pages
        found = providers_sudo._get_compatible_providers(
            company.id,
            self.env.user.partner_id.id,
            amount,
            currency_id=company.currency_id.id,
        )
        journal = contract.permit_id.journal_id
        lines = journal.inbound_payment_method_line_ids
        found &= lines.payment_provider_id
        return found.filtered(lambda provider: provider.journal_id == journal)

    @api.model
    def _get_methods(self, providers):
        """Return the methods of payment that providers offer, in sudo."""
        methods_sudo = self.env["payment.method"].sudo()  # as core's own pages
        return methods_sudo._get_compatible_payment_methods(
            providers.ids,
            self.env.user.partner_id.id,
            currency_id=providers.company_id.currency_id.id,
        )

    @api.model
    def _get_form(self, contract, subject):
        """Return what the payment form of one contract needs; nothing to pay: None."""
        rows, amount = self._get_bill(contract, subject)
        if contract.currency_id.compare_amounts(amount, 0.0) <= 0:
            return None
        providers = self._get_providers(contract, amount)
        names = ", ".join(rows.mapped("name"))
        return {
            "bill_name": names if subject != DUE else self.env._("All that is due"),
            "amount": amount,
            "currency": contract.currency_id,
            "partner_id": self.env.user.partner_id.id,
            "providers_sudo": providers,
            "payment_methods_sudo": self._get_methods(providers),
            # no saved cards: each payment is given by its buyer
            "tokens_sudo": self.env["payment.token"].sudo(),
            "show_tokenize_input_mapping": dict.fromkeys(providers.ids, False),
        }
