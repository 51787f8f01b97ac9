from odoo import api, fields, models


class SalesApproval(models.Model):
    """The sum of the waiting orders of one customer (R1.7).

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
        sums = self.env["sales.hold"]._get_together(set(rows.mapped("res_id")))
        for row in rows.filtered(lambda row: row.res_id in sums):
            orders, over = sums[row.res_id]
            amount = self.env["sales.subject"]._format_amount(
                row.subject, over, row.company_id
            )
            row.together_over = over
            row.together_text = self.env._(
                "%(count)s orders: %(amount)s", count=len(orders), amount=amount
            )
            row.together_note = self.env._(
                "%(count)s orders of this customer wait or are released: %(orders)s."
                " Together they are over the limit by %(amount)s. Once one of them is"
                " confirmed, the others are examined again.",
                count=len(orders),
                orders=orders._get_batch_names(),
                amount=amount,
            )
            row.is_together_beyond = bool(
                row.authority_id
                and not row.level_unlimited
                and row.currency_id.compare_amounts(over, row.level) > 0
            )
