from odoo import api, fields, models
from odoo.tools import SQL


class SalesTierApply(models.AbstractModel):
    """Gives customers their tiers, set-based, many at once (R1.6, R1.7).

    The steps: the salespeople's granted credit is looked at, tier, core's credit limit
    and payment term are written on the customers and their contacts, the history is
    kept with the figures of the day, and held orders are examined again.
    """

    _name = "sales.tier.apply"
    _description = "Assignment of Tiers"

    @api.model
    def _apply_tiers(self, partners_by_tier, reason, origin=None, reasons=None):
        """Give commercial partners their tiers of one company, with history.

        :param partners_by_tier: {tier in force: partners}
        :param str reason: why, kept in the history
        :param origin: the document that decided it
        :param reasons: {partner id: what to add to `reason`}
        :raise UserError: when a salesperson would have more credit than granted
        """
        if not partners_by_tier:
            return
        company = next(iter(partners_by_tier)).company_id
        names = ["tier_id", "credit_limit", "property_payment_term_id"]
        model = self.env["res.partner"]
        model.flush_model([*names, "commercial_partner_id", "user_id", "active"])
        new_tiers = {
            partner_id: tier
            for tier, partners in partners_by_tier.items()
            for partner_id in partners.ids
        }
        old_tiers = self._get_tier_ids(list(new_tiers), company)
        self._check_allowance(company, old_tiers, new_tiers)
        for tier, partners in partners_by_tier.items():
            self.env.cr.execute(self._query_apply(partners, tier))
        model.invalidate_model([*names, "credit_tier_id"])
        partners = model.with_company(company).browse(new_tiers)
        self._log(partners, old_tiers, new_tiers, reason, origin, reasons or {})
        self.env["sales.credit.queue"]._push(partners)

    @api.model
    def _take_tiers(self, partners, company, reason):
        """Leave commercial partners without a tier in `company`, with history.

        :param partners: in that company
        :param str reason: why, kept in the history
        """
        if not partners:
            return
        names = ["tier_id", "credit_limit"]
        partners.flush_model([*names, "commercial_partner_id"])
        old_tiers = self._get_tier_ids(partners.ids, company)
        self.env.cr.execute(
            SQL(
                """
                UPDATE res_partner SET tier_id = tier_id - %(key)s::text
                 WHERE commercial_partner_id = ANY(%(ids)s)
                """,
                key=str(company.id),
                ids=partners.ids,
            )
        )
        partners.invalidate_model([*names, "credit_tier_id"])
        none = self.env["sales.tier"]
        new_tiers = dict.fromkeys(partners.ids, none)
        self._log(partners, old_tiers, new_tiers, reason, None, {})
        self.env["sales.credit.queue"]._push(partners)

    @api.model
    def _get_tier_ids(self, partner_ids, company):
        """Return the tier that each partner has in `company`: {id: id or None}."""
        # sudo: the column of the field, whatever the caller may read
        model = self.env["res.partner"].sudo().with_company(company)
        query = SQL(
            "SELECT partner.id, (%s)::int FROM res_partner partner WHERE id IN %s",
            model._field_to_sql("partner", "tier_id"),
            tuple(partner_ids),
        )
        return dict(self.env.execute_query(query))

    @api.model
    def _check_allowance(self, company, old_tiers, new_tiers):
        """Check that no salesperson would have more credit than granted.

        :raise UserError: naming those who would
        """
        # sudo: whether amounts are granted at all
        allowances = self.env["sales.credit.allowance"].sudo()
        if not allowances.search_count([("company_id", "=", company.id)], limit=1):
            return
        query = SQL(
            "SELECT id, user_id FROM res_partner WHERE id IN %s AND active",
            tuple(new_tiers),
        )
        growth = {}
        # sudo: amounts of tiers, whatever the caller may read
        tiers = self.env["sales.tier"].sudo()
        for partner_id, user_id in self.env.execute_query(query):
            old = tiers.browse(old_tiers[partner_id] or ())
            new = new_tiers[partner_id].sudo()  # as above
            amount, unlimited = growth.get(user_id, (0.0, False))
            growth[user_id] = (
                amount + new.credit_limit - old.credit_limit,
                unlimited or (new.unlimited and not old.unlimited),
            )
        allowances._check_growth(company, growth)

    @api.model
    def _log(self, partners, old_tiers, new_tiers, reason, origin, reasons):
        """Write one history row per partner, with the figures of the day, in one go.

        :param partners: in the company of the tiers
        """
        company = partners.env.company
        # the ledger's: history is read by those who count collected money, too
        credit = partners.env["sales.credit"]
        figures = credit._get_figures(partners, company, ahead=False)
        rows = []
        for partner_id, figure in figures.items():
            tier = new_tiers[partner_id]
            why = filter(None, (reason, reasons.get(partner_id)))
            values = (
                partner_id,
                old_tiers[partner_id],
                tier.id or None,
                tier.credit_limit,
                tier.unlimited,
                tier.payment_term_id.id or None,
                figure.receivable,
                figure.orders,
                figure.overdue,
                ": ".join(why),
            )
            row = SQL(", ").join(SQL("%s", value) for value in values)
            rows.append(SQL("(%s)", row))
        self.env.cr.execute(self._query_log(rows, company, origin))
        # not created by the ORM: a batch of 20,000 would take 200 queries
        self.env["sales.tier.history"].invalidate_model()

    @api.model
    def _query_log(self, rows, company, origin):
        """Return the SQL that inserts history `rows`; nobody else can make any."""
        return SQL(
            """
            INSERT INTO sales_tier_history (
                   partner_id, old_tier_id, new_tier_id, credit_limit, unlimited,
                   payment_term_id, receivable, orders_amount, overdue_amount, reason,
                   company_id, user_id, origin, date,
                   create_uid, create_date, write_uid, write_date)
            SELECT row.partner_id, row.old_id::int, row.new_id::int, row.credit_limit,
                   row.unlimited, row.term_id::int, row.receivable, row.orders,
                   row.overdue, row.reason,
                   %(company)s, %(user)s, %(origin)s, %(now)s::timestamp,
                   %(user)s, %(now)s::timestamp, %(user)s, %(now)s::timestamp
              FROM (VALUES %(rows)s)
                AS row (partner_id, old_id, new_id, credit_limit, unlimited, term_id,
                        receivable, orders, overdue, reason)
            """,
            company=company.id,
            user=self.env.uid,
            origin=origin and origin.display_name or None,
            now=fields.Datetime.now(),
            rows=SQL(", ").join(rows),
        )

    @api.model
    def _query_apply(self, partners, tier):
        """Return the SQL that writes tier and terms on the families of `partners`."""
        company = tier.company_id
        resolve = self.env["sales.tier.resolve"]
        branches = resolve._get_branches(company.id)

        def merged(column, value, *branches):
            return SQL(
                "%(column)s = COALESCE(%(column)s, '{}'::jsonb)"
                " || jsonb_build_object(%(key)s::text, %(value)s)%(branches)s",
                column=SQL.identifier(column),
                key=str(company.id),
                value=value,
                branches=SQL("").join(
                    resolve._query_for_branch(branch_id, between, value)
                    for branch_id, between in branches
                ),
            )

        # core's fields do not climb: branches without a tier of their own have them too
        limit = SQL("%s::numeric", tier._get_core_limit())
        assignments = [
            merged("tier_id", SQL("%s::int", tier.id)),
            merged("credit_limit", limit, *branches),
        ]
        if tier.payment_term_id:
            term = SQL("%s::int", tier.payment_term_id.id)
            assignments.append(merged("property_payment_term_id", term, *branches))
        return SQL(
            "UPDATE res_partner SET %s WHERE commercial_partner_id IN %s",
            SQL(", ").join(assignments),
            tuple(partners.ids),
        )
