from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.sales_rules.tools.credit_figures import CreditGuarded


class SalesCreditGuard(models.Model):
    """The row on which two confirmations for one customer meet.

    PostgreSQL at REPEATABLE READ lets two transactions read the same exposure
    and both pass. Each updates this row first, so that the second one fails, is
    retried by Odoo and then sees what the first one did. Customers who share one limit
    take the rows of all members.
    """

    _name = "sales.credit.guard"
    _description = "Guard against Concurrent Confirmations"
    _log_access = False

    partner_id = fields.Many2one("res.partner", required=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    version = fields.Integer(default=1)

    _one_per_partner = models.UniqueIndex("(partner_id, company_id)")

    @api.model
    def _take(self, payers, company):
        """Take the guards of those of the commercial `payers` who have a limit.

        If it is a group's, the guards of all its members are taken, so that two of them
        meet on the same rows.

        :param payers: with the tiers of `company`
        :return: `CreditGuarded` of what the rows tell beside; None where one of the
            payers has no limit, and no row
        :raise psycopg2.errors.SerializationFailure: when another transaction has
            confirmed for one of them since this one began; Odoo retries
        """
        tiered = payers.filtered("credit_tier_id")
        if not tiered:
            return None
        bound = tiered.filtered(lambda payer: not payer.credit_tier_id.unlimited)
        tables = self.env["sales.credit.limit"]._get_term_tables()
        rows = self._take_rows(bound, tiered, company, tables.values())
        if set(tiered.ids) - {partner_id for partner_id, *_found in rows}:
            return None
        guarded = CreditGuarded()
        for partner_id, family, has_drafts, *found in rows:
            kinds = zip(tables, found, strict=True)
            guarded.kinds.update(kind for kind, is_there in kinds if is_there)
            guarded.payers.update(dict.fromkeys(family, partner_id))
            guarded.has_drafts |= has_drafts
        return guarded

    @api.model
    def _take_rows(self, bound, tiered, company, tables):
        """Update or insert the rows of the `bound` payers and of all group members.

        The same statement tells the facts of them that the check of an order needs, as
        it must not take one more.

        :param tables: of the sources of limits beside the tier
        :return: rows of partner, ids of its contacts, whether any item may be matched
            with a draft, and for each table whether it has rows of the partner
        """
        self.env["sales.credit.limit"]._flush_terms()
        self.env["res.partner"].flush_model(["commercial_partner_id"])
        return self.env.execute_query(
            SQL(
                """
                INSERT INTO sales_credit_guard AS guard
                            (partner_id, company_id, version)
                SELECT partner_id, %(root)s, 1
                  FROM (SELECT unnest(%(bound)s::int[]) AS partner_id
                         UNION
                        SELECT partner_id FROM (%(mates)s) AS mates) AS guarded
                 ORDER BY partner_id
                ON CONFLICT (partner_id, company_id)
                DO UPDATE SET version = guard.version + 1
                RETURNING partner_id,
                          ARRAY(SELECT id FROM res_partner
                                 WHERE commercial_partner_id = guard.partner_id),
                          %(has_drafts)s,
                          %(terms)s
                """,
                root=self.env["sales.credit"]._get_branch_ids(company)[0],
                bound=bound.ids,
                mates=self.env["sales.credit.group"]._query_mates(
                    SQL("%s::int[]", tiered.ids), company
                ),
                has_drafts=self.env["sales.ledger"]._query_has_drafts(),
                terms=SQL(", ").join(
                    SQL(
                        "EXISTS (SELECT FROM %s WHERE partner_id = guard.partner_id)",
                        SQL.identifier(table),
                    )
                    for table in tables
                ),
            )
        )
