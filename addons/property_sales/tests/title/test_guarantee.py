from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from ..common_title import TitleCommon


@tagged("post_install", "-at_install")
class TestGuarantee(TitleCommon):
    """R2.11: what a lender keeps of the developer until the title."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.loan = cls.new_paid_loan().with_user(cls.finance)
        cls.contract = cls.loan.sudo().contract_id

    def register(self):
        self.hand_over(self.contract)
        self.contract.with_user(self.home_seller).action_title("BDC-1")
        self.loan.invalidate_recordset()

    def test_a_deposit_is_held_until_the_title_and_released(self):
        before = self.env["account.move"].sudo().search_count([])
        self.loan.action_note_guarantee(20_000)
        self.assertEqual(self.loan.guarantee_on, self.today)
        self.assertEqual(self.loan.guarantee_state, "held")
        # the bank moves its own deposit account: no entry here
        self.assertEqual(self.env["account.move"].sudo().search_count([]), before)
        with self.assert_refused("after the title"):
            self.loan.action_release_guarantee()
        self.register()
        self.assertEqual(self.loan.guarantee_state, "due")
        before = self.env["account.move"].sudo().search_count([])
        self.loan.action_release_guarantee(reference="R-1")
        self.assertEqual(self.loan.guarantee_state, "released")
        self.assertEqual(self.loan.guarantee_reference, "R-1")
        self.assertEqual(self.env["account.move"].sudo().search_count([]), before)
        for step in (
            self.loan.action_release_guarantee,
            lambda: self.loan.action_note_guarantee(1),
        ):
            with self.assert_refused("released already"):
                step()
        self.assertEqual(self.contract._get_zero_report(), [])

    def test_it_is_a_part_of_what_was_paid_out(self):
        for wrong in (0, -1, 400_000.01, "all", True):
            with self.assert_refused("a part of the"):
                self.loan.action_note_guarantee(wrong)
        for days in (-1, 1):
            with self.assert_refused("this day is from"):
                self.loan.action_note_guarantee(1, self.day(days))
        self.loan.action_note_guarantee(400_000)
        # noted anew, it is corrected
        self.loan.action_note_guarantee(40_000)
        self.assertEqual(self.loan.guarantee_amount, 40_000)

    def test_finance_alone_notes_and_releases_it(self):
        own = self.loan.with_user(self.home_seller)
        with self.assertRaises(AccessError):
            own.action_note_guarantee(1)
        with self.assertRaises(AccessError):
            own.action_release_guarantee()

    def test_none_before_the_payout(self):
        other = self.new_contract(self.reserve(self.units[1]))
        vals = {"contract_id": other.id, "bank_id": self.loan.bank_id.id}
        loans = self.env["property.mortgage"].with_user(self.home_seller)
        loan = loans.create(vals | {"amount": 1000}).with_user(self.finance)
        with self.assert_refused("“Applied for”"):
            loan.action_note_guarantee(1)
        with self.assert_refused("after the title"):
            loan.action_release_guarantee()

    def test_thirty_days_after_the_title(self):
        self.loan.action_note_guarantee(20_000)
        self.watch(0)
        self.assertFalse(self.get_deadline("guarantee", self.loan))
        self.register()
        row = self.get_deadline("guarantee", self.loan)
        self.assertEqual((row.state, row.date_due), ("open", self.day(30)))
        self.assert_told(row, 22, "open")
        self.assert_told(row, 23, "open", self.finance)
        self.assert_told(row, 30, "open", self.finance)
        self.assert_told(row, 31, "late", self.finance, self.director)
        self.loan.action_release_guarantee()
        self.assertEqual((row.state, row.date_done), ("done", self.today))

    def test_it_moves_with_the_title_and_is_void_with_the_contract(self):
        self.loan.action_note_guarantee(20_000)
        self.register()
        row = self.get_deadline("guarantee", self.loan)
        self.contract._write_protected({"title_date": self.day(-4)})
        self.env["property.deadline"]._follow(self.contract)
        self.assertEqual((row.state, row.date_due), ("open", self.day(26)))
        self.end(self.contract)
        self.assertEqual(row.state, "void")

    def test_with_the_contract_the_deposit_ends_too(self):
        self.loan.action_note_guarantee(20_000)
        self.end(self.contract)
        self.assertEqual(self.loan.guarantee_state, "due")
        self.assertFalse(self.get_deadline("guarantee", self.loan))
        self.loan.action_release_guarantee()
        self.assertEqual(self.loan.guarantee_state, "released")

    def test_a_deposit_noted_after_the_title_is_due_at_once(self):
        self.register()
        self.loan.action_note_guarantee(20_000)
        self.assertEqual(self.loan.guarantee_state, "due")
        self.assertEqual(
            self.get_deadline("guarantee", self.loan).date_due, self.day(30)
        )

    def test_dialogs_take_amount_and_reference(self):
        dialogs = self.env["property.mortgage.step"].with_user(self.finance)

        def open_dialog(step):
            context = {"active_id": self.loan.id, "default_step": step}
            return Form(dialogs.with_context(**context))

        form = open_dialog("guarantee")
        form.amount = 30_000
        form.save().action_apply()
        self.assertEqual(self.loan.guarantee_amount, 30_000)
        self.register()
        form = open_dialog("release")
        form.reference = "R-2"
        form.save().action_apply()
        self.assertEqual(self.loan.guarantee_state, "released")
