from odoo.tests import tagged

from ..common_handover import HandoverCommon


@tagged("post_install", "-at_install")
class TestSettleQueries(HandoverCommon):
    """Many contracts are settled in a few queries, besides posting (R2.9)."""

    def settle(self, contracts):
        """Settle contracts; how many queries that took, besides posting."""
        self.env.flush_all()
        self.env.invalidate_all()
        own = contracts.with_user(self.finance)
        before = self.env.cr.sql_log_count
        own.action_settle_area()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_each_contract_more_takes_few_queries(self):
        homes = self.new_units(12)
        self.new_valid_permit(homes, number="YS-9")
        self.new_release(homes, name="Many")
        contracts = self.env["property.contract"].sudo()
        for number, home in enumerate(homes):
            hold = self.reserve(home, self.new_buyer(f"Buyer {number}"))
            contracts |= self.new_signed(hold, pricing_basis="gross")
        # as surveyed: nothing is to be posted
        self.new_filed_areas(homes, kind="surveyed")
        few = self.settle(contracts[:2])
        many = self.settle(contracts[2:])
        self.assertLessEqual(many - few, 8 * 3)
