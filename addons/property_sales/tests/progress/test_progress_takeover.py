from odoo.tests import tagged

from ..common_progress import ProgressCommon
from ..common_takeover import PARTS, TakeoverCommon

COLUMNS = [*PARTS, "anchor", "stage_id", "months"]


@tagged("post_install", "-at_install")
class TestProgressTakeover(ProgressCommon, TakeoverCommon):
    """Running contracts that wait for a stage are taken over (R2.7, R2.10)."""

    @classmethod
    def get_old_table(cls, *rows, parts=None):
        fields, table = super().get_old_table(*rows, parts=parts)
        more = [f"instalment_ids/{name}" for name in COLUMNS[len(PARTS) :]]
        return [*fields, *more], table

    def get_stage_parts(self, stage="Topped out", months=0):
        first, second, _rest = self.get_old_parts()
        dated = ["date", "", 0]
        waiting = ["Rest", "own", "", 500_000, False, "progress", stage, months]
        return [[*first, *dated], [*second, *dated], waiting]

    def test_it_waits_for_the_stage(self):
        contract = self.new_taken_over(parts=self.get_stage_parts(months=2))
        part = contract.instalment_ids[-1]
        self.assertEqual((part.stage_id, part.months), (self.topped_out, 2))
        self.assertFalse(part.date_due)
        progress = self.new_certified()
        self.assertEqual(part.progress_id, progress)

    def test_what_is_reached_is_due_with_it(self):
        self.new_certified(days=20)
        contract = self.new_taken_over(parts=self.get_stage_parts())
        part = contract.instalment_ids[-1]
        self.assertEqual((part.date_due, part.state), (self.today, "planned"))
        self.claim()
        self.assertEqual(part.state, "claimed")

    def test_without_a_stage_it_is_not_taken_over(self):
        takeover = self.new_loaded(
            self.get_old_row(), parts=self.get_stage_parts(stage="")
        )
        with self.assert_refused("Choose the stage of the building for: Rest"):
            takeover.with_user(self.director).action_confirm()
