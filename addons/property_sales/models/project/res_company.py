from odoo import fields, models


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
        # archived ones as well: what was sold of them is still decided on
        developments = self.env["property.development"].with_context(active_test=False)
        groups = developments._read_group(
            [("company_id", "in", self.ids)], ["company_id"]
        )
        developers = {company.id for [company] in groups}
        for company in self:
            company.has_property_development = company._origin.id in developers
