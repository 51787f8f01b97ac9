from odoo import fields, models


class PropertyContract(models.Model):
    """Signed contracts change by amendments only (R2.7)."""

    _inherit = "property.contract"

    amendment_ids = fields.One2many(
        "property.amendment", "contract_id", string="Amendments"
    )

    _protected_fields = frozenset({"amendment_ids"})

    def _give_to(self, user):
        # EXTENDS 'property_sales': and what is due of their amendments
        res = super()._give_to(user)
        amendments_sudo = self.sudo().amendment_ids  # whoever leads them now
        self.env["property.deadline"]._follow(amendments_sudo)
        return res
