from odoo.tests import tagged

from ..common_race import RunRaceCase


@tagged("post_install", "-at_install")
class TestRunRace(RunRaceCase):
    """Two generate and issue at one moment: nothing twice, no gap (R4.23)."""

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
        for customer_id in self.customer_ids:
            runs.append(self.new_run())
            self.call(self.act(runs[-1], "action_generate"))
            self.call(self.post(self.prepare_entry(50, customer_id)))
        self.race(*(self.act(run, "action_issue") for run in runs))
        self.assert_numbered(5)

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
