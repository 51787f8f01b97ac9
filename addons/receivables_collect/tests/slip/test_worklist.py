from odoo.tests import tagged

from ..common import CollectionCommon


@tagged("post_install", "-at_install")
class TestWorklist(CollectionCommon):
    """Today's most urgent slips come first, and say why (R4.23)."""

    def slip_of(self, amount, days, name="C"):
        customer = self.new_customer(name=name)
        self.new_overdue(amount, customer, days=days)
        slip = self.get_slip(self.new_generated(), customer)
        slip.run_id.with_user(self.finance).action_issue()
        return slip

    def test_urgency_is_amount_times_age_times_broken_promises(self):
        small_old = self.slip_of(100, 50)
        large_new = self.slip_of(1000, 3)
        broken = self.slip_of(100, 40)
        self.new_contact_on(broken, promise_date=self.today)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE collection_contact SET date = date - 2,"
            " promise_date = promise_date - 2"
        )
        self.env.invalidate_all()
        self.env["collection.contact"].sudo()._cron_promises()
        self.assertEqual(broken.broken_count, 1)
        slips = small_old | large_new | broken
        self.assertEqual(
            [slip.urgency for slip in (small_old, large_new, broken)],
            [5000, 3000, 8000],
        )
        ordered = slips.search([("id", "in", slips.ids)], order="urgency desc")
        self.assertEqual(list(ordered), [broken, small_old, large_new])
        self.assertIn("40 days", broken.urgency_reason)
        self.assertIn("1 broken", broken.urgency_reason)

    def test_finance_sees_everybodys_work_and_collectors_their_own(self):
        menus = {
            name: self.env.ref(f"receivables_collect.collection_slip_menu_{name}").id
            for name in ("worklist", "worklist_all")
        }
        for user, names in (
            (self.seller, {"worklist"}),
            (self.finance, {"worklist_all"}),
            (self.manager, {"worklist", "worklist_all"}),
        ):
            shown = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            self.assertEqual(
                {name for name, menu_id in menus.items() if menu_id in shown},
                names,
                user.name,
            )

    def test_urgency_follows_payments(self):
        slip = self.slip_of(100, 10)
        self.pay_slip(slip, 40)
        self.assertEqual(slip.urgency, 600)

    def test_the_cron_makes_urgency_todays(self):
        slip = self.slip_of(100, 10)
        self.env.flush_all()
        self.env.cr.execute("UPDATE collection_slip SET date_oldest = date_oldest - 5")
        self.env.invalidate_all()
        self.env["collection.slip"].sudo()._cron_sweep()
        self.assertEqual(slip.urgency, 1500)

    def test_foreign_amounts_are_compared_in_company_currency(self):
        foreign = self.setup_other_currency("EUR")
        self.new_overdue(100, days=10, currency_id=foreign.id)
        slip = self.get_slip(self.new_generated())
        rate = foreign._get_rates(self.company, self.today)[foreign.id]
        self.assertAlmostEqual(slip.urgency, 1000 / rate, 2)
        self.env["collection.slip"].sudo()._cron_sweep()
        self.assertAlmostEqual(slip.urgency, 1000 / rate, 2)


@tagged("post_install", "-at_install")
class TestUntouched(CollectionCommon):
    """Director and regional manager see what their people have not touched (R1.8)."""

    def setUp(self):
        super().setUp()
        self.company.collection_untouched_days = 7
        self.slip = self.new_issued_slip()

    def issue_days_ago(self, days):
        self.slip._write_protected({"date": self.day(-days)})

    def untouched(self, user):
        slips = self.env["collection.slip"].with_user(user)
        return slips.search([("is_untouched", "=", True)]).sudo()

    def test_a_slip_is_untouched_after_so_many_days_without_contact(self):
        self.issue_days_ago(6)
        self.assertFalse(self.untouched(self.director))
        self.issue_days_ago(7)
        self.assertEqual(self.untouched(self.director), self.slip)
        self.assertEqual(self.untouched(self.manager), self.slip)
        self.assertFalse(self.untouched(self.other_manager))
        self.assertTrue(self.slip.with_user(self.manager).is_untouched)

    def test_a_slip_with_a_contact_is_touched(self):
        self.issue_days_ago(30)
        self.new_contact_on(self.slip)
        self.assertFalse(self.untouched(self.director))

    def test_a_letter_of_the_system_does_not(self):
        self.issue_days_ago(30)
        self.slip._note_letter("Sent")
        self.assertEqual(self.untouched(self.director), self.slip)
