from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from odoo.addons.sales_rules.tools import door_kinds

READERS = (
    "sales_rules.group_salesperson,sales_rules.group_finance,"
    "sales_rules.group_general_manager,sales_rules.group_deputy_general_manager"
)
DAYS = 90


class CollectionStatement(models.AbstractModel):
    """Statement of account for a customer (R4.23): entries, balance, open slips.

    On paper for those who may see the customer, in the portal for the customer. Of the
    company at hand; of the last 90 days unless `date_from` and `date_to` say others.
    """

    _name = "report.receivables_collect.report_statement_template"
    _description = "Statement of Account"

    # what an address may say beside the customers, see `ir.actions.report`
    _report_options = {"date_from": door_kinds.day, "date_to": door_kinds.day}

    @api.model
    def _get_report_values(self, docids, data=None):
        data = data or {}
        partners = self.env["res.partner"].browse(docids).commercial_partner_id
        partners.check_access("read")
        if not self.env.su and not self.env.user.has_groups(READERS):
            raise AccessError(
                self.env._("Statements of account are for sales and finance.")
            )
        today = self.env.company._get_today()
        date_to = fields.Date.to_date(data.get("date_to")) or today
        date_from = fields.Date.to_date(data.get("date_from")) or min(
            date_to, today - timedelta(days=DAYS)
        )
        # sudo: salespeople print their customers' accounts without accounting rights
        self_sudo = self.sudo()
        return {
            "docs": partners,
            "company": self.env.company,
            "date_from": date_from,
            "date_to": date_to,
            "statements": {
                partner.id: self_sudo._get_statement(partner, date_from, date_to)
                for partner in partners
            },
        }

    @api.model
    def _get_statement(self, partner, date_from, date_to):
        """Return the content of the statement of one customer.

        A part per currency, each with its own balance: `currency`, `opening`,
        `entries`, `closing` and `overdue`.
        """
        ledger = self.env["collection.ledger"]
        ledger._flush_items()
        company = self.env.company
        rows = self.env.execute_query_dict(
            self._query_entries(company, partner, date_from, date_to)
        )
        overdue = self._get_overdue(company, partner, date_to)
        ids = {row["currency_id"] for row in rows} or {company.currency_id.id}
        currencies = self.env["res.currency"].browse(ids)
        slips = self.env["collection.slip"].search(
            [
                ("partner_id", "=", partner.id),
                ("company_id", "=", company.id),
                ("state", "in", ("issued", "sent", "signed")),
            ]
        )
        return {
            "parts": [
                self._get_part(
                    currency,
                    [row for row in rows if row["currency_id"] == currency.id],
                    overdue.get(currency.id, 0.0),
                )
                for currency in currencies.sorted(
                    lambda currency: (currency != company.currency_id, currency.name)
                )
            ],
            "slips": slips,
        }

    def _get_part(self, currency, rows, overdue):
        """Return the part of a statement in one currency."""
        opening = currency.round(sum(row["amount"] for row in rows if row["is_before"]))
        entries, balance = [], opening
        for row in rows:
            if not row["is_before"]:
                balance = currency.round(balance + row["amount"])
                entries.append(dict(row, balance=balance))
        return {
            "currency": currency,
            "opening": opening,
            "entries": entries,
            "closing": balance,
            "overdue": overdue,
        }

    def _get_overdue(self, company, partner, date):
        """Return dict of currency id to what is overdue, credits taken off."""
        query = SQL(
            """
            SELECT currency_id, SUM(amount_currency) FROM (%s) item
             WHERE partner_id = %s AND due < %s
             GROUP BY currency_id
            """,
            self.env["collection.ledger"]._query_open_items(company, date),
            partner.id,
            date,
        )
        rows = self.env.execute_query(query)
        return {currency_id: max(float(amount), 0.0) for currency_id, amount in rows}

    def _query_entries(self, company, partner, date_from, date_to):
        """Return SQL of the customer's entries; those before the period as one sum.

        Money is entered on the day it came, whatever the day of its entry (R2.10).
        Gains and losses of exchange are none of the customer's, and core posts those of
        a branch in the company above. Payments in another currency, or in another
        company of the group, are taken off in both, so that the open amount is left in
        each.
        """
        ledger = self.env["sales.ledger"]
        return SQL(
            """
            SELECT entry.currency_id,
                   entry.date < %(date_from)s AS is_before,
                   MAX(entry.date) AS date,
                   MAX(%(document)s) FILTER (WHERE NOT entry.is_exchange) AS document,
                   MAX(line.ref) AS reference,
                   MAX(line.date_maturity) AS due,
                   SUM(entry.amount)::float AS amount
              FROM (SELECT line.id, line.id AS row_id, line.currency_id,
                           LEAST(line.date, payment.date) AS date,
                           line.amount_currency AS amount, FALSE AS is_exchange
                      FROM account_move_line line
                      LEFT JOIN account_payment payment ON payment.id = line.payment_id
                     WHERE line.partner_id IN (%(family)s)
                       AND line.company_id = %(company)s
                       AND NOT %(is_exchange)s
                       AND %(counts)s
                     UNION ALL
                    %(exchanged)s) entry
              JOIN account_move_line line ON line.id = entry.id
              JOIN account_move move ON move.id = line.move_id
             WHERE entry.date <= %(date_to)s AND entry.amount <> 0
             GROUP BY 1, 2, CASE WHEN entry.date >= %(date_from)s THEN entry.row_id END,
                      CASE WHEN entry.date >= %(date_from)s THEN entry.date END
             ORDER BY 1, 3, 4
            """,
            date_from=date_from,
            date_to=date_to,
            document=ledger._query_document(SQL("line"), SQL("move")),
            family=self._query_family(partner),
            company=company.id,
            counts=ledger._query_counts(),
            is_exchange=self._query_is_exchange(SQL("line")),
            exchanged=self._query_exchanged(company, partner),
        )

    def _query_family(self, partner):
        return SQL(
            "SELECT id FROM res_partner WHERE commercial_partner_id = %s", partner.id
        )

    def _query_exchanged(self, company, partner):
        """Return SQL of what was settled in another currency or company, taken off in
        both, with the gain or loss that came of it.
        """
        sides = [
            SQL(
                """
                SELECT %(other)s, -line.id, line.currency_id, part.max_date,
                       %(amount)s, %(is_exchange)s
                  FROM account_partial_reconcile part
                  JOIN account_move_line line ON line.id = %(own)s
                  JOIN account_move_line settling ON settling.id = %(other)s
                   AND settling.parent_state = 'posted'
                 WHERE (part.debit_currency_id <> part.credit_currency_id
                        OR line.company_id <> settling.company_id
                        OR %(is_exchange)s)
                   AND NOT %(is_own_exchange)s
                   AND line.partner_id IN (%(family)s)
                   AND line.company_id = %(company)s
                   AND %(counts)s
                """,
                own=own,
                other=other,
                amount=amount,
                family=self._query_family(partner),
                company=company.id,
                counts=self.env["sales.ledger"]._query_counts(),
                is_exchange=self._query_is_exchange(SQL("settling")),
                is_own_exchange=self._query_is_exchange(SQL("line")),
            )
            for own, other, amount in (
                (
                    SQL("part.debit_move_id"),
                    SQL("part.credit_move_id"),
                    SQL("-part.debit_amount_currency"),
                ),
                (
                    SQL("part.credit_move_id"),
                    SQL("part.debit_move_id"),
                    SQL("part.credit_amount_currency"),
                ),
            )
        ]
        return SQL(" UNION ALL ").join(sides)

    def _query_is_exchange(self, line):
        """Return SQL on a journal item: posted by core for a gain or loss, and settled.

        Where the settlement is undone, its reversal stands in the same journal; where
        it is a draft again, the item is open like any other.
        """
        return SQL(
            """
            (%(line)s.reconciled AND EXISTS (
                SELECT FROM res_company
                 WHERE currency_exchange_journal_id = %(line)s.journal_id)
             AND %(line)s.id NOT IN (SELECT id FROM (%(loose)s) loose))
            """,
            line=line,
            loose=self.env["sales.ledger"]._query_loose(),
        )
