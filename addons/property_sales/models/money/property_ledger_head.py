from odoo import api, fields, models
from odoo.tools import SQL


class PropertyLedgerHead(models.Model):
    """How far the chain of closed days goes, per company (R2.8).

    Closing takes the row of the company, so that two days are not closed at once, and
    a tail that somebody cut is found.
    """

    _name = "property.ledger.head"
    _description = "Head of the Property Sales Ledger"
    _log_access = False

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="cascade"
    )
    sequence = fields.Integer(required=True, readonly=True)
    body_hash = fields.Char(readonly=True)

    _one_per_company = models.UniqueIndex(
        "(company_id)", "The company has a head of its ledger already."
    )

    @api.model
    def _take(self, company):
        """Take the row of a company; return its last sequence and hash."""
        [(sequence, last)] = self.env.execute_query(
            SQL(
                """
                INSERT INTO property_ledger_head (company_id, sequence)
                VALUES (%s, 0)
                ON CONFLICT (company_id)
                DO UPDATE SET sequence = property_ledger_head.sequence
                RETURNING sequence, body_hash
                """,
                company.id,
            )
        )
        return sequence, last or ""

    @api.model
    def _put(self, company, sequence, body_hash):
        """Move the head of a company on."""
        self.env.execute_query(
            SQL(
                """
                UPDATE property_ledger_head
                   SET sequence = %s, body_hash = %s
                 WHERE company_id = %s
             RETURNING id
                """,
                sequence,
                body_hash,
                company.id,
            )
        )
        self.invalidate_model()
