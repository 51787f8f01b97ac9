from datetime import timedelta

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestMoneyOnTheRoad(MoneyCommon):
    """Money collected and not verified is watched by person and age (R2.10, R5.15)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slip = cls.new_slip_over(100, 200, 300)
        cls.receipt = cls.collect(cls.slip, 150)
        cls.report = cls.receipt.report_id

    def watch(self, days=0, months=0):
        """Run the watch so many days, or months, from today."""
        day = self.today + relativedelta(months=months) + timedelta(days=days)
        with freeze_time(day):
            self.env["collection.receipt"].sudo()._watch_transit(self.company)
        return self.receipt.transit_stage

    def told(self):
        kind = self.env.ref("receivables_collect.mail_activity_type_transit")
        activities = self.report.activity_ids
        return activities.filtered(lambda a: a.activity_type_id == kind).user_id

    def test_by_default_it_is_due_the_same_day(self):
        self.assertEqual(self.receipt.remit_by, self.today)
        self.assertEqual(self.watch(), "warned")
        self.assertEqual(self.told(), self.seller)

    def test_the_policy_gives_days_and_warns_the_day_before(self):
        self.company.collection_remit_days = 3
        receipt = self.collect(self.slip, 10)
        self.assertEqual(receipt.remit_by, self.today + timedelta(days=3))
        self.watch(1)
        self.assertEqual(receipt.transit_stage, "none")
        self.watch(2)
        self.assertEqual(receipt.transit_stage, "warned")
        self.watch(3)
        self.assertEqual(receipt.transit_stage, "warned")
        self.watch(4)
        self.assertEqual(receipt.transit_stage, "late")

    def test_late_alarms_the_regional_manager(self):
        self.assertEqual(self.watch(1), "late")
        self.assertEqual(self.told(), self.seller | self.manager)

    def test_finance_and_the_director_are_told_on_the_third_day(self):
        self.assertEqual(self.watch(2), "late")
        self.assertEqual(self.watch(3), "escalated")
        self.assertLessEqual(self.finance | self.director, self.told())
        self.assertNotIn(self.general, self.told())

    def test_after_three_months_it_is_referred_to_legal(self):
        lawyer = self.new_user("lawyer", "base.group_user")
        self.company.collection_legal_user_id = lawyer
        self.assertEqual(self.watch(-1, months=3), "escalated")
        self.assertEqual(self.watch(months=3), "legal")
        self.assertLessEqual(lawyer | self.general, self.told())
        texts = " ".join(self.report.activity_ids.mapped("summary"))
        self.assertIn("legal", texts)
        self.assertNotIn("crim", texts.lower())

    def test_a_setting_may_only_shorten_it(self):
        self.company.collection_legal_days = 30
        self.assertEqual(self.watch(29), "escalated")
        self.assertEqual(self.watch(30), "legal")
        with self.assertRaises(ValidationError):
            self.company.collection_legal_days = 93
        self.company.collection_legal_days = 92
        latest = self.company._get_legal_date(self.today)
        self.assertLessEqual(latest, self.today + relativedelta(months=3))

    def test_nobody_is_told_twice_of_the_same(self):
        self.watch(1)
        activities = self.report.activity_ids
        self.watch(1)
        self.assertEqual(self.report.activity_ids, activities)

    def test_the_warnings_tell_no_sum(self):
        self.watch(3)
        texts = " ".join(self.report.activity_ids.mapped("summary"))
        texts += " ".join(self.report.message_ids.mapped("body"))
        self.assertNotIn("150", texts)

    def test_verified_money_leaves_transit_and_its_activities(self):
        self.watch(1)
        self.verify(self.report)
        self.assertFalse(self.told())
        self.watch(5)
        self.assertFalse(self.told())

    def test_a24_no_collector_makes_a_receipt_that_nobody_watches(self):
        methods = [("cash", 10, {})]
        with self.assertRaisesRegex(UserError, "cannot be changed directly"):
            self.new_draft(self.slip, methods, transit_stage="legal")
        with self.assertRaisesRegex(UserError, "cannot be changed directly"):
            self.receipt.with_user(self.seller).write({"transit_stage": "legal"})

    def test_no_context_makes_a_receipt_that_nobody_watches(self):
        model = self.env["collection.receipt"].with_user(self.seller)
        late = model.with_context(default_transit_stage="legal")
        self.assertEqual(late.default_get(["transit_stage"]), {"transit_stage": "none"})
        receipt = late.create({"slip_id": self.slip.id, "partner_id": self.customer.id})
        self.assertEqual(receipt.transit_stage, "none")

    def test_the_cron_watches_money_in_transit(self):
        self.run_cron("receivables_collect.ir_cron_transit")
        self.receipt.invalidate_recordset()
        self.assertEqual(self.receipt.transit_stage, "warned")

    def test_an_overdue_holder_gets_no_vouchers_until_verified(self):
        seller = self.seller.with_company(self.company)
        self.assertFalse(seller._get_cannot_receive_reason())
        with freeze_time(self.today + timedelta(days=1)):
            self.assertIn("not handed in", seller._get_cannot_receive_reason())
            self.assertFalse(self.colleague._get_cannot_receive_reason())
        self.verify(self.report)
        with freeze_time(self.today + timedelta(days=1)):
            self.assertFalse(seller._get_cannot_receive_reason())


@tagged("post_install", "-at_install")
class TestRoadView(MoneyCommon):
    """Each role sees its money in transit, and its sum (R5.15, R4.27)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slip = cls.new_slip_over(100, 200, 300)
        cls.receipt = cls.collect(cls.slip, 150)
        cls.report = cls.receipt.report_id

    def transit(self, user):
        return self.env["collection.transit"].with_user(user).search([])

    def test_the_view_shows_person_age_and_sum(self):
        with freeze_time(self.today + timedelta(days=4)):
            self.assertRecordValues(
                self.transit(self.director),
                [
                    {
                        "collector_id": self.seller.id,
                        "team_id": self.team.id,
                        "days": 4,
                        "days_late": 4,
                        "amount": 150,
                        "state": "collected",
                    }
                ],
            )

    def test_each_role_sees_its_money_in_transit(self):
        for user in (self.seller, self.manager, self.general, self.deputy):
            self.assertEqual(self.transit(user).amount, 150, user.name)
        for user in (self.colleague, self.other_manager):
            self.assertFalse(self.transit(user), user.name)

    def test_finance_sees_no_sum_of_what_it_is_to_count(self):
        self.assertEqual(self.transit(self.finance).collector_id, self.seller)
        self.assertEqual(self.transit(self.finance).amount, 0)
        self.submit(self.report)
        self.env.invalidate_all()
        with freeze_time(self.today + timedelta(days=1)):
            self.assertEqual(self.transit(self.finance).amount, 0)
        sums = self.env["collection.transit"].with_user(self.finance)
        [(_collector, amount)] = sums._read_group([], ["collector_id"], ["amount:sum"])
        self.assertFalse(amount)

    def test_finance_sees_the_sum_that_is_late_and_not_reported(self):
        with freeze_time(self.today + timedelta(days=1)):
            self.assertEqual(self.transit(self.finance).amount, 150)

    def test_verified_money_is_no_longer_in_transit(self):
        self.verify(self.report)
        self.assertFalse(self.transit(self.director))


@tagged("post_install", "-at_install")
class TestCollectedOnPanel(MoneyCommon):
    """Collected money appears on the credit panel at once, and frees credit when it is
    verified, or at once by a setting.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slip = cls.new_slip_over(100, 200, 300)
        cls.receipt = cls.collect(cls.slip, 150)

    def notes(self, user):
        self.env.invalidate_all()
        panel = self.customer.with_user(user).credit_panel
        return [note["text"] for note in panel["notes"]]

    def test_collected_money_is_shown_and_does_not_count(self):
        [text] = self.notes(self.seller)
        self.assertIn("150.00", text)
        self.assertIn("not verified", text)
        self.assert_exposure(receivable=600)

    def test_a_setting_counts_collected_money_as_paid(self):
        self.company.collection_count_collected = True
        self.assert_exposure(receivable=450)
        self.verify(self.receipt.report_id)
        self.assert_exposure(receivable=450)

    def test_held_orders_are_examined_again_where_it_counts(self):
        self.new_held(5000)
        self.env["sales.credit.queue"].sudo().search([]).unlink()
        self.collect(self.slip, 10)
        self.assertNotIn(self.customer, self.get_queued())
        self.company.collection_count_collected = True
        self.collect(self.slip, 10)
        self.assertIn(self.customer, self.get_queued())

    def test_the_panel_drops_money_that_is_verified(self):
        self.verify(self.receipt.report_id)
        self.assertFalse(self.notes(self.seller))
        self.assert_exposure(receivable=450)

    def test_finance_sees_it_when_it_is_counted(self):
        self.assertFalse(self.notes(self.finance))
        self.submit(self.receipt.report_id)
        self.count(self.receipt.report_id)
        self.assertTrue(self.notes(self.finance))

    def test_the_panels_figure_opens_the_receipts(self):
        action = self.customer.with_user(self.seller).action_open_figure("collected")
        model = self.env[action["res_model"]].with_user(self.seller)
        found = model.search(action["domain"])
        self.assertEqual(found, self.receipt)
        order = self.new_order(10)
        opened = order.action_open_figure("collected")
        self.assertEqual(opened["domain"], action["domain"])
