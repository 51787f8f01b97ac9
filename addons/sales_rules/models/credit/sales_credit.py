from collections import defaultdict

from odoo import api, models, tools
from odoo.tools import SQL

from odoo.addons.sales_rules.tools.credit_figures import CreditFamilies, CreditFigures


class SalesCredit(models.AbstractModel):
    """Credit figures of customers, read from the ledger and the orders (R1.7).

    Figures work per commercial partner of the payer and span the branch tree
    of the document's company, as core's credit does. Nothing is stored: each
    amount is counted once, from residuals and from what posted invoices have not
    yet taken of the orders.

    Raised and shared limits are found by `sales.credit.limit`, the texts of the screens
    by `sales.credit.panel`.
    """

    _name = "sales.credit"
    _description = "Credit Figures"

    @api.model
    def _get_figures(self, partners, company, shown=False, guarded=None, ahead=True):
        """Return the figures of commercial `partners` in `company`'s currency.

        :param partners: commercial partners
        :param company: the company of the document at hand, never `env.company`
        :param bool shown: as the user may see them, see `_get_shown_figures`
        :param guarded: the `CreditGuarded` of the partners, where they are guarded
        :param bool ahead: less what counts as paid before it is posted; without, the
            ledger alone
        :return: dict of partner id to `CreditFigures`, for every partner
        """
        if not partners:
            return {}
        families = self._get_families(partners, company, guarded)
        payer_ids = {*partners.ids, *families.payers.values()}
        figures = {partner_id: CreditFigures() for partner_id in payer_ids}
        self._flush_ledger()
        has_drafts = not guarded or guarded.has_drafts
        query = self._query_receivable(families, company, has_drafts)
        for partner_id, receivable, overdue, oldest_due in self.env.execute_query(
            query
        ):
            figures[families.payers[partner_id]].add(receivable, overdue, oldest_due)
        amounts = self._get_order_amounts(families, company)
        for partner_id, amount in amounts.items():
            figures[partner_id].orders = amount
        paid = self._get_paid_ahead([*payer_ids], company, shown) if ahead else {}
        for payer_id, amount in paid.items():
            figures[payer_id].receivable -= amount
        for figure in figures.values():
            figure.round_in_place(company.currency_id)
        self.env["sales.credit.limit"]._apply_terms(figures, families.terms, company)
        return {partner_id: figures[partner_id] for partner_id in partners.ids}

    @api.model
    def _get_shown_figures(self, partners, company):
        """Return the figures as the user may see them: of `_get_figures`, for display.

        Decisions use `_get_figures`, which are the same for everybody.
        """
        return self._get_figures(partners, company, shown=True)

    @api.model
    def _get_paid_ahead(self, payer_ids, company, shown):
        """Return the amounts that count as paid before a payment is posted: a hook.

        :param bool shown: leave out amounts hidden from the user
        :return: dict of commercial partner id to amount in the company's currency
        """
        return {}

    @api.model
    def _get_empty_figures(self):
        return CreditFigures()

    @api.model
    def _get_all_figures(self, company):
        """Return the figures, as the user may see them, of every customer who owes
        `company` or ordered.
        """
        domain = [("is_customer", "=", True)]
        # sudo: searches are filtered by the caller's rules afterwards
        partners = self.sudo().env["res.partner"].with_context(active_test=False)
        found = partners.with_company(company).search(domain)
        return self._get_shown_figures(found, company)

    @api.model
    def _get_families(self, partners, company=None, guarded=None):
        """Return the `CreditFamilies` of commercial `partners`.

        One statement answers whose documents count (`_query_families`) and what limits
        are made of (`_query_terms`), as the check of an order must not take one more.
        The first column of a row tells how the others are read:

        ==========  ==========  ==========  ===============  =============  =========
        kind        partner_id  payer_id    reference_id     amount         until
        ==========  ==========  ==========  ===============  =============  =========
        family      a contact   who owes
        member      a member    the member  the group        group's limit
        temporary   who has it  the same    the currency     what it adds   first end
        guaranteed  who has it  the same    the currency     what it adds   first end
        ==========  ==========  ==========  ===============  =============  =========

        The first kind is read here, the others by `_apply_terms`.

        :param company: the company whose credit groups and raised limits count; None
            where the partners' own documents are all that is wanted
        :param guarded: `CreditGuarded` of the partners: nothing is read anew where they
            have neither group nor limit increase
        """
        if guarded and not guarded.kinds:
            return CreditFamilies(payers=guarded.payers, terms=[])
        self.env["res.partner"].flush_model(["commercial_partner_id"])
        kinds = ()
        if guarded:
            kinds = guarded.kinds
        elif company:
            kinds = self.env["sales.credit.limit"]._get_term_tables().keys()
        mated = company if "member" in kinds else None
        queries = [self._query_families(partners, mated)]
        if kinds:
            self.env["sales.credit.limit"]._flush_terms()
            queries += self.env["sales.credit.limit"]._query_terms(
                partners, company, kinds
            )
        query = SQL(" UNION ALL ").join(queries)
        rows = self.env.execute_query(query)
        families = [row for row in rows if row[0] == "family"]
        return CreditFamilies(
            payers={
                partner_id: payer_id for _kind, partner_id, payer_id, *_ in families
            },
            terms=[row for row in rows if row[0] != "family"],
        )

    @api.model
    def _query_families(self, partners, company):
        """Return the SQL of the contacts of `partners` and of their groups' members."""
        ids = SQL("%s::int[]", partners.ids)
        if company:
            ids = SQL(
                "ARRAY(SELECT unnest(%s) UNION SELECT partner_id FROM (%s) AS mates)",
                ids,
                self.env["sales.credit.group"]._query_mates(ids, company),
            )
        return SQL(
            """
            SELECT 'family' AS kind,
                   partner.id AS partner_id,
                   partner.commercial_partner_id AS payer_id,
                   NULL::int AS reference_id,
                   NULL::numeric AS amount,
                   NULL::date AS until
              FROM res_partner partner
             WHERE partner.commercial_partner_id = ANY(%s)
            """,
            ids,
        )

    @api.model
    def _get_order_amounts(self, families, company):
        """Return dict of payer id to the amount ordered and not yet invoiced.

        In the company's currency, each currency converted once, at today's rate.

        :param families: `CreditFamilies` of the payers
        """
        self._flush_orders()
        query = SQL(
            """
            SELECT partner_id, currency_id, SUM(amount) FROM (%s) AS remainder
             GROUP BY partner_id, currency_id
            """,
            self._query_open_orders(families, company),
        )
        by_currency = defaultdict(float)
        for partner_id, currency_id, amount in self.env.execute_query(query):
            by_currency[families.payers[partner_id], currency_id] += amount
        amounts = defaultdict(float)
        today = company._get_today()
        for (payer_id, currency_id), amount in by_currency.items():
            # currencies are few and cached
            currency = self.env["res.currency"].browse(currency_id)
            amounts[payer_id] += (
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
            self._query_open_orders(self._get_families(partners), company),
        )
        return dict(self.env.execute_query(query))

    @api.model
    def _get_overdue_items(self, partners, company):
        """Return the overdue journal items behind the figures, the oldest first.

        :return: dict of journal item to what is open of it, in the company's currency
        """
        self._flush_ledger()
        query = SQL(
            """
            SELECT item.id, item.amount
              FROM (%(items)s) item
             WHERE item.amount > 0 AND item.due < %(today)s
             ORDER BY item.due, item.id
            """,
            items=self._query_items(self._get_families(partners), company),
            today=company._get_today(),
        )
        # sudo: salespeople see what their customer owes without accounting rights
        lines = self.env["account.move.line"].sudo()
        rows = self.env.execute_query(query)
        return {lines.browse(id_): float(amount) for id_, amount in rows}

    @api.model
    def _get_open_move_ids(self, partners, company, is_overdue=False):
        """Return the ids of the entries behind the figures, for lists."""
        self._flush_ledger()
        overdue = SQL("item.amount > 0 AND item.due < %s", company._get_today())
        query = SQL(
            "SELECT DISTINCT item.move_id FROM (%s) item WHERE %s",
            self._query_items(self._get_families(partners), company),
            overdue if is_overdue else SQL("TRUE"),
        )
        return [move_id for (move_id,) in self.env.execute_query(query)]

    @api.model
    def _flush_ledger(self):
        self.env["sales.ledger"]._flush()

    @api.model
    def _flush_orders(self):
        self.env["sale.order"].flush_model(
            [
                "state",
                "partner_invoice_id",
                "is_invoiced_in_full",
                "amount_total",
                "amount_over_delivered",
                "currency_id",
                "currency_rate",
                "company_id",
                "remainder_closed",
            ]
        )
        self.env["sale.order.line"].flush_model(["order_id", "invoice_lines"])
        self.env["account.move"].flush_model(
            ["state", "move_type", "commercial_partner_id", "invoice_currency_rate"]
            + ["reissue_of_id", "reversed_entry_id"]
        )
        self.env["account.move.line"].flush_model(
            ["move_id", "price_total", "currency_id"]
        )

    @api.model
    @tools.ormcache("company.id")
    def _get_branch_ids(self, company):
        """Return the ids of the branch tree that a company is in: literals, for
        planning. The root is the first.

        Companies never move in their tree; a new one clears the caches.
        """
        # sudo, cached for all users: ids of companies only
        root = company.sudo().root_id
        branches = root.with_context(active_test=False).search(
            [("id", "child_of", root.id)]
        )
        return (root | branches)._ids

    @api.model
    def _get_credit_account_ids(self):
        """Return the ids of the receivable accounts on which credit is given: literals,
        for the index, and never empty.

        Exposure, overdue, grading, credit reports and who is a customer look at these;
        slips, statements, journal and ageing at all trade receivables. An addon whose
        receivables are no trade credit takes its accounts away, and caches what it
        looks up for that: the check of an order must not take one more statement.

        :rtype: tuple
        """
        return self.env["sales.ledger"]._get_account_ids()

    @api.model
    def _get_left_out_account_ids(self):
        """Return the ids of trade receivables on which no credit is given, if any."""
        credit = set(self._get_credit_account_ids())
        accounts = self.env["sales.ledger"]._get_account_ids()
        return tuple(id_ for id_ in accounts if id_ not in credit)

    @api.model
    def _is_credit(self, line):
        """Return whether a journal item is of an account on which credit is given."""
        return line.account_id.id in self._get_credit_account_ids()

    @api.model
    def _query_items(self, families, company, has_drafts=True):
        """Return the SQL of the open items of the payers, see `sales.ledger`."""
        return self.env["sales.ledger"]._query_open(
            SQL("line.partner_id IN %s", families.partner_ids),
            SQL("line.company_id IN %s", self._get_branch_ids(company)),
            has_drafts=has_drafts,
            accounts=self._get_credit_account_ids(),
        )

    @api.model
    def _query_receivable(self, families, company, has_drafts=True):
        """Return the SQL of what is open, and of what of it is overdue, by contact."""
        return SQL(
            """
            SELECT item.partner_id,
                   SUM(item.amount),
                   COALESCE(SUM(item.amount) FILTER (WHERE %(overdue)s), 0),
                   MIN(item.due) FILTER (WHERE %(overdue)s)
              FROM (%(items)s) item
             GROUP BY item.partner_id
            """,
            overdue=SQL("item.amount > 0 AND item.due < %s", company._get_today()),
            items=self._query_items(families, company, has_drafts),
        )

    @api.model
    def _query_open_orders(self, families, company):
        """Return the SQL of confirmed orders with what posted invoices have left.

        As ordered, or more where more was delivered, and no less than its draft
        invoices. A partial index leads to those that are not invoiced in full, which no
        client can say of an order.

        :param families: `CreditFamilies` of the payers, None for all payers
        """
        return SQL(
            """
            SELECT so.id AS order_id,
                   so.partner_invoice_id AS partner_id,
                   so.currency_id,
                   GREATEST(so.amount_total + COALESCE(so.amount_over_delivered, 0)
                            - COALESCE(invoiced.posted, 0), invoiced.draft, 0) AS amount
              FROM sale_order so
             CROSS JOIN LATERAL (%(invoiced)s) invoiced
             WHERE %(payers)s
               AND so.state = 'sale'
               AND so.remainder_closed IS NOT TRUE
               AND so.is_invoiced_in_full IS NOT TRUE
               AND so.company_id IN %(branches)s
            """,
            invoiced=self._query_invoiced(),
            payers=SQL("TRUE")
            if families is None
            else SQL("so.partner_invoice_id IN %s", families.partner_ids),
            branches=self._get_branch_ids(company),
        )

    @api.model
    def _query_invoiced(self):
        """Return the SQL of what invoices take of order `so`, in its currency: one row
        of `posted` and `draft`.

        Credit notes are left out: they reduce what is owed and do not put the order's
        amount back. But an invoice that was reversed and made anew took nothing: its
        successor will, or did.
        """
        return SQL(
            """
            SELECT SUM(amount) FILTER (WHERE state = 'posted') AS posted,
                   SUM(amount) FILTER (WHERE state = 'draft') AS draft
              FROM (
                SELECT move.state,
                       CASE WHEN move.move_type = 'out_refund' THEN -1 ELSE 1 END
                       * CASE WHEN line.currency_id = so.currency_id
                              THEN line.price_total
                              ELSE line.price_total * so.currency_rate
                                   / COALESCE(NULLIF(move.invoice_currency_rate, 0), 1)
                         END AS amount
                  FROM sale_order_line sol
                  JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = sol.id
                  JOIN account_move_line line ON line.id = rel.invoice_line_id
                  JOIN account_move move ON move.id = line.move_id
                 WHERE sol.order_id = so.id
                   AND (move.move_type = 'out_invoice'
                        OR (move.move_type = 'out_refund' AND move.state = 'posted'
                            AND EXISTS (SELECT FROM account_move successor
                                         WHERE successor.reissue_of_id
                                               = move.reversed_entry_id
                                           AND successor.state <> 'cancel')))
                   ) AS taken
            """
        )

    @api.model
    def _cron_follow_dates(self):
        """Follow the dates: have held orders examined where a raised limit began or
        ended, give notice of ends and of reviews. A second run does nothing.
        """
        limit = self.env["sales.credit.limit"]
        steps = [
            self.env[model]._follow_dates for _kind, model in limit._increase_models
        ]
        steps.append(self.env["res.partner"]._give_review_notice)
        cron = self.env["ir.cron"]
        for step in steps:
            while (done := step()) and cron._commit_progress(done, remaining=1):
                pass
        cron._commit_progress(remaining=0)
