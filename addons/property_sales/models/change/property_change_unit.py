from odoo import api, models


class PropertyChangeUnit(models.AbstractModel):
    """Another home for the buyer of a contract (R2.7).

    At its list price of today less the discounts that were agreed; what was paid goes
    along, as the contract stays. Before the area is settled, within a development and
    its designated account. The former home is free again.
    """

    _name = "property.change.unit"
    _description = "Change of the Home"
    _inherit = ["property.amendment.kind"]

    @api.model
    def _get_units(self, amendment):
        # EXTENDS 'property.amendment.kind': of both homes, in the order of their ids
        return super()._get_units(amendment) | amendment.new_unit_id

    @api.model
    def _get_offer(self, amendment):
        """Return the price of the new home, after the discounts of the contract."""
        contract = amendment.contract_id
        unit_sudo = amendment.new_unit_id.sudo()  # the price of a home on sale
        return self.env["property.discount"]._count_offer(
            unit_sudo.list_price,
            amendment.currency_id,
            unit_sudo.price_line_id.floor_price,
            contract.promotion_ids,
            contract.plan_id,
            contract.discount_percent,
        )

    @api.model
    def _get_difference(self, amendment):
        """Return by how much the new home costs more."""
        if not amendment.new_unit_id:
            return 0.0
        price = self._get_offer(amendment).price
        return amendment.currency_id.round(price - amendment.contract_id.price)

    @api.model
    def _count(self, amendment):
        # EXTENDS 'property.amendment.kind': what was paid goes to the new home
        contract = amendment.contract_id
        difference = self._get_difference(amendment)
        figures = self.env["property.price.difference"]._count(contract, difference)
        money = self.env["property.contract.money"]
        paid = money._get_received(contract, ("verified",)).get(contract.id, 0.0)
        figures["paid"] = amendment.currency_id.round(paid)
        figures["moved"] = max(figures["moved"], figures["paid"])
        return figures

    @api.model
    def _get_accounts_after(self, amendment, figures):
        # EXTENDS 'property.amendment.kind'
        return self._get_owed_after(amendment, figures["claims"])

    @api.model
    def _get_reasons(self, amendment):
        # EXTENDS 'property.amendment.kind'
        reasons = super()._get_reasons(amendment)
        contract, unit = amendment.contract_id, amendment.new_unit_id
        if contract.state not in ("signed", "filed"):
            reasons.append(
                self.env._("Its area is settled, or it is handed over: it stays.")
            )
        if not unit or unit == contract.unit_id:
            reasons.append(self.env._("Choose the new home."))
            return reasons
        unit_sudo = unit.sudo()  # of a home on sale
        if unit.development_id != contract.development_id:
            reasons.append(
                self.env._("%s is of another development.", unit.display_name)
            )
        reasons += unit._get_cannot_sell_reasons()
        reasons.append(unit._get_taken_reason())
        if unit_sudo.permit_id.journal_id != contract.permit_id.journal_id:
            reasons.append(
                self.env._(
                    "The permit of %s has another designated account: end this"
                    " contract, and sell that home by another one.",
                    unit.display_name,
                )
            )
        if unit_sudo.permit_id.kind != contract.sale_kind:
            reasons.append(
                self.env._(
                    "One home is sold before its completion, and the other after it:"
                    " end this contract, and sell that home by another one."
                )
            )
        if contract.pricing_basis != "unit" and not unit_sudo._get_area(
            contract.pricing_basis
        ):
            reasons.append(self.env._("The home has no area that its price is of."))
        discounts = self.env["property.discount"]
        offer = self._get_offer(amendment)
        reasons.append(discounts._get_floor_reason(unit, offer))
        reasons += discounts._get_given_reasons(
            unit, contract.promotion_ids, contract.plan_id, contract.discount_percent
        )
        return list(filter(None, reasons))

    @api.model
    def _changes_filing(self, amendment):
        # EXTENDS 'property.amendment.kind'
        return True

    @api.model
    def _get_change_text(self, amendment):
        # EXTENDS 'property.amendment.kind'
        before = amendment.old_unit_id or amendment.contract_id.unit_id
        names = before.display_name, amendment.new_unit_id.display_name or "?"
        return " → ".join(names)

    @api.model
    def _apply(self, amendment, figures):
        # EXTENDS 'property.amendment.kind'
        contract, unit = amendment.contract_id, amendment.new_unit_id
        former = contract.unit_id
        difference = self._get_difference(amendment)
        amendment._write_protected(
            {"old_unit_id": former.id, "old_price": contract.price}
        )
        contract._write_protected(
            {
                "unit_id": unit.id,
                "permit_id": unit.permit_id.id,
                "price_line_id": unit.price_line_id.id,
                "list_price": unit.list_price,
                "contract_gross_area": unit._get_area("gross"),
                "contract_inner_area": unit._get_area("inner"),
            }
        )
        # the index speaks before anything follows from it
        contract.flush_recordset()
        self.env["property.price.difference"]._book(amendment, difference)
        former._move_up()
