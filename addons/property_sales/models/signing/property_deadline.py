from datetime import timedelta

from odoo import fields, models

from ..contract.property_contract import SELLER, SIGNED
from ..deadline.property_deadline import Expected, Kind


class PropertyDeadline(models.Model):
    """A signed contract is signed online and filed at the bureau in time (R2.7)."""

    _inherit = "property.deadline"

    _kinds = {
        "online": Kind("property.contract", SELLER, 2),
        "filing": Kind("property.contract", SELLER, 7),
    }

    kind = fields.Selection(
        selection_add=[("online", "Online Signing"), ("filing", "Filing")],
        ondelete={"online": "cascade", "filing": "cascade"},
    )

    def _expect_online(self, contracts):
        """Return the signed contracts without a number of the online signing."""
        return self._expect_bureau(contracts, "online_number", "property_online_days")

    def _get_done_online(self, ids):
        """Return those contracts that were signed online."""
        contracts = self.env["property.contract"].browse(ids)
        return set(contracts.filtered("online_number").ids)

    def _expect_filing(self, contracts):
        """Return the signed contracts that are not filed."""
        return self._expect_bureau(contracts, "filing_number", "property_filing_days")

    def _get_done_filing(self, ids):
        """Return those contracts that were filed."""
        contracts = self.env["property.contract"].browse(ids)
        return set(contracts.filtered("filing_number").ids)

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
