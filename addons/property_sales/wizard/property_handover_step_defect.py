from odoo import fields, models

from odoo.addons.property_sales.tools.defects import MAX_PHOTOS

from ..models.handover.property_warranty_term import PARTS

SIZE = 1920


def to_text(picture):
    """Return an encoded picture as clients send it; False for none."""
    return picture.decode() if isinstance(picture, bytes) else picture or False


class PropertyHandoverStepDefect(models.TransientModel):
    """A defect that is found at the inspection, with its photos."""

    _name = "property.handover.step.defect"
    _description = "Defect Found at the Inspection"

    step_id = fields.Many2one(
        "property.handover.step", required=True, ondelete="cascade"
    )
    part = fields.Selection(PARTS, required=True)
    text = fields.Char(string="Defect", required=True)
    photo_1 = fields.Image(string="1st Photo", max_width=SIZE, max_height=SIZE)
    photo_2 = fields.Image(string="2nd Photo", max_width=SIZE, max_height=SIZE)
    photo_3 = fields.Image(string="3rd Photo", max_width=SIZE, max_height=SIZE)
    photo_4 = fields.Image(string="4th Photo", max_width=SIZE, max_height=SIZE)
    photo_5 = fields.Image(string="5th Photo", max_width=SIZE, max_height=SIZE)

    def _prepare_found(self):
        """Return one defect as the handover takes it."""
        self.ensure_one()
        names = (f"photo_{number}" for number in range(1, MAX_PHOTOS + 1))
        photos = [to_text(self[name]) for name in names]
        return {
            "part": self.part,
            "text": self.text,
            "photos": list(filter(None, photos)),
        }
