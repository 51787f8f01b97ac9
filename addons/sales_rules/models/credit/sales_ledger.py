from odoo import api, models, tools
from odoo.tools import SQL


class SalesLedger(models.AbstractModel):
    """The one reading of the ledger: what is open, and the money that settled it.

    Exposure, overdue, slips, promises, grading, ageing, statements and forecast all
    read it here, so that they agree.

    - A *trade receivable* is an item of a receivable account that is not `non_trade`.
      Slips, statements, journal and ageing show all of them; *credit* is given on those
      of `sales.credit._get_credit_account_ids`, by default the same, which callers give
      as `accounts`.
    - An item is *open* by what no posted item settled. Core keeps reconciliations when
      one side goes back to draft, and lets drafts be reconciled: what is matched with
      them is open, and so is what was settled after the day in question.
    - *Money* is a payment or an entry of a bank or cash journal that stands: no credit
      note, no write-off, no exchange entry, no reversal, nothing that was given back.
      It came on the day of the payment, whatever the day of its entry.
    - A *claim* is an invoice or an entry, but no payment given back, no reversal and no
      exchange entry.

    Amounts are in the company's currency, `amount_currency` in the item's; debit is
    positive. The SQL names its tables with words of its own, to be joined at will.
    """

    _name = "sales.ledger"
    _description = "Reading of the Ledger"

    @api.model
    @tools.ormcache()
    def _get_account_ids(self):
        """Return the ids of trade receivable accounts: literals, for the index."""
        # sudo, cached for all users: ids of accounts only
        accounts = self.env["account.account"].sudo().with_context(active_test=False)
        domain = [("account_type", "=", "asset_receivable"), ("non_trade", "=", False)]
        return tuple(accounts.search(domain, order="id").ids) or (None,)

    @api.model
    def _is_receivable(self, line):
        """Return whether a journal item is of a trade receivable account."""
        return line.account_id.id in self._get_account_ids()

    @api.model
    def _get_domain(self, company_ids):
        """Return the domain of posted items of trade receivables, for lists."""
        return [
            ("company_id", "in", list(company_ids)),
            ("account_id", "in", list(self._get_account_ids())),
            ("parent_state", "=", "posted"),
        ]

    @api.model
    def _flush(self):
        """Write the fields that the SQL reads."""
        self.env["account.move.line"].flush_model(
            [
                "account_id",
                "amount_residual",
                "amount_residual_currency",
                "balance",
                "company_id",
                "currency_id",
                "date",
                "date_maturity",
                "journal_id",
                "matching_number",
                "move_id",
                "move_name",
                "name",
                "parent_state",
                "partner_id",
                "reconciled",
                "ref",
            ]
        )
        self.env["account.move"].flush_model(
            ["move_type", "origin_payment_id", "reversed_entry_id", "state"]
            + ["statement_line_id"]
        )
        self.env["account.payment"].flush_model(["date"])
        self.env["account.partial.reconcile"].flush_model()

    @api.model
    def _get_open(self, items):
        """Return dict of journal item id to what is open of it, in both currencies."""
        if not items:
            return {}
        self._flush()
        query = SQL(
            "SELECT id, amount, amount_currency FROM (%s) item",
            self._query_open(
                SQL("line.company_id IN %s", tuple(items.company_id.ids) or (None,)),
                SQL("line.id IN %s", tuple(items.ids)),
            ),
        )
        rows = self.env.execute_query(query)
        found = {id_: (float(own), float(foreign)) for id_, own, foreign in rows}
        return {item.id: found.get(item.id, (0.0, 0.0)) for item in items}

    @api.model
    def _get_matchable(self, items):
        """Return dict of journal item id to what payments can be reconciled with now,
        in the item's currency: less than is open where a draft stands in the way.
        """
        return {
            item.id: item.amount_residual_currency
            if item.parent_state == "posted" and not item.reconciled
            else 0.0
            for item in items
        }

    @api.model
    def _get_credited(self, item):
        """Return what credit notes and write-offs took off a journal item, in its
        currency: no money.
        """
        partials = item.matched_credit_ids.filtered(
            lambda partial: (
                partial.credit_move_id.parent_state == "posted"
                and not partial.credit_move_id.move_id.origin_payment_id
                and partial.credit_move_id.journal_id.type
                not in ("bank", "cash", "credit")
            )
        )
        return sum(partials.mapped("debit_amount_currency"))

    @api.model
    def _query_live(self, name):
        """Return SQL on `item`, a posted journal item, and `loose` (`_query_loose`),
        which may be joined and empty.

        :param str name: `is_open`, `amount` or `amount_currency`
        """
        return {
            "is_open": SQL("(item.reconciled IS NOT TRUE OR loose.id IS NOT NULL)"),
            "amount": SQL("(item.amount_residual + COALESCE(loose.amount, 0))"),
            "amount_currency": SQL(
                "(item.amount_residual_currency + COALESCE(loose.amount_currency, 0))"
            ),
        }[name]

    @api.model
    def _query_open(self, *conditions, has_drafts=True, also=(), accounts=None):
        """Return the SQL of the items that are open now.

        Columns: id, move_id, partner_id (the contact), company_id, currency_id, date,
        due, amount, amount_currency.

        :param conditions: SQL on `line`, the journal item
        :param bool has_drafts: whether any item may be matched with a draft; there are
            none mostly, and to look for them takes as long to plan as all else
        :param also: further columns of the journal item
        :param accounts: ids of the accounts, all trade receivables by default
        """
        columns = SQL(
            """
            line.id, line.move_id, line.partner_id, line.company_id, line.currency_id,
            line.date, COALESCE(line.date_maturity, line.date) AS due, %s
            """,
            SQL().join(SQL("line.%s, ", SQL.identifier(name)) for name in also),
        )
        counts = SQL(" AND ").join([self._query_counts(accounts), *conditions])
        if not has_drafts:
            return SQL(
                """
                SELECT %s line.amount_residual AS amount,
                       line.amount_residual_currency AS amount_currency
                  FROM account_move_line line
                 WHERE line.reconciled IS NOT TRUE AND %s
                """,
                columns,
                counts,
            )
        # once, as what is said twice is planned twice
        return SQL(
            """
            WITH loose AS (%(loose)s)
            SELECT %(columns)s
                   line.amount_residual + COALESCE(loose.amount, 0) AS amount,
                   line.amount_residual_currency
                       + COALESCE(loose.amount_currency, 0) AS amount_currency
              FROM account_move_line line
              LEFT JOIN loose ON loose.id = line.id
             WHERE line.reconciled IS NOT TRUE AND %(counts)s
             UNION ALL
            SELECT %(columns)s
                   line.amount_residual + loose.amount,
                   line.amount_residual_currency + loose.amount_currency
              FROM loose
              JOIN account_move_line line ON line.id = loose.id
             WHERE line.reconciled IS TRUE AND %(counts)s
            """,
            columns=columns,
            loose=self._query_loose(),
            counts=counts,
        )

    @api.model
    def _query_open_at(self, date, *conditions, by_money=False, accounts=None):
        """Return the SQL of the items that were open at the end of a day.

        As `_query_open`, with `balance` and `amount_total` (the item's own amounts)
        beside. Items matched with a draft count as never settled.

        :param bool by_money: money counts from the day it came, not from the day of its
            entry, by which the sum would be the balance of the accounts
        :param accounts: ids of the accounts, all trade receivables by default
        """
        counts = SQL(" AND ").join(
            [self._query_counts(accounts), SQL("line.date <= %s", date), *conditions]
        )
        return SQL(
            """
            SELECT line.id, line.move_id, line.partner_id, line.company_id,
                   line.currency_id, line.date, line.balance,
                   line.amount_currency AS amount_total,
                   COALESCE(line.date_maturity, line.date) AS due,
                   open.amount, open.amount_currency
              FROM (SELECT id, SUM(amount) AS amount,
                           SUM(amount_currency) AS amount_currency
                      FROM (SELECT line.id, line.amount_residual AS amount,
                                   line.amount_residual_currency AS amount_currency
                              FROM account_move_line line
                             WHERE line.reconciled IS NOT TRUE AND %(counts)s
                             UNION ALL
                            SELECT id, amount, amount_currency FROM (%(loose)s) loose
                             UNION ALL
                            SELECT id, amount, amount_currency FROM (%(later)s) later
                           ) AS piece
                     GROUP BY id) AS open
              JOIN account_move_line line ON line.id = open.id
             WHERE %(counts)s
               AND (open.amount <> 0 OR open.amount_currency <> 0)
            """,
            counts=counts,
            loose=self._query_loose(),
            later=self._query_later(date, by_money),
        )

    @api.model
    def _query_counts(self, accounts=None):
        """Return the SQL condition of a posted item `line` of trade receivables.

        :param accounts: ids of the accounts, all trade receivables by default
        """
        return SQL(
            "line.parent_state = 'posted' AND line.account_id IN %s",
            accounts or self._get_account_ids(),
        )

    @api.model
    def _query_drafts(self):
        """Return the SQL of the ids, as an array, of matched items that are not posted.

        An array and an index of its own: the planner takes them for few, as they are.
        """
        return SQL("ARRAY(SELECT draft.id %s)", self._query_matched_drafts())

    @api.model
    def _query_has_drafts(self):
        """Return the SQL condition that some item may be matched with a draft."""
        self.env["account.move.line"].flush_model(
            ["account_id", "matching_number", "parent_state"]
        )
        return SQL("EXISTS(SELECT %s)", self._query_matched_drafts())

    @api.model
    def _query_matched_drafts(self):
        """Return SQL from FROM on: of `draft`, items not posted and matched."""
        return SQL(
            """
            FROM account_move_line draft
             WHERE draft.parent_state <> 'posted'
               AND draft.matching_number IS NOT NULL
               AND draft.account_id IN %s
            """,
            self._get_account_ids(),
        )

    @api.model
    def _query_loose(self):
        """Return the SQL of what items are matched with by drafts: open in truth.

        Columns: id, amount, amount_currency, to be added to the residual.
        """
        return SQL(
            """
            SELECT id, SUM(amount) AS amount, SUM(amount_currency) AS amount_currency
              FROM (SELECT part.debit_move_id AS id, part.amount,
                           part.debit_amount_currency AS amount_currency
                      FROM account_partial_reconcile part
                     WHERE part.credit_move_id = ANY(%(drafts)s)
                     UNION ALL
                    SELECT part.credit_move_id, -part.amount,
                           -part.credit_amount_currency
                      FROM account_partial_reconcile part
                     WHERE part.debit_move_id = ANY(%(drafts)s)) AS side
             GROUP BY id
            """,
            drafts=self._query_drafts(),
        )

    @api.model
    def _query_later(self, date, by_money):
        """Return the SQL of what posted items settled later, as `_query_loose`."""
        later = SQL("part.max_date > %s", date)
        if by_money:
            later = SQL(
                """
                %(later)s AND part.id NOT IN (
                    SELECT money.part_id FROM (%(money)s) money
                     WHERE money.day <= %(date)s)
                AND part.id NOT IN (
                    SELECT exchange.id
                      FROM account_partial_reconcile cause
                      JOIN account_move_line gain
                        ON gain.move_id = cause.exchange_move_id
                      JOIN account_partial_reconcile exchange
                        ON gain.id IN (exchange.debit_move_id, exchange.credit_move_id)
                     WHERE cause.max_date <= %(date)s AND exchange.max_date > %(date)s)
                """,
                later=later,
                money=self._query_money(later),
                date=date,
            )
        return SQL(
            """
            SELECT id, SUM(amount) AS amount, SUM(amount_currency) AS amount_currency
              FROM (SELECT part.debit_move_id AS id, part.amount,
                           part.debit_amount_currency AS amount_currency
                      FROM account_partial_reconcile part
                     WHERE %(later)s AND NOT part.credit_move_id = ANY(%(drafts)s)
                     UNION ALL
                    SELECT part.credit_move_id, -part.amount,
                           -part.credit_amount_currency
                      FROM account_partial_reconcile part
                     WHERE %(later)s AND NOT part.debit_move_id = ANY(%(drafts)s)
                   ) AS side
             GROUP BY id
            """,
            later=later,
            drafts=self._query_drafts(),
        )

    @api.model
    def _query_money(self, *conditions, accounts=None):
        """Return the SQL of the parts of claims that were settled by money.

        Columns: part_id, item_id, partner_id (the contact), company_id, due, item_date,
        amount, amount_currency (of the claim), day (on which the money came).

        :param conditions: SQL on `part` (the reconciliation), `item` (of the claim),
            `means` (of the money)
        :param accounts: ids of the accounts, all trade receivables by default
        """
        return SQL(
            """
            SELECT part.id AS part_id, item.id AS item_id, item.partner_id,
                   item.company_id, COALESCE(item.date_maturity, item.date) AS due,
                   item.date AS item_date, part.amount,
                   part.debit_amount_currency AS amount_currency, %(day)s AS day
              FROM account_partial_reconcile part
              JOIN account_move_line item ON item.id = part.debit_move_id
              JOIN account_move claim ON claim.id = item.move_id
              JOIN account_move_line means ON means.id = part.credit_move_id
              JOIN account_move entry ON entry.id = means.move_id
              LEFT JOIN account_payment paid ON paid.id = entry.origin_payment_id
              %(sources)s
             WHERE item.parent_state = 'posted'
               AND item.account_id IN %(accounts)s
               AND means.parent_state = 'posted'
               AND means.journal_id = ANY(ARRAY(
                   SELECT id FROM account_journal
                    WHERE type IN ('bank', 'cash', 'credit')))
               AND entry.reversed_entry_id IS NULL
               AND NOT EXISTS (SELECT FROM account_move back
                                WHERE back.reversed_entry_id = entry.id
                                  AND back.state = 'posted')
               AND (claim.move_type <> 'entry'
                    OR (claim.origin_payment_id IS NULL
                        AND claim.statement_line_id IS NULL
                        AND claim.reversed_entry_id IS NULL
                        AND NOT EXISTS (SELECT FROM account_partial_reconcile gain
                                         WHERE gain.exchange_move_id = claim.id)))
               AND %(conditions)s
            """,
            day=self._query_money_day(),
            sources=self._query_money_sources(),
            accounts=accounts or self._get_account_ids(),
            conditions=SQL(" AND ").join([SQL("TRUE"), *conditions]),
        )

    @api.model
    def _query_money_day(self):
        """Return the SQL of the day on which the money `means` came."""
        return SQL("COALESCE(paid.date, means.date)")

    @api.model
    def _query_money_sources(self):
        """Return the SQL of further joins that `_query_money_day` needs: a hook."""
        return SQL()

    @api.model
    def _query_document(self, line, move):
        """Return the SQL of the number by which the customer knows an item.

        An entry that brings several old invoices into the ledger has one number of its
        own; theirs are the labels of its items.

        :param SQL line: the journal item
        :param SQL move: its entry
        """
        return SQL(
            """
            COALESCE(CASE WHEN %(move)s.move_type = 'entry'
                           AND %(move)s.origin_payment_id IS NULL
                           AND %(move)s.statement_line_id IS NULL
                          THEN COALESCE(NULLIF(%(line)s.name, ''),
                                        NULLIF(%(line)s.ref, '')) END,
                     NULLIF(%(line)s.move_name, ''), %(line)s.ref)
            """,
            line=line,
            move=move,
        )
