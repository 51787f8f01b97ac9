from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tests.common import freeze_time

from ..common import PropertyCommon


@tagged("post_install", "-at_install")
class TestTraining(PropertyCommon):
    """Nobody sells homes without a training that is valid (R2.6)."""

    def get_reason(self, user=None, company=None):
        user = user or self.home_seller
        return user._get_cannot_sell_homes_reason(company or self.company)

    def assert_trained(self, user=None):
        self.assertEqual(self.get_reason(user), "")

    # until when

    def test_without_a_training_nobody_sells(self):
        self.assertIn("no training on record of home_seller", self.get_reason())

    def test_the_last_day_is_valid_and_the_next_one_is_not(self):
        training = self.new_training(date="2026-03-10")
        self.assertEqual(training.date_end, date(2027, 3, 10))
        for day, trained in (
            ("2026-03-09", False),
            ("2026-03-10", True),
            ("2027-03-10", True),
            ("2027-03-11", False),
        ):
            with self.subTest(day), freeze_time(f"{day} 12:00:00"):
                self.assertEqual(not self.get_reason(), trained)
        with freeze_time("2027-03-11 12:00:00"):
            self.assertRegex(
                self.get_reason(),
                "training of home_seller ended on 03/10/2027; have a new one",
            )

    def test_the_day_is_the_companys(self):
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        self.new_training(date="2026-03-10")
        with freeze_time("2027-03-10 15:59:00"):
            self.assert_trained()
        with freeze_time("2027-03-10 16:00:00"):
            self.assertIn("ended on", self.get_reason())
        with freeze_time("2026-03-09 16:00:00"):
            self.assert_trained()

    def test_months_end_where_the_month_does(self):
        for held, end in (
            ("2024-02-29", date(2025, 2, 28)),
            ("2023-02-28", date(2024, 2, 28)),
            ("2026-08-31", date(2027, 8, 31)),
        ):
            self.assertEqual(self.new_training(date=held).date_end, end)
        self.company.property_training_months = 1
        training = self.new_training(date="2026-01-31")
        self.assertEqual(training.date_end, date(2026, 2, 28))

    def test_another_setting_is_for_trainings_to_come(self):
        training = self.new_training(date="2026-03-10")
        self.company.property_training_months = 6
        self.env.flush_all()
        self.assertEqual(training.date_end, date(2027, 3, 10))
        later = self.new_training(date="2026-03-10")
        self.assertEqual(later.date_end, date(2026, 9, 10))

    def test_the_training_that_lasts_longest_counts(self):
        self.new_training(date=self.day(-10))
        self.new_training(date=self.day(-800))
        self.assert_trained()

    def test_a_training_to_come_does_not_count(self):
        self.new_training(date=self.day(1))
        self.assertIn("no training on record", self.get_reason())
        self.new_training(date=self.day(-500))
        self.assertIn("ended on", self.get_reason())

    def test_a_training_in_another_company_does_not_count(self):
        other = self.env["res.company"].create({"name": "Another"})
        self.home_seller.company_ids += other
        self.director.company_ids += other
        self.new_training(company_id=other.id)
        self.assertIn("no training on record", self.get_reason())
        self.assertEqual(self.get_reason(company=other), "")

    def test_a_colleagues_training_does_not_count(self):
        self.new_training(self.home_colleague)
        self.assertIn("no training on record", self.get_reason())
        self.assert_trained(self.home_colleague)

    def test_who_sells_reads_their_own_reason(self):
        own = self.home_seller.with_user(self.home_seller)
        self.assertIn("no training on record", self.get_reason(own))
        self.new_training()
        self.assertEqual(self.get_reason(own), "")

    # the recorder

    def record(self, recorder, user=None, **vals):
        trainings = self.env["property.training"].with_user(recorder)
        vals = {"user_id": (user or self.home_seller).id, "date": self.today} | vals
        return trainings.create({"subject": "Homes"} | vals)

    def test_manager_director_and_general_manager_record(self):
        for user in (self.home_manager, self.director, self.general):
            with self.subTest(user.name):
                self.assertEqual(self.record(user).state, "done")
        self.assertEqual(self.record(self.director, self.home_manager).state, "done")
        self.assertEqual(self.record(self.general, self.director).state, "done")

    def test_others_record_nothing(self):
        users = self.home_seller, self.home_colleague, self.investor, self.finance
        for user in (*users, self.deputy, self.rules_admin, self.seller):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.record(user, self.home_colleague)

    def test_a_manager_records_for_the_own_team_only(self):
        stranger = self.new_user("stranger", "property_sales.group_property_sales")
        with self.assertRaisesRegex(AccessError, "training of stranger is recorded by"):
            self.record(self.home_manager, stranger)
        # leads, but sells no homes
        with self.assertRaises(AccessError):
            self.record(self.manager, self.seller)

    def test_nobody_records_an_own_training(self):
        for user in (self.home_manager, self.director, self.general):
            trainings = self.env["property.training"].with_user(user)
            vals = {"user_id": user.id, "date": self.today, "subject": "Homes"}
            for act in (
                lambda t=trainings, v=vals: t.create(v),
                lambda t=trainings, v=vals: t.sudo().create(v),
                lambda t=trainings, v=vals: t.with_context(
                    default_user_id=v["user_id"]
                ).create({"date": v["date"], "subject": "Homes"}),
            ):
                with (
                    self.subTest(user.name),
                    self.assertRaisesRegex(AccessError, "training of their own"),
                    self.env.cr.savepoint(),
                ):
                    act()
            result = trainings.load(
                ["user_id/.id", "date", "subject"],
                [[str(user.id), str(self.today), "Homes"]],
            )
            self.assertFalse(result["ids"])
            self.assertIn("no training on record", self.get_reason(user))

    def test_a_training_is_for_active_staff_of_the_company(self):
        other = self.env["res.company"].create({"name": "Another"})
        self.director.company_ids += other
        with self.assertRaisesRegex(ValidationError, "does not work in Another"):
            self.new_training(company_id=other.id)
        training = self.new_training()
        self.home_seller.active = False
        with self.assertRaisesRegex(ValidationError, "no active member of the staff"):
            self.new_training()
        self.assertTrue(training.exists())

    # what stays

    def test_a_training_is_fixed(self):
        training = self.new_training()
        for vals in (
            {"date": self.day(10)},
            {"date_end": self.day(9999)},
            {"user_id": self.home_colleague.id},
            {"subject": "Other"},
            {"state": "cancelled"},
            {"company_id": self.env["res.company"].create({"name": "Other"}).id},
        ):
            users = self.home_manager, self.director, self.general, self.home_seller
            for records in (*map(training.with_user, users), training):
                with self.subTest(vals), self.assertRaises(UserError):
                    records.write(vals)

    def test_no_training_is_recorded_with_an_end_of_its_own(self):
        for vals in ({"date_end": self.day(9999)}, {"state": "cancelled"}):
            for recorder in (self.home_manager, self.director, self.env.user):
                with self.subTest(vals), self.assertRaises(UserError):
                    self.record(recorder, **vals)

    def test_a_training_is_never_deleted(self):
        training = self.new_training()
        for user in (self.home_manager, self.director, self.general, self.env.user):
            with self.subTest(user.name), self.assertRaises(UserError):
                training.with_user(user).unlink()
        training.with_user(self.director).action_cancel("Mistaken")
        with self.assertRaisesRegex(UserError, "stay on record"):
            training.unlink()

    def test_the_director_cancels_with_a_reason(self):
        training = self.new_training()
        with self.assertRaisesRegex(UserError, "reason"):
            training.with_user(self.director).action_cancel(" ")
        training.with_user(self.director).action_cancel(" Never took part ")
        self.assertRecordValues(
            training, [{"state": "cancelled", "end_reason": "Never took part"}]
        )
        self.assertIn("no training on record", self.get_reason())
        with self.assertRaises(UserError):
            training.with_user(self.director).action_cancel("Again")

    def test_the_dialog_asks_why_it_is_cancelled(self):
        training = self.new_training()
        action = self.env.ref("property_sales.property_training_cancel_action")
        context = {"active_model": training._name, "active_ids": training.ids}
        dialogs = self.env[action.res_model].with_user(self.director)
        dialog = dialogs.with_context(**context).create({"action": "cancel"})
        with self.assertRaisesRegex(UserError, "reason"), self.env.cr.savepoint():
            dialog.action_apply()
        dialog.reason = "Never took part"
        dialog.action_apply()
        self.assertEqual(training.state, "cancelled")

    def test_others_cancel_nothing(self):
        training = self.new_training()
        users = self.home_manager, self.home_seller, self.finance, self.investor
        for user in (*users, self.deputy, self.seller):
            with self.subTest(user.name), self.assertRaises(AccessError):
                training.with_user(user).action_cancel("No")

    def test_another_company_reads_none(self):
        training = self.new_training()
        other = self.env["res.company"].create({"name": "Another"})
        stranger = self.new_user(
            "stranger",
            "group_marketing_director",
            company_id=other.id,
            company_ids=other.ids,
        )
        for act in (
            lambda: training.with_user(stranger).read(["subject"]),
            lambda: training.with_user(stranger).action_cancel("No"),
            lambda: self.record(stranger, company_id=self.company.id),
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                act()
