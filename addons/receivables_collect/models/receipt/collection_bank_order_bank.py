from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.receivables_collect.tools import roles


class CollectionBankOrder(models.Model):
    """Finance's part of F31: present it to the bank, book what the bank did (R3.14)."""

    _inherit = "collection.bank.order"

    def action_present(self):
        """Present issued orders to the bank.

        :raise UserError: for orders that sales has not issued
        """
        self._check_finance()
        for order in self:
            if not order.number:
                raise UserError(
                    self.env._("%s: sales has to issue it first.", order.display_name)
                )
            order._check_not_paid_since()
        # sudo: finance moves orders by methods only
        self.sudo()._move(
            "presented",
            presenter_id=self.env.uid,
            presented_date=fields.Date.context_today(self),
        )
        return True

    def action_pay(self, date=None):
        """Book that the bank collected it: one payment, on the named invoices.

        :param date: the day the bank paid, today by default
        :raise UserError: for orders that are not presented
        """
        self._check_finance()
        date = fields.Date.to_date(date) or fields.Date.context_today(self)
        # sudo: finance moves orders by methods only
        self.sudo()._move("paid", end_date=date)
        self.flush_recordset(["state"])  # a concurrent payment is retried
        for order in self:
            payment = order.with_company(order.company_id)._post_payment(date)
            order.sudo()._write_protected({"payment_id": payment.id})  # as above
        return True

    def action_refuse(self, reason):
        """Book that the bank refused it, or send it back before it is presented.

        :param str reason: why; sales reads it
        """
        self._check_finance()
        reason = self._check_reason(reason, self.env._("Say why it was refused."))
        # sudo: finance moves orders by methods only
        orders_sudo = self.sudo()
        orders_sudo._move(
            "refused",
            end_reason=reason,
            end_date=fields.Date.context_today(self),
        )
        for order in orders_sudo:
            order.message_post(
                body=self.env._("Refused: %s", reason),
                partner_ids=order.user_id.partner_id.ids,
            )
        return True

    def _check_not_paid_since(self):
        """Check that the invoices were not paid in part after the order was issued.

        More than was open then was asked knowingly, and goes on account.

        :raise UserError: naming both amounts
        """
        self.ensure_one()
        known = self.amount_open_issued or self.amount
        is_less = self.currency_id.compare_amounts(self.amount_open, known) < 0
        if self.is_over_open and is_less:
            raise UserError(
                self.env._(
                    "%(order)s asks for %(amount)s, but only %(open)s of its invoices"
                    " is open: the rest was paid since it was issued. Refuse it, so"
                    " that sales issues one over the open amount.",
                    order=self.display_name,
                    amount=self.currency_id.format(self.amount),
                    open=self.currency_id.format(self.amount_open),
                )
            )

    def _check_finance(self):
        """Check that the user is of finance and issued none of these orders.

        :raise AccessError: for others
        """
        self.check_access("read")
        if not self.env.user.has_group(roles.FINANCE) or self.env.user.has_group(
            roles.MANAGER
        ):
            raise AccessError(
                self.env._("Finance alone presents to the bank and books what it paid.")
            )
        own = self.filtered(lambda order: order.issued_by_id == self.env.user)
        if own:
            raise AccessError(
                self.env._(
                    "%s: its issuer may neither present nor collect it.",
                    own._get_state_names(),
                )
            )

    def _post_payment(self, date):
        """Post the payment of this order on `date`, on its invoices, oldest first."""
        self.ensure_one()
        posting = self.env["collection.posting"]
        journal = self.journal_id or self.company_id._get_collection_journal("transfer")
        vals = posting._prepare_vals(
            self.company_id,
            journal,
            self.partner_id.commercial_partner_id,
            self.amount,
            self.currency_id,
            date,
            self.number,
        )
        return posting._post([vals], [self._get_parts()])

    def _get_parts(self):
        """Return the amount per journal item; the rest is on account."""
        items = self._get_open_items()
        left, parts = self.amount, []
        for item in items.sorted(lambda row: (row.date_maturity or row.date, row.id)):
            part = self.currency_id.round(min(left, item.amount_residual_currency))
            if self.currency_id.compare_amounts(part, 0.0) > 0:
                parts.append((item, part))
                left = self.currency_id.round(left - part)
        if not self.currency_id.is_zero(left):
            parts.append((self.env["account.move.line"], left))
        return parts
