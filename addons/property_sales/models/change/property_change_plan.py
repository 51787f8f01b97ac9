from odoo import api, models


class PropertyChangePlan(models.AbstractModel):
    """Other instalments for what is not claimed yet (R2.7, R2.10).

    Of the same amount together, so that they come to the price to the cent; what was
    claimed or paid stays.
    """

    _name = "property.change.plan"
    _description = "Change of the Payment Plan"
    _inherit = ["property.amendment.kind"]

    @api.model
    def _get_planned(self, contract):
        """Return the instalments of a contract that are not claimed."""
        return contract.instalment_ids.filtered(lambda row: row.state == "planned")

    @api.model
    def _get_reasons(self, amendment):
        # EXTENDS 'property.amendment.kind'
        reasons = super()._get_reasons(amendment)
        contract, rows = amendment.contract_id, amendment.instalment_ids
        planned = sum(self._get_planned(contract).mapped("amount"))
        asked = sum(rows.mapped("amount"))
        if not planned:
            reasons.append(self.env._("All its instalments are claimed."))
        elif amendment.currency_id.compare_amounts(planned, asked):
            reasons.append(
                self.env._(
                    "The new instalments come to %(asked)s; %(planned)s are not claimed"
                    " yet.",
                    asked=amendment._format(asked),
                    planned=amendment._format(planned),
                )
            )
        early = rows.filtered(
            lambda row: row.date_due and row.date_due < contract.signed_on
        )
        if early:
            reasons.append(
                self.env._(
                    "These would be due before the signature: %s",
                    ", ".join(early.mapped("name")),
                )
            )
        return reasons + self._get_loan_reasons(amendment)

    @api.model
    def _get_loan_reasons(self, amendment):
        """Return that loans that run would pay more than is left to them.

        :rtype: list[str]
        """
        contract = amendment.contract_id
        reasons = []
        for kind, loans in contract.mortgage_ids.grouped("kind").items():
            pays = {"bank": "loan", "fund": "fund"}[kind]
            waiting = loans.filtered(lambda loan: loan.state != "refused")
            asked = sum(loan.amount_approved or loan.amount for loan in waiting) - sum(
                waiting.mapped("amount_paid_out")
            )
            claimed = contract.instalment_ids.filtered(
                lambda row, pays=pays: row.kind == pays and row.state == "claimed"
            )
            new = amendment.instalment_ids.filtered(
                lambda row, pays=pays: row.kind == pays
            )
            left = sum(claimed.mapped("amount_residual")) + sum(new.mapped("amount"))
            if amendment.currency_id.compare_amounts(asked, left) > 0:
                reasons.append(
                    self.env._(
                        "Loans are to pay %(asked)s, and the plan leaves %(left)s to"
                        " them.",
                        asked=amendment._format(asked),
                        left=amendment._format(left),
                    )
                )
        return reasons

    @api.model
    def _get_change_text(self, amendment):
        # EXTENDS 'property.amendment.kind'
        rows = amendment.instalment_ids
        total = amendment._format(sum(rows.mapped("amount")))
        return self.env._(
            "%(count)s instalments, %(total)s", count=len(rows), total=total
        )

    @api.model
    def _apply(self, amendment, figures):
        # EXTENDS 'property.amendment.kind'
        contract = amendment.contract_id
        last = max(contract.instalment_ids.mapped("sequence"), default=0)
        self._get_planned(contract)._write_protected({"is_cancelled": True})
        rows = self.env["property.instalment"]._create_protected(
            [
                self._prepare_instalment_vals(row)
                | {"contract_id": contract.id, "sequence": last + number}
                for number, row in enumerate(amendment.instalment_ids, 1)
            ]
        )
        self._note_made(rows)
        rows._claim_due()
        self.env["property.contract.money"]._take(contract)

    @api.model
    def _prepare_instalment_vals(self, row):
        """Return the values of the instalment that a row of an amendment becomes.

        To be extended by what a topic adds to these rows.
        """
        return {
            "name": row.name,
            "kind": row.kind,
            "date_due": row.date_due,
            "amount": row.amount,
        }

    @api.model
    def _note_made(self, instalments):
        """Called with the new instalments before those that are due are claimed.

        To be extended by topics whose events came before.
        """
