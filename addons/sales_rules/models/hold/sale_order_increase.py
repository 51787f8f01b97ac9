from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools.misc import formatLang

from odoo.addons.sales_rules.tools import gate


class SaleOrder(models.Model):
    _inherit = "sale.order"

    # What makes an order larger, change payer or currency (R1.7).
    _credit_watched_fields = frozenset(
        {
            "state",
            "order_line",
            "partner_id",
            "partner_invoice_id",
            "company_id",
            "currency_id",
            "pricelist_id",
            "fiscal_position_id",
            "remainder_closed",
        }
    )

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'sale': an order created in state sale is examined like one raised
        # from nothing
        orders = super().create(vals_list)
        orders.filtered(lambda o: o.state == "sale")._check_increase({})
        return orders

    def write(self, vals):
        # EXTENDS 'sale'
        permit = gate.get(self)
        if "state" in vals and permit and permit.admits(self, {"state"}):
            # the confirmation that `action_confirm` examined
            permit.spend(self)
            return super().write(vals)
        if not self._credit_watched_fields & vals.keys() or gate.is_watched(self, self):
            return super().write(vals)
        before = self._get_credit_before()
        res = super(SaleOrder, gate.opened_watch(self, self)).write(vals)
        self._check_increase(before)
        self._after_edit()
        return res

    def _recompute_prices(self):
        # EXTENDS 'sale': new prices are a new comparison with the pricelist
        before = self._get_credit_before()
        res = super(SaleOrder, gate.opened_watch(self, self))._recompute_prices()
        lines = self._get_update_prices_lines().with_env(self.env)
        self.env.add_to_compute(lines._fields["pricelist_price_unit"], lines)
        self._check_increase(before)
        self._after_edit()
        return res

    def action_close_remainder(self):
        """End confirmed orders that will not be invoiced further.

        What is not invoiced no longer counts against the customer's credit.

        :raise UserError: for orders that are not confirmed
        """
        if any(order.state != "sale" for order in self):
            raise UserError(
                self.env._("Only the remainder of confirmed orders can be closed.")
            )
        self.check_access("write")
        open_orders = self.filtered(lambda order: not order.remainder_closed)
        # sudo: the flag is written by this method only
        open_orders.sudo()._write_protected({"remainder_closed": True})
        for order in open_orders:
            order.message_post(body=self.env._("The remainder was closed."))
        open_orders._push_payers()
        return True

    def action_reopen_remainder(self):
        """Let the remainder count again; examined like an increase.

        :raise UserError: when the customer's credit does not cover it
        """
        closed = self.filtered("remainder_closed")
        closed.check_access("write")
        # sudo: the flag is written by this method only
        closed.sudo()._write_protected({"remainder_closed": False})
        return True

    def _get_credit_before(self):
        """Return what confirmed orders count before a change, by order id."""
        return {
            order.id: order._get_credit_state()
            for order in self
            if order.state == "sale"
            and not order.remainder_closed
            and order._has_credit_rules()
        }

    def _has_credit_rules(self):
        """Return whether anything can hold the order: elsewhere nothing is read."""
        self.ensure_one()
        company = self.company_id
        configured = self.env["sales.tier"]._get_configured_companies()
        return (
            company.id in configured
            or company.sudo().contract_review  # sudo: one flag of the company
            or self._get_payer().credit_stop
        )

    def _get_credit_state(self):
        """Return (payer id, company id, currency id, amount in company currency).

        Lines that core makes are left out of the amount: re-invoiced expenses,
        delivery and down payments never raise, they are counted.
        """
        self.ensure_one()
        # sudo: amounts of the order, whoever may see all its lines
        lines = self.sudo().order_line
        amount = sum(line.price_total for line in lines if not line._is_made_by_core())
        return (
            self.partner_invoice_id.commercial_partner_id.id,
            self.company_id.id,
            self.currency_id.id,
            self._get_company_amount(amount),
        )

    def _check_increase(self, before):
        """Refuse what raises confirmed orders beyond the rules (R1.7).

        :param dict before: see `_get_credit_before`; what is not in it is new
        :raise UserError: naming reasons, figures and the way out
        """
        moved = self.browse()
        freed = set()
        for order in self.filtered(lambda o: o._is_credit_counted()):
            *owed_by, amount = order._get_credit_state()
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
                order._check_raised(order.id not in before, order in moved)
        moved._forget_approved()
        # sudo: the queue is the module's own
        queue = self.env["sales.credit.queue"].sudo()
        queue._push(self.env["res.partner"].browse(freed))

    def _is_credit_counted(self):
        """Return whether the order counts against somebody's credit."""
        self.ensure_one()
        return (
            self.state == "sale"
            and not self.remainder_closed
            and self._has_credit_rules()
        )

    def _check_raised(self, is_new, is_moved):
        """Refuse an order that counts more than before, unless that is allowed.

        :param is_new: it did not count before
        :param is_moved: somebody else, or another currency, is owed now
        :raise UserError: naming reasons, figures and the way out
        """
        self.ensure_one()
        if not (is_new or is_moved) and self._is_within_approved():
            return
        findings = self._get_increase_findings(self.amount_total)
        if findings and is_new:
            self._raise_entered(findings)
        elif findings:
            self._raise_increase(findings)

    def _forget_approved(self):
        """What was approved for one payer or currency is not approved for another."""
        # sudo: holds and approvals are written by the module only
        for order in self.sudo():
            order._drop_holds(self.env._("Payer, company or currency changed."))
            if order.credit_approved_total:
                order._write_protected({"credit_approved_total": 0.0})

    def _is_within_approved(self):
        """Return whether the total is within what was approved for the order."""
        self.ensure_one()
        return (
            self.credit_approved_total
            and self.currency_id.compare_amounts(
                self.amount_total, self.credit_approved_total
            )
            <= 0
        )

    def _get_increase_findings(self, total):
        """Return what speaks against a total of `total` for a confirmed order.

        :param total: in the order's currency; the order's own amount is already
            in the exposure, so only what is beyond it is added
        """
        self.ensure_one()
        order = self.sudo()  # the figures are the customer's, whoever may see them
        payer, company = order._get_payer(), order.company_id
        credit = self.env["sales.credit"].sudo()  # as above
        guard = self.env["sales.credit.guard"].sudo()  # as above
        kinds = guard._take(payer, company)
        tiered = payer.filtered("tier_id")
        figures = credit._get_figures(tiered, company, kinds=kinds)
        figure = figures.get(payer.id) or credit._get_empty_figures()
        amount = order._get_company_amount(total)
        # what the ledger and the orders hold of this order already
        counted = order._get_company_amount(order.amount_total)
        base = order._prepare_hold_vals(payer, figure, -counted, amount)
        findings = order._get_hold_findings(base)
        return [
            finding
            for finding in findings
            if not any(
                hold.reason == finding["reason"] and hold._covers(finding)
                for hold in order.open_hold_ids
                if hold.reason in ("contract_review", "discount")
            )
        ]

    def _raise_increase(self, findings):
        """:raise UserError: with the reasons, figures and the way out"""
        raise UserError(
            self.env._(
                "Order %(order)s is confirmed and cannot be raised:\n%(reasons)s\n"
                "Use “Ask for increase” on the order with the new total; once it is"
                " approved the order can be raised up to that total.",
                order=self.name,
                reasons=self._get_findings_text(findings),
            )
        )

    def _raise_not_askable(self, findings):
        """:raise UserError: for reasons that nobody can release"""
        raise UserError(
            self.env._(
                "An increase of order %(order)s cannot be asked for:\n%(reasons)s\n"
                "It is possible once the stop is lifted, the customer approved or the"
                " amount paid.",
                order=self.name,
                reasons=self._get_findings_text(findings),
            )
        )

    def _raise_entered(self, findings):
        """:raise UserError: for an order that would be confirmed by writing it so"""
        raise UserError(
            self.env._(
                "Order %(order)s cannot be entered as confirmed:\n%(reasons)s\n"
                "Save it as a quotation and use “Confirm”: whoever may release it is"
                " asked.",
                order=self.name,
                reasons=self._get_findings_text(findings),
            )
        )

    def _get_findings_text(self, findings):
        """Return the findings as the user reads them, one per line."""
        holds = self.env["sales.hold"].sudo()  # to word the messages only
        messages = (
            holds.new(self._prepare_hold_create_vals(finding)).message
            for finding in findings
        )
        return "\n".join(f"• {message}" for message in messages)

    def _after_edit(self):
        """Examine held and released quotations again after an edit."""
        edited = self.filtered(
            lambda o: o.credit_hold != "none" and o.state in ("draft", "sent")
        )
        if edited:
            # sudo: holds are moved by the module, whoever edits the order
            edited.sudo()._sync_holds(edited.sudo()._examine())

    def _ask_increase(self, total, note):
        """Ask for a confirmed order to be raised to `total` (refused as an edit).

        Where the rules let it pass nobody is asked: the order is just edited. Nothing
        is granted ahead, or several orders would be granted the same free credit.

        :param total: new total in the order's currency
        :param str note: why
        :raise UserError: when the order is not confirmed or the total not higher
        """
        self.ensure_one()
        self.check_access("write")
        if (
            self.state != "sale"
            or self.currency_id.compare_amounts(total, self.amount_total) <= 0
        ):
            raise UserError(
                self.env._(
                    "Ask for an increase of a confirmed order, to a total above the"
                    " present one. Quotations and decreases need no asking."
                )
            )
        order = self.sudo()  # holds and approvals are written by the module only
        order._drop_holds(self.env._("A new increase was asked for."))
        findings = order._get_increase_findings(total)
        askable = self.env["sales.hold"]._subjects
        stopped = [f for f in findings if f["reason"] not in askable]
        if stopped:
            order._raise_not_askable(stopped)
        order._create_holds(
            [
                dict(
                    self._prepare_hold_create_vals(finding),
                    increase_total=total,
                    note=note,
                )
                for finding in findings
            ]
        )

    def _grant_increases(self):
        """Let confirmed orders be raised once every reason is approved."""
        for order in self:
            holds = order.open_hold_ids.filtered("increase_total")
            if holds and all(hold.state == "released" for hold in holds):
                total = max(holds.mapped("increase_total"))
                order._write_protected({"credit_approved_total": total})
                text = self.env._(
                    "The order may now be raised to %s.",
                    formatLang(self.env, total, currency_obj=order.currency_id),
                )
                order._tell_released({order.id: text})
