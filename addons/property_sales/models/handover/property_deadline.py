from datetime import timedelta

from odoo import api, fields, models
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

    @api.model
    def _follow(self, records):
        # EXTENDS 'property_sales': handovers go with their contract
        res = super()._follow(records)
        if records._name == "property.contract":
            super()._follow(records.sudo().handover_ids)  # whoever moves them
        return res

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

    def _expect_handover_notice(self, contracts):
        """Return the signed contracts whose buyer was never told a day."""
        domain = Domain("state", "in", SOLD) & Domain("delivery_date", "!=", False)
        domain &= Domain("handover_ids", "=", False)
        if contracts is not None:
            domain &= Domain("id", "in", contracts.ids)
        expected = {}
        for contract in self.env["property.contract"].search(domain):
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
        if handovers is not None:
            domain &= Domain("id", "in", handovers.ids)
        return {
            handover.id: Expected(
                handover.company_id, handover.date_from, handover.user_id
            )
            for handover in self.env["property.handover"].search(domain)
            if not self._has_given_papers(handover)
        }

    def _get_done_handover_papers(self, ids):
        """Return those handovers of which the buyer has manual and warranty."""
        handovers = self.env["property.handover"].browse(ids).exists()
        return set(handovers.filtered(self._has_given_papers).ids)

    @api.model
    def _has_given_papers(self, handover):
        """Return whether the buyer of one handover has manual F46 and warranty F47.

        With the keys they are given; without the buyer, once their copies are received.
        """
        if handover.state != "deemed":
            return handover.state == "accepted"
        papers = handover.contract_id.document_ids
        papers = papers.filtered(lambda row: row.kind in ("manual", "warranty"))
        return len(papers) > 1 and all(papers.mapped("date_received"))
