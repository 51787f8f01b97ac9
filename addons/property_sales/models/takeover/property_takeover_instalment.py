from odoo import api, fields, models

from ..instalment.property_payment_plan_line import KINDS
from ..price.property_payment_plan_line import ANCHORS


class PropertyTakeoverInstalment(models.Model):
    """A part of the price of a contract that is taken over (R2.10).

    A claimed part is owed from the cut-over day on, or paid; the rest is
    claimed on its day. Free until the take-over is confirmed.
    """

    _name = "property.takeover.instalment"
    _description = "Instalment of a Contract to Take Over"
    _inherit = ["property.secret.mixin", "sales.line.mixin"]
    _order = "line_id, sequence, id"

    _line_parent = "line_id"
    _protected_fields = frozenset({"company_id"})

    line_id = fields.Many2one(
        "property.takeover.line",
        string="Contract",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="line_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="line_id.currency_id")
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    kind = fields.Selection(KINDS, string="Paid by", required=True, default="own")
    anchor = fields.Selection(
        ANCHORS,
        string="After",
        required=True,
        default="date",
        help="The event that one without a day waits for.",
    )
    date_due = fields.Date(
        string="Due", help="The last day on which it is paid in time."
    )
    amount = fields.Monetary(required=True)
    is_claimed = fields.Boolean(
        string="Claimed", help="On or before the cut-over day, paid or not."
    )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_given_parents(vals_list)
        parts = super().create(vals_list)
        parts.line_id.takeover_id._note_entry()
        return parts

    def write(self, vals):
        res = super().write(vals)
        self.line_id.takeover_id._note_entry()
        return res

    def unlink(self):
        takeovers = self.line_id.takeover_id
        res = super().unlink()
        takeovers._note_entry()
        return res

    def _is_line_frozen(self, parent):
        # EXTENDS 'sales.line.mixin': with the whole take-over
        return parent.takeover_id.state != "draft"

    def _refuse_line_change(self, parents):
        # EXTENDS 'sales.line.mixin': with the way out
        parents.takeover_id._raise_fixed()
