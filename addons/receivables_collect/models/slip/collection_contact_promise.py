from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL


class CollectionContact(models.Model):
    _inherit = "collection.contact"

    def _get_promise_state(self, paid):
        """Return what the ledger makes of a promise.

        :param float paid: what was paid on the slip in the time promised
        """
        self.ensure_one()
        if not self.promise_date:
            return False
        company_sudo = self.slip_id.company_id.sudo()  # thresholds
        wanted = self.promise_amount * company_sudo.promise_kept_percent / 100
        if self.currency_id.compare_amounts(paid, wanted) >= 0:
            return "kept"
        if self._is_replaced():
            return "replaced"
        if fields.Date.context_today(self) <= self._get_promise_deadline():
            return "open"
        return "partly" if self.currency_id.compare_amounts(paid, 0) > 0 else "broken"

    def _get_promise_deadline(self):
        """Return the last day on which a payment keeps the promise."""
        self.ensure_one()
        company_sudo = self.slip_id.company_id.sudo()  # days of grace
        return self.promise_date + timedelta(days=company_sudo.promise_grace_days)

    def _is_replaced(self):
        """Return whether another promise was made while this one was open."""
        self.ensure_one()
        deadline = self._get_promise_deadline()
        return any(
            other.promise_date
            and other.date <= deadline
            and (other.date, other.id) > (self.date, self._origin.id)
            for other in self.slip_id.contact_ids - self
        )

    def _get_promise_paid(self):
        """Return what was paid on the slip in the time promised, by contact id.

        Credit notes pay nothing. Dates are those of the payments' entries.
        """
        promises = self.filtered(lambda contact: contact.promise_date and contact.id)
        ids = tuple(promises._origin.ids)
        if not ids:
            return {}
        self.env["account.partial.reconcile"].flush_model()
        self.env["account.move.line"].flush_model(["date", "move_id"])
        self.env["collection.slip.line"].flush_model(["slip_id", "move_line_id"])
        promises.flush_recordset(["promise_date", "date", "slip_id"])
        return dict(self.env.execute_query(self._query_promise_paid(ids)))

    @api.model
    def _query_promise_paid(self, ids):
        return SQL(
            """
            SELECT contact.id, SUM(partial.debit_amount_currency)
              FROM collection_contact contact
              JOIN collection_slip slip ON slip.id = contact.slip_id
              JOIN res_company company ON company.id = slip.company_id
              JOIN collection_slip_line line
                ON line.slip_id = contact.slip_id AND line.is_credit IS NOT TRUE
              JOIN account_partial_reconcile partial
                ON partial.debit_move_id = line.move_line_id
              JOIN account_move_line payment ON payment.id = partial.credit_move_id
              JOIN account_move move ON move.id = payment.move_id
             WHERE contact.id IN %s
               AND move.move_type <> 'out_refund'
               AND payment.date >= contact.date
               AND payment.date <= contact.promise_date
                                   + COALESCE(company.promise_grace_days, 0)
             GROUP BY contact.id
            """,
            ids,
        )

    @api.model
    def _cron_promises(self):
        """Decide on promises whose day has passed and alert who is concerned."""
        today = fields.Date.context_today(self)
        due = self.search(
            [("promise_state", "=", "open"), ("promise_date", "<", today)]
        )
        due.modified(["promise_date"])
        due.flush_recordset(["promise_state"])
        broken = self.search(
            [("promise_state", "=", "broken"), ("promise_alerted", "=", False)]
        )
        broken._alert_broken()

    def _alert_broken(self):
        """Tell who acts on the slip and the regional manager of broken promises."""
        for contact in self:
            slip = contact.slip_id
            for user in slip.responsible_id | slip.team_id.user_id:
                env = contact.with_context(lang=user.lang).env
                slip.activity_schedule(
                    "receivables_collect.mail_activity_type_broken_promise",
                    user_id=user.id,
                    summary=env._(
                        "Promise broken: %(customer)s, %(slip)s",
                        customer=slip.partner_id.name,
                        slip=slip.display_name,
                    ),
                )
        self._write_protected({"promise_alerted": True})
