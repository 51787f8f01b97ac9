from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

DIRECTOR = "sales_rules.group_marketing_director"


class PropertyPermit(models.Model):
    """The prices of all permitted homes are published at once (R2.4, 一房一价)."""

    _inherit = "property.permit"

    _protected_fields = frozenset({"published_on", "publish_by"})

    publish_by = fields.Date(
        string="Publish Prices until",
        compute="_compute_publish_by",
        store=True,
        help="The last day for the sheet of all homes with their prices.",
    )
    published_on = fields.Date(string="Prices Published", readonly=True, copy=False)

    @api.depends("date_from", "company_id.property_publish_days")
    def _compute_publish_by(self):
        for permit in self:
            days = timedelta(days=permit.company_id.property_publish_days)
            permit.publish_by = permit.date_from and permit.date_from + days

    def action_publish(self):
        """Record that the prices of all homes of these permits are published today.

        :raise AccessError: for others than the marketing director
        :raise UserError: naming a permit that is not in force or published already, or
            homes without an active price
        """
        if not self.env.su and not self.env.user.has_group(DIRECTOR):
            raise AccessError(
                self.env._(
                    "%s: prices are published by the marketing director.",
                    self._get_state_names(),
                )
            )
        self.check_access("read")
        self._check_state("valid")
        published = self.filtered("published_on")
        if published:
            raise UserError(
                self.env._(
                    "The prices of these permits are published already: %s",
                    published._get_state_names(),
                )
            )
        self.env["property.price.list"]._activate_due(self.development_id)
        unpriced = self._get_unpriced_units()
        if unpriced:
            raise UserError(
                self.env._(
                    "%(permits)s: all homes are published with their prices at once."
                    " Without an active price are %(homes)s; have them put on a price"
                    " list and approved.",
                    permits=self._get_state_names(),
                    homes=", ".join(unpriced[:5].mapped("display_name")),
                )
            )
        for company, permits in self.grouped("company_id").items():
            # sudo: permits are the matter of investment development
            permits.sudo()._write_protected({"published_on": company._get_today()})
        self.env["property.deadline"]._follow(self)
        return True

    def _get_unpriced_units(self):
        """Return the homes of these permits that have no active price."""
        return self.unit_ids.filtered(lambda unit: not unit.price_line_id)
