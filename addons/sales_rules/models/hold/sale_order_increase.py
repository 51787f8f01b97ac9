from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.sales_rules.tools import gate, watch

from .sale_order import EXAMINED


class SaleOrder(models.Model):
    """Changes of confirmed orders: judged, refused or asked for (R1.7).

    `sales.hold.increase` judges; a change written on lines is judged there likewise.
    """

    _inherit = "sale.order"

    # Fields that make an order larger, change payer or currency (R1.7).
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
            "payment_term_id",
            "remainder_closed",
        }
    )

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'sale': an order created in state sale is examined like one raised
        # from nothing
        orders = super().create(vals_list)
        entered = orders.filtered(lambda o: o.state == "sale")
        self.env["sales.hold.increase"]._judge(entered, {})
        return orders

    def write(self, vals):
        # EXTENDS 'sale'
        if "state" in vals and gate.passes(self, EXAMINED):
            # the confirmation that `action_confirm` examined
            return super().write(vals)
        requesters = self.env["sales.hold.requester"]
        former = requesters._get_former(self, vals)
        if not self._credit_watched_fields & vals.keys() or watch.covers(self, self):
            res = super().write(vals)
        else:
            increase = self.env["sales.hold.increase"]
            before = increase._get_counted(self)
            res = super(SaleOrder, watch.opened(self, self)).write(vals)
            self.order_line._check_tax_amounts()
            increase._judge(self, before)
        requesters._note_written(self, vals, former)
        return res

    def _recompute_prices(self):
        # EXTENDS 'sale': new prices are a new comparison with the pricelist
        increase = self.env["sales.hold.increase"]
        before = increase._get_counted(self)
        res = super(SaleOrder, watch.opened(self, self))._recompute_prices()
        lines = self._get_update_prices_lines().with_env(self.env)
        self.env.add_to_compute(lines._fields["pricelist_price_unit"], lines)
        increase._judge(self, before)
        return res

    def action_close_remainder(self):
        """End confirmed orders that will not be invoiced further.

        The part not invoiced no longer counts against the customer's credit.

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

    def _forget_approved(self):
        """Void approvals given, as another payer or currency is owed now."""
        # sudo: holds and approvals are written by the module only
        for order in self.sudo():
            order._drop_holds(self.env._("Payer, company or currency changed."))
            if order.credit_approved_total:
                order._write_protected({"credit_approved_total": 0.0})

    def _ask_increase(self, total, note, discount=0.0, term=None):
        """Ask for a confirmed order to be changed as far as this (refused as an edit).

        To a higher total; to a larger discount, be it on one line, or by a lower total
        for the same goods; to a longer payment term. Where the rules let it pass nobody
        is asked: the order is just edited. Nothing is granted ahead, or several orders
        would be granted the same free credit.

        :param total: new total in the order's currency
        :param str note: why
        :param discount: percent of the largest discount asked for
        :param term: the payment term asked for, None for the order's
        :raise UserError: when the order is not confirmed or nothing is asked for
        """
        self.ensure_one()
        self.check_access("write")
        order = self.sudo()  # holds and approvals are written by the module only
        increase = order.env["sales.hold.increase"]
        wishes = increase._get_wishes(order, total, discount, term)
        if self.state != "sale" or not wishes:
            raise UserError(
                self.env._(
                    "Ask for an increase of a confirmed order, to a total above the"
                    " present one, a larger discount or a longer payment term."
                    " Quotations and decreases need no asking."
                )
            )
        order._drop_holds(self.env._("A new increase was asked for."))
        check = order.env["sales.hold.check"]
        if order.currency_id.compare_amounts(total, order.amount_total) < 0:
            discount = max(discount, check._get_discount_at(order, total))
        findings = check._examine_increase(order, total, discount, term)
        if "total" not in wishes:
            findings = [found for found in findings if found.reason in wishes]
        askable = order.env["sales.hold"]._subjects
        stopped = [finding for finding in findings if finding.reason not in askable]
        if stopped:
            increase._refuse_not_askable(order, stopped)
        sync = order.env["sales.hold.sync"]
        sync._create_holds(findings, increase_total=total, note=note)
