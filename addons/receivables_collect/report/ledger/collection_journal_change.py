from odoo import api, fields, models
from odoo.tools import SQL


class CollectionJournalChange(models.Model):
    """Changes since a day of the receivables journal was printed (F16).

    The print is the one of `journal_id` in the context; rows that are as printed are
    left out.
    """

    _name = "collection.journal.change"
    _description = "Changed since Printed"
    _auto = False
    _order = "team_id, user_id, partner_id"
    _rec_name = "partner_id"

    journal_id = fields.Many2one("collection.journal", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    date = fields.Date(readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    opening = fields.Monetary(string="Opening, change", readonly=True)
    sales = fields.Monetary(string="Sales, change", readonly=True)
    receipts = fields.Monetary(string="Money Received, change", readonly=True)
    adjustments = fields.Monetary(string="Adjustments, change", readonly=True)
    transferred = fields.Monetary(string="Transferred, change", readonly=True)
    closing_printed = fields.Monetary(string="Closing as Printed", readonly=True)
    closing = fields.Monetary(string="Closing Now", readonly=True)

    @api.model
    def _get_journal(self):
        """Return the print of the context that the user may read, if any."""
        journal_id = self.env.context.get("journal_id")
        if not isinstance(journal_id, int):
            return self.env["collection.journal"]
        return self.env["collection.journal"].search([("id", "=", journal_id)])

    @property
    def _table_query(self):
        journal = self._get_journal()
        ledger = self.env["collection.ledger"]
        ledger._flush()
        company = journal.company_id or self.env.company
        date = journal.date or company._get_today()
        names = ("opening", "sales", "receipts", "adjustments", "transferred")
        changes = [
            SQL(
                "COALESCE(now.%(name)s, 0) - COALESCE(printed.%(name)s, 0) AS %(name)s",
                name=SQL.identifier(name),
            )
            for name in names
        ]
        changed = [
            SQL(
                "COALESCE(now.%(name)s, 0) <> COALESCE(printed.%(name)s, 0)",
                name=SQL.identifier(name),
            )
            for name in (*names, "closing")
        ]
        return SQL(
            """
            SELECT row_number() OVER () AS id,
                   %(journal)s AS journal_id,
                   %(company)s AS company_id,
                   %(currency)s AS currency_id,
                   %(date)s::date AS date,
                   COALESCE(now.team_id, printed.team_id) AS team_id,
                   COALESCE(now.user_id, printed.user_id) AS user_id,
                   COALESCE(now.partner_id, printed.partner_id) AS partner_id,
                   %(changes)s,
                   COALESCE(printed.closing, 0) AS closing_printed,
                   COALESCE(now.closing, 0) AS closing
              FROM (SELECT journal.*, COALESCE(partner_id, 0) AS partner,
                           COALESCE(user_id, 0) AS holder
                      FROM (%(now)s) journal WHERE %(journal)s <> 0) now
              FULL JOIN (SELECT line.*, COALESCE(partner_id, 0) AS partner,
                                COALESCE(user_id, 0) AS holder
                           FROM collection_journal_line line
                          WHERE journal_id = %(journal)s) printed
                ON printed.partner = now.partner AND printed.holder = now.holder
               AND printed.team_id IS NOT DISTINCT FROM now.team_id
             WHERE %(changed)s
            """,
            journal=journal.id or 0,
            company=company.id,
            currency=company.currency_id.id,
            date=date,
            changes=SQL(", ").join(changes),
            now=ledger._query_journal(company, date, date),
            changed=SQL(" OR ").join(changed),
        )

    def action_open_entries(self):
        """Show the entries of these customers up to the day of the print."""
        return self.env["collection.journal"]._action_entries(
            self.company_id, None, max(self.mapped("date")), self.partner_id, self
        )
