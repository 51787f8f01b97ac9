from .common_appointment import AppointmentCommon
from .common_handover import PICTURE
from .common_sweep_contracts import SweepContracts


class SweepAppointments(SweepContracts, AppointmentCommon):
    """Slots with and without a handover, and a photo of a defect."""

    @classmethod
    def _make_appointments(cls):
        [home] = cls.new_units(1)
        cls.new_valid_permit(home, number="YS-SLOTS")
        cls.new_release(home, name="For Slots")
        contract = cls._new_settled_over(home)
        taken, free = cls.new_slots(home.building_id)
        handover = cls.tell(contract, taken)
        defect = {"part": "leak", "text": "Wet", "photos": [PICTURE]}
        handover.action_inspect([defect])
        cls.sweep("told", handover)
        cls.sweep("found", handover.defect_ids)
        cls.sweep("taken", taken, handover.defect_ids.photo_ids)
        cls.sweep("free", free)
