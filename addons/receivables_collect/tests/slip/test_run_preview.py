from odoo.tests import tagged

from ..common import CollectionCommon


@tagged("post_install", "-at_install")
class TestRunPreview(CollectionCommon):
    """A preview shows what a run would ask for before anything is written (R4.23)."""

    def setUp(self):
        super().setUp()
        self.west = self.new_customer(name="West", user_id=self.other_seller.id)
        self.first = self.new_level(0)
        self.new_overdue(100, days=10)
        self.new_overdue(50, days=31)
        self.new_overdue(7, self.west, days=200)

    def test_the_preview_shows_totals_by_team_level_and_age(self):
        preview = self.new_run()._get_preview()
        self.assertEqual((preview["slips"], preview["amount"]), (2, 157))
        self.assertEqual(
            preview["team"],
            [
                {"name": "East", "slips": 1, "amount": 150},
                {"name": "West", "slips": 1, "amount": 7},
            ],
        )
        self.assertEqual(
            preview["level"], [{"name": "Level 0", "slips": 2, "amount": 157}]
        )
        self.assertEqual(
            preview["age"],
            [
                {"name": "31 to 60 days", "slips": 1, "amount": 150},
                {"name": "Over 90 days", "slips": 1, "amount": 7},
            ],
        )

    def test_a_preview_writes_nothing(self):
        run = self.new_run()
        self.assertIn("157", run.preview)
        self.assertFalse(run.sudo().slip_ids)

    def test_the_bracket_ends_on_its_last_day(self):
        other = self.new_customer()
        self.new_overdue(1, other, days=30)
        rows = self.new_run()._get_preview()["age"]
        self.assertIn({"name": "0 to 30 days", "slips": 1, "amount": 1}, rows)

    def test_the_preview_follows_the_filters_before_they_are_saved(self):
        run = self.new_run().new({"date": self.today, "min_amount": 100})
        run = run.with_user(self.finance)
        run.company_id = self.company
        self.assertIn("150", run.preview)
        self.assertNotIn("157", run.preview)

    def test_the_preview_is_what_is_generated(self):
        run = self.new_run()
        before = run._get_preview()
        run.action_generate()
        self.assertEqual(len(run.slip_ids), before["slips"])
        self.assertEqual(sum(run.slip_ids.mapped("amount_residual")), before["amount"])
        self.assertFalse(run._get_preview()["slips"])

    def test_a_generated_run_shows_what_it_made(self):
        run = self.new_run()
        before = run._get_preview()
        run.action_generate()
        self.assertEqual(run._get_made(), before)
        self.assertEqual(run.amount, 157)
        self.assertIn("157", run.made)
        self.assertFalse(run.preview, "no additions, no word")
        self.new_overdue(11, self.new_customer(), days=40)
        run.invalidate_recordset()
        self.assertIn("11", run.preview)

    def test_an_issued_run_names_its_numbers_and_what_it_asked(self):
        run = self.new_run()
        run.action_generate()
        run.action_issue()
        numbers = sorted(run.sudo().slip_ids.mapped("number"))
        run.invalidate_recordset()
        self.assertEqual([run.number_first, run.number_last], numbers)
        self.assertEqual(run.amount, 157)
        self.pay_slip(run.sudo().slip_ids[0])
        run.invalidate_recordset()
        self.assertEqual(run.amount, 157, "as it was issued")
        self.assertEqual(run._get_made()["slips"], 2)

    def test_only_finance_sees_a_preview(self):
        run = self.new_run()
        for user in (self.seller, self.director):
            self.assertFalse(run.with_user(user).preview)
