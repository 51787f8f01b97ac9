from contextlib import contextmanager
from unittest.mock import patch

from psycopg2 import errors

from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

LOGGER = "odoo.addons.sales_rules.models.base.ir_cron"


@tagged("post_install", "-at_install")
class TestJobSteps(TransactionCase):
    """Jobs go through many things, each in a transaction of its own."""

    def setUp(self):
        super().setUp()
        self.cron = self.env["ir.cron"]
        self.done = []
        self.commits = []

    @contextmanager
    def committing(self, time_for=100):
        """Note what is committed; the job's time is over after so many things."""

        def commit(cron, processed=0, *, remaining=None):
            self.commits.append(processed)
            return time_for - sum(self.commits)

        with (
            patch.object(type(self.cron), "_commit_progress", commit),
            patch.object(self.env.cr, "rollback"),
        ):
            yield

    def go_through(self, things, step, **kwargs):
        return self.cron._go_through(things, step, "Things", **kwargs)

    def test_each_thing_has_its_turn_and_its_commit(self):
        with self.committing():
            self.assertTrue(self.go_through([1, 2, 3], self.done.append))
        self.assertEqual(self.done, [1, 2, 3])
        self.assertEqual(self.commits, [0, 1, 1, 1])

    def test_records_are_taken_together_as_many_as_said(self):
        users = self.env["res.users"].search([], limit=3)
        with self.committing():
            self.go_through(users, self.done.append, size=2)
        self.assertEqual(self.done, [users[:2], users[2:]])

    @mute_logger(LOGGER)
    def test_what_fails_keeps_no_other_from_its_turn(self):
        def step(thing):
            self.done.append(thing)
            return 1 / (thing - 2)

        with self.committing():
            self.assertTrue(self.go_through([1, 2, 3], step))
        self.assertEqual(self.done, [1, 2, 3])

    def test_what_fails_is_logged_by_name(self):
        with self.committing(), self.assertLogs(LOGGER, "ERROR") as logs:
            self.go_through([0], lambda thing: 1 / thing)
        self.assertIn("Things: 0", logs.output[0])

    def test_a_lost_race_is_run_again(self):
        def step(thing):
            self.done.append(thing)
            if len(self.done) < 3:
                raise errors.SerializationFailure

        with self.committing():
            self.go_through([1], step)
        self.assertEqual(self.done, [1, 1, 1])

    def test_a_race_lost_three_times_is_logged(self):
        def step(thing):
            self.done.append(thing)
            raise errors.SerializationFailure

        with self.committing(), self.assertLogs(LOGGER, "ERROR"):
            self.go_through([1, 2], step)
        self.assertEqual(self.done, [1, 1, 1, 2, 2, 2])

    def test_without_time_it_stops_and_says_so(self):
        with self.committing(time_for=2):
            self.assertFalse(self.go_through([1, 2, 3], self.done.append))
        self.assertEqual(self.done, [1, 2])
