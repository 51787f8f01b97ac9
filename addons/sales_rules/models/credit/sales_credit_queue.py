import logging

from psycopg2 import Error as DatabaseError

from odoo import api, fields, models
from odoo.tools import SQL

_logger = logging.getLogger(__name__)


class SalesCreditQueue(models.Model):
    """Customers whose held orders have to be examined again (R1.7).

    Money came in, a limit changed, an overdue invoice was settled: every event that
    touches a customer with held orders appends a row, one cron works them off. An event
    for one member of a credit group touches them all. The holds' topic works the rows
    off.
    """

    _name = "sales.credit.queue"
    _description = "Customers to Examine Again"
    _log_access = False

    partner_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade"
    )

    @api.model
    def _push(self, partners, even_without_holds=False):
        """Queue the commercial `partners`, those with held orders only.

        :param even_without_holds: queue all; for a hold that is just being made,
            whose customer may pay in a transaction that does not see it
        """
        if not partners:
            return
        if even_without_holds:
            self._insert(partners, SQL("TRUE"))
        else:
            queued = self._push_held(partners)
            self._push_again_after_commit(partners - queued)

    @api.model
    def _push_held(self, partners):
        """Queue and return those of the commercial `partners` whose orders are held."""
        self.env["sale.order"].flush_model(["credit_hold", "partner_invoice_id"])
        self.env["res.partner"].flush_model(["commercial_partner_id"])
        held = SQL(
            """
            EXISTS (
                SELECT 1
                  FROM sale_order so
                  JOIN res_partner payer ON payer.id = so.partner_invoice_id
                 WHERE so.credit_hold = 'held'
                   AND payer.commercial_partner_id = partner.id)
            """
        )
        return self._insert(partners, held)

    @api.model
    def _insert(self, partners, condition):
        """Append rows for `partners`, if any, that meet an SQL condition, and wake the
        cron.

        :return: the partners queued
        """
        self.env["sales.credit.group"]._flush_members()
        ids = SQL("%s::int[]", partners.ids)
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO sales_credit_queue (partner_id)
                SELECT partner.id FROM res_partner partner
                 WHERE partner.id = ANY(ARRAY(
                       SELECT unnest(%(ids)s)
                        UNION
                       SELECT partner_id FROM (%(mates)s) AS mates))
                   AND %(condition)s
                RETURNING partner_id
                """,
                ids=ids,
                mates=self.env["sales.credit.group"]._query_mates(ids),
                condition=condition,
            )
        )
        queued = partners.browse(row[0] for row in self.env.cr.fetchall())
        if queued:
            self._get_cron()._trigger()
        return queued

    @api.model
    def _push_again_after_commit(self, partners):
        """Look for holds of `partners` once more when this transaction is through.

        Its snapshot does not show an order that another transaction held, and the cron
        examined, meanwhile: a customer who paid would wait for the next payment.
        """
        if not partners or not self.env["sales.tier"]._get_configured_companies():
            return
        callbacks = self.env.cr.postcommit
        key = "sales_rules.credit_queue"
        if key not in callbacks.data:
            callbacks.data[key] = set()
            registry = self.env.registry

            @callbacks.add
            def push_again():
                partner_ids = callbacks.data.pop(key)
                try:
                    with registry.cursor() as cr:
                        env = api.Environment(cr, api.SUPERUSER_ID, {})
                        partners = env["res.partner"].browse(partner_ids).exists()
                        env[self._name]._push_held(partners)
                except DatabaseError:
                    _logger.exception("Customers %s are not queued", partner_ids)

        callbacks.data[key].update(partners.ids)

    @api.model
    def _get_cron(self):
        # sudo: every user who posts a payment wakes the cron
        return self.env.ref("sales_rules.ir_cron_credit_queue").sudo()
