from odoo import api, fields, models


class CollectionReceipt(models.Model):
    """A receipt for a fee is one of its own: it pays nothing of the price (R2.10)."""

    _inherit = "collection.receipt"

    fee_id = fields.Many2one(
        "property.fee",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('contract_id', '=', contract_id), ('state', '=', 'due')]",
        help="Collected for others; empty: money of the price.",
    )

    @api.model
    def _prepare_bag_vals(self, payload, voucher):
        # EXTENDS 'property_sales'
        vals = super()._prepare_bag_vals(payload, voucher)
        if payload.get("fee_id"):
            vals["fee_id"] = payload["fee_id"]
        return vals

    def _get_protected_touched(self, vals):
        # EXTENDS 'property_sales'
        touched = super()._get_protected_touched(vals)
        if any(receipt.state != "draft" for receipt in self):
            touched |= {"fee_id"} & vals.keys()
        return touched

    def _get_cannot_collect_reasons(self):
        # EXTENDS 'property_sales'
        reasons = super()._get_cannot_collect_reasons()
        fee_sudo = self.fee_id.sudo()  # of one's own receipt
        if fee_sudo:
            fee_sudo.contract_id.unit_id._take_guard()
            fee_sudo.invalidate_recordset(["amount_collected", "state"])
            contract = self.contract_id.sudo()  # as above
            reasons.append(fee_sudo._get_cannot_take_reason(contract, self.amount))
        return [reason for reason in dict.fromkeys(reasons) if reason]

    def _get_allocatable(self):
        # EXTENDS 'property_sales': nothing of the price
        return [] if self.fee_id else super()._get_allocatable()

    def _move(self, state, claim=False, **vals):
        # EXTENDS 'receivables_collect': what finance has verified is paid
        res = super()._move(state, claim=claim, **vals)
        if state == "verified":
            self.sudo().fee_id._follow_money()  # whoever verifies
        return res
