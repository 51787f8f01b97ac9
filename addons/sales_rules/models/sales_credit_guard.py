from odoo import api, fields, models
from odoo.tools import SQL


class SalesCreditGuard(models.Model):
    """The row two confirmations for one customer meet on.

    PostgreSQL at REPEATABLE READ lets two transactions read the same exposure
    and both pass. Each updates this row first, so that the second one fails, is
    retried by Odoo and then sees what the first one did.
    """

    _name = "sales.credit.guard"
    _description = "Guard against Concurrent Confirmations"
    _log_access = False

    partner_id = fields.Many2one("res.partner", required=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    version = fields.Integer(default=1)

    _one_per_partner = models.UniqueIndex("(partner_id, company_id)")

    @api.model
    def _take(self, partners, company):
        """Take the guard of the commercial `partners` in `company`'s branch tree.

        :raise psycopg2.errors.SerializationFailure: when another transaction has
            confirmed for one of them since this one began; Odoo retries
        """
        root = company.root_id.id
        values = SQL(", ").join(
            SQL("(%s, %s, 1)", partner_id, root) for partner_id in sorted(partners.ids)
        )
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO sales_credit_guard AS guard
                            (partner_id, company_id, version)
                VALUES %s
                ON CONFLICT (partner_id, company_id)
                DO UPDATE SET version = guard.version + 1
                """,
                values,
            )
        )
