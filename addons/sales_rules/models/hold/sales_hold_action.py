from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

from odoo.addons.sales_rules.tools import door_kinds

_lt = LazyTranslate(__name__)
# read at once for the sum of an inbox
_TOGETHER_FIELDS = (
    "amount",
    "company_id",
    "credit_group_id",
    "exposure",
    "increase_total",
    "limit",
    "order_id",
    "partner_id",
)


class SalesHold(models.Model):
    """The buttons of a hold: what its figures open, examining again, releasing; and
    what is released together.
    """

    _inherit = "sales.hold"

    # A figure opens the form of the record in a field, or of the hold, under a title
    _figure_forms = {
        "hold": None,
        "order": "order_id",
        "partner": "partner_id",
        "tier": "tier_id",
        "group": "credit_group_id",
    }
    _figure_titles = {
        "hold": _lt("Hold"),
        "order": _lt("Order"),
        "partner": _lt("Customer"),
        "tier": _lt("Tier"),
        "group": _lt("Group"),
    }
    # or a list of the payer, by the payer's key of it.
    _figure_lists = {
        "receivable": "credit_invoices",
        "orders": "credit_orders",
        "temporary": "credit_temporary",
        "guaranteed": "credit_guarantee",
    }

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

    # no button without a key; views want every parameter to have a default
    @door_kinds.takes(key=door_kinds.text)
    def action_open_figure(self, key=None):
        """Open the records behind a figure of the hold's sentence, or the hold's order.

        :param str key: of `_figure_forms`, `_figure_lists` or "overdue"
        :raise UserError: for another one
        """
        self.ensure_one()
        if key in self._figure_forms:
            name = self._figure_forms[key]
            title = self.env._(self._figure_titles[key])
            return self._get_form_action(self[name] if name else self, title)
        if key in self._figure_lists:
            return self._get_list_action(key)
        if key == "overdue":
            return self._get_items_action()
        raise UserError(self.env._("There is no figure “%s” to open.", key))

    def _get_list_action(self, key):
        """Return the action that lists the payer's debt or limit today, or the
        customers who share the limit compared.
        """
        group = self.credit_group_id
        if group and key == "receivable":
            return group.action_open_figure("invoices")
        if group and key == "orders":
            return group.action_open_figure("orders")
        payer = self.partner_id.with_company(self.company_id)
        return payer.action_open_figure(self._figure_lists[key])

    def _get_items_action(self):
        """Return the action that lists the overdue invoices as they were when the
        order was held.
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sales_rules.sales_hold_item_action"
        )
        action["domain"] = [("hold_id", "=", self.id)]
        return action

    def action_reexamine(self):
        """Examine the orders of these holds again, without confirming them."""
        return self.order_id.action_reexamine()

    def action_reexamine_batch(self):
        """Examine the orders of several holds again and report the outcome.

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
        """Approve the requests for these holds that the user may decide.

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
        """Return the requests for these holds that wait for the user's decision."""
        asked = self._get_asked_of(self.order_id._get_pending_approvals())
        reasons = asked._get_cannot_decide_reasons()
        return asked.filtered(lambda row: not reasons[row.id]).sudo(self.env.su)

    @api.model
    def _get_together(self, order_ids):
        """Return what orders and their neighbours under the same limit are over it.

        The figures are those of the last examination.

        :param set order_ids: of orders that wait for a credit release
        :return: {order id: (orders that add up, amount over the limit)}, of those that
            are not alone
        """
        # sudo: neighbours of other salespeople add up, too
        holds_sudo = self.sudo()
        if not order_ids:
            return {}
        limited = [
            ("reason", "=", "credit_limit"),
            ("state", "in", ("held", "released")),
        ]
        own = holds_sudo.search_fetch(
            [*limited, ("order_id", "in", list(order_ids))],
            ["company_id", "partner_id", "credit_group_id"],
        )
        found = holds_sudo.search_fetch(
            [
                *limited,
                ("order_id.state", "!=", "cancel"),
                ("company_id", "in", own.company_id.ids),
                "|",
                ("partner_id", "in", own.partner_id.ids),
                ("credit_group_id", "in", own.credit_group_id.ids),
            ],
            _TOGETHER_FIELDS,
            order="id",
        )
        rejected = found.order_id._get_rejected_reasons()
        by_limit = defaultdict(list)
        for hold in found:
            added = hold._get_added_amount()
            if hold.order_id.id not in rejected and added:
                limit_of = hold.credit_group_id or hold.partner_id
                by_limit[hold.company_id, limit_of].append((hold, added))
        sums = {}
        for parts in by_limit.values():
            orders = self.env["sale.order"].union(*(h.order_id for h, _added in parts))
            if len(orders) < 2:
                continue
            last, last_added = parts[-1]
            used = last.exposure - last_added
            over = used + sum(added for _hold, added in parts) - last.limit
            sums.update(dict.fromkeys(orders.ids, (orders, over)))
        return sums

    @api.model
    def _get_notification(self, sentences, kind, sticky=False):
        """Return the action that shows `sentences` and reloads the list."""
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": kind,
                "sticky": sticky,
                "message": " ".join(sentences),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

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
