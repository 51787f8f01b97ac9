from odoo import api, fields, models
from odoo.tools import SQL

# The day from which the first known salesperson of a customer counts.
EVER = "1900-01-01"


class CollectionAssignment(models.Model):
    """Salesperson and team of a customer on a day (R4.23).

    A partner knows the present salesperson only. A row holds from its day on until the
    next one; the first holds for all days before too. Rows follow by themselves all
    changes of partners and team members; a customer changed twice on a day belongs to
    the last one from that day on.
    """

    _name = "collection.assignment"
    _description = "Customer's Salesperson by Day"
    _inherit = ["sales.protected.mixin"]
    _log_access = False
    _order = "partner_id, date_from desc"
    _rec_name = "partner_id"

    _protected_fields = frozenset({"partner_id", "date_from", "user_id", "team_id"})

    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    date_from = fields.Date(string="From", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users",
        string="Salesperson",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    team_id = fields.Many2one(
        "crm.team", string="Sales Team", readonly=True, ondelete="set null"
    )

    _one_per_day = models.UniqueIndex(
        "(partner_id, date_from)",
        "A customer has one salesperson on a day.",
    )

    @api.model
    def _sync(self, partners=None):
        """Have a row of today wherever the present salesperson or team is not the one
        of the last row; one statement for any number.

        Today is the current company's, or the day of the last row where that is later:
        in another company the next day may have begun already.

        :param partners: those to look at, all customers by default
        """
        self.env["res.partner"].flush_model(
            ["user_id", "commercial_partner_id", "customer_rank"]
        )
        self.env["res.users"].flush_model(["sale_team_id"])
        self.flush_model()
        self.env.execute_query(self._query_sync(partners))
        self.invalidate_model()

    def _query_sync(self, partners):
        among = SQL("TRUE")
        if partners is not None:
            among = SQL("partner.id IN %s", tuple(partners.ids) or (None,))
        return SQL(
            """
            INSERT INTO collection_assignment (partner_id, date_from, user_id, team_id)
            SELECT partner.id,
                   CASE WHEN last.partner_id IS NULL THEN %(ever)s::date
                        ELSE GREATEST(%(today)s, last.date_from) END,
                   partner.user_id, users.sale_team_id
              FROM res_partner partner
              LEFT JOIN res_users users ON users.id = partner.user_id
              LEFT JOIN LATERAL (
                       SELECT known.partner_id, known.user_id, known.team_id,
                              known.date_from
                         FROM collection_assignment known
                        WHERE known.partner_id = partner.id
                        ORDER BY known.date_from DESC
                        LIMIT 1) last ON TRUE
             WHERE %(among)s
               AND partner.id = partner.commercial_partner_id
               AND CASE WHEN last.partner_id IS NULL
                        THEN partner.user_id IS NOT NULL OR partner.customer_rank > 0
                             OR partner.id IN (%(owing)s)
                        ELSE last.user_id IS DISTINCT FROM partner.user_id
                             OR last.team_id IS DISTINCT FROM users.sale_team_id
                   END
                ON CONFLICT (partner_id, date_from) DO UPDATE
               SET user_id = EXCLUDED.user_id, team_id = EXCLUDED.team_id
            RETURNING id
            """,
            ever=EVER,
            today=self.env.company._get_today(),
            among=among,
            owing=self._query_owing(),
        )

    @api.model
    def _query_owing(self):
        """Return the SQL of those who are no customers to core and have entries on a
        receivable account: who owes is a customer.
        """
        self.env["account.move.line"].flush_model(["partner_id", "account_id"])
        return SQL(
            """
            SELECT entity.id
              FROM account_move_line line
              JOIN res_partner contact ON contact.id = line.partner_id
              JOIN res_partner entity ON entity.id = contact.commercial_partner_id
             WHERE line.account_id IN %s
               AND line.parent_state = 'posted'
               AND entity.customer_rank = 0
            """,
            self.env["sales.ledger"]._get_account_ids(),
        )
