from datetime import timedelta

from odoo import fields, models

from ..contract.property_contract import SELLER
from ..deadline.property_deadline import DIRECTOR, Expected, Kind

# states of a contract whose home is to be handed over
SOLD = ("signed", "filed", "settled")


class PropertyDeadline(models.Model):
    """Homes are handed over by the day agreed, their defects mended in time (R2.7).

    A defect without a day has the days of the settings from the inspection on: taking
    its day away does not take the deadline away.
    """

    _inherit = "property.deadline"

    _kinds = {
        "defect": Kind("property.defect", SELLER, 7, done=[("date_done", "!=", False)]),
        "delivery": Kind(
            "property.contract", DIRECTOR, 90, done=[("handover_date", "!=", False)]
        ),
    }

    kind = fields.Selection(
        selection_add=[
            ("defect", "Mending of a Defect"),
            ("delivery", "Delivery of a Home"),
        ],
        ondelete={"defect": "cascade", "delivery": "cascade"},
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

    def _expect_delivery(self, contracts):
        """Return the signed contracts whose home is not handed over."""
        domain = [("state", "in", SOLD), ("delivery_date", "!=", False)]
        if contracts is not None:
            domain.append(("id", "in", contracts.ids))
        return {
            contract.id: Expected(
                contract.company_id, contract.delivery_date, self.env["res.users"]
            )
            for contract in self.env["property.contract"].search(domain)
        }
