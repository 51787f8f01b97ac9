from odoo import api, fields, models
from odoo.exceptions import UserError


class AccountMoveLine(models.Model):
    """Items of the money of homes name their reservation (R2.8)."""

    _inherit = "account.move.line"

    property_reservation_id = fields.Many2one(
        "property.reservation",
        string="Reservation of a Home",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups="property_sales.group_property_reads",
        help="Of what is booked on the accounts of homes; set by methods only.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'account': nor is an item put into what is posted
        items = super().create(vals_list)
        items._filter_guarded().move_id._refuse_property_entry()
        return items

    def write(self, vals):
        # EXTENDS 'account': what is posted keeps its reservation
        if "property_reservation_id" in vals:
            # sudo: reservations of whoever sells
            changed_sudo = self.sudo().filtered(
                lambda item: (
                    item.parent_state == "posted"
                    and item.property_reservation_id.id
                    != (vals["property_reservation_id"] or False)
                )
            )
            if changed_sudo:
                raise UserError(
                    self.env._(
                        "%s: posted items keep the reservation that they were booked"
                        " for. Money goes to another home or customer by a change of"
                        " the reservation.",
                        ", ".join(changed_sudo.move_id[:5].mapped("display_name")),
                    )
                )
        if "account_id" not in vals:
            return super().write(vals)
        # nor is what is posted moved to the accounts of homes
        before = self._filter_guarded()
        res = super().write(vals)
        (self._filter_guarded() - before).move_id._refuse_property_entry()
        return res

    def _get_homes_key(self):
        """Return the sale that one item is of, within which it is matched."""
        return self.property_reservation_id

    def _filter_guarded(self):
        """Return the posted ones on the accounts of homes, in sudo."""
        # sudo: the accounts, whoever books
        posted_sudo = self.sudo().filtered(lambda item: item.parent_state == "posted")
        accounts = posted_sudo.company_id._get_property_account_ids()
        return posted_sudo.filtered(lambda item: item.account_id.id in accounts)

    def copy_data(self, default=None):
        # EXTENDS 'account': a refusal by the bank reverses an item with its
        # reservation; not by `copy`, as users who may not read it reverse others
        vals_list = super().copy_data(default)
        for item_sudo, vals in zip(self.sudo(), vals_list, strict=True):  # as above
            if item_sudo.property_reservation_id:
                vals["property_reservation_id"] = item_sudo.property_reservation_id.id
        return vals_list
