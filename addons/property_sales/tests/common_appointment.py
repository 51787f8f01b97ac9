from .common_deadline import DeadlineChecks
from .common_handover import HandoverCommon


class AppointmentCommon(DeadlineChecks, HandoverCommon):
    """Slots of the building of `home_seller`'s contract, from ten days ahead on."""

    @classmethod
    def new_slots(cls, building=None, days=(10, 10), hours=(9, 11), **vals):
        """Slots of an hour on some days, counted from today, made by the director."""
        building = (building or cls.building).with_user(cls.director)
        ids = building.action_generate_slots(
            cls.day(days[0]),
            cls.day(days[1]),
            hours[0],
            hours[1],
            vals.get("minutes", 60),
            vals.get("inspectors", 1),
            vals.get("weekends", True),
        )
        return cls.env["property.handover.slot"].sudo().browse(ids)

    @classmethod
    def new_other_settled(cls, unit=None, name="Zhou"):
        """A second contract of the same salesperson, settled, over another home."""
        unit = unit or cls.units[1]
        hold = cls.reserve(unit, cls.new_buyer(name))
        return cls.new_settled_over(hold)

    @classmethod
    def new_settled_over(cls, hold):
        contract = cls.new_signed(hold, pricing_basis="gross")
        contract.with_user(contract.user_id).action_file(f"BA-{contract.id}")
        if not contract.unit_id.surveyed_area_list_id:
            cls.survey()
        contract.with_user(cls.finance).action_settle_area()
        contract.invalidate_recordset()
        return contract

    @classmethod
    def tell(cls, contract, slot):
        """The buyer is told a slot; the handover, as its salesperson sees it."""
        own = contract.with_user(contract.user_id)
        handover_id = own.action_notify_handover(slot.date, slot.id)
        return own.env["property.handover"].browse(handover_id)
