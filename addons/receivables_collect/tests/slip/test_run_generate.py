from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import CollectionCommon


@tagged("post_install", "-at_install")
class TestRunGenerate(CollectionCommon):
    """Which receivables a run puts on slips (R4.23)."""

    def slips(self, **vals):
        return self.new_generated(**vals).sudo().slip_ids

    def test_one_slip_per_customer_with_all_that_is_overdue(self):
        other = self.new_customer(name="Other")
        for amount, customer in ((100, self.customer), (50, self.customer), (7, other)):
            self.new_overdue(amount, customer)
        slips = self.slips().sorted("amount_residual")
        self.assertRecordValues(
            slips,
            [
                {"partner_id": other.id, "amount_residual": 7, "state": "draft"},
                {
                    "partner_id": self.customer.id,
                    "amount_residual": 150,
                    "state": "draft",
                },
            ],
        )
        self.assertEqual(len(slips[1].line_ids), 2)

    def test_a_receivable_due_on_the_day_is_asked_and_the_day_after_is_not(self):
        self.new_invoice(100, due=0)
        self.new_invoice(50, due=1)
        self.assertEqual(self.slips().amount_residual, 100)

    def test_a_line_copies_document_and_dates(self):
        invoice = self.new_overdue(100, days=12)
        line = self.slips().line_ids
        self.assertRecordValues(
            line,
            [
                {
                    "move_line_id": self.get_item(invoice).id,
                    "document": invoice.name,
                    "date_invoice": invoice.invoice_date,
                    "date_maturity": self.day(-12),
                    "amount_residual": 100,
                    "is_open": True,
                    "days_overdue": 12,
                }
            ],
        )

    def test_contacts_count_with_their_customer(self):
        self.new_overdue(100, self.new_contact(self.customer))
        self.new_overdue(20)
        self.assertRecordValues(
            self.slips(),
            [{"partner_id": self.customer.id, "amount_residual": 120}],
        )

    def test_entries_of_an_opening_balance_count(self):
        self.new_entry(80, self.customer, date_maturity=self.day(-3))
        self.assertEqual(self.slips().amount_residual, 80)

    def test_drafts_and_what_is_paid_do_not_count(self):
        self.new_overdue(100, post=False)
        self.pay(50, invoice=self.new_overdue(50))
        self.assertFalse(self.slips())

    def test_of_a_partly_paid_invoice_the_rest_is_asked(self):
        self.pay(30, invoice=self.new_overdue(100))
        self.assertEqual(self.slips().amount_residual, 70)

    def test_salesperson_and_team_are_the_customers(self):
        self.new_overdue()
        self.assertRecordValues(
            self.slips(),
            [
                {
                    "user_id": self.seller.id,
                    "team_id": self.team.id,
                    "responsible_id": self.seller.id,
                    "company_id": self.company.id,
                    "date_oldest": self.day(-30),
                    "urgency": 3000,
                    "custody": "finance",
                }
            ],
        )

    def test_running_twice_puts_each_receivable_on_one_slip(self):
        self.new_overdue()
        run = self.new_generated()
        run.action_generate()
        self.assertEqual(len(run.slip_ids.line_ids), 1)
        self.assertFalse(self.slips())

    def test_running_again_adds_to_the_draft_slip_of_the_customer(self):
        self.new_overdue(100)
        run = self.new_generated()
        self.new_overdue(50)
        run.action_generate()
        self.assertRecordValues(run.slip_ids, [{"line_count": 2}])
        self.assertEqual(sum(run.slip_ids.line_ids.mapped("amount_residual")), 150)
        self.assertEqual(run.slip_ids.amount_residual, 150)

    def test_receivables_of_another_company_stay_out(self):
        other = self.setup_other_company(name="Elsewhere")["company"]
        self.new_overdue()
        self.finance.company_ids |= other
        run = self.new_run(company_id=other.id)
        run.action_generate()
        self.assertFalse(run.slip_ids)

    def test_only_finance_generates(self):
        for user in (self.seller, self.manager, self.director, self.general):
            run = self.new_run()
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                run.with_user(user).action_generate()

    def test_filters_stay_once_there_are_slips(self):
        self.new_overdue()
        run = self.new_generated()
        with self.assertRaisesRegex(UserError, "discard them"):
            run.min_amount = 5
        run.action_discard()
        run.min_amount = 500
        run.action_generate()
        self.assertFalse(run.slip_ids)

    def test_a_draft_slip_that_is_discarded_frees_its_receivables(self):
        self.new_overdue()
        self.new_generated().action_discard()
        self.assertEqual(self.slips().amount_residual, 100)


@tagged("post_install", "-at_install")
class TestRunFilters(CollectionCommon):
    """Minimum amount and age, teams, tiers, exclusions (R4.23)."""

    def asked(self, **vals):
        """The amounts a run asks, by customer."""
        slips = self.new_generated(**vals).sudo().slip_ids
        return {slip.partner_id: slip.amount_residual for slip in slips}

    def test_the_minimum_amount_is_of_the_whole_slip(self):
        other = self.new_customer()
        self.new_overdue(60)
        self.new_overdue(40)
        self.new_overdue(99.99, other)
        self.assertEqual(self.asked(min_amount=100), {self.customer: 100})

    def test_the_minimum_age_is_of_each_receivable(self):
        self.new_overdue(100, days=30)
        self.new_overdue(50, days=29)
        self.assertEqual(self.asked(min_age_days=30), {self.customer: 100})

    def test_other_teams_and_tiers_stay_out(self):
        west = self.new_customer(user_id=self.other_seller.id)
        self.new_overdue(10)
        self.new_overdue(20, west)
        teams = {"team_ids": self.other_team.ids}
        self.assertEqual(self.asked(**teams), {west: 20})
        tiers = {"tier_ids": self.customer.with_company(self.company).tier_id.ids}
        self.assertEqual(self.asked(**tiers), {self.customer: 10})

    def test_items_excluded_with_a_reason_stay_out(self):
        first, second, third = (self.new_overdue(amount) for amount in (1, 2, 4))
        other = self.new_customer()
        self.new_overdue(8, other)
        first.sudo().collection_exclusion = "Barter"
        self.get_item(second).collection_exclusion = "In court"
        other.sudo().with_company(self.company).collection_exclusion = "Affiliate"
        self.assertEqual(self.asked(), {self.customer: 4})
        self.assertTrue(third)

    def test_an_exclusion_in_another_company_does_not_count(self):
        other = self.setup_other_company(name="Elsewhere")["company"]
        self.customer.sudo().with_company(other).collection_exclusion = "Affiliate"
        self.new_overdue(8)
        self.assertEqual(self.asked(), {self.customer: 8})

    def test_an_exclusion_that_is_lifted_counts_again(self):
        invoice = self.new_overdue(8)
        invoice.sudo().collection_exclusion = "Barter"
        self.assertFalse(self.asked())
        invoice.sudo().collection_exclusion = ""
        self.assertEqual(self.asked(), {self.customer: 8})
