from odoo import models


class SalesHold(models.Model):
    _inherit = "sales.hold"

    def _ask_release(self):
        """Ask the roles that decide on these holds, all in one go (R1.1)."""
        asked = self.filtered(lambda hold: hold.reason in self._subjects)
        if not asked:
            return
        # sudo: approvals are written by the module only
        self.env["sales.approval"].sudo()._ask(
            [hold._prepare_approval_request() for hold in asked]
        )

    def _end_asks(self, found_again):
        """End what was asked or approved for these holds, before they lapse.

        Superseded, with the figures it was given on, where the reason stands with
        other figures; cancelled where the reason is gone.

        :param set found_again: pairs (order id, reason) that hold anew
        """
        pending = self.order_id._get_pending_approvals()
        again = self.filtered(lambda h: (h.order_id.id, h.reason) in found_again)
        for holds, end in ((again, "_supersede"), (self - again, "_cancel")):
            pairs = {
                (hold.order_id.id, self._subjects.get(hold.reason))
                for hold in holds
                if hold.state == "held"
            }
            ended = pending.filtered(lambda a, p=pairs: (a.res_id, a.subject) in p)
            if end == "_supersede":
                ended |= holds.approval_id
                released = holds.filtered(lambda hold: hold.state == "released")
                released._write_protected({"is_outgrown": True})
            getattr(ended, end)(
                self.env._("The order or the customer's figures changed.")
            )

    def _prepare_approval_request(self):
        """Return the request that `sales.approval._ask` takes for this hold."""
        self.ensure_one()
        order = self.order_id
        requester = order._get_approval_requester()
        # what a customer or a job sets off is worded for the staff
        hold = self.with_context(lang=requester.lang or self.env.lang)
        return {
            "document": order,
            "subject": self._subjects[self.reason],
            "amount": self._get_approval_amount(),
            "compared": self._get_approval_compared(),
            "limit": self._get_approval_limit(),
            "over": self.over
            or self._get_approval_compared() - self._get_approval_limit(),
            "partner": self.partner_id,
            "requester": requester,
            "company": self.company_id,
            "team": order.team_id,
            "summary": hold.message,
        }

    def _get_approval_compared(self):
        """Return what is compared with the limit, in the unit of the subject."""
        self.ensure_one()
        if self.reason == "credit_limit":
            return self.exposure
        return self._get_approval_amount()

    def _prepare_item_vals(self, line):
        """Return the values that keep overdue journal item `line` on the hold."""
        self.ensure_one()
        today = self.env["sales.credit"]._get_today()
        due_date = line.date_maturity or line.date
        return {
            "hold_id": self.id,
            "move_id": line.move_id.id,
            "name": line.move_name,
            "date_maturity": due_date,
            "days": (today - due_date).days,
            "amount_residual": line.amount_residual,
        }
