from psycopg2 import Error

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common_race import RunRaceCase


@tagged("post_install", "-at_install")
class TestRunKilled(RunRaceCase):
    """A run whose process dies in the middle leaves nothing behind (R4.23, F17)."""

    def die_in(self, run_id, method):
        """Have the server end the connection after a run's method, before a commit."""
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(Error),
            self.transaction() as env,
        ):
            getattr(env["collection.run"].browse(run_id), method)()
            env.flush_all()
            env.cr.execute("SELECT pg_backend_pid()")
            [(pid,)] = env.cr.fetchall()
            self.call(
                lambda other: other.cr.execute("SELECT pg_terminate_backend(%s)", [pid])
            )
            env.cr.execute("SELECT 1")

    def test_generating_leaves_no_slip_and_the_next_time_makes_all(self):
        run_id = self.new_run()
        self.die_in(run_id, "action_generate")
        self.assertEqual(self.read_slips(), [])
        self.assertEqual(self.count_open_lines(), (0, 0))
        self.call(self.act(run_id, "action_generate"))
        self.assertEqual(len(self.read_slips()), 3)
        self.assertEqual(self.count_open_lines(), (3, 3))

    def test_generating_what_is_new_keeps_the_slips_of_before(self):
        run_id = self.new_run()
        self.call(self.act(run_id, "action_generate"))
        self.call(self.post(self.prepare_entry(50, self.customer_ids[0])))
        self.die_in(run_id, "action_generate")
        self.assertEqual({amount for _n, amount, _s in self.read_slips()}, {100})
        self.call(self.act(run_id, "action_generate"))
        self.assertEqual(
            sorted(amount for _n, amount, _s in self.read_slips()), [100, 100, 150]
        )

    def test_issuing_leaves_drafts_and_takes_no_number(self):
        first, second = self.new_run(), self.new_run()
        self.call(self.act(first, "action_generate"))
        self.call(self.act(first, "action_issue"))
        self.call(self.post(self.prepare_entry(50, self.customer_ids[0])))
        self.call(self.act(second, "action_generate"))
        self.die_in(second, "action_issue")
        state = self.read_committed("collection.run", second, "state")
        self.assertEqual(state, "draft")
        self.assertEqual(self.read_slips()[-1], (None, 50, "draft"))
        self.call(self.act(second, "action_issue"))
        self.assert_numbered(4)
