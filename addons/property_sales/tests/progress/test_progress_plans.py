from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.property_sales.tools.schedule import add_months

from ..common_progress import ProgressCommon


@tagged("post_install", "-at_install")
class TestProgressPlans(ProgressCommon):
    """Plans, quotations and amendments name stages (R2.4, R2.7, R2.10)."""

    def new_stage_plan(self, **vals):
        """Half at once, half with the stage and a month, in two payments."""
        line = {"anchor": "progress", "stage_id": self.topped_out.id, "months": 1}
        line |= {"percent": 50, "count": 2, "sequence": 20} | vals
        plans = self.env["property.payment.plan"].with_user(self.director)
        return plans.create(
            {
                "name": "By Progress",
                "line_ids": [Command.create({"percent": 50}), Command.create(line)],
            }
        )

    def test_a_plan_in_force_names_the_stage(self):
        plan = self.new_stage_plan(stage_id=False)
        with self.assert_refused("choose the stage"):
            plan.action_put_in_force()
        plan.line_ids[-1].stage_id = self.topped_out
        plan.action_put_in_force()

    def test_a_plan_gives_it_to_the_instalments(self):
        plan = self.new_stage_plan()
        plan.action_put_in_force()
        self.new_certified(days=20)
        contract = self.new_contract()
        contract.with_user(self.home_seller).plan_id = plan.id
        waiting = contract.instalment_ids[1:]
        self.assertEqual(waiting.stage_id, self.topped_out)
        self.assertEqual(waiting.mapped("months"), [1, 2])
        self.assertEqual(
            waiting.mapped("date_due"),
            [add_months(self.day(-20), 1), add_months(self.day(-20), 2)],
        )

    def test_a_quotation_names_the_stage_and_its_day(self):
        plan = self.new_stage_plan()
        plan.action_put_in_force()
        payments = plan._get_payments(1_000_000, {"signing": self.today})
        building = self.building
        texts = plan._get_event_texts(building, payments, self.today)
        self.assertEqual(texts[0], ("Signing", self.today))
        self.assertEqual(texts[1], ("Months after Topped out: 1", None))
        self.new_certified(days=5)
        texts = plan._get_event_texts(building, payments, self.today)
        self.assertEqual(texts[2][1], add_months(self.day(-5), 2))
        quotations = self.env["property.quotation"].with_user(self.home_seller)
        quotation = quotations.create(
            {"unit_id": self.units[1].id, "plan_ids": plan.ids}
        )
        html = self.env["ir.qweb"]._render(
            "property_sales.report_quotation_template",
            self.env["report.property_sales.report_quotation_template"]
            .with_user(self.home_seller)
            ._get_report_values(self.units[1].ids, {"quotation_id": str(quotation.id)}),
        )
        self.assertIn("Months after Topped out: 2", html)

    def new_other_building(self):
        """A home in another building of the development, on sale."""
        building = self.new_building(name="9")
        [home] = self.new_units(1, building)
        permit = self.new_valid_permit(home, number="YS-9")
        self.new_release(home, name="Ninth")
        self.assertTrue(permit)
        return building, home

    def swap(self, contract, home):
        self.amend(contract, "unit_swap", new_unit_id=home.id)

    def test_in_another_building_it_waits_for_that_one(self):
        contract, part = self.new_waiting(months=2)
        self.new_certified(days=3)
        self.assertTrue(part.date_due)
        building, home = self.new_other_building()
        self.swap(contract, home)
        self.assertFalse(part.date_due)
        self.assertFalse(part.progress_id)
        progress = self.new_certified(building=building)
        self.assertEqual(part.progress_id, progress)

    def test_what_the_other_building_has_reached_is_due_with_the_change(self):
        contract, part = self.new_waiting()
        building, home = self.new_other_building()
        progress = self.new_certified(building=building, days=30)
        self.assertFalse(part.date_due)
        self.swap(contract, home)
        self.assertEqual((part.date_due, part.progress_id), (self.today, progress))
        self.assertEqual(part.state, "claimed")

    def test_within_the_building_nothing_changes(self):
        contract, part = self.new_waiting(months=2)
        self.new_certified(days=3)
        day = part.date_due
        self.swap(contract, self.units[1])
        self.assertEqual(part.date_due, day)

    def amend_plan(self, contract, **vals):
        row = {"name": "New", "amount": 700_000} | vals
        rows = [Command.create(row)]
        return self.amend(contract, "plan", instalment_ids=rows)

    def test_a_new_plan_waits_for_another_stage(self):
        contract, _part = self.new_waiting()
        self.amend_plan(contract, stage_id=self.foundation.id, months=1)
        new = contract.instalment_ids[-1]
        self.assertRecordValues(
            new,
            [
                {
                    "anchor": "progress",
                    "stage_id": self.foundation.id,
                    "months": 1,
                    "date_due": False,
                }
            ],
        )
        self.new_certified(self.foundation, days=3)
        self.assertEqual(new.date_due, add_months(self.day(-3), 1))

    def test_a_new_plan_by_a_stage_that_is_reached_is_due(self):
        contract, _part = self.new_waiting()
        self.new_certified(self.foundation, days=3)
        self.amend_plan(contract, stage_id=self.foundation.id)
        new = contract.instalment_ids[-1]
        self.assertEqual((new.date_due, new.state), (self.today, "claimed"))

    def test_a_new_instalment_has_a_day_or_a_stage(self):
        contract, _part = self.new_waiting()
        both = {"stage_id": self.foundation.id, "date_due": self.day(9)}
        for vals in ({}, both):
            with self.assert_refused("one of them: New"):
                self.amend_plan(contract, **vals)
