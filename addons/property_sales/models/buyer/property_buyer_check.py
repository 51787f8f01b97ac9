from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.tools.misc import formatLang

# in hundredths of a percent, as shares are compared
WHOLE = 10000
_JUDGED_KEY = "property_contract_shares"
# compared with `is`: no client can send it
_JUDGED = object()


class PropertyBuyerCheck(models.AbstractModel):
    """The buyers of a contract together, with those who act for them (R2.7).

    Or those of a document that is to change them, which has `buyer_ids` and `ownership`
    as well.

    Shares are exactly 100 %, or none in joint ownership; a minor has a guardian, agents
    and guardians their papers. Lines are taken in sudo: whether all is right does not
    depend on the caller.
    """

    _name = "property.buyer.check"
    _description = "Check of the Buyers of a Contract"

    @api.model
    def _judge_at_end(self, contracts):
        """Return contracts, for one call that changes several of their buyers.

        Rows are written one after the other, so that each would be judged with shares
        that are not all changed yet; `_check_shares` follows in the contract.
        """
        return contracts.with_context(**{_JUDGED_KEY: _JUDGED})

    @api.model
    def _check_rows(self, rows):
        """Check the shares of the contracts of these rows, unless it follows anyway.

        :raise ValidationError: as `_check_shares`
        """
        if self.env.context.get(_JUDGED_KEY) is not _JUDGED:
            self._check_shares(rows._get_document())

    @api.model
    def _check_shares(self, contracts):
        """Check that the shares of buyers are whole, or that nobody has one yet.

        :raise ValidationError: naming the first contract where they are not
        """
        for contract in contracts:
            reasons = self._get_share_reasons(contract)
            begun = any(contract.sudo().buyer_ids.mapped("share"))  # sudo: as they are
            if reasons and begun:
                raise ValidationError(
                    self.env._(
                        "%(contract)s: %(reasons)s",
                        contract=contract.display_name,
                        reasons="\n".join(reasons),
                    )
                )

    @api.model
    def _get_reasons(self, contract):
        """Return all that keeps the buyers of a contract from signing today.

        :rtype: list[str]
        """
        return self._get_wrong_reasons(contract) + self._get_missing_reasons(contract)

    @api.model
    def _get_wrong_reasons(self, contract):
        """Return what is wrong with the buyers of a contract today.

        :rtype: list[str]
        """
        contract_sudo = contract.sudo()  # sudo: whether all is right
        buyers_sudo = contract_sudo.buyer_ids.filtered(lambda row: row.role == "buyer")
        reasons = []
        if contract_sudo.partner_id not in buyers_sudo.partner_id:
            reasons.append(
                self.env._(
                    "%s, for whom the home is reserved, is none of the buyers; add the"
                    " line.",
                    contract_sudo.partner_id.display_name,
                )
            )
        return reasons + self._get_together_reasons(contract)

    @api.model
    def _get_together_reasons(self, contract):
        """Return what is wrong with shares and minors, whoever is the first buyer.

        :rtype: list[str]
        """
        reasons = self._get_share_reasons(contract)
        rows_sudo = contract.sudo().buyer_ids  # sudo: as above
        reasons += [self._get_minor_reason(row_sudo) for row_sudo in rows_sudo]
        return list(filter(None, reasons))

    @api.model
    def _get_missing_reasons(self, contract):
        """Return which numbers and papers of the buyers are still to be brought.

        :rtype: list[str]
        """
        rows_sudo = contract.sudo().buyer_ids  # sudo: whether all is there
        reasons = []
        unknown_sudo = rows_sudo.filtered(lambda row: not row.id_number)
        if unknown_sudo:
            reasons.append(
                self.env._(
                    "The identity number is missing; enter it: %s",
                    self._join_names(unknown_sudo),
                )
            )
        reasons += [self._get_paper_reason(row_sudo) for row_sudo in rows_sudo]
        return list(filter(None, reasons))

    @api.model
    def _get_share_reasons(self, contract):
        """Return why the shares of a contract do not agree with its ownership.

        :rtype: list[str]
        """
        rows_sudo = contract.sudo().buyer_ids  # sudo: whether they are right
        buyers_sudo = rows_sudo.filtered(lambda row: row.role == "buyer")
        with_share_sudo = buyers_sudo.filtered(
            lambda row: self._get_hundredths(row) > 0
        )
        if contract.ownership != "shares":
            if not with_share_sudo:
                return []
            return [
                self.env._(
                    "In joint ownership nobody has a share: empty it, or choose"
                    " ownership in shares: %s",
                    self._join_names(with_share_sudo),
                )
            ]
        reasons = []
        if buyers_sudo != with_share_sudo:
            without_sudo = buyers_sudo - with_share_sudo
            reasons.append(
                self.env._(
                    "Every buyer has a share; enter it: %s",
                    self._join_names(without_sudo),
                )
            )
        total = sum(self._get_hundredths(buyer_sudo) for buyer_sudo in buyers_sudo)
        if total != WHOLE:
            reasons.append(
                self.env._(
                    "The shares sum to %s %% and not to 100 %%; correct them all at"
                    " once.",
                    formatLang(self.env, total / 100, digits=2),
                )
            )
        return reasons

    @api.model
    def _get_hundredths(self, buyer):
        """Return the share in hundredths of a percent, a whole number."""
        return round(buyer.share * 100)

    @api.model
    def _join_names(self, rows):
        return ", ".join(rows.partner_id.mapped("display_name"))

    @api.model
    def _get_minor_reason(self, row_sudo):
        """Return why a person does not sign today for being a minor, if so."""
        if not row_sudo.is_minor:
            return ""
        names = {"person": row_sudo.partner_id.display_name}
        if row_sudo.role != "buyer":
            return self.env._(
                "%(person)s is a minor and cannot act for others; choose another"
                " person.",
                **names,
            )
        if not row_sudo.acting_ids.filtered(lambda row: row.role == "guardian"):
            return self.env._(
                "%(person)s is a minor: add a guardian with the proof of guardianship.",
                **names,
            )
        return ""

    @api.model
    def _get_paper_reason(self, row_sudo):
        """Return which paper of an agent or guardian is missing, if any."""
        if row_sudo.role == "buyer" or row_sudo.paper:
            return ""
        names = {
            "person": row_sudo.partner_id.display_name,
            "buyer": row_sudo.of_buyer_id.partner_id.display_name,
        }
        if row_sudo.role == "guardian":
            return self.env._(
                "%(person)s is the guardian of %(buyer)s: add the proof of"
                " guardianship.",
                **names,
            )
        return self.env._(
            "%(person)s is the agent of %(buyer)s: add the power of attorney.", **names
        )
