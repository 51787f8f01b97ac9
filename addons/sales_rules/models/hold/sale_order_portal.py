from odoo import models

from .sale_order_activity import CUSTOMER_ASKED
from .sale_order_credit import ASKED_BY_CUSTOMER


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _note_asked(self):
        # EXTENDS 'sales_rules': what the customer signed or paid must not lie unseen
        news = self.browse()
        if self.env.context.get("sales_rules_asked_by") is ASKED_BY_CUSTOMER:
            news = self.filtered(lambda order: not order._is_received())
        res = super()._note_asked()
        news._tell_received()
        return res

    def _is_received(self):
        """Return whether the customer did their part and the order is held."""
        self.ensure_one()
        return (
            self.state in ("draft", "sent")
            and self.credit_hold != "none"
            and self.credit_asked_by == "customer"
        )

    def _is_portal_waiting(self):
        """Return whether the portal thanks the customer instead of offering more."""
        self.ensure_one()
        return (
            self._is_received()
            and not self._has_to_be_signed()
            and not self._has_to_be_paid()
        )

    def _tell_received(self):
        """Give the salesperson an activity: the customer asked, the order is held."""
        for order in self:
            user = order.user_id or order.team_id.user_id
            if not user:
                continue
            order = order.with_context(lang=user.lang)
            order.activity_schedule(
                CUSTOMER_ASKED,
                user_id=user.id,
                summary=order.env._(
                    "The customer wants order %s, which is held", order.name
                ),
                note=order.env._(
                    "It was signed or paid online. The customer reads that it has been"
                    " received; the reasons and who has been asked stand on the order."
                ),
            )

    def _can_be_edited_on_portal(self):
        # EXTENDS 'sale': what was signed or paid is not changed any more
        return super()._can_be_edited_on_portal() and not self._is_received()
