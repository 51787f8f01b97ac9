from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

from ..contract.property_contract import FINANCE, SELLER
from ..deadline.property_deadline import Expected, Kind

# days from the title to the release of a lender's guarantee deposit
GUARANTEE_DAYS = 30
CONTRACT = "property.contract"
# of contracts that are handed over, and have no title yet
UNTITLED = (
    Domain("state", "=", "handed_over")
    & Domain("handover_date", "!=", False)
    & Domain("title_date", "=", False)
)


class PropertyDeadline(models.Model):
    """Titles are registered in time, and papers archived (R2.7, R2.9, R2.11)."""

    _inherit = "property.deadline"

    _kinds = {
        "title_papers": Kind(
            CONTRACT,
            SELLER,
            14,
            done=["|", ("title_papers_on", "!=", False), ("title_date", "!=", False)],
        ),
        "title": Kind(CONTRACT, SELLER, 14, done=[("title_date", "!=", False)]),
        "archive": Kind(
            "property.document", SELLER, 2, done=[("date_archived", "!=", False)]
        ),
        "guarantee": Kind(
            "property.mortgage",
            FINANCE,
            7,
            done=[("guarantee_released_on", "!=", False)],
        ),
    }

    kind = fields.Selection(
        selection_add=[
            ("title_papers", "Title Papers"),
            ("title", "Title of the Buyer"),
            ("archive", "Archive"),
            ("guarantee", "Guarantee Deposit"),
        ],
        ondelete={
            "title_papers": "cascade",
            "title": "cascade",
            "archive": "cascade",
            "guarantee": "cascade",
        },
    )

    def _expect_title_papers(self, contracts):
        """Return the contracts whose papers the bureau has not."""
        domain = UNTITLED & Domain("title_papers_on", "=", False)
        expected = {}
        for contract in self._find(CONTRACT, contracts, domain):
            days = timedelta(days=contract.company_id.property_title_papers_days)
            expected[contract.id] = Expected(
                contract.company_id, contract.handover_date + days, contract.user_id
            )
        return expected

    def _expect_title(self, contracts):
        """Return the contracts whose title is not registered."""
        expected = {}
        for contract in self._find(CONTRACT, contracts, UNTITLED):
            days = timedelta(days=contract.company_id.property_title_days)
            expected[contract.id] = Expected(
                contract.company_id, contract.handover_date + days, contract.user_id
            )
        return expected

    def _expect_archive(self, papers):
        """Return the papers of running contracts that are not archived."""
        domain = Domain("date_archived", "=", False)
        domain &= Domain("archive_by", "!=", False)
        domain &= Domain("contract_id.state", "not in", ("rescinded", "cancelled"))
        return {
            paper.id: Expected(
                paper.company_id, paper.archive_by, paper.contract_id.user_id
            )
            for paper in self._find("property.document", papers, domain)
        }

    def _expect_guarantee(self, loans):
        """Return the loans whose lender holds a deposit after the title."""
        domain = Domain("guarantee_state", "=", "due")
        domain &= Domain("contract_id.title_date", "!=", False)
        domain &= Domain("contract_id.state", "=", "handed_over")
        days = timedelta(days=GUARANTEE_DAYS)
        return {
            loan.id: Expected(
                loan.company_id,
                loan.contract_id.title_date + days,
                self.env["res.users"],
            )
            for loan in self._find("property.mortgage", loans, domain)
        }
