from odoo.fields import Command

from .common_handover import PICTURE, HandoverCommon

# the states in their order; what a contract goes through to get into each
STEPS = ("draft", "disclosed", "approved", "signed", "filed")


class SweepContracts(HandoverCommon):
    """Contracts in every state, with what hangs on them: papers, parts, money."""

    @classmethod
    def _make_contracts(cls):
        homes = cls.new_units(len(STEPS) + 4)
        cls.new_valid_permit(homes, number="YS-6")
        cls.new_release(homes, name="For Contracts")
        *homes, first, second, third = homes
        for unit, state in zip(homes, (*STEPS, "cancelled"), strict=True):
            cls._sweep_contract(unit, state)
        cls._sweep_settled(first)
        cls._sweep_handed_over(second)
        cls._sweep_deemed(third)
        terms = cls.env["property.warranty.term"].with_user(cls.director)
        vals = {"part": "leak", "legal_months": 60, "builder_months": 60}
        vals |= {"date_from": cls.day(900), "company_id": cls.company.id}
        cls.sweep("standing", terms.create(vals))
        rates = cls.env["property.vat.rate"].with_user(cls.finance)
        vals = {"method": "general", "percent": 9, "date_from": cls.day(900)}
        cls.sweep("standing", rates.create(vals | {"company_id": cls.company.id}))

    @classmethod
    def _sweep_contract(cls, unit, state):
        contract = cls.new_contract(cls.reserve(unit, cls.new_buyer(state.title())))
        if state == "filed":
            cls._plan_loan(contract)
        if state == "draft":
            cls._sweep_loans(contract)
        mine = contract.with_user(cls.home_seller)
        if state in STEPS[1:]:
            cls.disclose(contract)
        if state in STEPS[2:]:
            mine.action_submit()
            contract.with_user(cls.director).action_approve()
        if state in STEPS[3:]:
            cls.sign(contract)
        if state == "filed":
            mine.action_file("BA-SWEPT")
            cls._sweep_received(mine)
            cls._sweep_credit(contract)
            cls._sweep_fees(contract)
            cls._sweep_payout(contract)
        if state == "signed":
            cls.sweep("issued", contract.document_ids[0])
        if state == "cancelled":
            mine.action_cancel("No loan")
        assert contract.state == state, contract.state
        part, told = contract.instalment_ids[0], contract.disclosure_ids[0]
        cls.sweep(state, contract, part, told, contract.buyer_ids[0])

    @classmethod
    def _sweep_received(cls, contract):
        paper = contract.document_ids.sorted("id")[-1]
        paper.action_receive("R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=")
        cls.sweep("received", paper)

    @classmethod
    def _sweep_credit(cls, contract):
        payment = cls.credit(contract, 1000)
        cls.sweep("credited", payment, payment.property_credit_id)

    @classmethod
    def _sweep_fees(cls, contract):
        """A fee that is due, one that is paid, and one that was paid on."""
        fees = cls.env["property.fee"].with_user(cls.home_seller)
        due, paid, gone = fees.create(
            [
                {"contract_id": contract.id, "kind": kind, "amount": 10}
                for kind in ("deed_tax", "registration", "other")
            ]
        )
        for fee in paid | gone:
            cls.credit(contract, 10, f"FEE-{fee.id}", fee_id=fee.id)
        gone.with_user(cls.finance).action_pay_on(cls.day(0), "LIST")
        for fee in due | paid | gone:
            cls.sweep(fee.state, fee)

    @classmethod
    def _plan_loan(cls, contract):
        rows = (("own", 999_000, 0), ("loan", 1000, 0))
        contract.with_user(cls.home_seller).instalment_ids = [
            Command.clear(),
            *(
                Command.create(
                    {
                        "name": kind,
                        "kind": kind,
                        "amount": amount,
                        "date_due": cls.day(days),
                    }
                )
                for kind, amount, days in rows
            ),
        ]

    @classmethod
    def _new_loan(cls, contract):
        lender = cls.env["res.bank"].create({"name": "City Bank"})
        vals = {"contract_id": contract.id, "bank_id": lender.id, "amount": 1000}
        return cls.env["property.mortgage"].with_user(cls.home_seller).create(vals)

    @classmethod
    def _sweep_loans(cls, contract):
        """Loans in every state before the payout."""
        for state in ("applied", "approved", "signed", "refused"):
            loan = cls._new_loan(contract)
            if state in ("approved", "signed"):
                loan.paper_ids.action_note()
                loan.action_bank_approve()
            if state == "signed":
                loan.action_sign()
            if state == "refused":
                loan.action_refuse("none", "No")
            cls.sweep(state, loan, loan.paper_ids[0])

    @classmethod
    def _sweep_payout(cls, contract):
        loan = cls._new_loan(contract)
        loan.paper_ids.action_note()
        loan.action_bank_approve()
        loan.action_sign()
        loan.with_user(cls.finance).action_pay_out(cls.today, 1000, "P1")
        cls.sweep("paid_out", loan)

    @classmethod
    def _new_settled_over(cls, unit):
        """A contract over a home that is surveyed, settled and paid."""
        hold = cls.reserve(unit, cls.new_buyer(unit.name))
        contract = cls.new_signed(hold, pricing_basis="gross")
        contract.with_user(cls.home_seller).action_file(f"BA-{contract.id}")
        cls.new_filed_areas(unit, kind="surveyed")
        contract.with_user(cls.finance).action_settle_area()
        contract.invalidate_recordset()
        return contract

    @classmethod
    def _sweep_settled(cls, unit):
        contract = cls._new_settled_over(unit)
        part, paper = contract.instalment_ids[0], contract.document_ids[-1]
        cls.sweep("settled", contract, part, paper, contract.settlement_ids)
        cls.credit(contract, 1_000_001, "ALL")
        contract.with_user(cls.finance).action_refund()
        refund = contract.refund_ids
        cls.sweep("refunded", refund, refund.payment_id)
        cls.sweep("notified", cls.notify(contract))

    @classmethod
    def _sweep_handed_over(cls, unit):
        contract = cls._new_settled_over(unit)
        cls.pay_all(contract)
        refused = cls.notify(contract)
        refused.action_inspect([{"part": "leak", "text": "Wet"}])
        refused.defect_ids.action_done()
        cls.sweep("mended", refused.defect_ids)
        refused.action_refuse("Wet", True)
        cls.sweep("refused", refused)
        accepted = cls.notify(contract)
        accepted.action_inspect([{"part": "leak", "text": "Wet"}])
        cls.sweep("found", accepted.defect_ids)
        accepted.action_accept(PICTURE)
        cls.sweep("accepted", accepted)
        cls.sweep("handed_over", contract, contract.warranty_ids[0])

    @classmethod
    def _sweep_deemed(cls, unit):
        contract = cls._new_settled_over(unit)
        cls.pay_all(contract)
        handover = cls.notify(contract)
        handover.sudo()._write_protected({"date_from": cls.day(-1)})
        handover.with_user(cls.home_manager).action_deem("Letter")
        cls.sweep("deemed", handover)
