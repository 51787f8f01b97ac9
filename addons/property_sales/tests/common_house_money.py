from .common_sale import SaleCommon


class HouseMoneyCommon(SaleCommon):
    """A reservation of `home_seller`, and the way of its money to the bank."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hold = cls.reserve()

    @classmethod
    def take(cls, amount=50000, reservation=None, user=None, method="card", **vals):
        """Money taken from the bag on a reservation; the receipt as superuser."""
        user = user or cls.home_seller
        payload = {
            "reservation_id": (reservation or cls.hold).id,
            "voucher_id": cls.new_vouchers(holder=user).id,
            "amount": amount,
            "method": method,
        } | vals
        receipts = cls.env["collection.receipt"].with_user(user)
        receipt_id = receipts.action_collect_from_bag(payload)
        return cls.env["collection.receipt"].sudo().browse(receipt_id)

    @classmethod
    def take_verified(cls, *args, **vals):
        receipt = cls.take(*args, **vals)
        cls.verify(receipt.report_id)
        return receipt

    @classmethod
    def bank(cls, *receipts, number="S1", **vals):
        """Finance banks all methods of receipts with one slip."""
        methods = cls.env["collection.receipt.method"].sudo()
        for receipt in receipts:
            methods |= receipt.method_ids
        vals = {
            "company_id": cls.company.id,
            "journal_id": methods.payment_id.journal_id.id,
            "date": cls.today,
            "slip_number": number,
            "method_ids": methods.ids,
        } | vals
        slip = cls.env["collection.bank.slip"].with_user(cls.finance).create(vals)
        slip.action_bank()
        return slip.sudo()

    @classmethod
    def new_day(cls, date=None):
        """The day of the ledger, as finance sees it."""
        days = cls.env["property.ledger.day"].with_user(cls.finance)
        domain = [
            ("company_id", "=", cls.company.id),
            ("date", "=", date or cls.today),
        ]
        return days.search(domain) or days.create({"date": date or cls.today})

    def get_account(self, name):
        return self.company._get_property_account(name)

    def get_balance(self, name, reservation=None):
        """The posted balance of an account of homes for a reservation."""
        lines = (
            self.env["account.move.line"]
            .sudo()
            .search(
                [
                    ("account_id", "=", self.get_account(name).id),
                    ("parent_state", "=", "posted"),
                    ("property_reservation_id", "=", (reservation or self.hold).id),
                ]
            )
        )
        return sum(lines.mapped("balance"))
