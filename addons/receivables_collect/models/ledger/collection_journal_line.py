from odoo import fields, models


class CollectionJournalLine(models.Model):
    """One customer in a printed receivables journal (F16): as it was, for good."""

    _name = "collection.journal.line"
    _description = "Row of a Printed Journal"
    _log_access = False
    _order = "date desc, team_id, user_id, partner_id, id"
    _rec_name = "partner_id"

    journal_id = fields.Many2one(
        "collection.journal",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(required=True, readonly=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Salesperson",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    team_id = fields.Many2one(
        "crm.team",
        string="Sales Team",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    opening = fields.Monetary(readonly=True)
    sales = fields.Monetary(readonly=True)
    receipts = fields.Monetary(string="Money Received", readonly=True)
    adjustments = fields.Monetary(readonly=True)
    transferred = fields.Monetary(readonly=True)
    closing = fields.Monetary(readonly=True)

    def has_moved(self):
        """Return whether anything happened on the day, for the printed form."""
        self.ensure_one()
        return any(
            self.currency_id.compare_amounts(self[name], 0)
            for name in ("sales", "receipts", "adjustments", "transferred")
        )

    def action_open_entries(self):
        """Show the entries of the day behind these rows."""
        return self.env["collection.journal"]._action_entries(
            self.company_id,
            min(self.mapped("date")),
            max(self.mapped("date")),
            self.partner_id,
            self,
        )
