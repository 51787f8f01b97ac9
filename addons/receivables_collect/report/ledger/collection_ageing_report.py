from odoo import api, fields, models
from odoo.tools import SQL

BUCKETS = (0, 30, 60, 90, 180)  # days past due after which the next one begins


class CollectionAgeingReport(models.Model):
    """Open items by days overdue (R4.23): team, salesperson, tier.

    As of today, or of `ageing_date` in the context. Credits count with their sign, as
    overdue since their day.
    """

    _name = "collection.ageing.report"
    _description = "Ageing of Receivables"
    _auto = False
    _order = "days_overdue desc, id"
    _rec_name = "document"

    move_line_id = fields.Many2one("account.move.line", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    tier_id = fields.Many2one("sales.tier", readonly=True)
    document = fields.Char(readonly=True)
    due = fields.Date(readonly=True)
    days_overdue = fields.Integer(readonly=True, aggregator="max")
    bucket = fields.Selection(
        [
            ("0", "Not due"),
            ("1", "1 to 30 days"),
            ("2", "31 to 60 days"),
            ("3", "61 to 90 days"),
            ("4", "91 to 180 days"),
            ("5", "Over 180 days"),
        ],
        string="Overdue",
        readonly=True,
    )
    amount = fields.Monetary(string="Open", readonly=True)
    amount_overdue = fields.Monetary(string="Open and Overdue", readonly=True)

    @api.model
    def _get_date(self, company):
        """Return the day as of which the report shows open items of a company."""
        date = fields.Date.to_date(self.env.context.get("ageing_date"))
        return date or company._get_today()

    @property
    def _table_query(self):
        self.env["collection.ledger"]._flush_items()
        self.env["res.partner"].flush_model(["tier_id"])
        return SQL(" UNION ALL ").join(
            self._query_company(company) for company in self.env.companies
        )

    def _query_company(self, company):
        ledger = self.env["collection.ledger"]
        resolve = self.env["sales.tier.resolve"]
        date = self._get_date(company)
        return SQL(
            """
            (WITH entry AS (%(items)s), %(holders)s
            SELECT entry.id, entry.id AS move_line_id,
                   %(company)s AS company_id, %(currency)s AS currency_id,
                   NULLIF(entry.partner_id, 0) AS partner_id,
                   NULLIF(holder.user_id, 0) AS user_id,
                   NULLIF(holder.team_id, 0) AS team_id,
                   CASE WHEN partner.id IS NOT NULL THEN %(tier)s END AS tier_id,
                   %(document)s AS document,
                   entry.due,
                   GREATEST(%(date)s - entry.due, 0) AS days_overdue,
                   width_bucket(%(date)s - entry.due - 1, ARRAY[%(buckets)s])::text
                       AS bucket,
                   entry.amount,
                   CASE WHEN entry.due < %(date)s THEN entry.amount ELSE 0 END
                       AS amount_overdue
              FROM entry
              JOIN account_move_line line ON line.id = entry.id
              JOIN account_move move ON move.id = line.move_id
              JOIN holder ON holder.partner_id = entry.partner_id
                         AND %(date)s >= holder.date_from
                         AND %(date)s < holder.date_end
              LEFT JOIN res_partner partner ON partner.id = entry.partner_id)
            """,
            document=self.env["sales.ledger"]._query_document(SQL("line"), SQL("move")),
            items=ledger._query_open_items(company, date),
            holders=ledger._query_holders(),
            company=company.id,
            currency=company.currency_id.id,
            tier=resolve._query_tier("partner", company),
            date=date,
            buckets=SQL(", ").join(SQL("%s", days) for days in BUCKETS),
        )

    def action_open_document(self):
        """Open the invoice or entry."""
        self.ensure_one()
        return self.move_line_id.move_id._get_records_action()
