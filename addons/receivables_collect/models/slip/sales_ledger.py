from odoo import api, models
from odoo.tools import SQL


class SalesLedger(models.AbstractModel):
    """The customer knows an item by its collection label, where it has one (R4.23)."""

    _inherit = "sales.ledger"

    @api.model
    def _flush(self):
        # EXTENDS 'sales_rules'
        self.env["account.move.line"].flush_model(["collection_label"])
        return super()._flush()

    @api.model
    def _query_document(self, line, move):
        # EXTENDS 'sales_rules'
        return SQL(
            "COALESCE(NULLIF(%s.collection_label, ''), %s)",
            line,
            super()._query_document(line, move),
        )
