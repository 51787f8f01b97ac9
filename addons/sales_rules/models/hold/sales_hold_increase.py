from odoo import api, models
from odoo.exceptions import UserError


class SalesHoldIncrease(models.AbstractModel):
    """Judges changes of orders: confirmed ones are not raised past the rules (R1.7).

    Orders and their lines ask before a change what is counted (`_get_counted`) and have
    it judged afterwards (`_judge`), as a whole: `tools/watch.py` says who judges.
    """

    _name = "sales.hold.increase"
    _description = "Judgement of Changed Orders"

    @api.model
    def _get_counted(self, orders):
        """Return the amounts of confirmed orders before a change, by order id."""
        return {
            order.id: self._get_state(order)
            for order in orders
            if self._is_counted(order)
        }

    @api.model
    def _judge(self, orders, before):
        """Refuse a change against the rules, and examine edited quotations again.

        :param dict before: see `_get_counted`; orders not in it are new
        :raise UserError: naming reasons, figures and the way out
        """
        self._check_increase(orders, before)
        self.env["sales.hold.requester"]._note(orders, self.env.user)
        edited = orders.filtered(
            lambda o: o.credit_hold != "none" and o.state in ("draft", "sent")
        )
        if edited:
            # sudo: holds are moved by the module, for all who edit the order
            edited = edited.sudo()
            examined = edited.env["sales.hold.check"]._examine(edited)
            edited.env["sales.hold.sync"]._sync_holds(edited, examined)

    @api.model
    def _check_increase(self, orders, before):
        """Refuse to raise confirmed orders beyond the rules (R1.7).

        An approved increase is used up once the order reached its total, or fell.

        :param dict before: see `_get_counted`
        :raise UserError: naming reasons, figures and the way out
        """
        moved = spent = orders.browse()
        freed = set()
        for order in orders.filtered(self._is_counted):
            *owed_by, amount = self._get_state(order)
            *old_owed_by, old_amount = before.get(order.id) or [*owed_by, 0.0]
            same_payer = owed_by[:2] == old_owed_by[:2]
            change = order.company_id.currency_id.compare_amounts(
                amount, old_amount if same_payer else 0.0
            )
            if owed_by != old_owed_by:
                moved |= order
            if change < 0 or not same_payer:
                freed.add(old_owed_by[0])
            if change > 0:
                self._check_raised(order, order.id not in before, order in moved)
            if change < 0 or not self._is_below_approved(order):
                spent |= order
        moved._forget_approved()
        # sudo: the module's own field
        for order in spent.sudo().filtered("credit_approved_total"):
            order._write_protected({"credit_approved_total": 0.0})
        # sudo: the queue is the module's own
        queue = self.env["sales.credit.queue"].sudo()
        queue._push(self.env["res.partner"].browse(freed))

    @api.model
    def _is_counted(self, order):
        """Return whether the order counts against somebody's credit."""
        return (
            order.state == "sale"
            and not order.remainder_closed
            and self.env["sales.hold.check"]._has_rules(order)
        )

    @api.model
    def _get_state(self, order):
        """Return (payer id, company id, currency id, amount in company currency).

        Lines that core makes are left out of the amount: re-invoiced expenses,
        delivery and down payments never raise, they are counted.
        """
        # sudo: amounts of the whole order, all lines visible or not
        lines = order.sudo().order_line
        amount = sum(line.price_total for line in lines if not line._is_made_by_core())
        return (
            order.partner_invoice_id.commercial_partner_id.id,
            order.company_id.id,
            order.currency_id.id,
            order._get_company_amount(amount),
        )

    @api.model
    def _check_raised(self, order, is_new, is_moved):
        """Refuse an order that counts more than before, unless that is allowed.

        :param is_new: it did not count before
        :param is_moved: somebody else, or another currency, is owed now
        :raise UserError: naming reasons, figures and the way out
        """
        granted = not (is_new or is_moved) and self._is_within_approved(order)
        check = self.env["sales.hold.check"]
        findings = check._examine_increase(order, order.amount_total, granted)
        if findings and is_new:
            self._refuse_entered(order, findings)
        elif findings:
            self._refuse_increase(order, findings)

    @api.model
    def _is_within_approved(self, order):
        """Return whether the total is within what was approved for the order."""
        approved = order.credit_approved_total
        total = order.amount_total
        return approved and order.currency_id.compare_amounts(total, approved) <= 0

    @api.model
    def _is_below_approved(self, order):
        """Return whether the order may still be raised within what was approved."""
        approved = order.credit_approved_total
        return order.currency_id.compare_amounts(order.amount_total, approved) < 0

    @api.model
    def _refuse_increase(self, order, findings):
        """Refuse to raise a confirmed order, with reasons, figures and way out.

        :raise UserError: always
        """
        raise UserError(
            self.env._(
                "Order %(order)s is confirmed and cannot be raised:\n%(reasons)s\n"
                "Use “Ask for increase” on the order with the new total; once it is"
                " approved the order can be raised up to that total.",
                order=order.name,
                reasons=self.env["sales.hold.check"]._get_findings_text(findings),
            )
        )

    @api.model
    def _refuse_entered(self, order, findings):
        """Refuse an order that would be confirmed by writing it so.

        :raise UserError: always
        """
        raise UserError(
            self.env._(
                "Order %(order)s cannot be entered as confirmed:\n%(reasons)s\nSave it"
                " as a quotation and use “Confirm”: the users who may release it are"
                " asked.",
                order=order.name,
                reasons=self.env["sales.hold.check"]._get_findings_text(findings),
            )
        )
