from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.sales_rules.tools import gate


class SalesPrivate(models.AbstractModel):
    """Private persons (`res.partner.is_private`): who sees them, and who becomes one.

    Partners are read by nearly everybody, and rules of groups only widen what is read.
    So one rule without a group, `res_partner_rule_private`, asks
    `res.users._get_private_partner_domain` who may see a private one. It reads two
    columns of the partner itself, and joins for those roles only whose own rules join
    the same tables anyway.

    Only `_make` and `_end` make a partner private and end it: an addon that keeps
    private persons calls them, and has checked who may. A private partner is no
    customer because core ranks it as one: it is when it has a tier, orders, or owes on
    an account of credit (`sales.credit._get_credit_account_ids`).
    """

    _name = "sales.private"
    _description = "Private Persons"

    @api.model
    def _make(self, partners):
        """Show these commercial entities, with their contacts, to few from now on.

        :raise UserError: naming a contact, a company of ours, or an employee
        """
        for partner in partners.sudo():  # sudo: whom it is about
            if partner.commercial_partner_id != partner:
                raise UserError(
                    self.env._(
                        "%(contact)s is a contact of %(entity)s and follows it: make"
                        " %(entity)s private instead.",
                        contact=partner.display_name,
                        entity=partner.commercial_partner_id.display_name,
                    )
                )
            if self._is_of_house(partner):
                raise UserError(
                    self.env._(
                        "%s is an employee or a company of ours, whom everybody has to"
                        " see: enter a partner of its own for the private person.",
                        partner.display_name,
                    )
                )
        self._write_private(partners, True)

    @api.model
    def _end(self, partners):
        """Show these commercial entities to whoever sees others like them again.

        :raise UserError: naming a contact, which follows its entity
        """
        for partner in partners.sudo():  # sudo: whom it is about
            if partner.commercial_partner_id != partner:
                partner._refuse_private(False)
        self._write_private(partners, False)

    @api.model
    def _write_private(self, partners, value):
        """Write it on these entities and on all their contacts, archived ones too."""
        # sudo: callers need not write all contacts, or see them
        everybody = partners.sudo().with_context(active_test=False)
        family = everybody.search([("commercial_partner_id", "in", partners.ids)])
        if family:
            gate.opened(family, {"is_private"}).write({"is_private": value})

    @api.model
    def _is_of_house(self, partner):
        """Return whether a partner is one of our companies or an internal user."""
        partner = partner.with_context(active_test=False)
        users = partner.user_ids.filtered(lambda user: not user.share)
        return bool(partner.ref_company_ids or users)

    @api.model
    def _check_kept(self, partners):
        """Check that none of these, private until now, is the contact of one that is
        not.

        :raise UserError: naming the partner and the one above
        """
        for partner in partners.sudo():  # sudo: of every customer
            entity = partner.commercial_partner_id
            if entity != partner and not entity.is_private:
                raise UserError(
                    self.env._(
                        "%(partner)s is private and %(entity)s is not: what is known of"
                        " it would be open to all who see %(entity)s. Enter a contact"
                        " of its own below %(entity)s.",
                        partner=partner.display_name,
                        entity=entity.display_name,
                    )
                )
