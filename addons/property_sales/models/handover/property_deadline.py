from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

from ..contract.property_contract import SELLER
from ..deadline.property_deadline import DIRECTOR, Expected, Kind
from .property_handover import OPEN

# states of a contract whose home is to be handed over
SOLD = ("signed", "filed", "settled")


class PropertyDeadline(models.Model):
    """Homes are handed over by the day agreed, their defects mended in time (R2.7).

    A defect without a day has the days of the settings from the inspection on: taking
    its day away does not take the deadline away. Buyers are told the day in time before
    the one agreed, and have house manual and quality warranty with the keys; where a
    home counts as handed over, they are still to be given them.
    """

    _inherit = "property.deadline"

    _kinds = {
        "defect": Kind("property.defect", SELLER, 7, done=[("date_done", "!=", False)]),
        "delivery": Kind(
            "property.contract", DIRECTOR, 90, done=[("handover_date", "!=", False)]
        ),
        "handover_notice": Kind(
            "property.contract", SELLER, 14, done=[("handover_ids", "!=", False)]
        ),
        "handover_papers": Kind("property.handover", SELLER, 1),
    }

    _contract_fields = frozenset({"handover_ids"})

    kind = fields.Selection(
        selection_add=[
            ("defect", "Mending of a Defect"),
            ("delivery", "Delivery of a Home"),
            ("handover_notice", "Notice of the Handover"),
            ("handover_papers", "Manual and Warranty with the Keys"),
        ],
        ondelete={
            "defect": "cascade",
            "delivery": "cascade",
            "handover_notice": "cascade",
            "handover_papers": "cascade",
        },
    )

    def _expect_defect(self, defects):
        """Return the defects that are not mended."""
        domain = [
            ("date_done", "=", False),
            ("handover_id.contract_id.state", "not in", ("rescinded", "cancelled")),
        ]
        expected = {}
        for defect in self._find("property.defect", defects, domain):
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
        return {
            contract.id: Expected(
                contract.company_id, contract.delivery_date, self.env["res.users"]
            )
            for contract in self._find("property.contract", contracts, domain)
        }

    def _expect_handover_notice(self, contracts):
        """Return the signed contracts whose buyer was never told a day."""
        domain = Domain("state", "in", SOLD) & Domain("delivery_date", "!=", False)
        domain &= Domain("handover_ids", "=", False)
        expected = {}
        for contract in self._find("property.contract", contracts, domain):
            days = timedelta(days=contract.company_id.property_handover_notice_days)
            expected[contract.id] = Expected(
                contract.company_id, contract.delivery_date - days, contract.user_id
            )
        return expected

    def _expect_handover_papers(self, handovers):
        """Return the handovers whose buyer has not got manual and warranty.

        With the keys they are issued and given; nobody was there to take them where a
        home counts as handed over.
        """
        domain = Domain("state", "in", (*OPEN, "deemed"))
        domain &= Domain("contract_id.state", "not in", ("rescinded", "cancelled"))
        return {
            handover.id: Expected(
                handover.company_id, handover.date_from, handover.user_id
            )
            for handover in self._find("property.handover", handovers, domain)
            if not handover._has_given_papers()
        }

    def _get_done_handover_papers(self, ids):
        """Return those handovers of which the buyer has manual and warranty."""
        handovers = self.env["property.handover"].browse(ids).exists()
        return set(handovers.filtered(lambda row: row._has_given_papers()).ids)
