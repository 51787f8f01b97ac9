from odoo import models


class PropertyHandover(models.Model):
    """The signed page of the register F35 is a paper of the contract (R2.7, R2.9)."""

    _inherit = "property.handover"

    def _hand_over(self, state, date, **vals):
        # EXTENDS 'property_sales': under the number of the register
        res = super()._hand_over(state, date, **vals)
        today = self.company_id[:1]._get_today()
        papers_sudo = self.env["property.document"]._issue_all(
            self.contract_id, "handover", dict.fromkeys(self.contract_id.ids, today)
        )
        numbers = {row.contract_id.id: row.number for row in self}
        for paper in papers_sudo:
            paper._write_protected({"number": numbers[paper.contract_id.id]})
        return res
