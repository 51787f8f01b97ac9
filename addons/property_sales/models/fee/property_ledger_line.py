from odoo import api, fields, models
from odoo.tools import SQL


class PropertyLedgerLine(models.Model):
    """Fees in the sales ledger F33: taken, paid on and returned (R2.8, R2.10)."""

    _inherit = "property.ledger.line"

    _depends = {
        "account.payment": ["property_fee_id"],
        "property.fee": ["unit_id"],
    }

    kind = fields.Selection(selection_add=[("paid_on", "Passed on")])

    @api.model
    def _get_queries(self):
        # EXTENDS 'property_sales'
        return [*super()._get_queries(), self._query_fees()]

    @api.model
    def _query_fees(self):
        """Return the SQL of fees that went out, on the day of their entry."""
        return SQL(
            """
            SELECT item.id * 3 + 2, item.company_id, item.date, day.id, 'paid_on',
                   NULL::integer, fee.unit_id, item.partner_id, NULL::integer,
                   NULL::integer, NULL::integer, NULL::integer, item.move_id,
                   -item.balance, TRUE, item.contract_id
              FROM account_payment payment
              JOIN property_fee fee ON fee.id = payment.property_fee_id
              JOIN account_move move ON move.origin_payment_id = payment.id
              JOIN account_move_line item ON item.move_id = move.id
         LEFT JOIN property_ledger_day day
                ON day.company_id = item.company_id AND day.date = item.date
             WHERE item.contract_id IS NOT NULL
               AND item.parent_state = 'posted'
            """
        )
