from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common_deadline import DeadlineChecks
from ..common_house_money import HouseMoneyCommon


@tagged("post_install", "-at_install")
class TestDeadline(DeadlineChecks, HouseMoneyCommon):
    """Rows of the calendar: the days before, the last day, the day after, what is done
    in time, and what moves the day (R2.7, R2.11).
    """

    # row 4: the contract that a reservation is for

    def test_a_contract_is_due_by_the_last_day_of_the_reservation(self):
        self.take()
        row = self.get_deadline("contract", self.hold)
        self.assertEqual(row.date_due, self.day(7))
        self.assertEqual(row.document, self.hold.display_name)
        self.assert_told(row, 5, "open")
        self.assert_told(row, 6, "open", self.home_seller)
        self.assert_told(row, 7, "open", self.home_seller)

    def test_an_extension_moves_it(self):
        self.take()
        self.hold.with_user(self.home_seller).action_extend(self.day(9), "Abroad")
        approval = self.get_approvals(self.hold, "pending")
        approval.with_user(self.director).action_approve()
        row = self.get_deadline("contract", self.hold)
        self.assertEqual((row.state, row.date_due), ("open", self.day(9)))

    def test_with_its_reservation_it_is_void(self):
        self.take()
        self.hold.with_user(self.home_seller).action_cancel("Moves abroad")
        row = self.get_deadline("contract", self.hold)
        self.assertEqual(row.state, "void")
        self.assertFalse(self.get_told(row))

    def test_a_hold_has_none(self):
        self.hold.with_user(self.home_seller).action_cancel("Moves abroad")
        self.assertFalse(self.get_deadline("contract", self.hold))
        self.assertFalse(self.get_deadline("return", self.hold))

    # row 6: money of a reservation without a contract

    def cancel_paid(self):
        self.take_verified()
        self.hold.with_user(self.home_seller).action_cancel("Moves abroad")
        return self.get_deadline("return", self.hold)

    def test_money_goes_back_within_fifteen_days(self):
        row = self.cancel_paid()
        self.assertEqual(row.date_due, self.day(15))
        self.assert_told(row, 0, "open", self.finance)
        self.assert_told(row, 15, "open", self.finance)
        self.assert_told(row, 16, "late", self.finance, self.director)

    def test_the_days_are_the_companys(self):
        self.company.property_return_days = 3
        self.assertEqual(self.cancel_paid().date_due, self.day(3))

    def test_paid_back_it_is_done(self):
        row = self.cancel_paid()
        self.hold.with_user(self.finance).action_return()
        self.assertEqual(row.state, "open", "asked for is not paid")
        approval = self.get_approvals(self.hold, "pending")
        approval.with_user(self.director).action_approve()
        self.hold.with_user(self.finance).action_return()
        self.assertEqual((row.state, row.date_done), ("done", self.today))
        self.assertFalse(self.get_told(row))

    def test_money_on_its_way_to_finance_goes_back_as_well(self):
        self.take()
        self.hold.with_user(self.home_seller).action_cancel("Moves abroad")
        self.assertEqual(self.get_deadline("return", self.hold).state, "open")

    def test_what_expires_by_itself_goes_back_as_well(self):
        self.take_verified()
        with self.at(8, 4):
            self.hold.unit_id._end_lapsed()
            row = self.get_deadline("return", self.hold)
            self.assertEqual((row.state, row.date_due), ("open", self.day(23)))

    def test_a_refused_cheque_is_not_given_back(self):
        receipt = self.take_verified(
            method="cheque", number="C1", bank="ICBC", due_date=str(self.day(5))
        )
        self.hold.with_user(self.home_seller).action_cancel("Moves abroad")
        row = self.get_deadline("return", self.hold)
        method = receipt.method_ids.with_user(self.finance)
        method.action_bounce(self.today, "No funds")
        self.assertEqual(row.state, "void")

    def test_the_job_finds_what_nobody_noted(self):
        row = self.cancel_paid()
        self.env.cr.execute("DELETE FROM property_deadline WHERE id = %s", [row.id])
        self.env.invalidate_all()
        self.watch(1)
        self.assertEqual(self.get_deadline("return", self.hold).date_due, self.day(15))

    # row 33: training

    def test_a_training_is_renewed(self):
        trainings = self.env["property.training"].sudo()
        training = trainings.search([("user_id", "=", self.home_seller.id)])
        row = self.get_deadline("training", training)
        last = (training.date_end - self.today).days
        self.assertEqual(row.date_due, training.date_end)
        self.assertIn(self.home_seller.name, row.document)
        self.assert_told(row, last - 31, "open")
        self.assert_told(row, last - 30, "open", self.home_manager)
        self.assert_told(row, last, "open", self.home_manager)
        self.assert_told(row, last + 1, "late", self.home_manager, self.director)
        with self.at(last + 2, 4):
            renewed = self.new_training(date=self.day(last + 2))
        self.assertEqual(row.state, "done")
        self.assertEqual(self.get_deadline("training", renewed).state, "open")

    def test_a_training_recorded_by_mistake_is_void(self):
        training = self.new_training(subject="Twice")
        row = self.get_deadline("training", training)
        self.assertEqual(row.state, "open")
        training.with_user(self.director).action_cancel("Recorded twice")
        self.assertEqual(row.state, "void")

    def test_the_training_of_somebody_who_left_is_void(self):
        self.home_colleague.active = False
        trainings = self.env["property.training"].sudo()
        training = trainings.search([("user_id", "=", self.home_colleague.id)])
        self.watch(0)
        self.assertEqual(self.get_deadline("training", training).state, "void")

    # row 34: blocks

    def test_a_block_ends_by_itself(self):
        block = self.new_block(self.units[1], days=10)
        row = self.get_deadline("block", block)
        self.assert_told(row, 8, "open")
        self.assert_told(row, 9, "open", self.home_manager)
        self.assert_told(row, 11, "done")

    # readers and writers

    def test_who_reads_deadlines(self):
        self.take()
        row = self.get_deadline("contract", self.hold)
        readers = self.home_seller | self.home_manager | self.finance | self.director
        for user in readers | self.deputy | self.general:
            self.assertEqual(row.with_user(user).search([("id", "=", row.id)]), row)
        self.assertFalse(
            row.with_user(self.home_colleague).search([("id", "=", row.id)])
        )
        for user in self.investor | self.seller | self.clerk:
            with self.assertRaises(AccessError):
                row.with_user(user).read(["date_due"])

    def test_nobody_writes_them(self):
        self.take()
        row = self.get_deadline("contract", self.hold)
        for values in ({"date_due": self.day(90)}, {"state": "done"}):
            for user in (self.env.user, self.home_seller, self.general):
                with self.assertRaises(UserError):
                    row.with_user(user).write(values)
        with self.assertRaises(UserError):
            row.unlink()

    def test_it_leads_to_its_document(self):
        self.take()
        row = self.get_deadline("contract", self.hold).with_user(self.home_seller)
        action = row.action_open_document()
        self.assertEqual(
            (action["res_model"], action["res_id"]), (self.hold._name, self.hold.id)
        )
