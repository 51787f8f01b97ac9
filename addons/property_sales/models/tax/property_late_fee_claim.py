from odoo import fields, models


class PropertyLateFeeClaim(models.Model):
    """A late fee with tax in it, where the company has it so (R2.8, R2.11).

    Of a sale that goes on it is part of the taxable price: the tax is owed with the
    claim, beside that of the invoice. With a rescission there is no sale, and the tax
    goes back to the income.
    """

    _inherit = "property.late.fee.claim"

    _protected_fields = frozenset({"amount_taxed", "amount_tax", "tax_back_move_id"})

    amount_taxed = fields.Monetary(
        string="Taxed of it", readonly=True, help="With the tax."
    )
    amount_tax = fields.Monetary(string="VAT in it", readonly=True)
    tax_back_move_id = fields.Many2one(
        "account.move",
        string="Tax Taken back",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        groups="property_sales.group_property_money",
        help="The entry with the rescission.",
    )

    def _get_beside(self, day):
        """Return what of one claim, in sudo, money paid until a day beside a sale.

        A penalty counts negative: the price was paid with it.
        """
        self.ensure_one()
        contract, currency = self.contract_id, self.currency_id
        is_over = (
            contract.state == "rescinded"
            and self.company_id._get_day(contract.ended_at) <= day
        )
        untaxed = self.amount - (0.0 if is_over else self.amount_taxed)
        if currency.is_zero(untaxed):
            return 0.0
        item = self.move_line_id
        parts = item.matched_debit_ids | item.matched_credit_ids
        left = item.balance
        for part in parts.filtered(lambda part: part.max_date <= day):
            left += part.amount if part.credit_move_id == item else -part.amount
        sign = 1 if self.kind == "late_fee" else -1
        return currency.round(sign * untaxed - left)
