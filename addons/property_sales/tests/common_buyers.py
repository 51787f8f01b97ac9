from datetime import timedelta

from .common_contract import ContractCommon


class BuyersCommon(ContractCommon):
    """A draft of a contract with one buyer, whose number is not entered yet.

    `own` is the contract as the salesperson has it.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls.new_contract()
        cls.own = cls.contract.with_user(cls.home_seller)
        cls.first = cls.contract.buyer_ids
        cls.first.id_number = False

    @classmethod
    def add(cls, partner, **vals):
        """A row that the salesperson adds, of a customer or a new one by the name."""
        if isinstance(partner, str):
            partner = cls.new_buyer(partner)
        vals = {"contract_id": cls.contract.id, "partner_id": partner.id} | vals
        rows = cls.env["property.contract.buyer"].with_user(cls.home_seller)
        return rows.create(vals).sudo()

    @classmethod
    def new_other_contract(cls):
        """A draft of the same salesperson over another home."""
        reservation = cls.new_reservation(cls.units[1], cls.new_buyer("Other"))
        return cls.new_contract(reservation)

    @classmethod
    def birthday(cls, age, days=0):
        """The day of birth of somebody who gets to an age in so many days."""
        day = cls.day(days)
        try:
            return day.replace(year=day.year - age)
        except ValueError:
            # 29 February, of a year that had none: of age today, or not before 1 March
            return day.replace(year=day.year - age, day=28) + timedelta(bool(days))

    def get_reasons(self):
        return self.env["property.buyer.check"]._get_reasons(self.own)

    def get_wrong(self):
        return self.env["property.buyer.check"]._get_wrong_reasons(self.own)

    def get_missing(self):
        return self.env["property.buyer.check"]._get_missing_reasons(self.own)

    def assert_wrong(self, text):
        """Something is told as wrong in words that hold `text`."""
        self.assertIn(text, "\n".join(self.get_wrong()))

    def assert_missing(self, text):
        """Something is told as missing in words that hold `text`."""
        self.assertIn(text, "\n".join(self.get_missing()))
