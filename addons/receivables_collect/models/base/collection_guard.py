from odoo import api, fields, models
from odoo.tools import SQL


class CollectionGuard(models.Model):
    """The row on which two runs of one company meet.

    PostgreSQL at REPEATABLE READ lets two transactions find the same receivables on
    no slip. Each updates this row first: the second one fails, is retried by Odoo and
    then sees the first one's slips.
    """

    _name = "collection.guard"
    _description = "Guard against Concurrent Runs"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    version = fields.Integer(default=1)

    _one_per_company = models.UniqueIndex("(company_id)")

    @api.model
    def _take(self, companies):
        """Take the guard of `companies`, before anything of them is read.

        :raise psycopg2.errors.SerializationFailure: when another transaction took it
            since this one began; Odoo retries
        """
        for company_id in sorted(companies.ids):
            self.env.cr.execute(
                SQL(
                    """
                    INSERT INTO collection_guard AS guard (company_id, version)
                    VALUES (%s, 1)
                    ON CONFLICT (company_id)
                    DO UPDATE SET version = guard.version + 1
                    """,
                    company_id,
                )
            )
