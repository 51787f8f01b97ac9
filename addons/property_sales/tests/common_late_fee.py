from odoo.fields import Command

from .common_handover import HandoverCommon


class LateFeeCommon(HandoverCommon):
    """Contracts signed a while ago, at 0.1 per mille a day, and what is late."""

    @classmethod
    def let_pass(cls, contract, days):
        """Let all days of a contract have been so many days earlier."""
        past = {"signed_on": cls.day(-days)}
        delivery = cls.day((contract.delivery_date - cls.today).days - days)
        contract._write_protected(past | {"delivery_date": delivery})
        for row in contract.instalment_ids:
            due = cls.day((row.date_due - cls.today).days - days)
            row._write_protected({"date_due": due})
        contract.invalidate_recordset()

    @classmethod
    def new_late(cls, reservation=None, days=100, kind="own"):
        """300,000 are due for `days`; 700,000 for 60 less, by the buyer or a loan."""
        rows = [("own", 300_000, 1), (kind, 700_000, 61)]
        parts = [
            Command.create(
                {"name": name, "kind": name, "amount": amount}
                | {"date_due": cls.day(due)}
            )
            for name, amount, due in rows
        ]
        contract = cls.new_signed(reservation, instalment_ids=parts)
        cls.let_pass(contract, days + 1)
        contract.instalment_ids._claim_due()
        return contract

    @classmethod
    def claim_fee(cls, contract, date=None, kind="late_fee"):
        own = contract.with_user(cls.finance)
        methods = {
            "late_fee": own.action_claim_late_fee,
            "penalty": own.action_settle_penalty,
        }
        claim_id = methods[kind](date)
        contract.invalidate_recordset()
        return cls.env["property.late.fee.claim"].sudo().browse(claim_id)

    def assert_money(self, contract, **names):
        """Balances of accounts for a contract."""
        found = {name: self.get_contract_balance(contract, name) for name in names}
        self.assertEqual(found, names)
