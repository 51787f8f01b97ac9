from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

from ..contract.property_contract import SELLER, SIGNED
from ..deadline.property_deadline import Expected, Kind
from .property_instalment import LOANS

INSTALMENT = "property.instalment"
# days before it is due from which an instalment stands among the deadlines
AHEAD = 7


class PropertyDeadline(models.Model):
    """Instalments are paid by the day on which they are due (R2.7, R2.10).

    There is none for the years before, as every home has several, and none for what a
    loan is to pay: that has the deadlines of the loan.
    """

    _inherit = "property.deadline"

    _kinds = {
        "instalment": Kind(INSTALMENT, SELLER, AHEAD, done=[("state", "=", "paid")])
    }

    _contract_fields = frozenset({"instalment_ids"})
    _named_by_home = frozenset({INSTALMENT})

    kind = fields.Selection(
        selection_add=[("instalment", "Instalment Due")],
        ondelete={"instalment": "cascade"},
    )

    def _expect_instalment(self, instalments):
        """Return the instalments that are due within days, or were, and are open."""
        ahead = timedelta(days=AHEAD)
        domain = self.env["res.company"]._get_domain_by_day(
            lambda company: Domain("date_due", "<=", company._get_today() + ahead)
        )
        domain &= Domain("contract_id.state", "in", SIGNED)
        # what is paid is found by its entry: there are many
        domain &= Domain("state", "in", ("planned", "claimed"))
        if instalments is not None:
            domain &= Domain("id", "in", instalments.ids)
        money = self.env["property.contract.money"]
        expected = {}
        for row in self.env[INSTALMENT].search(domain):
            contract = row.contract_id
            if row.kind in LOANS and row.kind in money._get_loan_kinds(contract):
                continue
            expected[row.id] = Expected(row.company_id, row.date_due, contract.user_id)
        return expected
