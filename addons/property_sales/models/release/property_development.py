from odoo import api, fields, models


class PropertyDevelopment(models.Model):
    """The batches in which a development is put on sale (R2.4)."""

    _inherit = "property.development"

    release_ids = fields.One2many(
        "property.release", "development_id", string="Releases"
    )
    release_count = fields.Integer(
        string="Number of Releases", compute="_compute_release_count"
    )

    @api.depends("release_ids")
    def _compute_release_count(self):
        for development in self:
            development.release_count = len(development.release_ids)
