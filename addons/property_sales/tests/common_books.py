from odoo.fields import Command


class Books:
    """An accountant, and what is entered by hand on core's screens of accounting."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.accountant = cls.new_user(
            "accountant", "account.group_account_manager", "account.group_account_user"
        )
        cls.deposits = cls.company._get_property_account("deposit")
        cls.claims = cls.company._get_property_account("receivable")

    def new_entry(self, account, **vals):
        """A draft of a miscellaneous entry of 100 on an account."""
        other = self.company.collection_debt_account_id
        line = {"account_id": account.id, "credit": 100, "partner_id": self.buyer.id}
        lines = [{"account_id": other.id, "debit": 100}, line | vals]
        vals = {"move_type": "entry", "date": self.today}
        vals["line_ids"] = [Command.create(line) for line in lines]
        return self.env["account.move"].sudo().create(vals)

    def new_payment(self, **vals):
        """A draft of a payment form of 100 from the buyer."""
        vals = {
            "payment_type": "inbound",
            "partner_type": "customer",
            "partner_id": self.buyer.id,
            "amount": 100,
            "journal_id": self.permit_journal.id,
        } | vals
        return self.env["account.payment"].sudo().create(vals)


class ContractBooks(Books):
    """And what contracts owe in them, for `ContractCommon`."""

    def get_claim(self, contract):
        """The item of the first instalment that was claimed."""
        return contract.sudo().instalment_ids.move_line_id[:1]

    def new_two(self):
        """Two signed contracts of one buyer."""
        return self.new_signed(), self.new_signed(self.reserve(self.units[1]))
