from odoo import api, models

# what the figures of an amendment may name, in the company's currency
FIGURES = ("claims", "paid", "deposit", "interest", "fee", "refund", "moved")


class PropertyAmendmentKind(models.AbstractModel):
    """The work of an amendment of one kind: its reasons, money and step (R2.7).

    Each kind is a service of its own, named in `property.amendment._services`. All
    methods are called on one amendment; amounts are in its company's currency.
    """

    _name = "property.amendment.kind"
    _description = "Kind of Amendment of a Contract"

    @api.model
    def _check_role(self, amendment):
        """Check that the caller is the one who applies such amendments.

        :raise AccessError: for everybody else
        """
        amendment.contract_id._check_seller()

    @api.model
    def _get_units(self, amendment):
        """Return the homes whose guards are taken while it is applied."""
        return amendment.contract_id.unit_id

    @api.model
    def _get_reasons(self, amendment):
        """Return all that stands in its way, now.

        :rtype: list[str]
        """
        return []

    @api.model
    def _count(self, amendment):
        """Return the money of it, those of `FIGURES` that it has; changes nothing.

        :rtype: dict[str, float]
        """
        return {}

    @api.model
    def _get_accounts_after(self, amendment, figures):
        """Return what will stand on the accounts of the contract, by name of account.

        :param dict figures: see `_count`
        :rtype: dict[str, float]
        """
        return {}

    @api.model
    def _get_owed_after(self, amendment, more=0.0):
        """Return what the buyer will owe: what is open of the contract, and `more`."""
        items = self.env["property.claim"]._get_items(amendment.contract_id)
        owed = amendment.currency_id.round(sum(items.values()) + more)
        return {"receivable": owed}

    @api.model
    def _changes_filing(self, amendment):
        """Return whether the filing at the bureau is to be changed after it.

        Asked before it is applied, of contracts that are filed.
        """
        return False

    @api.model
    def _get_change_text(self, amendment):
        """Return what becomes of what, in words."""
        return ""

    @api.model
    def _apply(self, amendment, figures):
        """Do what it says, once, after all checks.

        :param dict figures: see `_count`
        """
        raise NotImplementedError
