from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

from ..contract.property_contract import SELLER
from ..deadline.property_deadline import Expected, Kind

FINANCE = "sales_rules.group_finance"
# days from the filing of the surveyed list to the settlement of each contract
SETTLE_DAYS = 30
# days before its end from which the right to leave stands among the activities
LEAVE_AHEAD = 30
KEPT = ("settled", "handed_over")


class PropertyDeadline(models.Model):
    """Surveyed areas are settled in time, and the right to leave ends (R2.5, R2.9).

    The end of the right to leave is never late: the day after it there is nothing left
    to say, and the deadline is done. Its salesperson hears of it at once.
    """

    _inherit = "property.deadline"

    _kinds = {
        "settle": Kind(
            "property.contract", FINANCE, 7, done=[("settlement_ids", "!=", False)]
        ),
        "leave": Kind(
            "property.contract",
            SELLER,
            LEAVE_AHEAD,
            done=[("state", "in", KEPT), ("rescind_until", "!=", False)],
        ),
    }

    kind = fields.Selection(
        selection_add=[
            ("settle", "Area Settlement"),
            ("leave", "End of the Right to Leave for the Area"),
        ],
        ondelete={"settle": "cascade", "leave": "cascade"},
    )

    def _expect_settle(self, contracts):
        """Return the contracts whose home has a filed survey that is not settled."""
        domain = Domain("sale_kind", "=", "presale")
        domain &= Domain("state", "in", ("signed", "filed", "settled"))
        domain &= Domain("unit_id.surveyed_area_list_id", "!=", False)
        if contracts is not None:
            domain &= Domain("id", "in", contracts.ids)
        expected = {}
        for contract in self.env["property.contract"].search(domain):
            area_list = contract.unit_id.surveyed_area_list_id
            if area_list in contract.settlement_ids.area_list_id:
                continue
            company = contract.company_id
            since = max(company._get_day(area_list.filed_at), contract.signed_on)
            expected[contract.id] = Expected(
                company, since + timedelta(days=SETTLE_DAYS), self.env["res.users"]
            )
        return expected

    def _expect_leave(self, contracts):
        """Return the contracts that the buyer may leave for the area, on to that day.

        Once the keys are given there is nothing to leave any more.
        """
        running = self.env["res.company"]._get_domain_by_day(
            lambda company: Domain("rescind_until", ">=", company._get_today())
        )
        domain = Domain("state", "=", "settled") & running
        if contracts is not None:
            domain &= Domain("id", "in", contracts.ids)
        return {
            contract.id: Expected(
                contract.company_id, contract.rescind_until, contract.user_id
            )
            for contract in self.env["property.contract"].search(domain)
        }
