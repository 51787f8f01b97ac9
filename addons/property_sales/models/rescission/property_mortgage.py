from odoo import models


class PropertyMortgage(models.Model):
    """A refused loan may end its contract, by the same fault (R2.7, R2.11)."""

    _inherit = "property.mortgage"

    def action_end_contract(self):
        """Open the rescission of the contract of one refused loan, to be asked for.

        :raise UserError: while the loan is not refused
        """
        return self._open_amendment(
            {
                "default_kind": "rescission",
                "default_ground": "loan",
                "default_fault": self.fault,
                "default_reason": self.end_reason,
            }
        )

    def _open_amendment(self, context):
        """Return the action that opens a new amendment after one refused loan.

        :param dict context: with the values that it starts with
        """
        self.ensure_one()
        self.contract_id._check_seller()
        self._check_state("refused")
        return {
            "type": "ir.actions.act_window",
            "res_model": "property.amendment",
            "views": [(False, "form")],
            "context": {"default_contract_id": self.contract_id.id} | context,
        }
