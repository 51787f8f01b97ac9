from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL

from ..common_race import RaceCase


@tagged("post_install", "-at_install")
class TestCreditGroupRace(RaceCase):
    """Two members of a credit group confirm at one moment: one limit, one passes."""

    def setUp(self):
        super().setUp()
        self.one, self.other = self.new_customer(5000), self.new_customer(5000)
        self.group_id = self._make(
            "sales.credit.group",
            name="Race",
            credit_limit=1000,
            member_ids=[
                Command.create({"partner_id": partner_id})
                for partner_id in (self.one, self.other)
            ],
        )

    def _remove_made(self):
        def remove(env):
            for statement in (
                *self._query_remove_mail("sales.credit.group", (self.group_id,)),
                SQL("DELETE FROM sales_credit_group WHERE id = %s", self.group_id),
            ):
                env.cr.execute(statement)

        self.call(remove)
        return super()._remove_made()

    def test_of_two_orders_that_fit_alone_one_is_held(self):
        orders = self.new_order(600, self.one), self.new_order(600, self.other)
        passed = self.race(*map(self.confirm, orders))
        self.assertEqual(sorted(passed), [False, True])
        holds = [self.read_committed("sale.order", o, "credit_hold") for o in orders]
        self.assertEqual(sorted(holds), ["held", "none"])

    def test_two_orders_that_fit_together_both_pass(self):
        orders = self.new_order(500, self.one), self.new_order(500, self.other)
        self.assertEqual(self.race(*map(self.confirm, orders)), [True, True])

    def test_an_unlimited_member_meets_the_others(self):
        def make_unlimited(env):
            env["res.partner"].browse(self.one).tier_id.write(
                {"credit_limit": 0, "unlimited": True}
            )

        self.call(make_unlimited)
        orders = self.new_order(600, self.one), self.new_order(600, self.other)
        self.assertEqual(sorted(self.race(*map(self.confirm, orders))), [False, True])
