from odoo import models

# the areas that homes are sold by, by the kind of their permit
SOLD_BY = {"presale": "presale_area_list_id", "completed": "surveyed_area_list_id"}


class PropertyDevelopment(models.Model):
    """A development opens when the areas of its homes are filed (R2.4, R2.5)."""

    _inherit = "property.development"

    def _get_cannot_open_reasons(self):
        # EXTENDS 'property_sales'
        reasons = super()._get_cannot_open_reasons()
        # sudo: of the development that the caller reads
        permits_sudo = self.sudo().permit_ids
        running = permits_sudo.filtered(lambda permit: permit._is_running())
        for kind, field in SOLD_BY.items():
            permits = running.filtered(lambda permit, kind=kind: permit.kind == kind)
            missing = self._get_homes_without_area(permits, field)
            if missing:
                reasons.append(self._get_no_area_reason(kind, missing))
        return reasons

    def _get_homes_without_area(self, permits, field):
        """Return [(building, number of homes)] on `permits` without filed areas."""
        units_sudo = permits.env["property.unit"].sudo()  # as the permits
        if not permits:
            return []
        return units_sudo._read_group(
            [("permit_id", "in", permits.ids), (field, "=", False)],
            ["building_id"],
            ["__count"],
        )

    def _get_no_area_reason(self, kind, missing):
        """Return the sentence that says how many homes have no area, and where.

        :param str kind: of the permits
        :param missing: see `_get_homes_without_area`
        """
        names = {
            "count": sum(count for _building, count in missing),
            "buildings": ", ".join(
                building.display_name for building, _count in missing[:3]
            ),
        }
        if kind == "completed":
            return self.env._(
                "Surveyed areas are not filed for %(count)s homes with a permit,"
                " first of all in %(buildings)s: file their area lists.",
                **names,
            )
        return self.env._(
            "Pre-sale areas are not filed for %(count)s homes with a permit, first of"
            " all in %(buildings)s: file their area lists.",
            **names,
        )
