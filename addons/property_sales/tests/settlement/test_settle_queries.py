from contextlib import contextmanager
from unittest.mock import patch

from odoo.tests import tagged

from ..common_handover import HandoverCommon

# besides posting, however many they are; the budget is 150
QUERIES = 125


@tagged("post_install", "-at_install")
class TestSettleQueries(HandoverCommon):
    """Many contracts are settled in a few queries, besides posting (R2.9)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        homes = cls.new_units(14)
        cls.new_valid_permit(homes, number="YS-9")
        cls.new_release(homes, name="Many")
        cls.contracts = cls.env["property.contract"].sudo()
        for number, home in enumerate(homes):
            hold = cls.reserve(home, cls.new_buyer(f"Buyer {number}"))
            cls.contracts |= cls.new_signed(hold, pricing_basis="gross")

    def settle(self, contracts):
        """Settle contracts; how many queries that took, besides posting."""
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env.invalidate_all()
        own = contracts.with_user(self.finance)
        before = self.env.cr.sql_log_count
        with self.counted("create") as made, self.counted("_post") as posted:
            own.action_settle_area()
            self.env.flush_all()
            self.env.cr.precommit.run()
        return self.env.cr.sql_log_count - before - sum(made) - sum(posted)

    @contextmanager
    def counted(self, name):
        """Count the queries of a method of entries; a list of them."""
        counts, model = [], self.registry["account.move"]
        original = getattr(model, name)

        def method(moves, *args, **kwargs):
            before = moves.env.cr.sql_log_count
            res = original(moves, *args, **kwargs)
            moves.env.flush_all()
            counts.append(moves.env.cr.sql_log_count - before)
            return res

        with patch.object(model, name, method):
            yield counts

    def assert_few(self, gross):
        """Settle two contracts, then many, after a survey of all."""
        self.new_filed_areas(self.contracts.unit_id, kind="surveyed", areas=gross)
        # what the first one loads for all
        self.settle(self.contracts[:1])
        few = self.settle(self.contracts[1:3])
        many = self.settle(self.contracts[3:])
        self.assertLess(few, QUERIES)
        # the same, whatever their number
        self.assertLessEqual(many, few + 3)

    def test_as_surveyed_nothing_is_posted(self):
        self.assert_few((100, 80))

    def test_larger_homes_are_claimed(self):
        self.assert_few((101, 80))

    def test_smaller_homes_are_paid_back(self):
        self.assert_few((99, 80))

    def test_money_of_smaller_homes_pays_what_comes_next(self):
        for number, contract in enumerate(self.contracts):
            self.credit(contract, 300_000, f"ADV-{number}")
        self.assert_few((99, 80))
        self.assertEqual(set(self.contracts.mapped("amount_open")), {690_000})
