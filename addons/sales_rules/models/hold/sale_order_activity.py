from odoo import fields, models

RELEASED = "sales_rules.mail_activity_type_order_released"
CUSTOMER_ASKED = "sales_rules.mail_activity_type_order_asked"


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _tell_released(self, notes):
        """Give the users who asked an activity: their orders can be confirmed.

        :param dict notes: what to say, by order id
        """
        activity_type = self.env.ref(RELEASED)
        vals_list = []
        for order in self:
            user = order.credit_asked_user_id
            if not user.active or not user._is_internal():
                user = order.user_id
            if user:
                vals_list.append(
                    {
                        "activity_type_id": activity_type.id,
                        "automated": True,
                        "date_deadline": fields.Date.context_today(self),
                        "note": notes[order.id],
                        "res_id": order.id,
                        "res_model_id": self.env["ir.model"]._get_id("sale.order"),
                        "summary": order._get_released_summary(user.lang),
                        "user_id": user.id,
                    }
                )
        # without a mail each: the activity is in the user's list at once
        quiet = self.env["mail.activity"].with_context(mail_activity_quick_update=True)
        quiet.create(vals_list)

    def _end_activities(self, *xmlids):
        """End what was told of these orders and does not hold any more."""
        told = self.filtered("credit_asked_by")
        if not told:
            return
        type_of = self.env["ir.model.data"]._xmlid_to_res_id
        ended = {type_of(xmlid) for xmlid in xmlids}
        # sudo: the activity is the salesperson's, whoever confirms
        activities = told.sudo().activity_ids
        activities.filtered(lambda a: a.activity_type_id.id in ended).unlink()

    def _get_released_summary(self, lang):
        """Return what the user who asked reads, in their language."""
        self.ensure_one()
        env = self.with_context(lang=lang or self.env.lang).env
        if self.state == "sale":
            return env._("Order %s can be raised", self.name)
        return env._("Order %s can be confirmed", self.name)
