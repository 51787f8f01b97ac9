import gc

from odoo.tests import tagged
from odoo.tools import SQL

from ..common import CollectionCommon

SMALL, LARGE = 20, 400
COPIED = (
    "move_id",
    "account_id",
    "currency_id",
    "company_id",
    "company_currency_id",
    "journal_id",
    "parent_state",
    "date",
    "date_maturity",
    "balance",
    "amount_currency",
    "amount_residual",
    "amount_residual_currency",
    "reconciled",
    "display_type",
    "move_name",
)


@tagged("post_install", "-at_install")
class TestRunQueryCounts(CollectionCommon):
    """Generating and issuing cost the same number of queries whatever the size."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.new_level(0)
        cls.new_overdue(100)

    def copy_overdue(self, count):
        """Have `count` more customers owe what the fixtures' customer owes."""
        move = self.env["account.move"].search(
            [("partner_id", "=", self.customer.id)], limit=1
        )
        vals = {"name": "Copy", "user_id": self.seller.id}
        ids = self.env["res.partner"].create([vals] * count).ids
        self.env.flush_all()
        item = self.get_item(move)
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO account_move_line (partner_id, %(fields)s)
                SELECT partner.id, %(fields)s
                  FROM account_move_line item, unnest(%(ids)s) partner (id)
                 WHERE item.id = %(item)s
                """,
                fields=SQL(", ").join(map(SQL.identifier, COPIED)),
                ids=ids,
                item=item.id,
            )
        )
        self.env.invalidate_all()

    def count(self, method, size, cold=False):
        """The queries of a method of a run over `size` slips, flush included.

        :param cold: as the first call of a server that was just started
        """
        self.copy_overdue(size - 1)
        run = self.new_run()
        if method == "action_issue":
            run.action_generate()
        self.env.flush_all()
        self.env.invalidate_all()
        gc.collect()  # environments of before that remember their company
        if cold:
            self.env.registry.clear_all_caches()
        before = self.env.cr.sql_log_count
        getattr(run, method)()
        self.env.cr.flush()
        queries = self.env.cr.sql_log_count - before
        self.assertEqual(len(run.sudo().slip_ids), size)
        return queries

    def measure(self, method, size, **kwargs):
        with self.subTest(method=method, size=size):
            savepoint = self.env.cr.savepoint()
            try:
                return self.count(method, size, **kwargs)
            finally:
                savepoint.rollback()
                self.env.invalidate_all()

    def test_a_large_run_takes_fewer_than_forty_queries_as_a_small_one(self):
        for method in ("action_generate", "action_issue"):
            self.measure(method, 2)  # warm caches
            small = self.measure(method, SMALL)
            large = self.measure(method, LARGE)
            self.assertLess(large, 40, method)
            self.assertLessEqual(large, small, method)

    def test_a_run_with_cold_caches_takes_fewer_than_forty_queries(self):
        for method in ("action_generate", "action_issue"):
            self.assertLess(self.measure(method, SMALL, cold=True), 40, method)
