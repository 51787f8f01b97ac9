from odoo import fields, models


class PropertyServiceRequest(models.Model):
    """More pictures of an owner than one (R2.7)."""

    _inherit = "property.service.request"

    _protected_fields = frozenset({"picture_ids"})

    picture_ids = fields.Many2many(
        "ir.attachment",
        "property_service_request_picture_rel",
        string="More Pictures",
        readonly=True,
        copy=False,
        help="Beside the first one; sent by the owner in the portal.",
    )
