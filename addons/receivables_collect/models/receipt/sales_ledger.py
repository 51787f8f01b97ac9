from odoo import api, models
from odoo.tools import SQL


class SalesLedger(models.AbstractModel):
    """Money came on the day of its receipt, however late finance posted it (R4.27)."""

    _inherit = "sales.ledger"

    @api.model
    def _flush(self):
        # EXTENDS 'sales_rules'
        self.env["collection.receipt"].flush_model(["date"])
        self.env["collection.receipt.method"].flush_model(["payment_id", "receipt_id"])
        return super()._flush()

    @api.model
    def _query_money_day(self):
        # EXTENDS 'sales_rules'
        return SQL("COALESCE(receipt.date, %s)", super()._query_money_day())

    @api.model
    def _query_money_sources(self):
        # EXTENDS 'sales_rules'
        return SQL(
            """
            %s
            LEFT JOIN collection_receipt_method method ON method.payment_id = paid.id
            LEFT JOIN collection_receipt receipt ON receipt.id = method.receipt_id
            """,
            super()._query_money_sources(),
        )
