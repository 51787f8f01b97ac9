from odoo import fields, models

AREA = {"digits": (16, 2), "readonly": True, "copy": False, "aggregator": "sum"}


class PropertyUnit(models.Model):
    """The areas of a home, in m², written by the filing of area lists alone (R2.5)."""

    _inherit = "property.unit"

    _protected_fields = frozenset(
        {
            "presale_gross_area",
            "presale_inner_area",
            "presale_area_list_id",
            "surveyed_gross_area",
            "surveyed_inner_area",
            "surveyed_area_list_id",
        }
    )

    presale_gross_area = fields.Float(
        string="Pre-sale Gross Area (m²)",
        help="Gross area in m² as filed before the sale.",
        **AREA,
    )
    presale_inner_area = fields.Float(
        string="Pre-sale Inner Area (m²)",
        help="Inner area in m² as filed before the sale.",
        **AREA,
    )
    presale_area_list_id = fields.Many2one(
        "property.area.list",
        string="Pre-sale Area List",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The filed list that the pre-sale areas come from.",
    )
    surveyed_gross_area = fields.Float(
        string="Surveyed Gross Area (m²)",
        help="Gross area in m² as surveyed by the housing bureau and filed.",
        **AREA,
    )
    surveyed_inner_area = fields.Float(
        string="Surveyed Inner Area (m²)",
        help="Inner area in m² as surveyed by the housing bureau and filed.",
        **AREA,
    )
    surveyed_area_list_id = fields.Many2one(
        "property.area.list",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The filed list that the surveyed areas come from.",
    )

    def _get_contracted(self):
        """Return those of these homes that are under a live contract.

        The hook for the documents that sell them: areas of these homes are corrected
        by an amendment of the contract only.
        """
        return self.browse()

    def _get_cannot_sell_reasons(self):
        # EXTENDS 'property_sales'
        reasons = super()._get_cannot_sell_reasons()
        unit_sudo = self.sudo()  # sudo: of the home that is asked for
        if unit_sudo._is_sold_completed():
            if not unit_sudo.surveyed_area_list_id:
                reasons.append(
                    self.env._(
                        "%s has no surveyed area; a completed home is sold by the area"
                        " list of the survey that is filed with finance.",
                        self.display_name,
                    )
                )
        elif not unit_sudo.presale_area_list_id:
            reasons.append(
                self.env._(
                    "%s has no pre-sale area; its area list has to be filed with"
                    " finance first.",
                    self.display_name,
                )
            )
        return reasons

    def _is_sold_completed(self):
        """Return whether this home is sold as completed, by the permit it is on."""
        self.ensure_one()
        return self.permit_id.kind == "completed"
