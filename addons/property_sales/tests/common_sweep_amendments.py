from odoo.fields import Command

from .common_buyer_change import BuyerChangeCommon


class SweepAmendments(BuyerChangeCommon):
    """Amendments in every state, of several kinds, and what hangs on them."""

    @classmethod
    def _make_amendments(cls):
        first, second = homes = cls.new_units(2)
        cls.new_valid_permit(homes, number="YS-AMENDED")
        cls.new_release(homes, name="For Amendments")
        signed = cls.new_signed(cls.reserve(first, cls.new_buyer("Amends")))
        cls._sweep_waiting(signed)
        told = cls.new_told(signed)
        cls.sweep("approved", told)
        ended = cls.new_signed(cls.reserve(second, cls.new_buyer("Ends")))
        ended.with_user(cls.home_seller).action_file("BA-AMENDED")
        applied = cls.change_buyers(ended)
        cls.sweep("filing", applied, applied.buyer_ids)
        cls.sweep("former", ended.former_buyer_ids)
        cls.sweep("applied", cls.rescind(ended))
        cls.sweep("rescinded", ended)

    @classmethod
    def _sweep_waiting(cls, contract):
        """Those that are drawn up, asked for, refused and given up."""
        draft = cls.new_change(contract)
        cls.sweep("draft", draft, draft.buyer_ids)
        rows = {"name": "Rest", "amount": contract.price, "date_due": cls.day(30)}
        plan = cls.new_amendment(
            contract, "plan", instalment_ids=[Command.create(rows)]
        )
        cls.sweep("draft", plan.instalment_ids)
        for state in ("submitted", "rejected", "cancelled"):
            amendment = cls.new_change(contract)
            if state == "cancelled":
                amendment.action_cancel()
            else:
                amendment.action_submit()
            if state == "rejected":
                amendment.with_user(cls.director).action_reject("No")
            assert amendment.state == state, amendment.state
            cls.sweep(state, amendment, amendment.buyer_ids)
