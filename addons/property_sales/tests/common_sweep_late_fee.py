from .common_late_fee import LateFeeCommon


class SweepLateFees(LateFeeCommon):
    """A late fee that was claimed, as kept."""

    @classmethod
    def _make_late_fees(cls):
        home = cls.new_units(1)
        cls.new_valid_permit(home, number="YS-12")
        cls.new_release(home, name="Late")
        contract = cls.new_late(cls.reserve(home, cls.new_buyer("Late")))
        cls.sweep("claimed", cls.claim_fee(contract))
