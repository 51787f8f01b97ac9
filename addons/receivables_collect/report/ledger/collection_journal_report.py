from odoo import api, fields, models
from odoo.tools import SQL


class CollectionJournalReport(models.Model):
    """Receivables journal of any period (R4.23, F16): read from the ledger each time.

    The period is in the context (`journal_date_from`, `journal_date_to`, and
    `journal_by_day` for a row per day); the journal of the wizard's choice opens so.
    """

    _name = "collection.journal.report"
    _description = "Receivables Journal"
    _auto = False
    _order = "date, team_id, user_id, partner_id"
    _rec_name = "partner_id"

    date = fields.Date(readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    opening = fields.Monetary(readonly=True)
    sales = fields.Monetary(
        readonly=True, help="Entered in sale journals: invoices less credit notes."
    )
    receipts = fields.Monetary(
        string="Money Received",
        readonly=True,
        help="Entered in bank and cash journals; what bounced is taken off.",
    )
    adjustments = fields.Monetary(
        readonly=True, help="Entered in any other journal, with its sign."
    )
    transferred = fields.Monetary(
        readonly=True,
        help="Balance of the evening before, of customers who got another salesperson"
        " or whose salesperson changed team.",
    )
    closing = fields.Monetary(
        readonly=True,
        help="Opening + sales - receipts + adjustments + transferred.",
    )

    @api.model
    def _get_period(self, company):
        """Return the days from and to of the context, and whether by day.

        :param company: whose day it is until, where the context has none
        """
        context = self.env.context
        today = company._get_today()
        date_to = fields.Date.to_date(context.get("journal_date_to")) or today
        date_from = fields.Date.to_date(context.get("journal_date_from")) or date_to
        return date_from, max(date_from, date_to), bool(context.get("journal_by_day"))

    @property
    def _table_query(self):
        ledger = self.env["collection.ledger"]
        ledger._flush()
        journals = [
            SQL(
                "SELECT %s AS company_id, %s AS currency_id, day.* FROM (%s) day",
                company.id,
                company.currency_id.id,
                ledger._query_journal(company, *self._get_period(company)),
            )
            for company in self.env.companies
        ]
        return SQL(
            """
            SELECT row_number() OVER (
                       ORDER BY company_id, date, team_id, user_id, partner_id) AS id,
                   journals.*
              FROM (%s) AS journals
            """,
            SQL(" UNION ALL ").join(journals),
        )

    def action_open_entries(self):
        """Open the entries behind these rows: of the customers, in the period."""
        date_from, date_to, by_day = self._get_period(self.company_id[:1])
        if by_day:
            date_from, date_to = min(self.mapped("date")), max(self.mapped("date"))
        return self.env["collection.journal"]._action_entries(
            self.company_id, date_from, date_to, self.mapped("partner_id"), self
        )
