from .common_handover import HandoverCommon


class AmendmentCommon(HandoverCommon):
    """Amendments of signed contracts: drawn up, asked, approved, applied."""

    @classmethod
    def new_amendment(cls, contract, kind, **vals):
        """A draft of the contract's salesperson."""
        amendments = cls.env["property.amendment"].with_user(contract.user_id)
        vals = {"contract_id": contract.id, "kind": kind, "reason": "Asked for"} | vals
        return amendments.create(vals)

    @classmethod
    def approve(cls, amendment):
        """Asked by its salesperson, approved by the director."""
        amendment.action_submit()
        if amendment.state == "submitted":
            amendment.with_user(cls.director).action_approve()
        return amendment

    @classmethod
    def amend(cls, contract, kind, **vals):
        """An amendment that is applied by the salesperson."""
        amendment = cls.approve(cls.new_amendment(contract, kind, **vals))
        amendment.action_apply()
        cls.env.invalidate_all()
        return amendment

    @classmethod
    def rescind(cls, contract, fault="none", **vals):
        return cls.amend(contract, "rescission", fault=fault, **vals)

    @classmethod
    def new_paid(cls, deposit=50_000, **vals):
        """A signed contract whose deposit and down payment are paid: 300,000."""
        cls.take_verified(deposit)
        contract = cls.new_signed(**vals)
        cls.credit(contract, 300_000 - deposit, date=cls.day(-365))
        contract.invalidate_recordset()
        return contract

    def assert_zero(self, contract):
        self.assertEqual(contract._get_zero_report(), [])
