from odoo import api, fields, models

# step: method of the loan, and the fields that it takes in their order
STEPS = {
    "approve": ("action_bank_approve", ["date", "amount"]),
    "sign": ("action_sign", ["date"]),
    "pay_out": ("action_pay_out", ["date", "amount", "reference"]),
    "refuse": ("action_refuse", ["fault", "reason"]),
    "guarantee": ("action_note_guarantee", ["amount", "date"]),
    "release": ("action_release_guarantee", ["date", "reference"]),
}


class PropertyMortgageStep(models.TransientModel):
    """Dialog of what the lender of a loan did (R2.11)."""

    _name = "property.mortgage.step"
    _description = "Step of a Loan"

    mortgage_id = fields.Many2one(
        "property.mortgage",
        string="Loan",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.context.get("active_id"),
    )
    currency_id = fields.Many2one(related="mortgage_id.currency_id")
    step = fields.Selection(
        [
            ("approve", "Approved"),
            ("sign", "Signed"),
            ("pay_out", "Paid out"),
            ("refuse", "Turned down"),
            ("guarantee", "Guarantee Deposit Kept"),
            ("release", "Guarantee Deposit Released"),
        ],
        required=True,
    )
    date = fields.Date(default=lambda self: self.env.company._get_today())
    amount = fields.Monetary(
        compute="_compute_amount", store=True, readonly=False, precompute=True
    )
    reference = fields.Char(help="On the advice of the bank.")
    fault = fields.Selection(
        [("buyer", "Buyer"), ("developer", "Developer"), ("none", "Nobody")],
        string="By Whose Fault",
    )
    reason = fields.Char()

    @api.depends("mortgage_id", "step")
    def _compute_amount(self):
        for dialog in self:
            loan = dialog.mortgage_id
            left = loan.amount_approved - loan.amount_paid_out
            amounts = {"pay_out": left, "guarantee": loan.guarantee_amount}
            dialog.amount = amounts.get(dialog.step, loan.amount)

    def action_apply(self):
        """Take the step; the loan checks who may, and when."""
        self.ensure_one()
        method, names = STEPS[self.step]
        getattr(self.mortgage_id, method)(*(self[name] for name in names))
        return {"type": "ir.actions.act_window_close"}
