from odoo import models
from odoo.fields import Command


class PropertyMortgage(models.Model):
    """After a refused loan the buyer may pay by another plan (R2.10, R2.11)."""

    _inherit = "property.mortgage"

    def action_change_plan(self):
        """Open another plan for what one refused loan was to pay, to be asked for.

        It begins with what is not claimed yet, paid by the buyer.

        :raise UserError: while the loan is not refused
        """
        contract = self.contract_id
        planned = self.env["property.change.plan"]._get_planned(contract)
        kinds = self.env["property.contract.money"]._get_loan_kinds(contract)
        today = contract.company_id._get_today()
        rows = [
            Command.create(
                {
                    "name": row.name,
                    "kind": row.kind if row.kind in kinds else "own",
                    "date_due": max(row.date_due or contract.delivery_date, today),
                    "amount": row.amount,
                }
            )
            for row in planned
        ]
        return self._open_amendment(
            {
                "default_kind": "plan",
                "default_reason": self.end_reason,
                "default_instalment_ids": rows,
            }
        )
