from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

from ..contract.property_contract import SELLER, SIGNED
from ..deadline.property_deadline import Expected, Kind

# days to the buyer's copy: of the agreement from its signature, of the contract from
# its filing
COPY_DAYS = 7


class PropertyDeadline(models.Model):
    """A signed contract is signed online and filed in time, its copies given (R2.7).

    Papers follow their contract: its filing and its end.
    """

    _inherit = "property.deadline"

    _kinds = {
        "online": Kind(
            "property.contract", SELLER, 2, done=[("online_number", "!=", False)]
        ),
        "filing": Kind(
            "property.contract", SELLER, 7, done=[("filing_number", "!=", False)]
        ),
        "copy": Kind(
            "property.document", SELLER, 2, done=[("date_received", "!=", False)]
        ),
    }

    _contract_fields = frozenset({"document_ids"})
    _named_by_home = frozenset({"property.document"})

    kind = fields.Selection(
        selection_add=[
            ("online", "Online Signing"),
            ("filing", "Filing"),
            ("copy", "Buyer's Copy"),
        ],
        ondelete={"online": "cascade", "filing": "cascade", "copy": "cascade"},
    )

    def _expect_online(self, contracts):
        """Return the signed contracts without a number of the online signing."""
        return self._expect_bureau(contracts, "online_number", "property_online_days")

    def _expect_filing(self, contracts):
        """Return the signed contracts that are not filed."""
        return self._expect_bureau(contracts, "filing_number", "property_filing_days")

    def _expect_bureau(self, contracts, number, setting):
        """Return the signed contracts without a number of the bureau.

        :param contracts: those in question; None for all
        :param str number: the field of the number
        :param str setting: the days from the signature on
        """
        domain = [("state", "in", SIGNED), (number, "=", False)]
        if contracts is not None:
            domain.append(("id", "in", contracts.ids))
        return {
            contract.id: Expected(
                contract.company_id,
                contract.signed_on + timedelta(days=contract.company_id[setting]),
                contract.user_id,
            )
            for contract in self.env["property.contract"].search(domain)
        }

    def _expect_copy(self, papers):
        """Return the agreements, and filed contracts, of which buyers have no copy.

        Papers that came with a contract from elsewhere were issued by nobody here.
        """
        filed = Domain("kind", "=", "contract")
        filed &= Domain("contract_id.filing_date", "!=", False)
        domain = Domain("kind", "=", "agreement") | filed
        domain &= Domain("date_received", "=", False) & Domain("user_id", "!=", False)
        domain &= Domain("contract_id.state", "not in", ("rescinded", "cancelled"))
        if papers is not None:
            domain &= Domain("id", "in", papers.ids)
        expected = {}
        for paper in self.env["property.document"].search(domain):
            contract = paper.contract_id
            is_filed = paper.kind == "contract"
            since = contract.filing_date if is_filed else paper.date_issued
            expected[paper.id] = Expected(
                paper.company_id,
                since + timedelta(days=COPY_DAYS),
                contract.user_id,
            )
        return expected
