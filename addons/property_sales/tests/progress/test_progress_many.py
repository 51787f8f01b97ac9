from odoo.tests import tagged

from ..common_bulk import BulkCommon
from ..common_bulk_contracts import copy_contracts
from ..common_progress import ProgressCommon

CONTRACTS = 2_000


@tagged("post_install", "-at_install")
class TestProgressMany(ProgressCommon, BulkCommon):
    """A certificate dates 2,000 contracts with the queries of a few (R2.10)."""

    def count_queries(self, stage):
        progress = self.new_progress(stage).with_user(self.director)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        progress.action_certify()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_two_thousand_contracts_take_the_queries_of_one(self):
        _contract, part = self.new_waiting()
        few = self.count_queries(self.topped_out)
        part._write_protected({"stage_id": self.foundation.id, "date_due": False})
        self.add_homes(CONTRACTS)
        contracts = copy_contracts(self.env(su=True), CONTRACTS)
        many = self.count_queries(self.foundation)
        waiting = contracts.instalment_ids.filtered("stage_id")
        self.assertEqual(len(waiting), CONTRACTS)
        self.assertEqual(set(waiting.mapped("date_due")), {self.today})
        self.assertLessEqual(many, few + 5)
        self.assertLessEqual(many, 80)
