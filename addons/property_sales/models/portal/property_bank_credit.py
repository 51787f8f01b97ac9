from odoo import api, fields, models


class PropertyBankCredit(models.Model):
    """Money that a buyer paid in the portal is a bank credit (R2.10)."""

    _inherit = "property.bank.credit"

    _protected_fields = frozenset({"transaction_id"})

    transaction_id = fields.Many2one(
        "payment.transaction",
        string="Online Payment",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Of the portal; what the provider's account received.",
    )

    _one_per_transaction = models.UniqueIndex(
        "(transaction_id) WHERE transaction_id IS NOT NULL",
        "This online payment is booked already.",
    )

    @api.model
    def _receive_online(self, transaction, date):
        """Book what a buyer paid in the portal, and match it; both in sudo.

        It pays the instalments that it was given for as far as they are open, then what
        is owed, and what comes next; what is more waits on the contract.

        :param date: the day that it is booked on
        :return: the credit, in sudo
        """
        contract = transaction.property_contract_id
        buyer, payer = contract.partner_id, transaction.partner_id
        payload = {
            "amount": transaction.amount,
            "date": date,
            "reference": transaction.reference,
            "payer": payer.name if payer != buyer else "",
        }
        rows = transaction.property_instalment_ids.filtered(
            lambda row: row.state in ("planned", "claimed")
        )
        return self._receive(contract, payload, rows, transaction=transaction)
