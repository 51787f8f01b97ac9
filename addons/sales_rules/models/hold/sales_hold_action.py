from odoo import api, fields, models
from odoo.exceptions import UserError


class SalesHold(models.Model):
    """The buttons of a hold: what its figures open, examining again, releasing."""

    _inherit = "sales.hold"

    item_count = fields.Integer(
        string="Invoices Overdue", compute="_compute_item_count"
    )

    def _compute_item_count(self):
        groups = self.env["sales.hold.item"]._read_group(
            [("hold_id", "in", self.ids)], ["hold_id"], ["__count"]
        )
        counts = {hold.id: count for hold, count in groups}
        for hold in self:
            hold.item_count = counts.get(hold.id, 0)

    def action_view_hold(self):
        """Open the hold with all figures it was decided on."""
        self.ensure_one()
        return self._get_form_action(self, self.env._("Hold"))

    def action_view_order(self):
        """Open the order that is held."""
        self.ensure_one()
        return self._get_form_action(self.order_id, self.env._("Order"))

    def action_view_partner(self):
        """Open the customer who owes."""
        self.ensure_one()
        return self._get_form_action(self.partner_id, self.env._("Customer"))

    def action_view_tier(self):
        """Open the tier whose limit was compared."""
        self.ensure_one()
        return self._get_form_action(self.tier_id, self.env._("Tier"))

    def action_view_receivable(self):
        """Open the invoices that the customer owes today."""
        self.ensure_one()
        if self.credit_group_id:
            return self.credit_group_id.action_view_invoices()
        return self._get_payer().action_view_credit_invoices()

    def action_view_orders(self):
        """Open the confirmed orders that are not yet invoiced today."""
        self.ensure_one()
        if self.credit_group_id:
            return self.credit_group_id.action_view_orders()
        return self._get_payer().action_view_credit_orders()

    def action_view_group(self):
        """Open the group whose limit was compared."""
        self.ensure_one()
        return self._get_form_action(self.credit_group_id, self.env._("Group"))

    def action_view_temporary(self):
        """Open the temporary limits of who owes."""
        self.ensure_one()
        return self._get_payer().action_view_credit_temporary()

    def action_view_guarantee(self):
        """Open the guarantees of who owes."""
        self.ensure_one()
        return self._get_payer().action_view_credit_guarantee()

    def action_view_overdue(self):
        """Open the overdue invoices as they were when the order was held."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sales_rules.sales_hold_item_action"
        )
        action["domain"] = [("hold_id", "=", self.id)]
        return action

    def action_reexamine(self):
        """Examine the orders of these holds again, without confirming them."""
        return self.order_id.action_reexamine()

    def action_reexamine_batch(self):
        """Examine the orders of several holds again and say what came of it.

        :return: a notification in whole sentences
        """
        orders = self.order_id
        orders.action_reexamine()
        held = orders.filtered(lambda order: order.credit_hold == "held")
        free = orders - held
        sentences = []
        if free:
            names = ", ".join(free.mapped("name"))
            sentences.append(self.env._("Not held any more: %s.", names))
        if held:
            names = ", ".join(held.mapped("name"))
            sentences.append(self.env._("Still held: %s.", names))
        return self._get_notification(sentences, "success" if free else "info")

    def action_release(self):
        """Approve what is asked for these holds, all that the user may decide.

        :return: a notification in whole sentences
        :raise UserError: when the user may decide none of them
        """
        approvals = self._get_approvals_to_decide()
        if not approvals:
            raise UserError(
                self.env._(
                    "None of these holds waits for your decision. Their orders show"
                    " who has been asked."
                )
            )
        approvals.action_approve()
        released = self.filtered(lambda hold: hold.state == "released")
        sentences = [
            self.env._("Released: %s.", ", ".join(released.order_id.mapped("name")))
        ]
        others = self.filtered(lambda hold: hold.state == "held")
        if others:
            names = ", ".join(others.order_id.mapped("name"))
            sentences.append(
                self.env._("Others decide on further reasons of: %s.", names)
            )
        return self._get_notification(sentences, "warning" if others else "success")

    def _get_approvals_to_decide(self):
        """Return what is asked for these holds and waits for the user's decision."""
        asked = self._get_asked_of(self.order_id._get_pending_approvals())
        reasons = asked._get_cannot_decide_reasons()
        return asked.filtered(lambda row: not reasons[row.id]).sudo(self.env.su)

    @api.model
    def _get_notification(self, sentences, kind):
        """Return the action that shows `sentences` and reloads the list."""
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": kind,
                "message": " ".join(sentences),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _get_payer(self):
        """Return the payer in the company whose figures are shown."""
        return self.partner_id.with_company(self.company_id)

    @api.model
    def _get_form_action(self, record, name):
        """Return the action that opens the form of `record`."""
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }
