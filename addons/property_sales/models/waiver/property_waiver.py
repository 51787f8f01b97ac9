from odoo import api, models


class PropertyWaiver(models.AbstractModel):
    """A late fee is given up (R2.7, R2.11): what is claimed of it is taken back.

    At most what accrued by now and was not waived before; what accrues later is
    claimed. By finance, when the amendment is approved.
    """

    _name = "property.waiver"
    _description = "Waiver of a Late Fee"
    _inherit = ["property.amendment.kind"]

    @api.model
    def _check_role(self, amendment):
        # EXTENDS 'property.amendment.kind'
        amendment.contract_id._check_finance()

    @api.model
    def _get_open_fee(self, amendment):
        """Return what accrued until today and is not waived, claimed or not."""
        contract = amendment.contract_id
        fees = self.env["property.late.fee"]
        today = contract.company_id._get_today()
        accrued, _rows = fees._get_accrued(contract, "late_fee", today)
        return contract.currency_id.round(accrued - fees._get_waived(contract))

    @api.model
    def _count(self, amendment):
        # EXTENDS 'property.amendment.kind': negative, as the claims become less
        contract, currency = amendment.contract_id, amendment.currency_id
        fees = self.env["property.late.fee"]
        today = contract.company_id._get_today()
        unclaimed = fees._get_left(contract, "late_fee", today)
        claims = currency.round(min(max(unclaimed, 0.0) - amendment.amount, 0.0))
        return {"claims": claims, "moved": amendment.amount}

    @api.model
    def _get_accounts_after(self, amendment, figures):
        # EXTENDS 'property.amendment.kind'
        return self._get_owed_after(amendment, figures["claims"])

    @api.model
    def _get_reasons(self, amendment):
        # EXTENDS 'property.amendment.kind'
        reasons = super()._get_reasons(amendment)
        compare = amendment.currency_id.compare_amounts
        accrued = self._get_open_fee(amendment)
        if compare(amendment.amount, 0.0) <= 0:
            reasons.append(self.env._("Enter how much of the late fee is waived."))
        elif compare(amendment.amount, accrued) > 0:
            reasons.append(
                self.env._(
                    "Late fees of %s accrued that are not waived.",
                    amendment._format(accrued),
                )
            )
        return reasons

    @api.model
    def _get_change_text(self, amendment):
        # EXTENDS 'property.amendment.kind'
        return amendment._format(-amendment.amount)

    @api.model
    def _apply(self, amendment, figures):
        # EXTENDS 'property.amendment.kind'
        contract = amendment.contract_id
        if not amendment.currency_id.is_zero(figures["claims"]):
            today = contract.company_id._get_today()
            fees = self.env["property.late.fee"]
            fees._book(contract, "late_fee", today, figures["claims"])
