"""A document with lines, whole: what `docs/developer.md` shows, and the tests count."""

from odoo import api, fields, models

from odoo.addons.sales_rules.tools.subject import Subject

DIRECTOR = "sales_rules.group_marketing_director"


class SalesPriceChange(models.Model):
    """New prices from a day on (R1.4): the largest change decides who approves them.

    While it waits, finance has it among its activities.
    """

    _module = None
    _name = "sales.price.change"
    _description = "Price Change"
    _inherit = ["sales.approval.document", "sales.numbered.mixin"]
    _register_prefix = "PC"
    _approval_subject = Subject(
        "price_change", "Price change", unit="percent", decider=DIRECTOR, days=5
    )
    _approval_frozen_fields = frozenset({"date_from", "reason", "line_ids"})
    _notice_groups = {"submitted": "sales_rules.group_finance"}

    date_from = fields.Date(string="Valid from", required=True)
    reason = fields.Text(required=True)
    line_ids = fields.One2many("sales.price.change.line", "change_id", copy=True)

    def _get_approval_amount(self):
        # EXTENDS 'sales.approval.mixin'
        return max(map(abs, self.line_ids.mapped("percent")), default=0)


class SalesPriceChangeLine(models.Model):
    _module = None
    _name = "sales.price.change.line"
    _description = "Line of a Price Change"
    _inherit = ["sales.line.mixin"]
    _line_parent = "change_id"
    _protected_fields = frozenset({"old_price", "percent"})

    change_id = fields.Many2one("sales.price.change", required=True, ondelete="cascade")
    currency_id = fields.Many2one(related="change_id.currency_id")
    product_id = fields.Many2one("product.product", required=True)
    old_price = fields.Monetary(compute="_compute_old_price", store=True)
    new_price = fields.Monetary(required=True)
    percent = fields.Float(compute="_compute_old_price", store=True)

    @api.depends("product_id", "new_price")
    def _compute_old_price(self):
        for line in self:
            old = line.old_price = line.product_id.list_price
            line.percent = 100 * (line.new_price - old) / old if old else 100
