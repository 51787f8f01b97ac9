from odoo import api, models, tools
from odoo.tools import SQL


class SalesTierResolve(models.AbstractModel):
    """Which tier and which stop hold for a customer in a company (R1.6, R1.7).

    The customer's own tier in the company; in a branch without one that of the nearest
    company above; for customers that nobody gave one the default tier, of the company
    or of the nearest one above, however they came to be. A stop holds in the company
    where it was said and in all its branches. On customers these are `credit_tier_id`
    and `is_credit_stopped`, in SQL the queries here.
    """

    _name = "sales.tier.resolve"
    _description = "Tiers in Force"

    @api.model
    @tools.ormcache("company_id")
    def _get_line(self, company_id):
        """Return the ids of a company and of those above it, the nearest first.

        Companies never move in their tree.
        """
        # sudo, cached for all users: ids of companies only
        path = self.env["res.company"].sudo().browse(company_id).parent_path
        return tuple(int(part) for part in reversed(path.split("/")) if part)

    @api.model
    @tools.ormcache("company_id")
    def _get_default_id(self, company_id):
        """Return the id of the default tier in force of the nearest company, or False.

        Writing tiers clears the caches.
        """
        line = self._get_line(company_id)
        # sudo, cached for all users: ids of tiers only
        tiers = self.env["sales.tier"].sudo()
        found = tiers.search([("company_id", "in", line), ("is_default", "=", True)])
        by_company = {tier.company_id.id: tier.id for tier in found}
        return next((by_company[id_] for id_ in line if id_ in by_company), False)

    @api.model
    @tools.ormcache("company_id")
    def _get_branches(self, company_id):
        """Return the branches below a company, each with the ids of the companies from
        it up to, and without, that company.
        """
        # sudo, cached for all users: ids of companies only
        companies = self.env["res.company"].sudo().with_context(active_test=False)
        domain = [("id", "child_of", company_id), ("id", "!=", company_id)]
        branches = []
        for branch in companies.search(domain):
            line = self._get_line(branch.id)
            branches.append((branch.id, line[: line.index(company_id)]))
        return tuple(branches)

    @api.model
    def _query_for_branch(self, branch_id, between, value):
        """Return the SQL that adds `value` for a branch to a jsonb column of customers
        who have no tier between the branch and the company above that gives it.

        :param between: ids, see `_get_branches`
        """
        own = SQL(" AND ").join(
            SQL("tier_id->>%s IS NULL", str(id_)) for id_ in between
        )
        return SQL(
            " || CASE WHEN %s THEN jsonb_build_object(%s::text, %s)"
            " ELSE '{}'::jsonb END",
            own,
            str(branch_id),
            value,
        )

    @api.model
    def _query_value(self, alias, name, company):
        """Return the SQL of a company-dependent field of customers: the value of the
        nearest company that has one.

        :param str alias: of the customers' table
        """
        # sudo: the column of the field, whatever the caller may read
        partners = self.env["res.partner"].sudo()
        *nearer, top = self._get_line(company.id)
        field = partners._fields[name]
        root = partners.with_company(self.env["res.company"].browse(top))
        values = [self._query_own(alias, name, id_) for id_ in nearer]
        values.append(root._field_to_sql(alias, name))
        if not nearer:
            return values[0]
        kind = SQL(field._column_type[1])
        casts = SQL(", ").join(SQL("(%s)::%s", value, kind) for value in values)
        return SQL("COALESCE(%s)", casts)

    @api.model
    def _query_own(self, alias, name, company_id):
        """Return the SQL of the text that a company-dependent field has in one company,
        NULL where it has none.
        """
        field = self.env["res.partner"]._fields[name]
        column = SQL.identifier(alias, name, to_flush=field)
        return SQL("(%s->>%s)", column, str(company_id))

    @api.model
    def _query_given_tier(self, alias, company):
        """Return the SQL of the tier given to customers, NULL where there is none."""
        return SQL("(%s)::int", self._query_value(alias, "tier_id", company))

    @api.model
    def _query_tier(self, alias, company):
        """Return the SQL of the tier by which customers are judged."""
        return SQL(
            "COALESCE(%s, %s::int)",
            self._query_given_tier(alias, company),
            self._get_default_id(company.id) or None,
        )

    @api.model
    def _query_stopped(self, alias, company):
        """Return the SQL of whether customers are stopped, in a company or above it."""
        stops = [
            SQL("(%s)::bool IS TRUE", self._query_own(alias, "credit_stop", id_))
            for id_ in self._get_line(company.id)
        ]
        return SQL("(%s)", SQL(" OR ").join(stops))

    @api.model
    def _get_above(self, partners, company):
        """Return what the companies above say of customers, in one statement.

        :return: {partner id: (tier id or None, reason of the nearest stop or None)}
        """
        above = self._get_line(company.id)[1:]
        if not above or not partners:
            return {}
        tiers = [self._query_own("partner", "tier_id", id_) for id_ in above]
        stops = [
            SQL(
                "WHEN (%s)::bool THEN COALESCE(%s, '')",
                self._query_own("partner", "credit_stop", id_),
                self._query_own("partner", "credit_stop_reason", id_),
            )
            for id_ in above
        ]
        rows = self.env.execute_query(
            SQL(
                """
                SELECT partner.id, COALESCE(%(tiers)s)::int, CASE %(stops)s END
                  FROM res_partner partner
                 WHERE partner.id = ANY(%(ids)s)
                """,
                tiers=SQL(", ").join(tiers),
                stops=SQL(" ").join(stops),
                ids=partners.ids,
            )
        )
        return {partner_id: tuple(said) for partner_id, *said in rows}

    @api.model
    def _fetch_in_branch(self, partners, company):
        """Read payers, and the tier and stop that hold for them, where `company` is a
        branch: in one statement, as the check of an order must not take one more.

        :param partners: in the company
        :return: whether it is a branch
        """
        line = self._get_line(company.id)
        if len(line) == 1:
            return False
        stops = [
            SQL(
                "WHEN (%s)::bool THEN COALESCE(%s, '')",
                self._query_own("payer", "credit_stop", id_),
                self._query_own("payer", "credit_stop_reason", id_),
            )
            for id_ in line
        ]
        entity = partners._fields["commercial_partner_id"]
        rows = self.env.execute_query(
            SQL(
                """
                SELECT partner.id, payer.id, %(tier)s, CASE %(stops)s END
                  FROM res_partner partner
                  JOIN res_partner payer ON payer.id = %(entity)s
                 WHERE partner.id = ANY(%(ids)s)
                """,
                tier=self._query_tier("payer", company),
                stops=SQL(" ").join(stops),
                entity=SQL.identifier("partner", entity.name, to_flush=entity),
                ids=partners.ids,
            )
        )
        for partner_id, payer_id, tier_id, reason in rows:
            payer = partners.browse(payer_id)
            entity._insert_cache(partners.browse(partner_id), [payer_id])
            entity._insert_cache(payer, [payer_id])
            for name, value in (
                ("credit_tier_id", tier_id),
                ("is_credit_stopped", reason is not None),
                ("credit_stopped_reason", reason),
            ):
                partners._fields[name]._insert_cache(payer, [value])
        return True

    @api.model
    def _query_is_known(self, alias, company):
        """Return the SQL of whether commercial partners have a tier, or anything booked
        or ordered in the branch tree of `company`: whoever pays is a customer.

        Of those whom core ranks as customers nothing booked is looked for, unless they
        are private: their rank may come from accounts on which no credit is given.

        :param str alias: of the partners' table
        """
        credit = self.env["sales.credit"]

        def column(model, table, name):
            field = self.env[model]._fields[name]
            return SQL.identifier(table, name, to_flush=field)

        return SQL(
            """
            (%(tier)s IS NOT NULL
             OR %(partner)s IN (
                SELECT entity.id
                  FROM account_move_line line
                  JOIN res_partner contact ON contact.id = %(owing)s
                  JOIN res_partner entity ON entity.id = contact.commercial_partner_id
                 WHERE line.account_id IN %(accounts)s
                   AND %(posted)s = 'posted'
                   AND line.company_id IN %(branches)s
                   AND (entity.customer_rank = 0 OR entity.is_private)
                 UNION ALL
                SELECT contact.commercial_partner_id
                  FROM sale_order so
                  JOIN res_partner contact ON contact.id = %(payer)s
                 WHERE (%(state)s = 'sale' OR %(hold)s = 'held')
                   AND so.company_id IN %(branches)s))
            """,
            tier=self._query_given_tier(alias, company),
            partner=SQL.identifier(alias, "id"),
            owing=column("account.move.line", "line", "partner_id"),
            posted=column("account.move.line", "line", "parent_state"),
            payer=column("sale.order", "so", "partner_invoice_id"),
            state=column("sale.order", "so", "state"),
            hold=column("sale.order", "so", "credit_hold"),
            accounts=credit._get_credit_account_ids(),
            branches=credit._get_branch_ids(company),
        )
