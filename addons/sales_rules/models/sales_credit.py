from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from odoo import api, fields, models, tools
from odoo.tools import SQL


@dataclass
class CreditFigures:
    """What one customer owes one company's branch tree, in company currency."""

    receivable: float = 0.0
    orders: float = 0.0
    overdue: float = 0.0
    oldest_due: date | None = None

    @property
    def exposure(self):
        return self.receivable + self.orders

    def get_overdue_days(self, today):
        return (today - self.oldest_due).days if self.oldest_due else 0


class SalesCredit(models.AbstractModel):
    """Credit figures of customers, read from the ledger and the orders (R1.7).

    Figures work per commercial partner of whoever pays and span the branch tree
    of the document's company, as core's credit does. Nothing is stored: each
    amount is counted once, from residuals and from what posted invoices have not
    yet taken of the orders.
    """

    _name = "sales.credit"
    _description = "Credit Figures"

    @api.model
    def _get_figures(self, partners, company):
        """Return the figures of commercial `partners` in `company`'s currency.

        :param partners: commercial partners
        :param company: the company of the document at hand, never `env.company`
        :return: dict of partner id to `CreditFigures`, for every partner
        """
        figures = {partner_id: CreditFigures() for partner_id in partners.ids}
        if not figures:
            return figures
        self._flush_ledger()
        for row in self.env.execute_query(self._query_receivable(partners, company)):
            partner_id, figure = row[0], figures[row[0]]
            figure.receivable, figure.overdue, figure.oldest_due = row[1:]
        amounts = self._get_order_amounts(partners, company)
        for partner_id, amount in amounts.items():
            figures[partner_id].orders = amount
        return figures

    @api.model
    def _get_today(self):
        """Return the user's day, on which due dates are judged."""
        return fields.Date.context_today(self)

    @api.model
    def _get_empty_figures(self):
        """Return the figures of somebody who owes nothing."""
        return CreditFigures()

    @api.model
    def _get_all_figures(self, company):
        """Return the figures of every customer who owes `company` or ordered."""
        domain = [("customer_rank", ">", 0), ("parent_id", "=", False)]
        # sudo: searches are filtered by the caller's rules afterwards
        partners = self.sudo().env["res.partner"].with_context(active_test=False)
        return self._get_figures(partners.search(domain), company)

    @api.model
    def _get_order_amounts(self, partners, company):
        """Return dict of partner id to the amount ordered and not yet invoiced.

        In the company's currency, each currency converted once, at today's rate.
        """
        self._flush_orders()
        query = SQL(
            """
            SELECT payer_id, currency_id, SUM(amount) FROM (%s) AS remainder
             GROUP BY payer_id, currency_id
            """,
            self._query_open_orders(partners, company),
        )
        amounts = defaultdict(float)
        today = fields.Date.context_today(self)
        for partner_id, currency_id, amount in self.env.execute_query(query):
            # currencies are few and cached
            currency = self.env["res.currency"].browse(currency_id)
            amounts[partner_id] += (
                amount
                if currency == company.currency_id
                else currency._convert(amount, company.currency_id, company, today)
            )
        return {p: company.currency_id.round(a) for p, a in amounts.items()}

    @api.model
    def _get_open_orders(self, partners, company):
        """Return dict of order id to what its posted invoices have left, for lists.

        Amounts are in the order's currency, taxes included.
        """
        self._flush_orders()
        query = SQL(
            "SELECT order_id, amount FROM (%s) AS remainder WHERE amount > 0",
            self._query_open_orders(partners, company),
        )
        return dict(self.env.execute_query(query))

    @api.model
    def _get_overdue_lines(self, partners, company):
        """Return the overdue journal items behind the figures, the oldest first."""
        domain = [
            ("partner_id.commercial_partner_id", "in", partners.ids),
            ("company_id", "child_of", company.root_id.ids),
            ("account_id.account_type", "=", "asset_receivable"),
            ("parent_state", "=", "posted"),
            ("reconciled", "!=", True),
            ("amount_residual", ">", 0),
            ("date_maturity", "<", fields.Date.context_today(self)),
        ]
        # sudo: salespeople see what their customer owes without accounting rights
        lines = self.env["account.move.line"].sudo()
        return lines.search(domain, order="date_maturity, id")

    @api.model
    @tools.ormcache()
    def _get_receivable_account_ids(self):
        """Return the ids of all receivable accounts: literals, so the index serves."""
        # sudo, cached for all users: ids of accounts only
        accounts = self.env["account.account"].sudo().with_context(active_test=False)
        return tuple(accounts.search([("account_type", "=", "asset_receivable")]).ids)

    @api.model
    def _flush_ledger(self):
        self.env["account.move.line"].flush_model(
            [
                "account_id",
                "partner_id",
                "company_id",
                "parent_state",
                "reconciled",
                "amount_residual",
                "date_maturity",
                "date",
            ]
        )
        self.env["res.partner"].flush_model(["commercial_partner_id"])

    @api.model
    def _flush_orders(self):
        self.env["sale.order"].flush_model(
            [
                "state",
                "partner_invoice_id",
                "invoice_status",
                "amount_total",
                "currency_id",
                "currency_rate",
                "company_id",
                "remainder_closed",
            ]
        )
        self.env["sale.order.line"].flush_model(["order_id", "invoice_lines"])
        self.env["account.move"].flush_model(
            ["state", "move_type", "commercial_partner_id", "invoice_currency_rate"]
        )
        self.env["account.move.line"].flush_model(
            ["move_id", "price_total", "currency_id"]
        )

    @api.model
    def _query_branches(self, company):
        """Return the SQL of the ids of `company`'s whole branch tree."""
        return SQL(
            "SELECT id FROM res_company WHERE parent_path LIKE %s",
            f"{company.root_id.id}/%",
        )

    @api.model
    def _query_receivable(self, partners, company):
        """Return the SQL of posted residuals and what of them is overdue."""
        today = fields.Date.context_today(self)
        overdue = SQL(
            "line.amount_residual > 0 AND COALESCE(line.date_maturity, line.date) < %s",
            today,
        )
        return SQL(
            """
            SELECT partner.commercial_partner_id,
                   SUM(line.amount_residual),
                   COALESCE(SUM(line.amount_residual) FILTER (WHERE %(overdue)s), 0),
                   MIN(COALESCE(line.date_maturity, line.date))
                       FILTER (WHERE %(overdue)s)
              FROM account_move_line line
              JOIN res_partner partner ON partner.id = line.partner_id
             WHERE partner.commercial_partner_id IN %(partners)s
               AND line.account_id IN %(accounts)s
               AND line.reconciled IS NOT TRUE
               AND line.parent_state = 'posted'
               AND line.company_id IN (%(branches)s)
             GROUP BY partner.commercial_partner_id
            """,
            overdue=overdue,
            partners=tuple(partners.ids),
            accounts=self._get_receivable_account_ids() or (None,),
            branches=self._query_branches(company),
        )

    @api.model
    def _query_open_orders(self, partners, company):
        """Return the SQL of confirmed orders with what posted invoices have left.

        Two partial indexes lead to them: orders that core does not call invoiced,
        and those that it does because of a draft invoice.
        """
        return SQL(
            """
            SELECT o.id AS order_id,
                   o.payer_id,
                   o.currency_id,
                   GREATEST(o.amount_total - COALESCE(invoiced.amount, 0), 0) AS amount
              FROM (%(not_invoiced)s UNION %(draft_invoiced)s) AS o
              LEFT JOIN LATERAL (%(invoiced)s) AS invoiced ON TRUE
            """,
            not_invoiced=self._query_orders_not_invoiced(partners, company),
            draft_invoiced=self._query_orders_draft_invoiced(partners, company),
            invoiced=self._query_posted_invoiced(),
        )

    @api.model
    def _query_orders_not_invoiced(self, partners, company):
        return SQL(
            """
            SELECT so.id, payer.commercial_partner_id AS payer_id, so.currency_id,
                   so.currency_rate, so.amount_total
              FROM sale_order so
              JOIN res_partner payer ON payer.id = so.partner_invoice_id
             WHERE payer.commercial_partner_id IN %(partners)s
               AND so.state = 'sale'
               AND so.invoice_status IS DISTINCT FROM 'invoiced'
               AND so.remainder_closed IS NOT TRUE
               AND so.company_id IN (%(branches)s)
            """,
            partners=tuple(partners.ids),
            branches=self._query_branches(company),
        )

    @api.model
    def _query_orders_draft_invoiced(self, partners, company):
        return SQL(
            """
            SELECT so.id, payer.commercial_partner_id AS payer_id, so.currency_id,
                   so.currency_rate, so.amount_total
              FROM account_move draft
              JOIN account_move_line line ON line.move_id = draft.id
              JOIN sale_order_line_invoice_rel rel ON rel.invoice_line_id = line.id
              JOIN sale_order_line sol ON sol.id = rel.order_line_id
              JOIN sale_order so ON so.id = sol.order_id
              JOIN res_partner payer ON payer.id = so.partner_invoice_id
             WHERE draft.commercial_partner_id IN %(partners)s
               AND draft.state = 'draft'
               AND draft.move_type = 'out_invoice'
               AND payer.commercial_partner_id IN %(partners)s
               AND so.state = 'sale'
               AND so.invoice_status = 'invoiced'
               AND so.remainder_closed IS NOT TRUE
               AND so.company_id IN (%(branches)s)
            """,
            partners=tuple(partners.ids),
            branches=self._query_branches(company),
        )

    @api.model
    def _query_posted_invoiced(self):
        """Return the SQL of what posted invoices took of order `o`, in its currency.

        Credit notes are left out: they reduce what is owed and do not put the
        order's amount back.
        """
        return SQL(
            """
            SELECT SUM(
                CASE WHEN line.currency_id = o.currency_id THEN line.price_total
                     ELSE line.price_total * o.currency_rate
                          / COALESCE(NULLIF(move.invoice_currency_rate, 0), 1)
                END) AS amount
              FROM sale_order_line sol
              JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = sol.id
              JOIN account_move_line line ON line.id = rel.invoice_line_id
              JOIN account_move move ON move.id = line.move_id
             WHERE sol.order_id = o.id
               AND move.state = 'posted'
               AND move.move_type = 'out_invoice'
            """
        )
