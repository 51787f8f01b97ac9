from odoo import models


class AccountMoveLine(models.Model):
    """The index from which the receivables journal is read."""

    _inherit = "account.move.line"

    # The receivables journal reads the ledger from this index alone (F16).
    _receivables_journal_index = models.Index(
        "(company_id, account_id, date) INCLUDE (partner_id, journal_id, balance)"
        " WHERE parent_state = 'posted'"
    )
