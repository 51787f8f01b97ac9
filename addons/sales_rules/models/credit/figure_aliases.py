"""Names by which models/hold still opens figures; to be removed with it.

Each forwards to `action_open_figure`.
"""

from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_view_credit_invoices(self):
        return self.action_open_figure("credit_invoices")

    def action_view_credit_overdue(self):
        return self.action_open_figure("credit_overdue")

    def action_view_credit_orders(self):
        return self.action_open_figure("credit_orders")

    def action_view_credit_temporary(self):
        return self.action_open_figure("credit_temporary")

    def action_view_credit_guarantee(self):
        return self.action_open_figure("credit_guarantee")

    def action_view_credit_group(self):
        return self.action_open_figure("credit_group")

    def action_view_group_invoices(self):
        return self.action_open_figure("group_invoices")

    def action_view_group_orders(self):
        return self.action_open_figure("group_orders")


class SalesCreditGroup(models.Model):
    _inherit = "sales.credit.group"

    def action_view_invoices(self):
        return self.action_open_figure("invoices")

    def action_view_orders(self):
        return self.action_open_figure("orders")


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def action_open_figure(self, key=None):
        self.ensure_one()
        return self._get_payer().action_open_figure(key)
