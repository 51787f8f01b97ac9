from datetime import timedelta

from odoo import fields, models

from ..contract.property_contract import SELLER
from ..deadline.property_deadline import Expected, Kind


class PropertyDeadline(models.Model):
    """Defects that the inspection found are mended in time (R2.7).

    A defect without a day has the days of the settings from the inspection on: taking
    its day away does not take the deadline away.
    """

    _inherit = "property.deadline"

    _kinds = {"defect": Kind("property.defect", SELLER, 7)}

    kind = fields.Selection(
        selection_add=[("defect", "Mending of a Defect")],
        ondelete={"defect": "cascade"},
    )

    def _expect_defect(self, defects):
        """Return the defects that are not mended."""
        domain = [
            ("date_done", "=", False),
            ("handover_id.contract_id.state", "not in", ("rescinded", "cancelled")),
        ]
        if defects is not None:
            domain.append(("id", "in", defects.ids))
        expected = {}
        for defect in self.env["property.defect"].search(domain):
            handover = defect.handover_id
            days = timedelta(days=defect.company_id.property_defect_days)
            expected[defect.id] = Expected(
                defect.company_id,
                defect.date_due or handover.inspected_on + days,
                defect.user_id or handover.user_id,
            )
        return expected

    def _get_done_defect(self, ids):
        """Return those defects that are mended."""
        defects = self.env["property.defect"].browse(ids)
        return set(defects.filtered("date_done").ids)
