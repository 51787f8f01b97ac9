from odoo import api, models
from odoo.tools import SQL

from odoo.addons.sales_rules.tools.credit_figures import CreditGroup


class SalesCreditLimit(models.AbstractModel):
    """The sources of limits beside the tier: limit increases and shared limits.

    `sales.credit._get_families` asks for its rows and hands them back to
    `_apply_terms`.
    """

    _name = "sales.credit.limit"
    _description = "Sources of Credit Limits"

    # Documents that raise a limit, as kind and model: see `sales.credit.increase`.
    _increase_models = (
        ("temporary", "sales.credit.temporary"),
        ("guaranteed", "sales.credit.guarantee"),
    )

    @api.model
    def _flush_terms(self):
        """Flush pending writes of limit increases and groups."""
        self.env["sales.credit.group"]._flush_members()
        for _kind, model in self._increase_models:
            self.env[model]._flush_increases()

    @api.model
    def _get_term_tables(self):
        """Return the table of each source of limits beside the tier, by kind."""
        tables = {kind: self.env[model]._table for kind, model in self._increase_models}
        return {"member": self.env["sales.credit.group.member"]._table, **tables}

    @api.model
    def _query_terms(self, partners, company, kinds):
        """Return the SQLs of the sources of the limits of `partners` in `company`.

        Rows as `_get_families` pictures them: members of their groups with the group's
        limit, and what raises limits today, in the company's currency.
        """
        ids = SQL("%s::int[]", partners.ids)
        today = company._get_today()
        arms = [
            self._query_converted(
                self.env[model]._query_increases(kind, ids, company, today),
                company,
                today,
            )
            for kind, model in self._increase_models
            if kind in kinds
        ]
        if "member" in kinds:
            arms.append(self.env["sales.credit.group"]._query_members(ids, company))
        return arms

    @api.model
    def _apply_terms(self, figures, terms, company):
        """Add limit increases and the sums of the groups to `figures`.

        :param dict figures: `CreditFigures` by id of partner, members of groups too
        :param list terms: rows of `_query_terms`
        """
        groups = {}
        for kind, partner_id, payer_id, reference_id, amount, until in terms:
            figure = figures.get(partner_id)
            if kind == "member" and figure:
                group = groups.setdefault(
                    reference_id, CreditGroup(reference_id, float(amount))
                )
                group.add(figure)
                figure.group = group
            elif kind != "member":
                amount = company.currency_id.round(float(amount))
                figures[payer_id].add_increase(kind, amount, until)
        for group in groups.values():
            group.round_in_place(company.currency_id)

    @api.model
    def _query_converted(self, increases, company, today):
        """Return the SQL of limit increases in company currency, at the day's rate.

        In the same statement: the check of an order must not take one more.
        """
        own = SQL("%s", company.currency_id.id)
        currency = SQL("document.currency_id")
        return SQL(
            """
            SELECT kind, partner_id, payer_id, currency_id,
                   CASE WHEN currency_id = %(own)s THEN amount
                        ELSE amount * %(own_rate)s / %(rate)s END,
                   until
              FROM (%(increases)s) AS document (
                       kind, partner_id, payer_id, currency_id, amount, until)
            """,
            own=own,
            own_rate=self._query_rate(own, company, today),
            rate=self._query_rate(currency, company, today),
            increases=increases,
        )

    @api.model
    def _query_rate(self, currency, company, today):
        """Return the SQL of a currency's rate of the day, looked up as core does it.

        :param SQL currency: its id
        """
        # sudo: rates are no secret
        rates = self.env["res.currency.rate"].sudo()
        domain = [("company_id", "in", (False, company.root_id.id))]
        latest = rates._search(
            [*domain, ("name", "<=", today)], order="company_id.id, name DESC", limit=1
        )
        first = rates._search(domain, order="company_id.id, name ASC", limit=1)
        for query in (latest, first):
            column = rates._field_to_sql(query.table, "currency_id")
            query.add_where(SQL("%s = %s", column, currency))
        return SQL(
            "COALESCE((%s), (%s), 1.0)",
            *(
                query.select(rates._field_to_sql(query.table, "rate"))
                for query in (latest, first)
            ),
        )

    @api.model
    def _get_increase_amount(self, currency_id, amount, company):
        """Return a limit increase in the company's currency, at today's rate."""
        if currency_id == company.currency_id.id:
            return amount
        currency = self.env["res.currency"].browse(currency_id)
        today = company._get_today()
        return currency._convert(amount, company.currency_id, company, today)
