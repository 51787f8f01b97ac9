from odoo import api, fields, models
from odoo.tools import SQL


class SalesHoldReport(models.Model):
    """Holds released, by whom, and their outcome (R1.7, R1.11).

    One row per hold whose release stands; the outcome is that of the order's invoices
    today. Amounts are in the currency of the order's company.
    """

    _name = "sales.hold.report"
    _description = "Released Holds"
    _auto = False
    _order = "decided_at desc, id desc"
    _rec_name = "order_id"

    order_id = fields.Many2one("sale.order", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    reason = fields.Selection(
        lambda self: self.env["sales.hold"]._get_reasons(), readonly=True
    )
    tier_id = fields.Many2one("sales.tier", readonly=True)
    decided_by_id = fields.Many2one("res.users", string="Released by", readonly=True)
    decided_at = fields.Datetime(string="Released on", readonly=True)
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount = fields.Monetary(string="Order Amount", readonly=True)
    over = fields.Monetary(string="Over the Limit", readonly=True)
    open_amount = fields.Monetary(string="Not Paid Yet", readonly=True)
    days_late = fields.Integer(
        readonly=True,
        aggregator="avg",
        help="Of the invoice paid last, or open longest past its due date.",
    )
    outcome = fields.Selection("_get_outcomes", readonly=True)

    @api.model
    def _get_outcomes(self):
        """Return the possible outcomes of a released order, as (key, label)."""
        return [
            ("not_confirmed", self.env._("Not confirmed")),
            ("not_invoiced", self.env._("Not invoiced yet")),
            ("open", self.env._("Not due yet")),
            ("overdue", self.env._("Overdue")),
            ("paid_late", self.env._("Paid late")),
            ("paid_in_time", self.env._("Paid in time")),
        ]

    @property
    def _table_query(self):
        for model in ("sales.hold", "sales.approval", "sale.order", "account.move"):
            self.env[model].flush_model()
        self.env["sales.ledger"]._flush()
        return SQL(
            """
            SELECT hold.id, hold.order_id, hold.partner_id, hold.reason, hold.tier_id,
                   hold.user_id, hold.team_id, hold.company_id, company.currency_id,
                   approval.decided_by_id, approval.decided_at,
                   hold.amount, hold.over,
                   COALESCE(paid.open_amount, 0) AS open_amount,
                   COALESCE(paid.days_late, 0) AS days_late,
                   CASE WHEN so.state <> 'sale' THEN 'not_confirmed'
                        WHEN paid.invoices = 0 THEN 'not_invoiced'
                        WHEN paid.open_amount > 0 AND paid.is_overdue THEN 'overdue'
                        WHEN paid.open_amount > 0 THEN 'open'
                        WHEN paid.days_late > 0 THEN 'paid_late'
                        ELSE 'paid_in_time' END AS outcome
              FROM sales_hold hold
              JOIN sales_approval approval ON approval.id = hold.approval_id
              JOIN sale_order so ON so.id = hold.order_id
              JOIN res_company company ON company.id = hold.company_id
             CROSS JOIN LATERAL (%s) AS paid
             WHERE approval.state = 'approved'
            """,
            self._query_paid(),
        )

    @api.model
    def _query_paid(self):
        """Return the SQL of how the posted invoices of order `so` were paid."""
        return SQL(
            """
            SELECT COUNT(*) AS invoices,
                   SUM(invoice.open_amount) AS open_amount,
                   BOOL_OR(invoice.open_amount > 0 AND invoice.days > 0) AS is_overdue,
                   MAX(GREATEST(invoice.days, 0)) AS days_late
              FROM (SELECT COALESCE((%(open)s), 0) AS open_amount,
                           COALESCE(
                               CASE WHEN COALESCE((%(open)s), 0) = 0
                                    THEN (%(settled)s) END,
                               %(today)s) - move.invoice_date_due AS days
                      FROM account_move move
                     WHERE move.state = 'posted'
                       AND move.move_type = 'out_invoice'
                       AND move.id IN (
                           SELECT line.move_id
                             FROM sale_order_line sol
                             JOIN sale_order_line_invoice_rel rel
                               ON rel.order_line_id = sol.id
                             JOIN account_move_line line
                               ON line.id = rel.invoice_line_id
                            WHERE sol.order_id = so.id)
                   ) AS invoice
            """,
            open=self._query_open(),
            settled=self._query_settled(),
            today=self.env["res.company"]._query_today(SQL("so.company_id")),
        )

    @api.model
    def _query_settled(self):
        """Return the SQL of the day on which invoice `move` was settled: on which the
        last money came, where there was any.
        """
        return SQL(
            """
            SELECT COALESCE(MAX(money.day), MAX(partial.max_date))
              FROM account_move_line item
              JOIN account_partial_reconcile partial
                ON partial.debit_move_id = item.id
              LEFT JOIN LATERAL (%s) money ON TRUE
             WHERE item.move_id = move.id
            """,
            self.env["sales.ledger"]._query_money(SQL("part.id = partial.id")),
        )

    @api.model
    def _query_open(self):
        """Return the SQL of what is open of invoice `move`."""
        return SQL(
            "SELECT SUM(item.amount) FROM (%s) item",
            self.env["sales.ledger"]._query_open(SQL("line.move_id = move.id")),
        )
