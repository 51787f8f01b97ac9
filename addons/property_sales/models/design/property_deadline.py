from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

from ..contract.property_contract import SELLER
from ..deadline.property_deadline import Expected, Kind

AMENDMENT = "property.amendment"
DESIGN = Domain("kind", "=", "design")


class PropertyDeadline(models.Model):
    """Buyers are told of a change of the design in time, and answer it (R2.7)."""

    _inherit = "property.deadline"

    _kinds = {
        "design_notice": Kind(
            AMENDMENT, SELLER, 5, done=[("notified_on", "!=", False)]
        ),
        "design_answer": Kind(AMENDMENT, SELLER, 3, done=[("state", "=", "applied")]),
    }

    kind = fields.Selection(
        selection_add=[
            ("design_notice", "Notice of a Change of the Design"),
            ("design_answer", "Answer to a Change of the Design"),
        ],
        ondelete={"design_notice": "cascade", "design_answer": "cascade"},
    )

    def _expect_design_notice(self, amendments):
        """Return the changes of the design that the buyer is not told of."""
        domain = DESIGN & Domain("state", "in", ("draft", "submitted", "approved"))
        domain &= Domain("change_date", "!=", False)
        domain &= Domain("notified_on", "=", False)
        expected = {}
        for row in self._find(AMENDMENT, amendments, domain):
            days = timedelta(days=row.company_id.property_design_notice_days)
            expected[row.id] = Expected(
                row.company_id, row.change_date + days, row.user_id
            )
        return expected

    def _expect_design_answer(self, amendments):
        """Return the changes of the design that wait for the buyer's answer."""
        domain = DESIGN & Domain("state", "=", "approved")
        domain &= Domain("answer_until", "!=", False) & Domain("answer", "=", False)
        return {
            row.id: Expected(row.company_id, row.answer_until, row.user_id)
            for row in self._find(AMENDMENT, amendments, domain)
        }
