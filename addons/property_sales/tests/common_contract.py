from odoo.fields import Command

from .common_house_money import HouseMoneyCommon
from .common_identity import RESIDENT


class ContractCommon(HouseMoneyCommon):
    """The contract of `home_seller` over the home that `hold` has."""

    @classmethod
    def new_terms(cls, **vals):
        """The terms: 300,000 at once, the rest in two months."""
        rows = [("Down Payment", 300_000, 0), ("Rest", 700_000, 60)]
        instalments = [
            Command.create({"name": name, "amount": amount, "date_due": cls.day(days)})
            for name, amount, days in rows
        ]
        return {"delivery_date": cls.day(400), "instalment_ids": instalments} | vals

    @classmethod
    def new_contract(cls, reservation=None, **vals):
        """A draft over one home, with all that is agreed; as superuser."""
        reservation = reservation or cls.hold
        seller = reservation.user_id
        contract_id = reservation.with_user(seller).action_convert()
        contract = cls.env["property.contract"].with_user(seller).browse(contract_id)
        contract.buyer_ids.id_number = RESIDENT
        contract.write(cls.new_terms(**vals))
        return contract.sudo()

    @classmethod
    def disclose(cls, contract):
        contract = contract.with_user(contract.user_id)
        contract.disclosure_ids.action_acknowledge()
        contract.action_disclose()

    @classmethod
    def new_approved(cls, reservation=None, **vals):
        """A contract that the director has reviewed."""
        contract = cls.new_contract(reservation, **vals)
        cls.disclose(contract)
        contract.with_user(contract.user_id).action_submit()
        contract.with_user(cls.director).action_approve()
        return contract

    @classmethod
    def sign(cls, contract):
        """Both papers, the agreement first."""
        contract = contract.with_user(contract.user_id)
        if contract.sale_kind == "presale":
            contract.action_sign_agreement()
        contract.action_sign()

    @classmethod
    def new_signed(cls, reservation=None, **vals):
        """A contract that is signed today."""
        contract = cls.new_approved(reservation, **vals)
        cls.sign(contract)
        return contract

    @classmethod
    def collect_contract(cls, contract, amount, user=None, method="card", **vals):
        """Money taken from the bag on a contract, on its way; the receipt."""
        user = user or contract.user_id
        payload = {
            "contract_id": contract.id,
            "voucher_id": cls.new_vouchers(holder=user).id,
            "amount": amount,
            "method": method,
        } | vals
        receipts = cls.env["collection.receipt"].with_user(user)
        receipt_id = receipts.action_collect_from_bag(payload)
        return cls.env["collection.receipt"].sudo().browse(receipt_id)

    @classmethod
    def pay_contract(cls, contract, amount, user=None, method="card", **vals):
        """Money taken from the bag on a contract, and verified; the receipt."""
        receipt = cls.collect_contract(contract, amount, user, method, **vals)
        cls.verify(receipt.report_id)
        return receipt

    @classmethod
    def credit(cls, contract, amount, reference="ADV-1", **vals):
        """Finance books what the bank received; the payment."""
        payload = {"amount": amount, "reference": reference} | vals
        contract = contract.with_user(cls.finance)
        payment_id = contract.action_book_bank_credit(payload)
        return cls.env["account.payment"].sudo().browse(payment_id)

    def get_contract_balance(self, contract, *names):
        """The posted balance of accounts of homes for a contract."""
        accounts = [self.get_account(name).id for name in names]
        items = self.env["account.move.line"].sudo()
        items = items.search(
            [
                ("account_id", "in", accounts),
                ("parent_state", "=", "posted"),
                ("contract_id", "=", contract.id),
            ]
        )
        return self.company.currency_id.round(sum(items.mapped("balance")))
