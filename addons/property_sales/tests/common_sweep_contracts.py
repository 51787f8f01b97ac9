from .common_contract import ContractCommon

# the states in their order; what a contract goes through to get into each
STEPS = ("draft", "disclosed", "approved", "signed", "filed")


class SweepContracts(ContractCommon):
    """Contracts in every state, with what hangs on them: papers, parts, money."""

    @classmethod
    def _make_contracts(cls):
        homes = cls.new_units(len(STEPS) + 1)
        cls.new_valid_permit(homes, number="YS-6")
        cls.new_release(homes, name="For Contracts")
        for unit, state in zip(homes, (*STEPS, "cancelled"), strict=True):
            cls._sweep_contract(unit, state)
        rates = cls.env["property.vat.rate"].with_user(cls.finance)
        vals = {"method": "general", "percent": 9, "date_from": cls.day(900)}
        cls.sweep("standing", rates.create(vals | {"company_id": cls.company.id}))

    @classmethod
    def _sweep_contract(cls, unit, state):
        contract = cls.new_contract(cls.reserve(unit, cls.new_buyer(state.title())))
        mine = contract.with_user(cls.home_seller)
        if state in STEPS[1:]:
            cls.disclose(contract)
        if state in STEPS[2:]:
            mine.action_submit()
            contract.with_user(cls.director).action_approve()
        if state in STEPS[3:]:
            cls.sign(contract)
        if state == "filed":
            mine.action_file("BA-1")
            cls._sweep_received(mine)
            cls._sweep_credit(contract)
        if state == "signed":
            cls.sweep("issued", contract.document_ids[0])
        if state == "cancelled":
            mine.action_cancel("No loan")
        assert contract.state == state, contract.state
        part, told = contract.instalment_ids[0], contract.disclosure_ids[0]
        cls.sweep(state, contract, part, told)

    @classmethod
    def _sweep_received(cls, contract):
        paper = contract.document_ids.sorted("id")[-1]
        paper.action_receive("R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=")
        cls.sweep("received", paper)

    @classmethod
    def _sweep_credit(cls, contract):
        payment = cls.credit(contract, 1000)
        cls.sweep("credited", payment, payment.property_credit_id)
