from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CollectionReceipt(models.Model):
    """Money for a contract, taken with a numbered voucher (R2.10, R5.16).

    It pays what is claimed, the oldest first; what is left claims the instalments that
    come next when finance has verified it.
    """

    _inherit = "collection.receipt"

    contract_id = fields.Many2one(
        "property.contract",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('company_id', '=', company_id),"
        " ('state', 'in', ('signed', 'filed', 'settled', 'handed_over'))]",
        help="The contract of a home that the money is for.",
    )

    @api.depends("contract_id")
    def _compute_from_slip(self):
        # EXTENDS 'property_sales'
        res = super()._compute_from_slip()
        for receipt in self.filtered("contract_id"):
            contract_sudo = receipt.contract_id.sudo()  # of one's own receipt
            receipt.partner_id = contract_sudo.partner_id
            receipt.currency_id = contract_sudo.currency_id
        return res

    @api.onchange("contract_id")
    def _onchange_contract_id(self):
        """Propose the next voucher of one's bag, as for a reservation."""
        self._onchange_reservation_id()

    @api.constrains("contract_id", "reservation_id", "slip_id", "partner_id")
    def _check_contract(self):
        # sudo: what was allocated before the receipt was for a home
        self.sudo().allocation_ids._check_contract()
        for receipt in self.filtered("contract_id"):
            contract_sudo = receipt.contract_id.sudo()  # of one's own receipt
            if receipt.reservation_id:
                raise ValidationError(
                    self.env._(
                        "Money is for a reservation or for a contract, not for both."
                    )
                )
            if (
                receipt.company_id != contract_sudo.company_id
                or receipt.currency_id != contract_sudo.currency_id
            ):
                raise ValidationError(
                    self.env._(
                        "%(contract)s: money is taken in %(currency)s, by %(company)s.",
                        contract=contract_sudo.display_name,
                        currency=contract_sudo.currency_id.name,
                        company=contract_sudo.company_id.name,
                    )
                )
            if receipt.state == "draft" and (
                receipt.partner_id != contract_sudo.partner_id
            ):
                raise ValidationError(
                    self.env._(
                        "%(contract)s: receipts are made out to %(buyer)s, whoever"
                        " pays; note the payer.",
                        contract=contract_sudo.display_name,
                        buyer=contract_sudo.partner_id.display_name,
                    )
                )

    def _get_protected_touched(self, vals):
        # EXTENDS 'property_sales'
        touched = super()._get_protected_touched(vals)
        if any(receipt.state != "draft" for receipt in self):
            touched |= {"contract_id"} & vals.keys()
        return touched

    @api.model
    def _prepare_bag_vals(self, payload, voucher):
        # EXTENDS 'property_sales'
        vals = super()._prepare_bag_vals(payload, voucher)
        if payload.get("contract_id"):
            vals["contract_id"] = payload["contract_id"]
        return vals

    def _is_for_home(self):
        # EXTENDS 'property_sales'
        return super()._is_for_home() or bool(self.contract_id)

    def _get_home(self):
        # EXTENDS 'property_sales'
        return self.sudo().contract_id.unit_id or super()._get_home()  # as there

    def _get_cannot_collect_reasons(self):
        # EXTENDS 'property_sales'
        reasons = super()._get_cannot_collect_reasons()
        contract_sudo = self.contract_id.sudo()  # of one's own receipt
        if contract_sudo:
            # nobody takes money for what they do not see
            self.contract_id.check_access("read")
            reasons.append(contract_sudo._get_cannot_take_reason())
            reasons.append(self._get_closed_day_reason())
        else:
            reasons.append(self._get_claim_on_slip_reason())
        return [reason for reason in dict.fromkeys(reasons) if reason]

    def _get_claim_on_slip_reason(self):
        """Return why money on a slip cannot be what a contract on it owes, or an empty
        text: that goes into the designated account.
        """
        if self.currency_id.compare_amounts(self.amount_on_account, 0.0) <= 0:
            return ""
        # sudo: collectors do not read the ledger
        lines_sudo = self.slip_id.sudo().line_ids.filtered("is_open")
        contracts_sudo = lines_sudo.move_line_id.contract_id
        if not contracts_sudo:
            return ""
        return self.env._(
            "%s is on the slip too, and is paid by a receipt of its own: take the money"
            " for it on the contract.",
            ", ".join(contracts_sudo.mapped("display_name")),
        )

    def _get_allocatable(self):
        # EXTENDS 'receivables_collect': what the contract owes, and on slips the rest
        contract_sudo = self.contract_id.sudo()  # the salesperson reads no entries
        if not contract_sudo:
            lines_sudo = self.env["collection.slip.line"].sudo()  # as above
            return [
                (target, amount)
                for target, amount in super()._get_allocatable()
                if not lines_sudo.browse(
                    target.get("slip_line_id")
                ).move_line_id.contract_id
            ]
        loans = self.env["property.contract.money"]._get_loan_items(contract_sudo)
        owed = self.env["property.claim"]._get_items(contract_sudo)
        items = [item for item, amount in owed.items() if amount > 0]
        items_sudo = loans.browse(item.id for item in items) - loans
        free = self._get_free_amounts(items_sudo)
        return [({"move_line_id": item.id}, free[item.id]) for item in items_sudo]

    def _post_payments(self):
        # EXTENDS 'receivables_collect': what was paid ahead claims what comes next
        res = super()._post_payments()
        receipts_sudo = self.sudo()  # whoever verifies
        contracts_sudo = receipts_sudo.contract_id
        contracts_sudo |= receipts_sudo.reservation_id._get_signed_contracts()
        self.env["property.contract.money"]._take(contracts_sudo)
        return res
