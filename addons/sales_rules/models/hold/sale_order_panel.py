from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.sales_rules.tools import door_kinds


class SaleOrder(models.Model):
    """An order as it is shown: the labels of its hold, the panel of the customer's
    credit, the banner with reasons and buttons.
    """

    _inherit = "sale.order"

    # computed and stored: the ORM lets RPC write them
    _protected_fields = frozenset({"hold_reason", "held_since"})

    hold_reason = fields.Selection(
        selection=lambda self: self.env["sales.hold"]._get_reasons(),
        string="Main Reason for Hold",
        compute="_compute_hold_reason",
        store=True,
        precompute=True,
        copy=False,
        help="The first of the reasons that hold the order, or held it.",
    )
    held_since = fields.Datetime(
        compute="_compute_held_since",
        store=True,
        precompute=True,
        copy=False,
        help="The time since which the order waits, new figures included.",
    )
    hold_label = fields.Char(string="Hold Status", compute="_compute_hold_label")
    is_hold_rejected = fields.Boolean(
        string="Release Rejected",
        compute="_compute_is_hold_rejected",
        search="_search_is_hold_rejected",
        compute_sudo=True,
        help="The release of a held order was rejected, and nobody was asked again.",
    )
    hold_count = fields.Integer(string="Number of Holds", compute="_compute_hold_count")
    credit_open_amount = fields.Monetary(
        string="Not Yet Invoiced",
        compute="_compute_credit_open_amount",
        help="The part of the order not yet on posted invoices: it counts against the"
        " customer's credit.",
    )
    credit_panel = fields.Json(
        string="Credit", compute="_compute_credit_panel", exportable=False
    )
    hold_banner = fields.Json(compute="_compute_hold_banner", exportable=False)

    @api.depends("hold_ids.state", "hold_ids.reason")
    def _compute_hold_reason(self):
        ranks = {
            reason: rank
            for rank, (reason, _label) in enumerate(
                self.env["sales.hold"]._get_reasons()
            )
        }
        for order in self:
            open_holds = order.hold_ids.filtered(lambda hold: hold.state != "lapsed")
            held = open_holds.filtered(lambda hold: hold.state == "held")
            reasons = (held or open_holds).mapped("reason")
            order.hold_reason = min(reasons, key=ranks.get, default=False)

    @api.depends("credit_hold")
    def _compute_held_since(self):
        now = fields.Datetime.now()
        for order in self:
            held = order.credit_hold == "held"
            order.held_since = (order.held_since or now) if held else False

    @api.depends("credit_hold", "hold_ids.state", "approval_ids.state")
    def _compute_is_hold_rejected(self):
        rejected = self._get_rejected_reasons()
        for order in self:
            order.is_hold_rejected = order._origin.id in rejected

    def _search_is_hold_rejected(self, operator, value):
        if operator != "in" or True not in value:
            return NotImplemented
        held = Domain("credit_hold", "=", "held")
        # sudo: the state of the orders that the user may read
        orders = self.sudo().search(held & Domain("approval_state", "=", "rejected"))
        return Domain("id", "in", list(orders._get_rejected_reasons()))

    def _get_rejected_reasons(self):
        """Return {order id: reason} of held orders whose release was rejected, the
        first reason that was; called in sudo.
        """
        held = self.filtered(lambda order: order.credit_hold == "held")
        ids = held._origin.ids
        holds = self.env["sales.hold"].search_fetch(
            [("order_id", "in", ids), ("state", "=", "held")],
            ["order_id", "reason"],
            order="id",
        )
        rows = self.env["sales.approval"].search_fetch(
            [
                ("res_model", "=", "sale.order"),
                ("res_id", "in", ids),
                ("state", "in", ("pending", "approved", "rejected")),
            ],
            ["res_id", "subject", "state"],
            order="id",
        )
        answers = {(row.res_id, row.subject): row.state for row in rows}
        rejected = {}
        for hold in holds:
            subject = hold._subjects.get(hold.reason)
            if answers.get((hold.order_id.id, subject)) == "rejected":
                rejected.setdefault(hold.order_id.id, hold.reason)
        return rejected

    @api.depends_context("lang")
    @api.depends("credit_hold", "hold_reason", "is_hold_rejected", "state")
    def _compute_hold_label(self):
        # sudo: the answers to what holds an order are for everybody who reads it
        rejected = self.sudo()._get_rejected_reasons()
        reasons = dict(self.env["sales.hold"]._get_reasons())
        for order in self:
            order.hold_label = False
            if order.state == "cancel":
                continue
            if order._origin.id in rejected:
                reason = reasons.get(rejected[order._origin.id]) or ""
                order.hold_label = self.env._("Rejected: %s", reason)
            elif order.credit_hold == "held":
                reason = reasons.get(order.hold_reason) or ""
                order.hold_label = self.env._("Held: %s", reason)
            elif order.credit_hold == "released" and order.state != "sale":
                order.hold_label = self.env._("Released")

    def _compute_hold_count(self):
        # sudo: the number only
        holds = self.env["sales.hold"].sudo()  # as above
        domain = [("order_id", "in", self.ids)]
        groups = holds._read_group(domain, ["order_id"], ["__count"])
        counts = {order.id: count for order, count in groups}
        for order in self:
            order.hold_count = counts.get(order.id, 0)

    def _compute_credit_open_amount(self):
        self.credit_open_amount = 0.0
        for company, orders in self.grouped("company_id").items():
            # sudo: the figure is the customer's, whether or not the user sees the
            # invoices
            payers = orders.sudo().partner_invoice_id.commercial_partner_id
            credit = self.env["sales.credit"].sudo()  # as above
            amounts = credit._get_open_orders(payers, company)
            for order in orders:
                order.credit_open_amount = amounts.get(order.id, 0.0)

    @api.depends_context("lang", "uid")
    @api.depends(
        "amount_total", "partner_invoice_id", "company_id", "currency_id", "state"
    )
    def _compute_credit_panel(self):
        self.credit_panel = False
        quotations = self.filtered(lambda o: o.state in ("draft", "sent"))
        # sudo: the figures are the customer's, for all who may see the order
        credit = self.env["sales.credit"].sudo()
        panels = self.env["sales.credit.panel"]
        quotations_sudo = quotations.sudo()  # as above
        for company, orders in quotations_sudo.grouped("company_id").items():
            payers = orders.mapped(lambda order: order._get_payer())
            figures = credit._get_shown_figures(
                payers.filtered("credit_tier_id"), company
            )
            today = company._get_today()
            for order in orders:
                payer = order._get_payer()
                figure = figures.get(payer.id)
                if figure:
                    # sudo: as above
                    figures_shown = panels.sudo()._get_panel_figures(
                        payer, figure, today
                    )
                    panel = panels._prepare_panel(
                        payer,
                        figures_shown,
                        order._get_company_amount(order._get_credit_total()),
                    )
                    # it is kept per user: not for sudo
                    order.with_env(self.env).credit_panel = panel

    @api.depends_context("lang", "uid")
    @api.depends("credit_hold", "hold_ids.state", "credit_approved_total", "state")
    def _compute_hold_banner(self):
        banners = self.env["sales.hold.banner"]
        for order in self:
            # sudo: what holds an order is for everybody who reads the order
            holds = order.sudo().open_hold_ids if order.ids else ()
            if not holds or order.state == "cancel":
                order.hold_banner = False
            elif order.state == "sale":
                increases = holds.filtered("increase_total")
                order.hold_banner = banners._get_increase_banner(order, increases)
            elif order.credit_hold in ("held", "released"):
                order.hold_banner = banners._get_quotation_banner(order, holds)
            else:
                order.hold_banner = False

    def _compute_partner_credit_warning(self):
        # EXTENDS 'sale': one figure is shown, not two
        res = super()._compute_partner_credit_warning()
        for order in self.filtered("partner_credit_warning"):
            payer_sudo = order.sudo()._get_payer()  # one flag of the customer
            if payer_sudo.credit_tier_id:
                order.partner_credit_warning = ""
        return res

    def action_confirm_batch(self):
        """Confirm several quotations and report the outcome of each.

        :return: a notification in whole sentences
        """
        asked = self.filtered(lambda order: order.state in ("draft", "sent"))
        asked.action_confirm()
        sentences = self.env["sales.hold.banner"]._get_batch_sentences(self, asked)
        all_done = asked and all(order.state == "sale" for order in asked)
        holds = self.env["sales.hold"]
        if all_done:
            return holds._get_notification(sentences, "success")
        return holds._get_notification(sentences, "warning", sticky=True)

    def _get_batch_names(self):
        """Return the first names of these orders and how many there are more."""
        names = ", ".join(self[:10].mapped("name"))
        if len(self) <= 10:
            return names
        more = len(self) - 10
        return self.env._("%(names)s and %(count)s more", names=names, count=more)

    def action_view_holds(self):
        """Open all holds of these orders, lapsed ones included."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sales_rules.sales_hold_action"
        )
        action["domain"] = [("order_id", "in", self.ids)]
        action["context"] = {}
        return action

    @door_kinds.takes(key=door_kinds.text)
    def action_open_figure(self, key):
        """Open the records behind a figure of the credit panel: the payer's.

        :param str key: see `res.partner._get_figures`
        :raise UserError: for an unknown figure
        """
        self.ensure_one()
        return self._get_payer().action_open_figure(key)

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        # EXTENDS 'base': waiting orders come first, then those to confirm
        if field_name != "credit_hold":
            return super()._order_field_to_sql(
                alias, field_name, direction, nulls, query
            )
        return SQL(
            "CASE %s WHEN 'held' THEN 0 WHEN 'released' THEN 1 ELSE 2 END %s %s",
            self._field_to_sql(alias, field_name, query),
            direction,
            nulls,
        )
