import logging

from psycopg2.errors import OperationalError

from odoo import api, models

_logger = logging.getLogger(__name__)


class SalesCreditQueue(models.Model):
    """Works the queue off: held orders of its customers are examined again."""

    _inherit = "sales.credit.queue"

    @api.model
    def _cron_process(self, limit=50):
        """Examine the held orders of the queued customers again, customer by
        customer; a customer whom another transaction works on waits for the
        next run.
        """
        rows = self.search([], limit=limit, order="id")
        partner_ids = list(dict.fromkeys(rows.partner_id.ids))
        cron = self.env["ir.cron"]
        if not cron._commit_progress(remaining=len(partner_ids)):
            return
        for partner_id in partner_ids:
            self._process_one(partner_id, rows.ids)
            if not cron._commit_progress(1):
                return
        if self.search_count([], limit=1):
            self._get_cron()._trigger()

    @api.model
    def _process_one(self, partner_id, row_ids):
        """Examine one customer, with those who share its limit; a lost race leaves the
        rows for the next run.

        Any other failure is logged and leaves the orders held, to be examined from the
        order: it must not keep other customers waiting.
        """
        partner = self.env["res.partner"].browse(partner_id)
        sharing = partner | self.env["sales.credit.group"]._get_mates(partner)
        domain = [("id", "in", row_ids), ("partner_id", "in", sharing.ids)]
        try:
            rows = self.search(domain)
            if not rows:
                return  # examined with another member of the group
            rows.unlink()
            # sentences that stay are in the company's language, not the cron's
            lang = self.env.company.partner_id.lang
            self.env["sale.order"].with_context(lang=lang)._reexamine_customer(partner)
            self.env.flush_all()
        except OperationalError:
            self.env.cr.rollback()
            _logger.info("Customer %s is examined in the next run", partner_id)
        except Exception:  # cron: the other customers go on
            self.env.cr.rollback()
            _logger.exception("Held orders of customer %s", partner_id)
            self.search(domain).unlink()
