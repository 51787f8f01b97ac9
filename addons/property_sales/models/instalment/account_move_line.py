from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.sales_rules.tools import gate

CONTRACT = frozenset({"contract_id"})


class AccountMoveLine(models.Model):
    """Items of the money of homes name their contract (R2.8, R2.10)."""

    _inherit = "account.move.line"

    contract_id = fields.Many2one(
        "property.contract",
        string="Contract of a Home",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups="property_sales.group_property_reads",
        help="Of what is booked on the accounts of homes; set by methods only.",
    )

    def write(self, vals):
        # EXTENDS 'property_sales': what is posted keeps its contract, and its words
        if "name" in vals:
            self._check_not_renamed(vals["name"])
        if not CONTRACT & vals.keys():
            return super().write(vals)
        permit = gate.get(self)
        if permit and permit.admits(self, CONTRACT):
            permit.spend(self)
            return super(AccountMoveLine, gate.closed(self)).write(vals)
        # sudo: contracts of whoever sells
        changed_sudo = self.sudo().filtered(
            lambda item: (
                item.parent_state == "posted"
                and item.contract_id.id != (vals["contract_id"] or False)
            )
        )
        if changed_sudo:
            raise UserError(
                self.env._(
                    "%s: posted items keep the contract that they were booked for."
                    " Money goes to another contract by an amendment.",
                    ", ".join(changed_sudo.move_id[:5].mapped("display_name")),
                )
            )
        return super().write(vals)

    def _set_contract(self, contract):
        """Note on posted items that a contract has them now."""
        gate.opened(self, CONTRACT).write({"contract_id": contract.id})

    def _check_not_renamed(self, name):
        """Check that no posted item of an entry of homes gets another name.

        :raise UserError: naming the entry, and the way out
        """
        renamed = self.filtered(
            lambda item: (
                item.parent_state == "posted" and (item.name or "") != (name or "")
            )
        )
        renamed.move_id._get_property_entries()._check_not_collected()

    def _filter_guarded(self):
        # EXTENDS 'property_sales': on any account, where they name a sale
        # sudo: sales of anybody
        named_sudo = self.sudo().filtered(
            lambda item: item.parent_state == "posted" and item._get_homes_key()
        )
        return super()._filter_guarded() | named_sudo

    def _get_homes_key(self):
        # EXTENDS 'property_sales': contracts come before their reservations
        return self.contract_id or super()._get_homes_key()

    def copy_data(self, default=None):
        # EXTENDS 'account': as its reservation, see there
        vals_list = super().copy_data(default)
        for item_sudo, vals in zip(self.sudo(), vals_list, strict=True):  # as above
            if item_sudo.contract_id:
                vals["contract_id"] = item_sudo.contract_id.id
        return vals_list
