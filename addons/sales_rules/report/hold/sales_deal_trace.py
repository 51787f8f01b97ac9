from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

# the steps of a deal in their order: kind to number
STEPS = {"order": 1, "delivery": 2, "invoice": 3, "credit_note": 4, "receipt": 5}


class SalesDealTrace(models.Model):
    """A deal from its order to the money, and the amount still owed (R5.16).

    One row per document of an order, in the currency of its company. Of an invoice
    over several orders each has the part of its own lines. Salespeople see the figures
    of their orders without accounting rights. Deliveries come from the bridge to
    stock, see `_get_arms`.
    """

    _name = "sales.deal.trace"
    _description = "Deal Trace"
    _auto = False
    _order = "order_id, step, date, id"
    _rec_name = "name"

    order_id = fields.Many2one("sale.order", readonly=True)
    kind = fields.Selection("_get_kinds", string="Step", readonly=True)
    step = fields.Integer(string="Number of Step", readonly=True, aggregator=None)
    date = fields.Date(readonly=True)
    name = fields.Char(string="Document", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    amount = fields.Monetary(readonly=True, aggregator=None)
    owed = fields.Monetary(string="Still Owed", readonly=True)
    date_due = fields.Date(string="Due", readonly=True)
    days = fields.Integer(string="Days Overdue", readonly=True, aggregator="max")
    user_id = fields.Many2one("res.users", string="Responsible", readonly=True)
    salesperson_id = fields.Many2one("res.users", readonly=True)
    team_id = fields.Many2one("crm.team", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    res_model = fields.Char(readonly=True)
    res_id = fields.Many2oneReference(model_field="res_model", readonly=True)
    can_open = fields.Boolean(compute="_compute_can_open")

    @api.model
    def _get_kinds(self):
        """Return the steps of a deal, as (key, label); bridges add theirs."""
        return [
            ("order", self.env._("Order")),
            ("delivery", self.env._("Delivery")),
            ("invoice", self.env._("Invoice")),
            ("credit_note", self.env._("Credit Note")),
            ("receipt", self.env._("Receipt")),
            ("refund", self.env._("Paid Back")),
            ("offset", self.env._("Settled by Entry")),
        ]

    @api.depends_context("uid")
    @api.depends("res_model", "res_id")
    def _compute_can_open(self):
        readable = {
            model: self.env[model].has_access("read")
            for model in set(self.mapped("res_model"))
        }
        for row in self:
            row.can_open = readable[row.res_model]

    def action_open(self):
        """Open the document of the row.

        :raise AccessError: when the user may not read it
        """
        self.ensure_one()
        document = self.env[self.res_model].browse(self.res_id)
        if not document.has_access("read"):
            raise AccessError(
                self.env._(
                    "%s: you may see the figures of this document, but not open it.",
                    self.name,
                )
            )
        return self.env["sales.hold"]._get_form_action(document, self.name)

    @property
    def _table_query(self):
        for model in ("sale.order", "sale.order.line", "account.move"):
            self.env[model].flush_model()
        self.env["account.move.line"].flush_model()
        self.env["sales.ledger"]._flush()
        arms = SQL(" UNION ALL ").join(self._get_arms())
        return SQL(
            """
            SELECT order_id::bigint * 10000 + ROW_NUMBER() OVER (
                       PARTITION BY order_id
                       ORDER BY step, date, res_model, res_id, amount) AS id,
                   document.*,
                   CASE WHEN owed > 0 THEN GREATEST(%(today)s - date_due, 0)
                        ELSE 0 END AS days
              FROM (%(arms)s) AS document
            """,
            today=self.env["res.company"]._query_today(SQL("document.company_id")),
            arms=arms,
        )

    @api.model
    def _get_arms(self):
        """Return the SQL of the documents, one per kind of document.

        The hook for bridges, which append theirs with the columns of
        `_query_columns`: a condition on `order_id` must reach their tables.
        """
        return [self._query_orders(), self._query_invoices(), *self._query_receipts()]

    @api.model
    def _query_columns(self):
        """Return the SQL of the columns that every arm takes from order `so`."""
        return SQL(
            """
            so.partner_invoice_id AS partner_id, so.user_id AS salesperson_id,
            so.team_id, so.company_id, company.currency_id
            """
        )

    @api.model
    def _query_orders(self):
        """Return the SQL of the orders themselves."""
        return SQL(
            """
            SELECT so.id AS order_id, 'order' AS kind, %(step)s AS step,
                   %(day)s AS date, so.name,
                   'sale.order' AS res_model, so.id AS res_id,
                   so.amount_total / COALESCE(NULLIF(so.currency_rate, 0), 1) AS amount,
                   0.0 AS owed, NULL::date AS date_due, so.user_id,
                   %(columns)s
              FROM sale_order so
              JOIN res_company company ON company.id = so.company_id
             WHERE so.state <> 'cancel'
            """,
            step=STEPS["order"],
            day=self.env["res.company"]._query_day(
                SQL("so.date_order"), SQL("so.company_id")
            ),
            columns=self._query_columns(),
        )

    @api.model
    def _query_linked(self):
        """Return the SQL of the posted invoices of orders with each order's share."""
        return SQL(
            """
            SELECT sol.order_id, line.move_id,
                   COALESCE(SUM(line.price_total) / NULLIF((
                       SELECT SUM(every.price_total)
                         FROM account_move_line every
                        WHERE every.move_id = line.move_id
                          AND EXISTS (SELECT FROM sale_order_line_invoice_rel linked
                                       WHERE linked.invoice_line_id = every.id)
                   ), 0), 1) AS share
              FROM sale_order_line sol
              JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = sol.id
              JOIN account_move_line line ON line.id = rel.invoice_line_id
             WHERE line.parent_state = 'posted'
             GROUP BY sol.order_id, line.move_id
            """
        )

    @api.model
    def _query_digits(self):
        """Return the SQL of the decimals of the currency of `company`."""
        return SQL(
            """
            SELECT currency.decimal_places AS number
              FROM res_currency currency WHERE currency.id = company.currency_id
            """
        )

    @api.model
    def _query_invoices(self):
        """Return the SQL of posted invoices and credit notes, and what is open."""
        return SQL(
            """
            SELECT linked.order_id,
                   CASE WHEN move.move_type = 'out_refund' THEN 'credit_note'
                        ELSE 'invoice' END,
                   CASE WHEN move.move_type = 'out_refund' THEN %(credit_note)s
                        ELSE %(invoice)s END,
                   move.invoice_date, move.name, 'account.move', move.id,
                   ROUND(move.amount_total_signed * linked.share, digits.number),
                   ROUND(COALESCE((%(open)s), 0) * linked.share, digits.number),
                   move.invoice_date_due, COALESCE(move.invoice_user_id, so.user_id),
                   %(columns)s
              FROM (%(linked)s) AS linked
              JOIN account_move move ON move.id = linked.move_id
              JOIN sale_order so ON so.id = linked.order_id
              JOIN res_company company ON company.id = so.company_id
              CROSS JOIN LATERAL (%(digits)s) AS digits
            """,
            open=SQL(
                "SELECT SUM(item.amount) FROM (%s) item",
                self.env["sales.ledger"]._query_open(SQL("line.move_id = move.id")),
            ),
            credit_note=STEPS["credit_note"],
            invoice=STEPS["invoice"],
            columns=self._query_columns(),
            linked=self._query_linked(),
            digits=self._query_digits(),
        )

    @api.model
    def _query_receipts(self):
        """Return the SQL of what settled invoices, and of what was paid back."""
        money = SQL("means.payment_id IS NOT NULL OR means.statement_line_id > 0")
        return [
            self._query_settled(
                SQL("partial.debit_move_id = item.id"),
                SQL("partial.credit_move_id"),
                SQL("CASE WHEN %s THEN 'receipt' ELSE 'offset' END", money),
                SQL("partial.amount"),
                SQL("settling.move_type <> 'out_refund'"),
            ),
            self._query_settled(
                SQL("partial.credit_move_id = item.id"),
                SQL("partial.debit_move_id"),
                SQL("CASE WHEN %s THEN 'refund' ELSE 'offset' END", money),
                SQL("-partial.amount"),
                SQL("settling.move_type <> 'out_invoice'"),
            ),
        ]

    @api.model
    def _query_settled(self, side, other_side, kind, amount, condition):
        """Return the SQL of what stands against the receivable items of invoices.

        Settlements between credit note and invoice of one deal are not repeated.
        """
        ledger = self.env["sales.ledger"]
        return SQL(
            """
            SELECT linked.order_id, %(kind)s, %(step)s, %(day)s, settling.name,
                   CASE WHEN means.payment_id IS NULL THEN 'account.move'
                        ELSE 'account.payment' END,
                   COALESCE(means.payment_id, settling.id),
                   ROUND(%(amount)s * linked.share, digits.number),
                   0.0, NULL::date, so.user_id,
                   %(columns)s
              FROM (%(linked)s) AS linked
              JOIN account_move_line item ON item.move_id = linked.move_id
               AND item.account_id IN %(accounts)s
              JOIN account_partial_reconcile partial ON %(side)s
              JOIN account_move_line means ON means.id = %(other_side)s
               AND means.parent_state = 'posted'
              JOIN account_move settling ON settling.id = means.move_id
              LEFT JOIN account_payment paid ON paid.id = settling.origin_payment_id
              %(sources)s
              JOIN sale_order so ON so.id = linked.order_id
              JOIN res_company company ON company.id = so.company_id
              CROSS JOIN LATERAL (%(digits)s) AS digits
             WHERE %(condition)s
            """,
            kind=kind,
            step=STEPS["receipt"],
            day=ledger._query_money_day(),
            sources=ledger._query_money_sources(),
            accounts=ledger._get_account_ids(),
            amount=amount,
            columns=self._query_columns(),
            linked=self._query_linked(),
            digits=self._query_digits(),
            side=side,
            other_side=other_side,
            condition=condition,
        )
