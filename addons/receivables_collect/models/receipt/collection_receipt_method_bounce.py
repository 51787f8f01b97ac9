from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL
from odoo.tools.misc import format_date

from odoo.addons.sales_rules.tools import gate

from .account_move import BOUNCE
from .collection_receipt_method import PAPERS


class CollectionReceiptMethod(models.Model):
    _inherit = "collection.receipt.method"

    def action_bounce(self, date=None, reason=None):
        """Book cheques or drafts that the bank refused: what they paid is open again.

        The payment is reversed on the day of the refusal, also when the period of the
        payment is locked by now, and rejected. Printed journals stay true.

        :param date: the day on which the bank refused it, today by default
        :param str reason: what the bank says
        :raise UserError: when it was not verified, or refused already
        """
        self.receipt_id.report_id._check_may_handle()
        date = fields.Date.to_date(date) or fields.Date.context_today(self)
        for part in self:
            why = part._get_cannot_bounce_reason(date)
            if why:
                raise UserError(why)
        self._claim_bounce(date, reason)
        for part in self:
            part._reverse_payment(date)
            part._tell_bounce()
        return True

    def _get_cannot_bounce_reason(self, date):
        """Return why this method cannot be refused by the bank on `date`, or an empty
        text.
        """
        self.ensure_one()
        if self.method not in PAPERS:
            return self.env._("Only cheques and bank drafts are refused by the bank.")
        if not self.payment_id:
            return self.env._(
                "%s is not verified yet: have its receipt corrected instead.",
                self.receipt_id.display_name,
            )
        if self.bounce_date:
            return self.env._(
                "%(paper)s of %(receipt)s was refused on %(date)s already.",
                paper=self.display_name,
                receipt=self.receipt_id.display_name,
                date=format_date(self.env, self.bounce_date),
            )
        if not self.receipt_id.date <= date <= fields.Date.context_today(self):
            return self.env._(
                "The bank refuses it between the day of the receipt and today."
            )
        return ""

    def _claim_bounce(self, date, reason):
        """Note the refusal before anything is reversed: it happens once."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE collection_receipt_method
                   SET bounce_date = %s, bounce_reason = %s
                 WHERE id IN %s AND bounce_date IS NULL
                RETURNING id
                """,
                date,
                reason or None,
                tuple(self.ids),
            )
        )
        self.invalidate_recordset(["bounce_date", "bounce_reason"])
        if len(rows) != len(self):
            raise UserError(self.env._("It was booked as refused already."))

    def _reverse_payment(self, date):
        """Reverse the payment's entry on `date` and reject the payment."""
        self.ensure_one()
        payment = self.payment_id
        move = gate.opened_for(payment.move_id, BOUNCE)
        memo = self.env._("Refused by the bank: %s", payment.memo or payment.name)
        reversal = move._reverse_moves([{"date": date, "ref": memo}], cancel=True)
        gate.opened(payment, {"state"}).action_reject()
        # sudo: what was posted is noted by methods only
        self.sudo()._write_protected({"bounce_move_id": reversal.id})

    def _tell_bounce(self):
        """Tell the customer, the collector and the regional manager."""
        self.ensure_one()
        receipt_sudo = self.receipt_id.sudo()  # finance needs not write receipts
        collector = receipt_sudo.collector_id
        note = self.env._(
            "%(paper)s over %(amount)s was refused by the bank: %(reason)s",
            paper=self.display_name,
            amount=self.currency_id.format(self.amount),
            reason=self.bounce_reason or "-",
        )
        receipt_sudo.message_post(body=note, partner_ids=collector.partner_id.ids)
        for user in collector | collector.sale_team_id.user_id:
            receipt_sudo.activity_schedule(
                "receivables_collect.mail_activity_type_bounce",
                summary=note,
                user_id=user.id,
            )
        template = self.env.ref(
            "receivables_collect.mail_template_bounce", raise_if_not_found=False
        )
        if template and receipt_sudo.partner_id.email:
            template.sudo().send_mail(self.id)  # whoever in finance books it
