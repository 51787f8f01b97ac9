from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

from ..contract.property_contract import SELLER, SIGNED
from ..deadline.property_deadline import Expected, Kind

# days to the buyer's copy: of the agreement from its signature, of the contract from
# its filing
COPY_DAYS = 7
CONTRACT = "property.contract"
SOLD = Domain("state", "in", SIGNED)


class PropertyDeadline(models.Model):
    """A signed contract is signed online and filed in time, its copies given (R2.7).

    Papers follow their contract: its filing and its end.
    """

    _inherit = "property.deadline"

    _kinds = {
        "online": Kind(CONTRACT, SELLER, 2, done=[("online_number", "!=", False)]),
        "filing": Kind(CONTRACT, SELLER, 7, done=[("filing_number", "!=", False)]),
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
        domain = SOLD & Domain("online_number", "=", False)
        expected = {}
        for contract in self._find(CONTRACT, contracts, domain):
            days = timedelta(days=contract.company_id.property_online_days)
            expected[contract.id] = Expected(
                contract.company_id, contract.signed_on + days, contract.user_id
            )
        return expected

    def _expect_filing(self, contracts):
        """Return the signed contracts that are not filed."""
        domain = SOLD & Domain("filing_number", "=", False)
        expected = {}
        for contract in self._find(CONTRACT, contracts, domain):
            days = timedelta(days=contract.company_id.property_filing_days)
            expected[contract.id] = Expected(
                contract.company_id, contract.signed_on + days, contract.user_id
            )
        return expected

    def _expect_copy(self, papers):
        """Return the agreements, and filed contracts, of which buyers have no copy.

        Papers that came with a contract from elsewhere were issued by nobody here.
        """
        filed = Domain("kind", "=", "contract")
        filed &= Domain("contract_id.filing_date", "!=", False)
        domain = Domain("kind", "=", "agreement") | filed
        domain &= Domain("date_received", "=", False) & Domain("user_id", "!=", False)
        domain &= Domain("contract_id.state", "not in", ("rescinded", "cancelled"))
        expected = {}
        for paper in self._find("property.document", papers, domain):
            contract = paper.contract_id
            is_filed = paper.kind == "contract"
            since = contract.filing_date if is_filed else paper.date_issued
            expected[paper.id] = Expected(
                paper.company_id,
                since + timedelta(days=COPY_DAYS),
                contract.user_id,
            )
        return expected
