from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..contract.property_contract import SIGNED

# what a buyer sees in the portal: from the signature on, also once it has ended
SHOWN = (*SIGNED, "rescinded")
MAX_ID = 2**31 - 1


class PropertyPortal(models.AbstractModel):
    """The contracts that a user of the portal buys by (R2.7, R2.12).

    Users of the portal have no right to any model of homes: pages get plain values of
    the one contract that is asked for, after its buyers were compared with the user
    here. There are no access tokens, and nothing of it is called over RPC.
    """

    _name = "property.portal"
    _description = "Homes of a Buyer in the Portal"

    @api.model
    def _get_domain(self):
        """Return the domain of the contracts of the current user.

        Of those who buy now: neither former buyers, nor agents and guardians, nor
        colleagues, who have screens of their own.
        """
        user = self.env.user
        if not user.active or not user._is_portal():
            return Domain.FALSE
        partner = user.partner_id
        buyers = Domain("role", "=", "buyer") & Domain("is_former", "=", False)
        partners = partner | partner.commercial_partner_id
        buyers &= Domain("partner_id", "in", partners.ids)
        return (
            Domain("state", "in", SHOWN)
            & Domain("company_id", "in", user.company_ids.ids)
            & Domain("buyer_ids", "any", buyers)
        )

    @api.model
    def _find(self, domain=Domain.TRUE):
        """Return the contracts of the current user that match, in sudo."""
        contracts_sudo = self.env["property.contract"].sudo()  # of exactly this user
        return contracts_sudo.search(self._get_domain() & domain)

    @api.model
    def _get(self, contract_id):
        """Return one contract of the current user, in sudo; none for any other id."""
        if type(contract_id) is not int or not 0 < contract_id <= MAX_ID:
            return self.env["property.contract"]
        return self._find(Domain("id", "=", contract_id))

    @api.model
    def _check_owner(self, contract):
        """Check that the current user is a buyer of one contract.

        :raise AccessError: for everybody else, without a word of the contract
        """
        if not self._get(contract.id):
            raise AccessError(self.env._("This home is not yours."))
