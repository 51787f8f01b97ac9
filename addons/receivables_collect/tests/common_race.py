from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.sales_rules.tests.common_race import RaceCase


class RunRaceCase(RaceCase):
    """Three customers who each owe 100, and runs that are committed."""

    def setUp(self):
        super().setUp()
        self.customer_ids = [
            self._make("res.partner", name="Race", customer_rank=1) for _n in range(3)
        ]
        for customer_id in self.customer_ids:
            self.call(self.post(self.prepare_entry(100, customer_id)))
        self.runs = []

    def new_run(self):
        run_id = self.call(lambda env: env["collection.run"].create({}).id)
        self.runs.append(run_id)
        return run_id

    def act(self, run_id, method):
        """Return the function that calls a run's method and says whether it worked."""

        def act(env):
            run = env(su=True)["collection.run"].browse(run_id)
            try:
                return getattr(run, method)()
            except UserError:
                return False

        return act

    def read_slips(self, **names):
        """Return (number, amount, state) of all committed slips, by number."""
        query = SQL(
            "SELECT number, amount_residual, state FROM collection_slip"
            " WHERE run_id IN %s ORDER BY number",
            tuple(self.runs),
        )
        return self.call(lambda env: env.execute_query(query))

    def assert_numbered(self, count):
        """Check that the runs' slips are `count` and numbered without a gap."""
        numbers = [
            int(number.rpartition("/")[2])
            for number, _amount, _state in self.read_slips()
        ]
        self.assertEqual(numbers, list(range(numbers[0], numbers[0] + count)))

    def count_open_lines(self):
        query = SQL(
            "SELECT COUNT(*), COUNT(DISTINCT move_line_id) FROM collection_slip_line"
            " WHERE is_open"
        )
        return self.call(lambda env: env.execute_query(query))[0]

    def pay(self, customer_id):
        """Settle all that a customer owes, committed at once."""
        entry = self.prepare_entry(-100, customer_id)

        def pay(env):
            env["account.move"].browse(entry).action_post()
            lines = env["account.move.line"].search(
                [
                    ("partner_id", "=", customer_id),
                    ("account_type", "=", "asset_receivable"),
                ]
            )
            lines.reconcile()

        self.call(pay)

    def _remove_made(self):
        runs = tuple(self.runs) or (None,)
        statements = [
            SQL(
                "DELETE FROM collection_slip_line WHERE slip_id IN"
                " (SELECT id FROM collection_slip WHERE run_id IN %s)",
                runs,
            ),
            SQL("DELETE FROM collection_slip WHERE run_id IN %s", runs),
            *self._query_remove_mail("collection.run", runs),
            SQL("DELETE FROM collection_run WHERE id IN %s", runs),
            SQL("DELETE FROM sales_register WHERE code = 'collection.slip'"),
            SQL(
                "DELETE FROM account_partial_reconcile WHERE debit_move_id IN"
                " (SELECT id FROM account_move_line WHERE partner_id IN %s)",
                tuple(self.customer_ids),
            ),
        ]

        def remove(env):
            for statement in statements:
                env.cr.execute(statement)

        self.call(remove)
        return super()._remove_made()
