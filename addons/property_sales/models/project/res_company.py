from odoo import api, fields, models, tools


class ResCompany(models.Model):
    """Companies that build and sell homes are known by their developments."""

    _inherit = "res.company"

    has_property_development = fields.Boolean(
        string="Sells Homes",
        compute="_compute_has_property_development",
        compute_sudo=True,
        groups="base.group_user",
        help="The company has a development. Fields that concern homes alone are"
        " asked and shown only there.",
    )

    def _compute_has_property_development(self):
        developers = self._get_property_developers()
        for company in self:
            company.has_property_development = company._origin.id in developers

    @api.model
    @tools.ormcache()
    def _get_property_developers(self):
        """Return the ids of the companies with a development.

        A new or deleted development clears the caches.
        """
        # sudo, cached for all users: ids of companies only
        developments_sudo = self.env["property.development"].sudo()
        # archived ones as well: what was sold of them is still decided on
        groups = developments_sudo.with_context(active_test=False)._read_group(
            [("company_id", "!=", False)], ["company_id"]
        )
        return frozenset(company.id for [company] in groups)
