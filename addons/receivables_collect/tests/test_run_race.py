from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.sales_rules.tests.common_race import RaceCase


@tagged("post_install", "-at_install")
class TestRunRace(RaceCase):
    """Two generate and issue at one moment: nothing twice, no gap (R4.23)."""

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

    def count_open_lines(self):
        query = SQL(
            "SELECT COUNT(*), COUNT(DISTINCT move_line_id) FROM collection_slip_line"
            " WHERE is_open"
        )
        return self.call(lambda env: env.execute_query(query))[0]

    def test_two_runs_put_each_receivable_on_one_slip(self):
        one, two = self.new_run(), self.new_run()
        self.race(self.act(one, "action_generate"), self.act(two, "action_generate"))
        self.assertEqual(len(self.read_slips()), 3)
        self.assertEqual(self.count_open_lines(), (3, 3))

    def test_one_run_generated_twice_at_once(self):
        run = self.new_run()
        act = self.act(run, "action_generate")
        self.race(act, act)
        self.assertEqual(len(self.read_slips()), 3)
        self.assertEqual(self.count_open_lines(), (3, 3))

    def test_runs_issued_at_once_are_numbered_without_gap(self):
        runs = []
        for customer_id in self.customer_ids[:2]:
            runs.append(self.new_run())
            self.call(self.act(runs[-1], "action_generate"))
            self.call(self.post(self.prepare_entry(50, customer_id)))
        self.race(*(self.act(run, "action_issue") for run in runs))
        numbers = [number for number, _amount, _state in self.read_slips()]
        first = int(numbers[0].rpartition("/")[2])
        self.assertEqual(
            [int(number.rpartition("/")[2]) for number in numbers],
            list(range(first, first + len(numbers))),
        )
        self.assertEqual(len(numbers), 4)

    def test_one_run_issued_twice_at_once_is_issued_once(self):
        run = self.new_run()
        self.call(self.act(run, "action_generate"))
        act = self.act(run, "action_issue")
        self.assertEqual(sorted(self.race(act, act)), [False, True])
        self.assertEqual({state for _n, _a, state in self.read_slips()}, {"issued"})

    def test_a_payment_after_the_snapshot_is_swept(self):
        run_id = self.new_run()
        with self.transaction() as env:
            env.cr.execute("SELECT id FROM res_partner LIMIT 1")
            self.pay(self.customer_ids[0])
            env["collection.run"].browse(run_id).action_generate()
        self.assertEqual(len(self.read_slips()), 3)
        self.call(self.act(run_id, "action_issue"))
        slips = self.read_slips()
        self.assertEqual(len(slips), 2)
        self.assertEqual({amount for _n, amount, _s in slips}, {100})

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
