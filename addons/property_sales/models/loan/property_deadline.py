from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

from ..contract.property_contract import SELLER, SIGNED
from ..deadline.property_deadline import Expected, Kind

LOAN = "property.mortgage"
RUNNING = Domain("contract_id.state", "not in", ("rescinded", "cancelled"))
# days to the papers from the contract's signature, to the lender's answer from the
# application, and to the payout from the signature of the loan
PAPER_DAYS = 15
ANSWER_DAYS = 30
PAYOUT_DAYS = 30


class PropertyDeadline(models.Model):
    """Lenders have the papers of a loan, answer, and pay out in time (R2.11).

    Loans follow their contract: its signature and its end.
    """

    _inherit = "property.deadline"

    _kinds = {
        "loan_papers": Kind(
            LOAN, SELLER, 5, done=[("paper_ids", "not any", [("date", "=", False)])]
        ),
        "loan_answer": Kind(LOAN, SELLER, 7, done=[("state", "!=", "applied")]),
        "loan_payout": Kind(LOAN, SELLER, 7, done=[("date_paid_out", "!=", False)]),
    }

    _contract_fields = frozenset({"mortgage_ids"})

    kind = fields.Selection(
        selection_add=[
            ("loan_papers", "Papers for a Loan"),
            ("loan_answer", "Lender's Answer"),
            ("loan_payout", "Payout of a Loan"),
        ],
        ondelete={
            "loan_papers": "cascade",
            "loan_answer": "cascade",
            "loan_payout": "cascade",
        },
    )

    def _expect_loan_papers(self, loans):
        """Return the loans of signed contracts whose lenders miss papers."""
        domain = Domain("paper_ids", "any", [("date", "=", False)])
        domain &= Domain("contract_id.state", "in", SIGNED)
        domain &= Domain("state", "=", "applied")
        return {
            loan.id: Expected(
                loan.company_id,
                loan.contract_id.signed_on + timedelta(days=PAPER_DAYS),
                loan.user_id,
            )
            for loan in self._find(LOAN, loans, domain)
        }

    def _expect_loan_answer(self, loans):
        """Return the loans that their lenders have not answered."""
        days = timedelta(days=ANSWER_DAYS)
        return {
            loan.id: Expected(loan.company_id, loan.date_applied + days, loan.user_id)
            for loan in self._find(
                LOAN, loans, RUNNING & Domain("state", "=", "applied")
            )
        }

    def _expect_loan_payout(self, loans):
        """Return the signed loans that are not paid out in full."""
        days = timedelta(days=PAYOUT_DAYS)
        return {
            loan.id: Expected(loan.company_id, loan.date_signed + days, loan.user_id)
            for loan in self._find(
                LOAN, loans, RUNNING & Domain("state", "=", "signed")
            )
        }
