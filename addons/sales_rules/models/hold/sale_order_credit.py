from collections import defaultdict

from odoo import api, fields, models

from odoo.addons.sales_rules.tools import gate

from .sale_order_activity import CUSTOMER_ASKED, RELEASED

# Who wanted the order confirmed: objects, so that no client can claim to be the
# customer. A release then confirms by itself or tells the user.
ASKED_BY_CUSTOMER = object()


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", "sales.approval.mixin", "sales.protected.mixin"]

    _protected_fields = frozenset(
        {
            "credit_hold",
            "hold_ids",
            "approval_ids",
            "remainder_closed",
            "credit_asked_by",
            "credit_asked_user_id",
            "credit_approved_total",
            # computed, and what the figures are read from: the ORM lets RPC write them
            "amount_untaxed",
            "amount_tax",
            "amount_total",
            "currency_rate",
            "invoice_status",
        }
    )

    credit_hold = fields.Selection(
        [("none", "None"), ("held", "Held"), ("released", "Released")],
        string="Hold",
        default="none",
        required=True,
        readonly=True,
        copy=False,
        help="Held orders wait for a release, a payment or a changed order; released"
        " ones are confirmed at the approved figures.",
    )
    hold_ids = fields.One2many(
        "sales.hold", "order_id", string="Holds", readonly=True, copy=False
    )
    open_hold_ids = fields.One2many(
        "sales.hold",
        "order_id",
        domain=[("state", "!=", "lapsed")],
        string="Open Holds",
        readonly=True,
        copy=False,
    )
    credit_asked_by = fields.Selection(
        [("user", "User"), ("customer", "Customer")],
        string="Confirmation Asked by",
        readonly=True,
        copy=False,
    )
    credit_asked_user_id = fields.Many2one("res.users", readonly=True, copy=False)
    credit_approved_total = fields.Monetary(
        string="Approved up to",
        readonly=True,
        copy=False,
        help="A confirmed order may be raised to this total without asking again.",
    )
    remainder_closed = fields.Boolean(
        readonly=True,
        copy=False,
        help="The order will not be invoiced further and no longer counts against"
        " the customer's credit.",
    )

    _credit_open_idx = models.Index(
        "(partner_invoice_id)"
        " WHERE state = 'sale' AND invoice_status IS DISTINCT FROM 'invoiced'"
        " AND remainder_closed IS NOT TRUE"
    )
    _credit_held_idx = models.Index("(partner_invoice_id) WHERE credit_hold = 'held'")

    def action_confirm(self):
        """Confirm what the rules let pass and hold the rest (R1.7, R1.11).

        Held orders stay quotations, with their reasons and figures in `hold_ids`
        and the approvals asked; nothing is raised for them. In a batch the orders
        of one customer are added up, the oldest first.

        :return: True, as core does
        """
        # EXTENDS 'sale'
        asked = self.filtered(lambda order: order.state in ("draft", "sent"))
        examined = asked._examine()
        passed = asked.filtered(lambda order: not order._get_uncovered(examined))
        (asked - passed)._note_asked()
        asked.filtered(
            lambda order: examined[order] or order.credit_hold != "none"
        )._sync_holds(examined)
        unchecked = self - asked  # core refuses them with its own message
        confirmed = passed | unchecked
        if not confirmed:
            return True
        passed._note_approved_totals()
        res = super(SaleOrder, gate.opened(confirmed, {"state"})).action_confirm()
        passed._end_activities(RELEASED, CUSTOMER_ASKED)
        return res

    def _validate_order(self):
        # EXTENDS 'sale': the portal signs and the website buys through here
        orders = self.with_context(sales_rules_asked_by=ASKED_BY_CUSTOMER)
        return super(SaleOrder, orders)._validate_order()

    def _get_payer(self):
        """Return the commercial partner who owes for the order, in its company."""
        self.ensure_one()
        payer = self.partner_invoice_id.commercial_partner_id
        return payer.with_company(self.company_id)

    def _get_company_amount(self, amount):
        """Return `amount` of the order's currency in its company's, at today's rate."""
        self.ensure_one()
        company = self.company_id
        if self.currency_id == company.currency_id:
            return amount
        today = fields.Date.context_today(self)
        return self.currency_id._convert(amount, company.currency_id, company, today)

    def _examine(self):
        """Find why orders cannot be confirmed now, those of one payer added up.

        Takes the guard of every limited payer first, so that of two transactions
        confirming at once one sees the other's orders.

        :return: dict of order to a list of findings, values of `sales.hold`
        """
        examined = dict.fromkeys(self, ())
        # sudo: the figures are the customer's, whoever may see them
        orders_sudo = self.sudo()._on_own_day()
        guard = orders_sudo.env["sales.credit.guard"]
        credit = orders_sudo.env["sales.credit"]
        for company, orders in orders_sudo.grouped("company_id").items():
            payers = orders._fetch_payers(company)
            kinds = guard._take(payers, company)
            tiered = payers.filtered("tier_id")
            figures = credit._get_figures(tiered, company, kinds=kinds)
            running = defaultdict(float)
            for order in orders.sorted(lambda o: (o.date_order, o.id)):
                payer = order._get_payer()
                figure = figures.get(payer.id) or credit._get_empty_figures()
                amount = order._get_company_amount(order.amount_total)
                limit_of = figure.group.id if figure.group else payer
                ahead = running[limit_of]
                base = order._prepare_hold_vals(payer, figure, ahead, amount)
                findings = order._get_hold_findings(base)
                examined[order.with_env(self.env)] = findings
                if not order._get_uncovered({order: findings}):
                    running[limit_of] += amount
        return examined

    def _on_own_day(self):
        """Return the orders on the day of the user, or where a job or a customer acts
        on that of the salesperson: overdue days must not change with who looks.
        """
        if self.env.context.get("tz") or self.env.user.tz:
            return self
        users = self.credit_asked_user_id | self.user_id
        zones = users.filtered("tz").mapped("tz") or self.company_id.partner_id.mapped(
            "tz"
        )
        return self.with_context(tz=zones[0]) if zones and zones[0] else self

    def _fetch_payers(self, company):
        """Return the payers, with what is read of them whether or not they have a tier.

        In one query, two where contacts are invoiced: customers without a tier must
        not cost more.
        """
        names = ["commercial_partner_id", "tier_id", "credit_stop", "customer_stage"]
        partners = self.partner_invoice_id.with_company(company)
        partners.fetch(names)
        payers = partners.commercial_partner_id
        (payers - partners).fetch(names)
        return payers

    def _prepare_hold_vals(self, payer, figure, running, amount):
        """Return the figures that every hold of this examination keeps.

        :param payer: the commercial partner who owes
        :param figure: `CreditFigures` of the payer
        :param running: orders under the same limit that pass in this batch
        :param amount: this order, in company currency
        """
        today = fields.Date.context_today(self)
        tier = payer.tier_id
        orders_amount = figure.shared.orders + running
        exposure = figure.shared.receivable + orders_amount + amount
        return {
            "order_id": self.id,
            "company_id": self.company_id.id,
            "partner_id": payer.id,
            "tier_id": tier.id,
            "credit_group_id": figure.group.id if figure.group else False,
            "amount": amount,
            "is_limited": figure.is_limited(tier),
            "limit": figure.get_limit(tier),
            "base_limit": figure.get_base_limit(tier),
            "temporary_limit": figure.temporary,
            "guaranteed_limit": figure.guaranteed,
            "receivable": figure.shared.receivable,
            "orders_amount": orders_amount,
            "exposure": exposure,
            "over": 0.0,
            "overdue_amount": figure.overdue,
            "oldest_due_date": figure.oldest_due,
            "days": 0,
            "days_limit": tier.grace_days,
            "overdue_days": figure.get_overdue_days(today),
            "discount": 0.0,
            "discount_limit": tier.max_discount,
            "note": False,
        }

    def _get_hold_findings(self, base):
        """Return the reasons that hold the order, each with its figures.

        The hook for further reasons: extend the list by dicts made from `base`
        with another `reason` (see `sales.hold._get_reasons`).

        :param dict base: see `_prepare_hold_vals`
        :return: list of values for `sales.hold`
        """
        self.ensure_one()
        payer = self._get_payer()
        findings = self._get_credit_findings(base, payer.tier_id)
        if payer.credit_stop:
            note = payer.credit_stop_reason
            findings.append(dict(base, reason="manual_stop", note=note))
        if self._needs_contract_review(base["amount"]):
            limit = self.company_id.contract_review_amount
            findings.append(dict(base, reason="contract_review", limit=limit))
        discount = self._get_effective_discount() if payer.tier_id else 0.0
        if self._is_discount_over(discount, base["discount_limit"]):
            findings.append(dict(base, reason="discount", discount=discount))
        return findings

    def _get_credit_findings(self, base, tier):
        """Return what limit and overdue invoices hold; the prepaid is free (R3.16)."""
        findings = []
        currency = self.company_id.currency_id
        over = currency.round(base["exposure"] - base["limit"])
        if base["is_limited"] and over > 0:
            reason = "credit_limit" if base["limit"] else "payment_first"
            findings.append(dict(base, reason=reason, over=over))
        if tier and base["overdue_days"] > tier.grace_days:
            days = base["overdue_days"]
            findings.append(dict(base, reason="overdue", days=days))
        if not findings:
            return findings
        prepaid, unposted = self._get_prepaid()
        if currency.compare_amounts(prepaid, base["amount"]) >= 0 and prepaid:
            return []
        return self._get_findings_less_prepaid(findings, unposted)

    def _get_findings_less_prepaid(self, findings, unposted):
        """Take money that is paid and not yet in the ledger off what is over."""
        currency = self.company_id.currency_id
        left = []
        for finding in findings:
            if finding["reason"] != "overdue" and unposted:
                over = currency.round(finding["over"] - unposted)
                exposure = finding["exposure"] - unposted
                finding = dict(finding, over=over, exposure=exposure)
            if finding["reason"] == "overdue" or finding["over"] > 0:
                left.append(finding)
        return left

    def _get_prepaid(self):
        """Return what the customer paid online for this order, in company currency.

        Core confirms before it posts the payment: a transaction that is done
        counts as paid, and is not in the receivable until its payment is posted.

        :return: tuple (paid, of which not yet posted)
        """
        self.ensure_one()
        # sudo: salespeople do not read all transactions
        done = self.sudo().transaction_ids.filtered(lambda tx: tx.state == "done")
        # core links what was paid back to the payment, not to the order
        done |= done.child_transaction_ids.filtered(
            lambda tx: tx.operation == "refund" and tx.state == "done"
        )
        unposted = done.filtered(
            lambda tx: tx.payment_id.state not in ("in_process", "paid")
        )
        return (
            sum(self._get_company_amount(tx.amount) for tx in done),
            sum(self._get_company_amount(tx.amount) for tx in unposted),
        )

    def _needs_contract_review(self, amount):
        """Return whether a contract of `amount`, company currency, is reviewed."""
        self.ensure_one()
        company = self.company_id
        return bool(
            company.contract_review
            and company.currency_id.compare_amounts(
                amount, company.contract_review_amount
            )
            > 0
        )

    def _get_uncovered(self, examined):
        """Return the findings of this order that no released hold covers."""
        self.ensure_one()
        findings = examined.get(self) or ()
        # sudo: holds are read by right of the order
        released = self.sudo().open_hold_ids if findings else ()
        return [
            finding
            for finding in findings
            if not any(
                hold.reason == finding["reason"] and hold._covers(finding)
                for hold in released
            )
        ]

    def _note_asked(self):
        """Remember who wanted orders confirmed that are held now."""
        self.check_access("write")
        by_customer = self.env.context.get("sales_rules_asked_by") is ASKED_BY_CUSTOMER
        changed = self.filtered(
            lambda order: order.credit_asked_by != "customer" or by_customer
        )
        if changed:
            user = self.env.user
            changed._write_protected(
                {
                    "credit_asked_by": "customer" if by_customer else "user",
                    "credit_asked_user_id": user.id if user._is_internal() else False,
                }
            )

    def _note_approved_totals(self):
        """A released order may later be raised again up to what was approved.

        What was approved before the order was cancelled and confirmed anew is void.
        """
        for order in self:
            released = order.credit_hold == "released"
            total = order.amount_total if released else 0.0
            if order.credit_approved_total != total:
                order._write_protected({"credit_approved_total": total})

    @api.model
    def _prepare_hold_create_vals(self, finding):
        """Return what `sales.hold` stores of a finding."""
        return {
            name: value
            for name, value in finding.items()
            if name in self.env["sales.hold"]._fields
        }
