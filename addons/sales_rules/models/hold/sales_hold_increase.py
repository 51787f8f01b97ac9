from typing import NamedTuple

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import float_compare

# The reasons that hold an order though it is not larger.
EASING = frozenset({"discount", "payment_term"})


class Counted(NamedTuple):
    """An order as it counts: its payer, and how much, how cheap and how late.

    :param owed_by: ids of payer, company and currency
    :param amount: in the company's currency
    :param discount: effective, in percent (R4.6)
    :param excess_days: of the payment term, beyond the tier's (R1.7)
    """

    owed_by: tuple
    amount: float
    discount: float
    excess_days: int


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
            now = self._get_state(order)
            old = before.get(order.id) or now._replace(amount=0.0)
            same_payer = now.owed_by[:2] == old.owed_by[:2]
            change = order.company_id.currency_id.compare_amounts(
                now.amount, old.amount if same_payer else 0.0
            )
            if now.owed_by != old.owed_by:
                moved |= order
            if change < 0 or not same_payer:
                freed.add(old.owed_by[0])
            is_new, is_moved = order.id not in before, order in moved
            eased = self._get_eased(old, now)
            if change > 0:
                self._check_raised(order, is_new, is_moved, eased)
            elif eased and not is_new:
                self._check_eased(order, eased)
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
        """Return what a confirmed order counts now, as `Counted`.

        Lines that core makes are left out of the amount: re-invoiced expenses and
        delivery never raise, they are counted.
        """
        order = order.sudo()  # the whole order, all lines visible or not
        check = self.with_env(order.env).env["sales.hold.check"]
        amount = sum(
            line.price_total + line._get_over_delivered()
            for line in order.order_line
            if not line._is_made_by_core()
        )
        payer = order._get_payer()
        return Counted(
            (payer.id, order.company_id.id, order.currency_id.id),
            order._get_company_amount(amount),
            check._get_effective_discount(order) if payer.credit_tier_id else 0.0,
            check._get_excess_days(order, payer.credit_tier_id, order.payment_term_id)[
                0
            ],
        )

    @api.model
    def _get_eased(self, old, now):
        """Return the reasons that a change brings beside a larger amount: a larger
        discount, a longer payment term.

        :param old: `Counted` before the change
        :param now: `Counted` after it
        """
        eased = set()
        if float_compare(now.discount, old.discount, precision_digits=2) > 0:
            eased.add("discount")
        if now.excess_days > old.excess_days:
            eased.add("payment_term")
        return eased

    @api.model
    def _check_raised(self, order, is_new, is_moved, eased):
        """Refuse an order that counts more than before, unless that is allowed.

        A discount and a payment term that it had before are not asked for again.

        :param is_new: it did not count before
        :param is_moved: somebody else, or another currency, is owed now
        :param eased: see `_get_eased`
        :raise UserError: naming reasons, figures and the way out
        """
        granted = not (is_new or is_moved) and self._is_within_approved(order)
        check = self.env["sales.hold.check"]
        total = order._get_credit_total()
        findings = check._examine_increase(order, total, granted=granted)
        if not (is_new or is_moved):
            had = EASING - eased
            findings = [finding for finding in findings if finding.reason not in had]
        if findings and is_new:
            self._refuse_entered(order, findings)
        elif findings:
            self._refuse_increase(order, findings)

    @api.model
    def _check_eased(self, order, eased):
        """Refuse a larger discount or a longer payment term than was approved.

        A smaller order is never held for credit; a discount is one at any time.

        :param eased: see `_get_eased`
        :raise UserError: naming reasons, figures and the way out
        """
        check = self.env["sales.hold.check"]
        found = check._examine_increase(order, order._get_credit_total())
        findings = [finding for finding in found if finding.reason in eased]
        if findings:
            self._refuse_eased(order, findings)

    @api.model
    def _is_within_approved(self, order):
        """Return whether the total is within what was approved for the order."""
        approved = order.credit_approved_total
        total = order._get_credit_total()
        return approved and order.currency_id.compare_amounts(total, approved) <= 0

    @api.model
    def _get_wishes(self, order, total, discount, term):
        """Return what is asked for beyond the order as it is.

        :return: set of "total" and of the reasons "discount", "payment_term"
        """
        check = self.env["sales.hold.check"]
        change = order.currency_id.compare_amounts(total, order.amount_total)
        present = check._get_effective_discount(order)
        wishes = set()
        if change > 0:
            wishes.add("total")
        if change < 0 or float_compare(discount, present, precision_digits=2) > 0:
            wishes.add("discount")
        if term is not None and term != order.payment_term_id:
            wishes.add("payment_term")
        return wishes

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
    def _refuse_eased(self, order, findings):
        """Refuse to make a confirmed order cheaper, or longer to be paid.

        :raise UserError: always
        """
        raise UserError(
            self.env._(
                "Order %(order)s is confirmed and cannot be changed so:\n%(reasons)s\n"
                "Use “Ask for increase” on the order with the new total, discount or"
                " payment term; once it is approved the order can be changed so far.",
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

    @api.model
    def _refuse_not_askable(self, order, findings):
        """Refuse a request for an increase where nobody can release a reason.

        :raise UserError: always
        """
        raise UserError(
            self.env._(
                "An increase of order %(order)s cannot be asked for:\n%(reasons)s\n"
                "It is possible once the stop is lifted, the customer approved or the"
                " amount paid.",
                order=order.name,
                reasons=self.env["sales.hold.check"]._get_findings_text(findings),
            )
        )
