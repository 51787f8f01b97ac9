from odoo.fields import Command

from .common_amendment import AmendmentCommon

PROOF = "UERG"


class DemandCommon(AmendmentCommon):
    """Contracts whose first instalment is overdue since 110 days."""

    @classmethod
    def new_overdue(cls, reservation=None, **vals):
        rows = [("Down Payment", 300_000, -110), ("Rest", 700_000, 60)]
        parts = [
            Command.create({"name": name, "amount": amount, "date_due": cls.day(days)})
            for name, amount, days in rows
        ]
        contract = cls.new_signed(reservation, instalment_ids=parts, **vals)
        contract._write_protected({"signed_on": cls.day(-120)})
        return contract

    @classmethod
    def serve(cls, contract, days=0, user=None):
        """A demand served so many days ago; as superuser."""
        contract = contract.with_user(user or contract.user_id)
        demand_id = contract.action_demand(cls.day(-days), PROOF, "proof.pdf")
        return cls.env["property.demand"].sudo().browse(demand_id)
