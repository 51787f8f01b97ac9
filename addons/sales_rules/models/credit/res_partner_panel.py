from odoo import api, fields, models
from odoo.exceptions import UserError


class ResPartner(models.Model):
    _inherit = "res.partner"

    credit_panel = fields.Json(
        string="Credit", compute="_compute_credit_panel", exportable=False
    )
    tier_color = fields.Integer(related="tier_id.color")
    can_open_tier = fields.Boolean(compute="_compute_can_open_tier")
    can_stop_credit = fields.Boolean(compute="_compute_can_stop_credit")

    @api.depends_context("lang", "uid")
    @api.depends(
        "credit_exposure", "credit_stop", "credit_stop_reason", "credit_review_date"
    )
    def _compute_credit_panel(self):
        credit = self.env["sales.credit"]
        for partner in self:
            payer = partner.commercial_partner_id
            if not payer.customer_rank and not payer.tier_id and not payer.credit_stop:
                partner.credit_panel = False
                continue
            figures = partner._get_credit_panel_figures()
            partner.credit_panel = credit._prepare_panel(payer, figures)

    @api.depends_context("company", "uid")
    def _compute_can_open_tier(self):
        is_admin = self.env.user.has_group("sales_rules.group_rules_admin")
        for partner in self:
            # what is stored: the tier that is being entered does not count
            opened = partner._origin.commercial_partner_id.tier_id
            partner.can_open_tier = is_admin and not opened and not partner.parent_id

    @api.depends_context("uid")
    def _compute_can_stop_credit(self):
        may_stop = self.env.user.has_groups(self._credit_stop_groups)
        for partner in self:
            partner.can_stop_credit = may_stop and not partner.parent_id

    # no button without a key; views want every parameter to have a default
    def action_open_figure(self, key=None):
        """Open the records behind a figure of the customer's credit.

        :param str key: see `_get_figure_action`
        :raise UserError: for a figure that the customer has not
        """
        self.ensure_one()
        return self._get_figure_action(key)

    def _get_figure_action(self, key):
        """Return the action that opens the records behind a figure.

        To be overridden for further figures.

        :param str key: of the figure
        :raise UserError: for a figure that the customer has not
        """
        actions = {
            "credit_invoices": self.action_view_credit_invoices,
            "credit_overdue": self.action_view_credit_overdue,
            "credit_orders": self.action_view_credit_orders,
            "credit_group": self.action_view_credit_group,
            "credit_temporary": self.action_view_credit_temporary,
            "credit_guarantee": self.action_view_credit_guarantee,
            "group_invoices": self.action_view_group_invoices,
            "group_orders": self.action_view_group_orders,
        }
        if key not in actions:
            raise UserError(
                self.env._("A customer has no figure “%s” that opens.", key)
            )
        return actions[key]()

    def action_view_credit_invoices(self):
        """Open the customer's invoices that are not paid, the figure's items."""
        self.ensure_one()
        return self._get_invoices_action(self.env._("Invoices Due"))

    def action_view_credit_overdue(self):
        """Open the customer's invoices that are overdue, the figure's items."""
        self.ensure_one()
        overdue = [("invoice_date_due", "<", fields.Date.context_today(self))]
        return self._get_invoices_action(self.env._("Overdue Invoices"), overdue)

    def action_view_credit_orders(self):
        """Open the customer's confirmed orders that are not yet invoiced."""
        self.ensure_one()
        return self._get_orders_action()

    def _get_orders_action(self):
        """Return the action that lists the open orders of these customers."""
        orders = self.env["sales.credit"]._get_open_orders(
            self.commercial_partner_id, self.env.company
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Open Orders"),
            "res_model": "sale.order",
            "views": [
                (self.env.ref("sales_rules.sale_order_view_list_open").id, "list"),
                (False, "form"),
            ],
            "domain": [("id", "in", list(orders))],
            "context": {"create": False},
        }

    def action_lift_stop(self):
        """Let the customer's orders be confirmed again.

        :raise AccessError: when the user may not lift a stop
        """
        self._check_may_stop()
        self.check_access("read")
        for partner in self.commercial_partner_id:
            # sudo: finance and managers need not write customers
            partner.sudo().write({"credit_stop": False, "credit_stop_reason": False})
            partner.sudo().message_post(  # as above
                body=self.env._("The stop in %s was lifted.", self.env.company.name)
            )
        return True

    def _stop_credit(self, reason):
        """Stop these customers in the current company.

        :param str reason: why; salespeople read it on the order
        :raise AccessError: when the user may not stop a customer
        """
        self._check_may_stop()
        self.check_access("read")
        vals = {"credit_stop": True, "credit_stop_reason": reason}
        for partner in self.commercial_partner_id:
            # sudo: finance and managers need not write customers
            partner.sudo().write(vals)
            partner.sudo().message_post(  # as above
                body=self.env._(
                    "Stopped in %(company)s: %(reason)s",
                    company=self.env.company.name,
                    reason=reason,
                )
            )

    def _get_invoices_action(self, name, domain=()):
        """Return the action that lists the customer's unpaid invoices.

        Without accounting rights the list is all there is to see.
        """
        action_list = self.env.ref("sales_rules.account_move_view_list_credit")
        views = [(action_list.id, "list")]
        if self.env.user.has_groups(
            "account.group_account_invoice,account.group_account_readonly"
        ):
            views.append((False, "form"))
        company = self.env.company
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "account.move",
            "views": views,
            "domain": [
                ("commercial_partner_id", "in", self.commercial_partner_id.ids),
                ("company_id", "child_of", company.root_id.id),
                ("state", "=", "posted"),
                ("payment_state", "in", ("not_paid", "partial")),
                ("move_type", "in", ("out_invoice", "out_refund")),
                *domain,
            ],
            "context": {"create": False},
        }
