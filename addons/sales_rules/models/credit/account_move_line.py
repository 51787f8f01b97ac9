from odoo import models


class AccountMoveLine(models.Model):
    """The index that leads to what drafts are matched with."""

    _inherit = "account.move.line"

    _matched_draft_idx = models.Index(
        "(account_id) INCLUDE (id)"
        " WHERE parent_state <> 'posted' AND matching_number IS NOT NULL"
    )
