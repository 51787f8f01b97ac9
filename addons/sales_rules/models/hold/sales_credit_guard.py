from odoo import api, fields, models
from odoo.tools import SQL


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
        :return: which kinds of terms (see `sales.credit.limit`) there may be of
            the payers, so that the others need not be looked for; None: any
        :raise psycopg2.errors.SerializationFailure: when another transaction has
            confirmed for one of them since this one began; Odoo retries
        """
        tiered = payers.filtered("credit_tier_id")
        if not tiered:
            return None
        bound = tiered.filtered(lambda payer: not payer.credit_tier_id.unlimited)
        limits = self.env["sales.credit.limit"]
        limits._flush_terms()
        tables = limits._get_term_tables()
        mates = self.env["sales.credit.group"]._query_mates(
            SQL("%s::int[]", tiered.ids), company
        )
        rows = self.env.execute_query(
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
                RETURNING partner_id, %(terms)s
                """,
                root=company.root_id.id,
                bound=bound.ids,
                mates=mates,
                # in the same statement: the check of an order must not take one more
                terms=SQL(", ").join(
                    SQL(
                        "EXISTS (SELECT FROM %s WHERE partner_id = guard.partner_id)",
                        SQL.identifier(table),
                    )
                    for table in tables.values()
                ),
            )
        )
        if set(tiered.ids) - {partner_id for partner_id, *_found in rows}:
            return None
        return {
            kind
            for _partner_id, *found in rows
            for kind, is_there in zip(tables, found, strict=True)
            if is_there
        }
