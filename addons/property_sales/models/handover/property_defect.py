from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.sales_rules.tools.ondelete import ondelete_always

from .property_warranty_term import PARTS


class PropertyDefect(models.Model):
    """Something that the buyer found wrong with a home, and until when it is mended."""

    _name = "property.defect"
    _description = "Defect of a Home"
    _inherit = ["property.secret.mixin", "sales.protected.mixin"]
    _order = "handover_id, id"
    _rec_name = "text"

    _protected_fields = frozenset(
        {"handover_id", "part", "text", "date_done", "company_id"}
    )

    handover_id = fields.Many2one(
        "property.handover",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="handover_id.company_id", store=True, index=True
    )
    part = fields.Selection(PARTS, required=True, readonly=True)
    text = fields.Char(string="Defect", required=True, readonly=True)
    photo = fields.Image(max_width=1920, max_height=1920)
    user_id = fields.Many2one("res.users", string="Mended by", index=True)
    date_due = fields.Date(string="Mended until")
    date_done = fields.Date(string="Mended on", readonly=True)

    @api.depends("text", "handover_id")
    def _compute_display_name(self):
        for defect in self:
            # sudo: whoever mends it reads the name of the home only
            home = defect.handover_id.sudo().unit_id.display_name
            defect.display_name = " · ".join(filter(None, [defect.text, home]))

    def write(self, vals):
        res = super().write(vals)
        self.env["property.deadline"]._follow(self)
        return res

    @ondelete_always
    def _unlink_never(self):
        raise UserError(
            self.env._(
                "Defects stay on record; note that they are mended: %s",
                ", ".join(self[:5].mapped("display_name")),
            )
        )

    def action_done(self):
        """Note that these defects are mended."""
        self.handover_id.contract_id._check_seller()
        for defect in self.filtered(lambda row: not row.date_done):
            today = defect.company_id._get_today()
            # sudo: noted by methods only
            defect.sudo()._write_protected({"date_done": today})
        return True

    def _is_answered(self):
        """Return whether one defect is mended, or it is said by whom and when."""
        self.ensure_one()
        return bool(self.date_done or (self.user_id and self.date_due))

    @api.model
    def _get_parts(self):
        """Return the parts that a defect may be of."""
        return self._fields["part"].get_values(self.env)
