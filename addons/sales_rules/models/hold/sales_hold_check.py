from collections import defaultdict
from dataclasses import replace

from odoo import api, models
from odoo.tools import float_compare

from odoo.addons.sales_rules.tools.hold_finding import HoldFinding

# The fields of a tier that judge an order.
TIER_FIELDS = (
    "unlimited",
    "credit_limit",
    "payment_term_id",
    "grace_days",
    "max_discount",
)


class SalesHoldCheck(models.AbstractModel):
    """The examination of orders: why they cannot be confirmed now (R1.7, R1.11).

    It takes orders and returns a `HoldFinding` per reason, and changes nothing but the
    guards of the payers. First the figures of the payers, for all orders at once; then
    the reasons of each order, from figures and order. `sales.hold.sync` makes holds of
    what is found.
    """

    _name = "sales.hold.check"
    _description = "Examination of Orders"

    @api.model
    def _examine(self, orders):
        """Find why orders cannot be confirmed now, those of one payer added up.

        Takes the guard of every limited payer first, so that of two transactions
        confirming at once one sees the other's orders.

        :return: dict of order to a list of `HoldFinding`
        """
        examined = dict.fromkeys(orders, ())
        # sudo: the figures are the customer's, for all who may see the order
        orders_sudo = orders.sudo()
        check = self.with_env(orders_sudo.env)
        for company, company_orders in orders_sudo.grouped("company_id").items():
            examined.update(check._examine_company(company_orders, company))
        return examined

    @api.model
    def _examine_company(self, orders, company):
        """Examine orders of one company, the oldest first: see `_examine`."""
        payers = self._fetch_payers(orders, company)
        figures = self._get_guarded_figures(payers, company)
        running = defaultdict(float)
        examined = {}
        for order in orders.sorted(lambda o: (o.date_order, o.id)):
            payer = order._get_payer()
            figure = figures[payer.id]
            amount = order._get_company_amount(order._get_credit_total())
            limit_of = figure.group.id if figure.group else payer
            ahead = running[limit_of]
            base = self._get_base_finding(order, figure, ahead, amount)
            examined[order] = findings = self._get_findings(order, base)
            if not self._get_uncovered(order, findings):
                running[limit_of] += amount
        return examined

    @api.model
    def _examine_increase(self, order, total, discount=0.0, term=None, granted=False):
        """Find the reasons against a total of `total` for a confirmed order.

        A release for the confirmation was used up by it, but for what is of
        the order alone: its discount and its contract.

        :param total: in the order's currency; the order's own amount is already
            in the exposure, so only what is beyond it is added
        :param discount: percent that are asked for, where more than the order has
        :param term: the payment term asked for, where it is another one
        :param granted: an increase to this total was approved: at its figures
        :return: list of `HoldFinding`
        """
        # the figures are the customer's, for all who see the order
        order = order.sudo()
        check = self.with_env(order.env)
        payer = order._get_payer()
        figures = check._get_guarded_figures(payer, order.company_id)
        amount = order._get_company_amount(total)
        # the part of this order already in the ledger and the open orders
        counted = order._get_company_amount(order._get_credit_total())
        base = check._get_base_finding(order, figures[payer.id], -counted, amount)
        base = replace(base, asked_discount=discount)
        if term is not None:
            base = replace(base, term_id=term.id)
        findings = check._get_findings(order, base)
        own = ("contract_review", "discount", "payment_term")
        covering = order.open_hold_ids.filtered(
            lambda hold: hold.reason in own or (granted and hold.increase_total)
        )
        return check._get_uncovered(order, findings, covering)

    @api.model
    def _has_rules(self, order):
        """Return whether anything can hold the order: elsewhere nothing is read.

        The hook for further rules.
        """
        company = order.company_id
        configured = self.env["sales.tier"]._get_configured_companies()
        return (
            company.id in configured
            or company.sudo().contract_review  # sudo: one flag of the company
            or order.sudo()._get_payer().is_credit_stopped  # sudo: one flag
        )

    @api.model
    def _get_payer_fields(self):
        """Return the fields read of every payer; a hook for further reasons."""
        return ["commercial_partner_id", "tier_id", "credit_stop"]

    @api.model
    def _fetch_payers(self, orders, company):
        """Return the payers with those fields read, and those of their tiers.

        In one query, two where contacts are invoiced: customers without a tier must
        not cost more.
        """
        names = self._get_payer_fields()
        partners = orders.partner_invoice_id.with_company(company)
        if not self.env["sales.tier.resolve"]._fetch_in_branch(partners, company):
            partners.fetch(names)
            (partners.commercial_partner_id - partners).fetch(names)
        payers = partners.commercial_partner_id
        payers.credit_tier_id.fetch(TIER_FIELDS)
        return payers

    @api.model
    def _get_guarded_figures(self, payers, company):
        """Return the `CreditFigures` of payers, by id, and take their guards first."""
        credit = self.env["sales.credit"]
        guarded = self.env["sales.credit.guard"]._take(payers, company)
        tiered = payers.filtered("credit_tier_id")
        found = credit._get_figures(tiered, company, guarded=guarded)
        return {p.id: found.get(p.id) or credit._get_empty_figures() for p in payers}

    @api.model
    def _get_base_finding(self, order, figure, running, amount):
        """Return the figures that every finding of this order starts from.

        :param figure: `CreditFigures` of the payer
        :param running: orders under the same limit that pass in this batch
        :param amount: this order, in company currency
        :return: `HoldFinding` without a reason
        """
        payer = order._get_payer()
        tier = payer.credit_tier_id
        orders_amount = figure.shared.orders + running
        return HoldFinding(
            order_id=order.id,
            company_id=order.company_id.id,
            partner_id=payer.id,
            tier_id=tier.id,
            credit_group_id=figure.group.id if figure.group else False,
            amount=amount,
            is_limited=figure.is_limited(tier),
            limit=figure.get_limit(tier),
            base_limit=figure.get_base_limit(tier),
            temporary_limit=figure.temporary,
            guaranteed_limit=figure.guaranteed,
            receivable=figure.shared.receivable,
            orders_amount=orders_amount,
            exposure=figure.shared.receivable + orders_amount + amount,
            overdue_amount=figure.overdue,
            date_oldest=figure.oldest_due,
            overdue_days=figure.get_overdue_days(order.company_id._get_today()),
            days_limit=tier.grace_days,
            discount_limit=tier.max_discount,
            term_id=order.payment_term_id.id,
        )

    @api.model
    def _get_findings(self, order, base):
        """Return the reasons that hold the order, each with its figures.

        The hook for further reasons: extend the list by `base.with_reason(...)` of
        another reason (see `sales.hold._get_reasons`). That a new customer is not
        approved yet is found in models/customer.

        :param base: `HoldFinding`, see `_get_base_finding`
        :return: list of `HoldFinding`
        """
        payer, company = order._get_payer(), order.company_id
        findings = self._get_credit_findings(order, base)
        if payer.is_credit_stopped:
            note = payer.credit_stopped_reason
            findings.append(base.with_reason("manual_stop", note=note))
        if self._needs_contract_review(company, base.amount):
            limit = company.contract_review_amount
            findings.append(base.with_reason("contract_review", limit=limit))
        judged = payer.credit_tier_id
        discount = self._get_effective_discount(order) if judged else 0.0
        discount = max(discount, base.asked_discount)
        if judged and self._is_discount_over(discount, base.discount_limit):
            findings.append(base.with_reason("discount", discount=discount))
        return findings + self._get_term_findings(order, base)

    @api.model
    def _get_term_findings(self, order, base):
        """Return the finding of a payment term that is longer than the tier's (R1.7),
        unless the order is paid already.
        """
        term = order.payment_term_id.browse(base.term_id)
        days, allowed = self._get_excess_days(
            order, order._get_payer().credit_tier_id, term
        )
        if not days or self._is_prepaid(order, base.amount):
            return []
        return [base.with_reason("payment_term", days=days, days_limit=allowed)]

    @api.model
    def _get_excess_days(self, order, tier, term):
        """Return how many days later than the tier allows a payment term ends.

        Both on the order's day in its company, to their last part: at the end of which
        month it is depends on the day.

        :return: tuple (days beyond, days that the tier allows)
        """
        allowed = tier.payment_term_id
        if not allowed or not term or term == allowed:
            return 0, 0
        day = order.company_id._get_day(order.date_order)
        limit = allowed._get_last_day(day)
        return max((term._get_last_day(day) - limit).days, 0), (limit - day).days

    @api.model
    def _get_credit_findings(self, order, base):
        """Return the findings of limit and overdue, less what is prepaid (R3.16)."""
        findings = []
        currency = order.company_id.currency_id
        over = currency.round(base.exposure - base.limit)
        if base.is_limited and over > 0:
            reason = "credit_limit" if base.limit else "payment_first"
            findings.append(base.with_reason(reason, over=over))
        if base.tier_id and self._is_overdue(order.company_id, base):
            findings.append(base.with_reason("overdue", days=base.overdue_days))
        if not findings:
            return findings
        if self._is_prepaid(order, base.amount):
            return []
        unposted = self._get_prepaid(order)[1]
        return self._get_findings_less_prepaid(findings, unposted, currency)

    @api.model
    def _is_overdue(self, company, base):
        """Return whether the customer is overdue by more than days of grace and, in
        all, by more than the company lets pass.
        """
        tolerance = company.sudo().sales_overdue_tolerance  # sudo: one setting
        return (
            base.overdue_days > base.days_limit
            and company.currency_id.compare_amounts(base.overdue_amount, tolerance) > 0
        )

    @api.model
    def _get_findings_less_prepaid(self, findings, unposted, currency):
        """Deduct money paid and not yet in the ledger from the excess."""
        left = []
        for finding in findings:
            if finding.reason == "overdue":
                left.append(finding)
                continue
            if unposted:
                finding = finding.less_prepaid(unposted, currency)
            if finding.over > 0:
                left.append(finding)
        return left

    @api.model
    def _get_prepaid(self, order):
        """Return what the customer paid online for the order, in company currency.

        Core confirms before it posts the payment: a transaction that is done
        counts as paid, and is not in the receivable until its payment is posted.

        :return: tuple (paid, of which not yet posted)
        """
        # sudo: salespeople do not read all transactions
        done = order.sudo().transaction_ids.filtered(lambda tx: tx.state == "done")
        # core links a refund to the payment, not to the order
        done |= done.child_transaction_ids.filtered(
            lambda tx: tx.operation == "refund" and tx.state == "done"
        )
        unposted = done.filtered(
            lambda tx: tx.payment_id.state not in ("in_process", "paid")
        )
        return (
            sum(order._get_company_amount(tx.amount) for tx in done),
            sum(order._get_company_amount(tx.amount) for tx in unposted),
        )

    @api.model
    def _is_prepaid(self, order, amount):
        """Return whether the customer paid `amount`, company currency, online."""
        paid = self._get_prepaid(order)[0]
        return (
            bool(paid)
            and order.company_id.currency_id.compare_amounts(paid, amount) >= 0
        )

    @api.model
    def _needs_contract_review(self, company, amount):
        """Return whether a contract of `amount`, company currency, is reviewed."""
        return bool(
            company.contract_review
            and company.currency_id.compare_amounts(
                amount, company.contract_review_amount
            )
            > 0
        )

    @api.model
    def _get_effective_discount(self, order):
        """Return the largest discount of the order in percent (R4.6).

        Of its lines, or of the whole as the customer pays it: what a line below zero
        takes off, returned goods paid above their price.
        """
        lines = order.order_line
        discounts = [line._get_effective_discount() for line in lines]
        listed, paid = self._get_values(order)
        off = sum(listed) - sum(paid)
        if order.currency_id.compare_amounts(off, 0) > 0:
            sold = sum(value for value in listed if value > 0)
            discounts.append(off / sold * 100 if sold else 100.0)
        return max(discounts, default=0.0)

    @api.model
    def _get_values(self, order):
        """Return what the lines of an order are listed at, and what is paid for them.

        :return: two tuples, see `sale.order.line._get_values`
        """
        values = [line._get_values() for line in order.order_line]
        return tuple(zip(*values, strict=True)) or ((), ())

    @api.model
    def _get_discount_at(self, order, total):
        """Return the discount in percent if all of the order were sold for `total`.

        :param total: taxes included, in the order's currency
        """
        listed, paid = self._get_values(order)
        sold = sum(value for value in listed if value > 0)
        if not sold or order.amount_total <= 0:
            return 0.0
        left = sum(paid) * total / order.amount_total
        return (sum(listed) - left) / sold * 100

    @api.model
    def _is_discount_over(self, discount, limit):
        """Return whether a discount in percent is over the limit; equal passes."""
        return float_compare(discount, limit, precision_digits=2) > 0

    @api.model
    def _get_uncovered(self, order, findings, holds=None):
        """Return the findings of the order that no released hold covers.

        :param holds: those that count, where not all open ones of the order do
        """
        if not findings:
            return []
        # sudo: holds are read by right of the order
        released = order.sudo().open_hold_ids if holds is None else holds
        return [
            finding
            for finding in findings
            if not any(
                hold.reason == finding.reason and hold._covers(finding)
                for hold in released
            )
        ]

    @api.model
    def _get_findings_text(self, findings):
        """Return the findings as the user reads them, one per line."""
        holds = self.env["sales.hold"].sudo()  # to word the messages only
        messages = (holds.new(finding.get_hold_vals()).message for finding in findings)
        return "\n".join(f"• {message}" for message in messages)
