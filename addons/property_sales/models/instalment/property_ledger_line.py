from odoo import api, fields, models
from odoo.tools import SQL


class PropertyLedgerLine(models.Model):
    """The money of contracts in the sales ledger F33 (R2.8).

    Also what the bank received straight, and what was paid back, on the day of their
    entry. Money of a reservation that pays its contract does not move.
    """

    _inherit = "property.ledger.line"

    _depends = {
        "account.move.line": ["contract_id"],
        "account.payment": ["property_credit_id", "property_refund_id"],
        "collection.receipt": ["contract_id"],
        "property.bank.credit": ["unit_id"],
        "property.refund": ["unit_id"],
    }
    _coming_kinds = ("receipt", "credit")

    kind = fields.Selection(selection_add=[("credit", "Received by the Bank")])
    contract_id = fields.Many2one("property.contract", readonly=True)

    def _is_banked(self):
        # EXTENDS 'property_sales'
        return self.kind == "credit" or super()._is_banked()

    def _prepare_body_row(self):
        # EXTENDS 'property_sales': days closed before there were contracts stay
        row = super()._prepare_body_row()
        return row | ({"contract": self.contract_id.id} if self.contract_id else {})

    @api.model
    def _get_queries(self):
        # EXTENDS 'property_sales'
        return [*super()._get_queries(), self._query_bank()]

    @api.model
    def _query_sale(self, table):
        # EXTENDS 'property_sales': signing does not change what was closed before
        columns = {
            "receipt": SQL(", receipt.contract_id"),
            "item": SQL(", NULL::integer AS contract_id"),
        }
        return SQL("%s%s", super()._query_sale(table), columns[table])

    @api.model
    def _query_is_for_home(self):
        # EXTENDS 'property_sales'
        return SQL(
            "(%s OR receipt.contract_id IS NOT NULL)", super()._query_is_for_home()
        )

    @api.model
    def _query_moves(self):
        # EXTENDS 'property_sales': not where the price is paid with it
        return SQL(
            """
            %s AND NOT EXISTS (SELECT
                                 FROM account_move_line owed
                                WHERE owed.move_id = item.move_id
                                  AND owed.contract_id IS NOT NULL
                                  AND owed.property_reservation_id IS NULL)
            """,
            super()._query_moves(),
        )

    @api.model
    def _query_bank(self):
        """Return the SQL of what the bank received for contracts, and paid back."""
        return SQL(
            """
            SELECT item.id * 3 + 2, item.company_id, item.date, day.id,
                   CASE WHEN credit.id IS NULL THEN 'return' ELSE 'credit' END,
                   NULL::integer, COALESCE(credit.unit_id, refund.unit_id),
                   item.partner_id, NULL::integer, NULL::integer, NULL::integer,
                   NULL::integer, item.move_id, -item.balance, TRUE,
                   item.contract_id
              FROM account_payment payment
              JOIN account_move move ON move.origin_payment_id = payment.id
              JOIN account_move_line item ON item.move_id = move.id
         LEFT JOIN property_bank_credit credit
                ON credit.id = payment.property_credit_id
         LEFT JOIN property_refund refund
                ON refund.id = payment.property_refund_id
         LEFT JOIN property_ledger_day day
                ON day.company_id = item.company_id AND day.date = item.date
             WHERE num_nonnulls(credit.id, refund.id) > 0
               AND item.contract_id IS NOT NULL
               AND item.parent_state = 'posted'
            """
        )
