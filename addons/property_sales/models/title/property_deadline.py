from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

from ..contract.property_contract import FINANCE, SELLER
from ..deadline.property_deadline import Expected, Kind

# days from the title to the release of a lender's guarantee deposit
GUARANTEE_DAYS = 30


class PropertyDeadline(models.Model):
    """Titles are registered in time, and papers archived (R2.7, R2.9, R2.11)."""

    _inherit = "property.deadline"

    _kinds = {
        "title_papers": Kind(
            "property.contract",
            SELLER,
            14,
            done=["|", ("title_papers_on", "!=", False), ("title_date", "!=", False)],
        ),
        "title": Kind(
            "property.contract", SELLER, 14, done=[("title_date", "!=", False)]
        ),
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
        domain = Domain("title_papers_on", "=", False)
        return self._expect_bureau_title(
            contracts, domain, "property_title_papers_days"
        )

    def _expect_title(self, contracts):
        """Return the contracts whose title is not registered."""
        return self._expect_bureau_title(contracts, Domain.TRUE, "property_title_days")

    def _expect_bureau_title(self, contracts, domain, setting):
        """Return the contracts that are handed over, and have no title yet.

        :param contracts: those in question; None for all
        :param domain: what else holds for them
        :param str setting: the days from the handover on
        """
        domain &= Domain("state", "=", "handed_over")
        domain &= Domain("handover_date", "!=", False)
        domain &= Domain("title_date", "=", False)
        if contracts is not None:
            domain &= Domain("id", "in", contracts.ids)
        return {
            contract.id: Expected(
                contract.company_id,
                contract.handover_date + timedelta(days=contract.company_id[setting]),
                contract.user_id,
            )
            for contract in self.env["property.contract"].search(domain)
        }

    def _expect_archive(self, papers):
        """Return the papers of running contracts that are not archived."""
        domain = Domain("date_archived", "=", False)
        domain &= Domain("archive_by", "!=", False)
        domain &= Domain("contract_id.state", "not in", ("rescinded", "cancelled"))
        if papers is not None:
            domain &= Domain("id", "in", papers.ids)
        return {
            paper.id: Expected(
                paper.company_id, paper.archive_by, paper.contract_id.user_id
            )
            for paper in self.env["property.document"].search(domain)
        }

    def _expect_guarantee(self, loans):
        """Return the loans whose lender holds a deposit after the title."""
        domain = Domain("guarantee_state", "=", "due")
        domain &= Domain("contract_id.title_date", "!=", False)
        domain &= Domain("contract_id.state", "=", "handed_over")
        if loans is not None:
            domain &= Domain("id", "in", loans.ids)
        days = timedelta(days=GUARANTEE_DAYS)
        return {
            loan.id: Expected(
                loan.company_id,
                loan.contract_id.title_date + days,
                self.env["res.users"],
            )
            for loan in self.env["property.mortgage"].search(domain)
        }
