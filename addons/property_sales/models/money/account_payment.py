from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.sales_rules.tools import gate
from odoo.addons.sales_rules.tools.inherited import add_up


class AccountPayment(models.Model):
    """Payments of homes: in from verified receipts, out as approved returns (R2.10)."""

    _inherit = "account.payment"

    # what a payment of homes is of, given by methods only; adds up over the classes
    _homes_fields = frozenset({"property_change_id"})

    property_change_id = fields.Many2one(
        "property.reservation.change",
        string="Return of a Home",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups="property_sales.group_property_reads",
    )
    property_reservation_id = fields.Many2one(
        "property.reservation",
        string="Reservation of a Home",
        compute="_compute_property_reservation_id",
        store=True,
        index="btree_not_null",
        groups="property_sales.group_property_reads",
    )

    @api.depends(
        "collection_method_id.receipt_id.reservation_id",
        "property_change_id.reservation_id",
    )
    def _compute_property_reservation_id(self):
        for payment in self:
            payment.property_reservation_id = (
                payment.collection_method_id.receipt_id.reservation_id
                or payment.property_change_id.reservation_id
            )

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'receivables_collect'
        origins = add_up(type(self), "_homes_fields")
        permit = gate.get(self)
        admitted = {
            name for name in origins if permit and permit.admits_create(self, {name})
        }
        payments = super().create(vals_list)
        for name in origins - admitted:  # nor by a default in the context
            payments.sudo().filtered(name)._refuse_return()
        if any(vals.get("property_reservation_id") for vals in vals_list):
            payments._refuse_return()
        payments._check_reservation_own()  # nor by a default
        return payments

    def write(self, vals):
        # EXTENDS 'receivables_collect'
        origins = add_up(type(self), "_homes_fields")
        if (origins | {"property_reservation_id"}) & vals.keys():
            self._refuse_return()
        return super().write(vals)

    def _check_reservation_own(self):
        """Check that these are of the reservation of their receipt or their return.

        It follows from them; nobody gives it, by a default in the context either.

        :raise UserError: for any other reservation
        """
        for payment_sudo in self.sudo():  # whatever the caller reads of them
            receipt_sudo = payment_sudo.collection_method_id.receipt_id
            own = (
                receipt_sudo.reservation_id
                or payment_sudo.property_change_id.reservation_id
            )
            if payment_sudo.property_reservation_id != own:
                payment_sudo._refuse_return()

    def _is_of_homes(self):
        """Return whether one of these, in sudo, came of a receipt for a home, or is the
        return of one: by what methods alone write.
        """
        origins = add_up(type(self), "_homes_fields")
        return bool(self.collection_method_id.receipt_id.reservation_id) or any(
            self[name] for name in origins
        )

    def _refuse_return(self):
        """Refuse to make these payments returns: approved requests are paid.

        :raise UserError: for any payment
        """
        if self:
            raise UserError(
                self.env._(
                    "%s: money of a home is taken on its reservation with a voucher,"
                    " and returned from it: ask for the return there.",
                    ", ".join(self[:5].mapped("display_name")),
                )
            )

    def _get_kept_collected(self):
        # EXTENDS 'receivables_collect': returns too, and what the bank received
        kept = super()._get_kept_collected()
        posted = self.filtered(lambda payment: payment.move_id.state == "posted")
        origins = add_up(type(self), "_homes_fields")
        posted_sudo = posted.sudo()  # whether they are of homes
        of_homes = posted_sudo.filtered(
            lambda payment: any(payment[name] for name in origins)
        )
        return kept | posted.browse(of_homes.ids)

    def _prepare_move_line_default_vals(
        self, write_off_line_vals=None, force_balance=None
    ):
        # EXTENDS 'account': the counterpart names its reservation
        lines = super()._prepare_move_line_default_vals(
            write_off_line_vals, force_balance
        )
        reservation_sudo = self.sudo().property_reservation_id  # to note it
        if reservation_sudo:
            for line in lines[1:]:
                line["property_reservation_id"] = reservation_sudo.id
        return lines
