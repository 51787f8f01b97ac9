from .common_contract import ContractCommon


class HandoverCommon(ContractCommon):
    """A building that is completed, and a development with its papers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.building.with_user(cls.investor).completed_on = cls.day(-3)
        cls.development.with_user(cls.investor).write(
            {"house_manual": "<p>Walls</p>", "quality_warranty": "<p>Parts</p>"}
        )

    @classmethod
    def survey(cls, gross=100, inner=80):
        """The survey of all homes, filed."""
        return cls.new_filed_areas(cls.units, kind="surveyed", areas=(gross, inner))

    @classmethod
    def new_settled(cls, gross=100, inner=80, basis="gross", **vals):
        """A filed contract whose surveyed area is settled."""
        contract = cls.new_signed(pricing_basis=basis, **vals)
        contract.with_user(contract.user_id).action_file(f"BA-{contract.id}")
        if not cls.unit.surveyed_area_list_id:
            cls.survey(gross, inner)
        contract.with_user(cls.finance).action_settle_area()
        contract.invalidate_recordset()
        return contract

    @classmethod
    def pay_all(cls, contract, reference="ALL"):
        """The bank receives all that is not paid yet of a contract."""
        planned = contract.instalment_ids.filtered(lambda row: row.state == "planned")
        owed = contract.amount_open + sum(planned.mapped("amount"))
        cls.credit(contract, owed, reference)
        contract.invalidate_recordset()

    @classmethod
    def notify(cls, contract, days=10, slot=None):
        """The buyer is told a day; the handover, as its salesperson sees it."""
        own = contract.with_user(contract.user_id)
        handover_id = own.action_notify_handover(cls.day(days), slot)
        return own.env["property.handover"].browse(handover_id)

    @classmethod
    def new_handed_over(cls, **vals):
        contract = cls.new_settled(**vals)
        cls.pay_all(contract)
        handover = cls.notify(contract)
        handover.action_inspect()
        handover.action_accept(PICTURE, keys="2")
        contract.invalidate_recordset()
        return contract


# the smallest drawing
PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)
