from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import CreditCommon

VALUES = {
    "amount_residual": 0.0,
    "amount_residual_currency": 0.0,
    "parent_state": "draft",
    "reconciled": True,
}


@tagged("post_install", "-at_install")
class TestLedgerFigures(CreditCommon):
    """Nobody writes whether an item is open (R1.7): core computes it, and would keep
    any residual that comes over RPC, with which a debt counts nowhere.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.invoice = cls.new_invoice(900, due=-1)
        cls.item = cls.invoice.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        )
        accountant = cls.new_user("writes_figures", "account.group_account_user")
        cls.users = (accountant, cls.finance, cls.env.ref("base.user_root"))

    def test_nobody_writes_that_an_item_is_settled(self):
        for user in self.users:
            for name, value in VALUES.items():
                with self.subTest(user.login, field=name):
                    with self.assertRaisesRegex(UserError, "is not entered"):
                        self.item.with_user(user).write({name: value})
        self.env.invalidate_all()
        self.assert_exposure(900)
        self.new_held(900)

    def test_what_it_is_may_be_written_again(self):
        values = {name: self.item[name] for name in VALUES}
        self.item.write(values)
        self.assert_exposure(900)

    def test_no_new_item_is_settled(self):
        entry = {
            "move_type": "entry",
            "line_ids": [
                Command.create(
                    {
                        "account_id": self.item.account_id.id,
                        "partner_id": self.customer.id,
                        "balance": 100,
                        "reconciled": True,
                    }
                ),
            ],
        }
        with self.assertRaisesRegex(UserError, "is not entered"):
            self.env["account.move"].create(entry)

    def test_core_settles_opens_and_copies_as_before(self):
        payment = self.pay(900, invoice=self.invoice)
        self.assert_exposure(0)
        self.item.remove_move_reconcile()
        payment.action_draft()
        self.assert_exposure(900)
        self.invoice.button_draft()
        self.assert_exposure(0)
        self.invoice.copy().action_post()
        self.assert_exposure(900)
