from collections import defaultdict

from odoo import api, fields, models


class SalesApproval(models.Model):
    """What the waiting orders of one customer add up to (R1.7).

    Each request is about its order alone, as it was examined. Once one of several
    orders is confirmed, the others are over the limit by its amount more and are held
    again: whoever decides reads that before.
    """

    _inherit = "sales.approval"

    together_over = fields.Float(
        compute="_compute_together",
        help="The amount over the limit once all orders of the customer that wait or"
        " are released are confirmed, in the company's currency; 0 for a single one.",
    )
    together_text = fields.Char(
        string="All Orders Together",
        compute="_compute_together",
        help="How many orders of the customer, or of those who share the limit, wait or"
        " are released, and the amount over the limit with all of them.",
    )
    together_note = fields.Char(compute="_compute_together")
    is_together_beyond = fields.Boolean(
        compute="_compute_together",
        help="Together they are more than the authority of the users asked covers.",
    )

    @api.depends_context("lang")
    @api.depends("state", "subject", "res_id", "level", "level_unlimited")
    def _compute_together(self):
        names = ("over", "text", "note")
        self.update({f"together_{name}": False for name in names})
        self.is_together_beyond = False
        subject = self.env["sales.hold"]._subjects["credit_limit"]
        rows = self.filtered(
            lambda row: (
                row.state == "pending"
                and row.subject == subject
                and row.res_model == "sale.order"
            )
        )
        sums = self._get_together(set(rows.mapped("res_id")))
        for row in rows.filtered(lambda row: row.res_id in sums):
            row._set_together(*sums[row.res_id])

    def _set_together(self, orders, over):
        """Show what `orders` are over the limit together."""
        self.ensure_one()
        amount = self.env["sales.subject"]._format_amount(
            self.subject, over, self.company_id
        )
        self.together_over = over
        self.together_text = self.env._(
            "%(count)s orders: %(amount)s", count=len(orders), amount=amount
        )
        self.together_note = self.env._(
            "%(count)s orders of this customer wait or are released: %(orders)s."
            " Together they are over the limit by %(amount)s. Once one of them is"
            " confirmed, the others are examined again.",
            count=len(orders),
            orders=orders._get_batch_names(),
            amount=amount,
        )
        currency = self.currency_id
        self.is_together_beyond = bool(
            self.authority_id
            and not self.level_unlimited
            and currency.compare_amounts(over, self.level) > 0
        )

    @api.model
    def _get_together(self, order_ids):
        """Return what orders and their neighbours under the same limit are over it.

        The figures are those of the last examination.

        :param set order_ids: of orders that wait for a credit release
        :return: {order id: (orders that add up, amount over the limit)}, of those that
            are not alone
        """
        # sudo: neighbours of other salespeople add up, too
        holds_sudo = self.env["sales.hold"].sudo()
        open_holds = [
            ("reason", "=", "credit_limit"),
            ("state", "in", ("held", "released")),
        ]
        if not order_ids:
            return {}
        own = holds_sudo.search([*open_holds, ("order_id", "in", list(order_ids))])
        found = holds_sudo.search(
            [
                *open_holds,
                ("order_id.state", "!=", "cancel"),
                ("company_id", "in", own.company_id.ids),
                "|",
                ("partner_id", "in", own.partner_id.ids),
                ("credit_group_id", "in", own.credit_group_id.ids),
            ],
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
