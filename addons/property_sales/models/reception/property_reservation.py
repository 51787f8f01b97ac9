from odoo import api, fields, models
from odoo.fields import Domain

LIVE = ("queued", "active")


class PropertyReservation(models.Model):
    """Customers of reservations: whose they are, and who sees them (R2.6, R2.12).

    A customer whom another salesperson has received is not served while protected. From
    the first entry in a register on a customer is seen by few.
    """

    _inherit = "property.reservation"

    _protected_fields = frozenset({"reception_id"})

    reception_id = fields.Many2one(
        "property.reception",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'property_sales'
        reservations = super().create(vals_list)
        for reservation in reservations:
            reservation._take_customer()
        return reservations

    def write(self, vals):
        # EXTENDS 'property_sales': customers follow their salesperson
        res = super().write(vals)
        if "user_id" in vals:
            for reservation in self.sudo():  # sudo: the customer of the salesperson
                self._give_customer(reservation.partner_id, reservation.user_id)
        return res

    @api.model
    def _check_given(self, vals_list):
        # EXTENDS 'property_sales': nor is another salesperson's customer served
        res = super()._check_given(vals_list)
        for vals in vals_list:
            unit = self.env["property.unit"].browse(vals.get("unit_id"))
            partner = self.env["res.partner"].browse(vals.get("partner_id"))
            # sudo: the company of the home
            self._check_served(partner, unit.sudo().company_id, self.env.user)
        return res

    @api.model
    def _check_served(self, partner, company, user):
        """Check that a salesperson may serve a customer.

        :raise UserError: with the day and the salesperson who received the customer
        :raise AccessError: for customers whom the caller does not see
        """
        if not partner:
            return
        receptions = self.env["property.reception"]
        known_sudo = receptions._find_known(company, partner=partner)
        others_sudo = known_sudo.filtered(lambda row: row.user_id != user)
        receptions._check_free(others_sudo, user)
        partner.check_access("read")

    def _take_customer(self):
        """Have the customer be the salesperson's, and the reception know of it."""
        self.ensure_one()
        known_sudo = self.env["property.reception"]._find_known(
            self.company_id, partner=self.partner_id
        )
        own_sudo = known_sudo.filtered(lambda row: row.user_id == self.user_id)[:1]
        (known_sudo - own_sudo)._leave()
        self._write_protected({"reception_id": own_sudo.id})
        own_sudo._write_protected({"stage": "reserved"})
        self._give_customer(self.partner_id, self.user_id)

    @api.model
    def _give_customer(self, partner, user):
        """Make a customer private, and one of a salesperson (R2.12)."""
        partner_sudo = partner.sudo()  # sudo: seen by the salesperson from now on
        if partner_sudo.user_id != user:
            partner_sudo.write({"user_id": user.id})
        if not partner_sudo.is_private:
            self.env["sales.private"]._make(partner_sudo)

    @api.model
    def _get_open_domain(self):
        # EXTENDS 'property.transfer.mixin'
        return Domain("state", "in", LIVE)

    def _give_to(self, user):
        # EXTENDS 'property.transfer.mixin': and what is due of them
        res = super()._give_to(user)
        self.env["property.deadline"]._follow(self.filtered("number"))
        return res

    def _has_home(self):
        """Return whether one of these has a home, waits for it, or has a contract."""
        return any(row.state in (*LIVE, "converted") for row in self)
