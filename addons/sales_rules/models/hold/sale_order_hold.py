from odoo import api, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.misc import formatLang

from odoo.addons.sales_rules.tools.ondelete import ondelete_always

from .sale_order import ASKED_KEY, REJECTED, RELEASED, AskedOnline


class SaleOrder(models.Model):
    """The life of held orders: asked for, withdrawn, examined again, released."""

    _inherit = "sale.order"

    @ondelete_always
    def _unlink_except_held(self):
        # sudo: holds are kept, visible to the user or not
        held = self.filtered(lambda order: order.sudo().hold_ids)
        if held:
            raise UserError(
                self.env._(
                    "These orders have been held: %s. Cancel them instead; why and by"
                    " whom they were held and released stays on record.",
                    ", ".join(held.mapped("name")),
                )
            )

    def action_reexamine(self):
        """Examine held and released orders again, without confirming them."""
        self.check_access("write")
        orders = self.filtered(lambda order: order.credit_hold != "none")
        orders.filtered(lambda o: o.state in ("draft", "sent"))._reexamine()
        return True

    def action_submit(self):
        """Ask again for the release of held orders without a waiting request.

        :raise UserError: when there is nothing to ask
        """
        # EXTENDS 'sales.approval.mixin'
        self.check_access("write")
        holds = self._get_holds_to_ask()
        if not holds:
            raise UserError(
                self.env._(
                    "There is nothing to ask: the orders are not held, somebody has"
                    " been asked already, or the reason ends only when the stop is"
                    " lifted, the customer approved or the order paid."
                )
            )
        holds._ask_release()
        self._end_activities(REJECTED)
        return True

    def action_withdraw(self):
        """Withdraw the wish to confirm: the order is a plain quotation again."""
        # EXTENDS 'sales.approval.mixin'
        orders = self.filtered(lambda o: o.credit_hold != "none" and o.state != "sale")
        if not orders:
            raise UserError(
                self.env._("Only held or released quotations can be withdrawn.")
            )
        orders.check_access("write")
        orders._drop_holds(self.env._("Withdrawn by %s", self.env.user.name))
        return True

    def action_draft(self):
        # EXTENDS 'sale'
        self._drop_holds(self.env._("The order went back to quotation."))
        return super().action_draft()

    def _action_cancel(self):
        # EXTENDS 'sale'
        self._drop_holds(self.env._("The order was cancelled."))
        res = super()._action_cancel()
        self._push_payers()
        return res

    def _push_payers(self):
        """Have the other held orders of the payers examined again."""
        # sudo: the queue is the module's own
        queue = self.env["sales.credit.queue"].sudo()
        queue._push(self.partner_invoice_id.commercial_partner_id)

    def _drop_holds(self, note):
        """Lapse all holds and cancel the requests for these orders."""
        # sudo: holds and approvals are written by the module only
        orders = self.sudo().filtered("open_hold_ids")
        if orders:
            orders._get_pending_approvals()._cancel(note)
            orders.open_hold_ids._lapse()
            orders.hold_ids._use_up()
            orders._write_protected({"credit_hold": "none"})
            self.env["sales.notice"]._end(orders, RELEASED, REJECTED)

    def _get_holds_to_ask(self):
        """Return holds that a role decides on and that have no waiting request."""
        # sudo: holds are written by the module only
        orders = self.sudo()
        asked = {
            (approval.res_id, approval.subject)
            for approval in orders._get_pending_approvals()
        }
        subjects = self.env["sales.hold"]._subjects
        return orders.open_hold_ids.filtered(
            lambda hold: (
                hold.state == "held"
                and hold.reason in subjects
                and (hold.order_id.id, subjects[hold.reason]) not in asked
            )
        )

    def _reexamine(self):
        """Examine these quotations again and act on what changed (R1.7).

        Orders that may be confirmed now are confirmed when the customer asked for
        it or only the payment was missing; otherwise the user who asked is told.
        """
        held = self.filtered(lambda order: order.credit_hold == "held")
        unpaid = held.filtered(
            lambda order: set(order.open_hold_ids.mapped("reason")) == {"payment_first"}
        )
        examined = self.env["sales.hold.check"]._examine(self)
        self.env["sales.hold.sync"]._sync_holds(self, examined)
        held.filtered(lambda o: o.credit_hold != "held")._after_holds_ended(unpaid)

    @api.model
    def _reexamine_customer(self, partner):
        """Examine all held orders of one commercial partner again, and of those who
        share its limit: the oldest takes what became free.
        """
        groups = self.env["sales.credit.group"]
        payers = partner | groups._get_mates(partner)
        domain = [
            ("credit_hold", "=", "held"),
            ("state", "in", ("draft", "sent")),
            ("partner_invoice_id.commercial_partner_id", "in", payers.ids),
        ]
        self.search(domain)._reexamine()

    def _approval_decided(self, approvals):
        # EXTENDS 'sales.approval.mixin'
        reasons = {s: r for r, s in self.env["sales.hold"]._subjects.items()}
        by_question = {
            (hold.order_id.id, hold.reason): hold
            for hold in self.open_hold_ids
            if hold.state == "held"
        }
        for approval in approvals.filtered(lambda a: a.state == "approved"):
            hold = by_question.get((approval.res_id, reasons.get(approval.subject)))
            if hold:
                hold._release(approval)
        self._log_decisions(approvals)
        refused = approvals.filtered(lambda a: a.state == "rejected")
        self.env["sales.hold.sync"]._tell_rejected(self, refused)
        confirmed = self.filtered(lambda order: order.state == "sale")
        confirmed._grant_increases()
        quotations = self - confirmed
        self.env["sales.hold.sync"]._set_credit_hold(quotations)
        released = quotations.filtered(lambda o: o.credit_hold == "released")
        released._after_holds_ended(self.browse())

    def _log_decisions(self, approvals):
        """Note decisions in the orders' chatters, all in one go."""
        subjects = dict(approvals._fields["subject"]._description_selection(self.env))
        states = dict(approvals._fields["state"]._description_selection(self.env))
        bodies = {}
        for approval in approvals:
            sentence = self.env._(
                "%(subject)s: %(state)s by %(user)s. %(reason)s",
                subject=subjects[approval.subject],
                state=states[approval.state],
                user=approval.decided_by_id.name or "",
                reason=approval.reason or "",
            )
            earlier = bodies.get(approval.res_id)
            bodies[approval.res_id] = f"{earlier} {sentence}" if earlier else sentence
        self.filtered(lambda o: o.id in bodies)._message_log_batch(bodies)

    def _grant_increases(self):
        """Allow changing confirmed orders once every reason is approved."""
        for order in self:
            holds = order.open_hold_ids.filtered("increase_total")
            if holds and all(hold.state == "released" for hold in holds):
                total = max(holds.mapped("increase_total"))
                if order.currency_id.compare_amounts(total, order.amount_total) > 0:
                    order._write_protected({"credit_approved_total": total})
                text = self.env._(
                    "The order may now be changed as asked for, up to a total of %s.",
                    formatLang(self.env, total, currency_obj=order.currency_id),
                )
                order._tell_released({order.id: text})

    def _after_holds_ended(self, unpaid):
        """Confirm by itself or tell the requester, once nothing holds these orders.

        :param unpaid: those of them that only a payment was missing for
        """
        by_itself = self.filtered(
            lambda order: order.credit_asked_by == "customer" or order in unpaid
        )
        for order in by_itself:
            order._confirm_by_itself()
        text = self.env._("Nothing holds the order any more.")
        (self - by_itself)._tell_released({order.id: text for order in self})

    def _confirm_by_itself(self):
        """Confirm what the customer asked for or paid (R3.16).

        A failure is reported, the release stays.
        """
        self.ensure_one()
        send = self.credit_asked_by == "customer"
        # the user who decided last asks for nothing
        nobody = self.env["res.users"]
        staff = nobody if send else self.credit_asked_user_id or self.user_id
        asked = {ASKED_KEY: AskedOnline(staff)}
        try:
            with self.env.cr.savepoint():
                self.with_context(send_email=send, **asked).action_confirm()
        except (UserError, ValidationError) as error:
            self._tell_released({self.id: str(error)})
