from odoo import api, models
from odoo.tools import float_round


class PropertyChangePrice(models.AbstractModel):
    """Another price of a home that is sold (R2.4, R2.7).

    Not over the price that is filed for it, nor under its floor; before its area is
    settled.
    """

    _name = "property.change.price"
    _description = "Change of the Price"
    _inherit = ["property.amendment.kind"]

    @api.model
    def _get_difference(self, amendment):
        """Return by how much the new price is higher."""
        difference = amendment.new_price - amendment.contract_id.price
        return amendment.currency_id.round(difference)

    @api.model
    def _count(self, amendment):
        # EXTENDS 'property.amendment.kind'
        differences = self.env["property.price.difference"]
        difference = self._get_difference(amendment)
        return differences._count(amendment.contract_id, difference)

    @api.model
    def _get_accounts_after(self, amendment, figures):
        # EXTENDS 'property.amendment.kind'
        return self._get_owed_after(amendment, figures["claims"])

    @api.model
    def _get_reasons(self, amendment):
        # EXTENDS 'property.amendment.kind'
        reasons = super()._get_reasons(amendment)
        contract = amendment.contract_id
        compare = amendment.currency_id.compare_amounts
        if contract.state not in ("signed", "filed"):
            reasons.append(
                self.env._("Its area is settled at its price, which stays with that.")
            )
        line_sudo = contract.price_line_id.sudo()  # whether, not how much
        if compare(amendment.new_price, 0.0) <= 0:
            reasons.append(self.env._("Enter the new price of the whole home."))
        elif not compare(amendment.new_price, contract.price):
            reasons.append(self.env._("This is the price already."))
        elif compare(amendment.new_price, line_sudo.floor_price) < 0:
            reasons.append(
                self.env._(
                    "%s is lower than this home may be sold for.",
                    amendment._format(amendment.new_price),
                )
            )
        elif line_sudo.filed_price and (
            compare(amendment.new_price, line_sudo.filed_price) > 0
        ):
            reasons.append(
                self.env._(
                    "The price filed for this home is %s: no more is asked.",
                    amendment._format(line_sudo.filed_price),
                )
            )
        return reasons

    @api.model
    def _changes_filing(self, amendment):
        # EXTENDS 'property.amendment.kind'
        return True

    @api.model
    def _get_change_text(self, amendment):
        # EXTENDS 'property.amendment.kind'
        before = amendment.old_price or amendment.contract_id.price
        return " → ".join(map(amendment._format, (before, amendment.new_price)))

    @api.model
    def _apply(self, amendment, figures):
        # EXTENDS 'property.amendment.kind'
        contract = amendment.contract_id
        difference = self._get_difference(amendment)
        amendment._write_protected({"old_price": contract.price})
        discount = 1 - amendment.new_price / contract.list_price
        contract._write_protected(
            {
                "price": amendment.new_price,
                "discount_total": float_round(discount * 100, precision_digits=4),
            }
        )
        self.env["property.price.difference"]._book(amendment, difference)
