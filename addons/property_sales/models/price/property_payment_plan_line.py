from decimal import Decimal

from odoo import api, fields, models

from odoo.addons.property_sales.tools import schedule

# events from which payments are due
ANCHORS = [
    ("signing", "Signing"),
    ("filing", "Filing"),
    ("progress", "Building Progress"),
    ("date", "Date"),
    ("handover", "Handover"),
]


class PropertyPaymentPlanLine(models.Model):
    """A part of the price, in one or several payments after an event (R2.4)."""

    _name = "property.payment.plan.line"
    _description = "Line of a Payment Plan"
    _inherit = ["sales.line.mixin"]
    _order = "plan_id, sequence, id"
    _rec_name = "anchor"

    _line_parent = "plan_id"

    plan_id = fields.Many2one(
        "property.payment.plan", required=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="plan_id.currency_id")
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [("percent", "Percent"), ("amount", "Amount"), ("rest", "Rest")],
        required=True,
        default="percent",
    )
    percent = fields.Float(
        string="Percent (%)", digits=(5, 2), aggregator=None, help="Of the price."
    )
    amount = fields.Monetary(help="Of all payments of this line together.")
    anchor = fields.Selection(
        ANCHORS,
        string="After",
        required=True,
        default="signing",
    )
    months = fields.Integer(
        help="Calendar months from the event to the first payment, and from each to"
        " the next.",
        aggregator=None,
    )
    count = fields.Integer(string="Payments", default=1, aggregator=None)

    _not_negative = models.Constraint(
        "CHECK(percent >= 0 AND percent <= 100 AND amount >= 0)",
        "A line of a payment plan is from 0 to 100 percent, or an amount.",
    )
    _counts = models.Constraint(
        "CHECK(count BETWEEN 1 AND 600 AND months BETWEEN 0 AND 600)",
        "A line of a payment plan has 1 to 600 payments, within 600 months each.",
    )

    @api.onchange("kind")
    def _onchange_kind(self):
        if self.kind != "percent":
            self.percent = 0
        if self.kind != "amount":
            self.amount = 0

    def _get_schedule_lines(self):
        """Return these lines for `tools/schedule.py`.

        :rtype: list[schedule.Line]
        """
        return [
            schedule.Line(
                kind=line.kind,
                value=Decimal(
                    str(line.percent if line.kind == "percent" else line.amount)
                ),
                anchor=line.anchor,
                months=line.months,
                count=line.count,
            )
            for line in self.sorted(lambda line: (line.sequence, line.id))
        ]

    def _is_line_frozen(self, parent):
        # EXTENDS 'sales.line.mixin': a plan is fixed from the day it is put in force
        return bool(parent.in_force_since)

    def _refuse_line_change(self, parents):
        # EXTENDS 'sales.line.mixin'
        parents._raise_fixed()
