from odoo import api, fields, models

from odoo.addons.property_sales.tools.schedule import add_months

from .property_warranty_term import PARTS


class PropertyWarranty(models.Model):
    """A part of a home and the last day on which it is repaired (R2.7)."""

    _name = "property.warranty"
    _description = "Warranty of a Part"
    _inherit = ["property.contract.part.mixin"]
    _order = "contract_id, date_to, id"
    _rec_name = "part"

    _protected_fields = frozenset({"unit_id", "part", "date_from", "date_to"})

    unit_id = fields.Many2one(
        related="contract_id.unit_id", store=True, index=True, string="Home"
    )
    part = fields.Selection(PARTS, required=True, readonly=True)
    date_from = fields.Date(string="From", required=True, readonly=True)
    date_to = fields.Date(
        string="Until", required=True, readonly=True, help="The last day covered."
    )

    _one_per_part = models.UniqueIndex(
        "(contract_id, part)", "A contract has one warranty for each part."
    )

    @api.depends("part")
    @api.depends_context("lang")
    def _compute_display_name(self):
        parts = dict(self._fields["part"]._description_selection(self.env))
        for row in self:
            row.display_name = parts.get(row.part, "")

    @api.model
    def _make(self, contracts, date):
        """Make the warranties of homes that are handed over on a day."""
        terms = self.env["property.warranty.term"]
        vals_list = []
        for contract in contracts:
            completed = contract.unit_id.sudo().building_id.completed_on  # of its home
            for term in terms._find_terms(contract.company_id, date):
                ends = [add_months(date, term.legal_months)]
                if completed:
                    ends.append(add_months(completed, term.builder_months))
                vals_list.append(
                    {
                        "contract_id": contract.id,
                        "part": term.part,
                        "date_from": date,
                        "date_to": max(ends),
                    }
                )
        # sudo: made by the handover only
        return self.sudo()._create_protected(vals_list)
