from odoo import models
from odoo.tools import float_compare


class SaleOrderLine(models.Model):
    """The delivered and invoiced parts of a line, for its payer's credit (R1.7)."""

    _inherit = "sale.order.line"

    def _get_quantity_to_invoice(self):
        """Return the quantity that core will invoice in all, posted or not."""
        self.ensure_one()
        if self.display_type or self.product_id.type == "combo":
            return 0.0
        if self.product_id.invoice_policy == "order":
            return self.product_uom_qty
        return self.qty_delivered

    def _get_over_delivered(self):
        """Return what is invoiced beyond the order, in its currency, with taxes.

        Of lines that will be invoiced by what was delivered: less than ordered may
        still follow, so it takes nothing off.
        """
        self.ensure_one()
        quantity = self._get_quantity_to_invoice()
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        if not quantity or not float_compare(quantity, self.product_uom_qty, digits):
            return 0.0
        amount = self._get_amount_of(quantity)
        return max(amount - self.price_total, 0.0) if amount > 0 else 0.0

    def _get_amount_of(self, quantity, **values):
        """Return the price of a quantity of the line, taxes included.

        :param values: further values of the line for the calculation of taxes
        """
        taxes = self.env["account.tax"]
        company = self.company_id or self.env.company
        base_line = self._prepare_base_line_for_taxes_computation(
            quantity=quantity, **values
        )
        taxes._add_tax_details_in_base_line(base_line, company)
        taxes._round_base_lines_tax_details([base_line], company)
        details = base_line["tax_details"]
        return details["total_included_currency"]

    def _is_quantity_invoiced(self):
        """Return whether posted invoices took the quantity ordered or delivered.

        Quantities below zero are taken likewise.
        """
        self.ensure_one()
        taken = self.qty_invoiced_posted
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        return all(
            float_compare(abs(taken), abs(quantity), digits) >= 0
            and taken * quantity >= 0
            for quantity in (self.product_uom_qty, self._get_quantity_to_invoice())
        )
