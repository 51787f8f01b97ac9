from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.sales_rules.tools.ondelete import ondelete_always


class PropertyDefectPhoto(models.Model):
    """A photo of a defect: as it was found, mended, or found again (R2.7).

    Taken at the place, it stays as it is: nobody replaces or deletes it.
    """

    _name = "property.defect.photo"
    _description = "Photo of a Defect"
    _inherit = ["property.secret.mixin", "sales.protected.mixin"]
    _order = "defect_id, id"

    _protected_fields = frozenset(
        {"defect_id", "company_id", "kind", "image", "date", "user_id"}
    )

    defect_id = fields.Many2one(
        "property.defect",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(related="defect_id.company_id", store=True, index=True)
    kind = fields.Selection(
        [("found", "Found"), ("mended", "After the Repair"), ("again", "Found Again")],
        string="Shows",
        required=True,
        readonly=True,
    )
    image = fields.Image(
        string="Photo", required=True, readonly=True, max_width=1920, max_height=1920
    )
    date = fields.Date(string="Taken on", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", string="Taken by", required=True, readonly=True
    )

    @api.depends("defect_id", "date")
    def _compute_display_name(self):
        for photo in self:
            photo.display_name = f"{photo.defect_id.display_name} · {photo.date}"

    @ondelete_always
    def _unlink_never(self):
        raise UserError(
            self.env._(
                "Photos of defects stay on record: %s",
                ", ".join(self[:5].mapped("display_name")),
            )
        )

    @api.model
    def _take(self, kind, photos):
        """Keep photos of defects.

        :param str kind: what they show
        :param list photos: of (defect, encoded picture)
        """
        # sudo: made by methods only
        return self.sudo()._create_protected(
            [
                {
                    "defect_id": defect.id,
                    "kind": kind,
                    "image": photo,
                    "date": defect.company_id._get_today(),
                    "user_id": self.env.uid,
                }
                for defect, photo in photos
            ]
        )
