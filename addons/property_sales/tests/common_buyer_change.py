from odoo.fields import Command

from .common_design import DesignCommon
from .common_identity import resident


class BuyerChangeCommon(DesignCommon):
    """Amendments that give a signed contract other buyers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.next_buyer = cls.new_buyer("Li Na")
        cls.second_buyer = cls.new_buyer("Chen Guo")

    @classmethod
    def new_child_number(cls, age=10):
        """The identity number of a person of that age, of a child by default."""
        return resident(cls.day(-366 * age))

    @classmethod
    def new_change(cls, contract=None, *buyers, **vals):
        """A draft with these buyers, the next one alone by default.

        :param buyers: customers, or dicts of values of rows
        """
        contract = contract or cls.new_signed()
        rows = []
        for buyer in buyers or (cls.next_buyer,):
            values = buyer if isinstance(buyer, dict) else {"partner_id": buyer.id}
            rows.append(Command.create(values))
        return cls.new_amendment(contract, "buyer", buyer_ids=rows, **vals)

    @classmethod
    def change_buyers(cls, contract=None, *buyers, **vals):
        """A change that is applied."""
        amendment = cls.approve(cls.new_change(contract, *buyers, **vals))
        amendment.action_apply()
        cls.env.invalidate_all()
        return amendment

    def get_open_items(self, contract):
        """(partner, open amount, last day) of the items on the receivable."""
        items = self.env["property.claim"]._get_items(contract)
        return [
            (item.partner_id, amount, item.date_maturity)
            for item, amount in items.items()
        ]
