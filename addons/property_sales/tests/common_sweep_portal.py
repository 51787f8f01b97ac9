from .common_portal import PortalCommon


class SweepPortal(PortalCommon):
    """A payment in the portal, of which the money has not come."""

    @classmethod
    def _make_online(cls):
        home = cls.new_units(1)
        cls.new_valid_permit(home, number="YS-14")
        cls.new_release(home, name="Online")
        contract = cls.new_signed(cls.reserve(home, cls.new_buyer("Online")))
        rows = contract.instalment_ids[:1]
        cls.sweep("draft", cls.new_online(contract, rows, 100))
