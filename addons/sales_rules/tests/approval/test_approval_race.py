from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL

from ..common_race import RaceCase


@tagged("post_install", "-at_install")
class TestApprovalRace(RaceCase):
    """Two transactions at one moment: a decision is made once (R1.1)."""

    def setUp(self):
        super().setUp()
        # the administrator decides on what the superuser asks
        self.admin_id = self.call(lambda env: env.ref("base.user_admin").id)
        self._make("sales.authority", **self._prepare_authority())
        customer_id = self.new_customer(1000)
        tier_id = self._make("sales.tier", name="Race B", credit_limit=5000)
        self.change_id = self._make(
            "sales.tier.change",
            partner_id=customer_id,
            new_tier_id=tier_id,
            reason="Race",
        )

    def _prepare_authority(self):
        return {
            "subject": "tier_change",
            "user_id": self.admin_id,
            "unlimited": True,
        }

    def _submit(self, env):
        try:
            return env["sales.tier.change"].browse(self.change_id).action_submit()
        except UserError:
            return False

    def _decide(self, method, *args):
        def decide(env):
            change = env(user=self.admin_id)["sales.tier.change"].browse(self.change_id)
            try:
                return getattr(change, method)(*args)
            except UserError:
                return False

        return decide

    def test_approving_and_rejecting_at_once_only_one_counts(self):
        self.call(self._submit)
        approved, rejected = self.race(
            self._decide("action_approve"), self._decide("action_reject", "No")
        )
        self.assertNotEqual(bool(approved), bool(rejected))
        state = self.read_committed("sales.tier.change", self.change_id, "state")
        self.assertEqual(state, "approved" if approved else "rejected")

    def test_submitting_twice_at_once_asks_once(self):
        results = self.race(self._submit, self._submit)
        self.assertEqual(sorted(map(bool, results)), [False, True])
        asked = self.call(
            lambda env: env["sales.approval"].search_count(
                [
                    ("res_model", "=", "sales.tier.change"),
                    ("res_id", "=", self.change_id),
                ]
            )
        )
        self.assertEqual(asked, 1)

    def _remove_made(self):
        ids = {model: record_id for model, record_id in self.made}
        change, authority = ids["sales.tier.change"], ids["sales.authority"]
        model = "sales.tier.change"

        def remove(env):
            for statement in (
                SQL(
                    "DELETE FROM sales_approval WHERE res_model = %s AND res_id = %s",
                    model,
                    change,
                ),
                *self._query_remove_mail(model, (change,)),
                *self._query_remove_mail("sales.authority", (authority,)),
                SQL("DELETE FROM sales_tier_change WHERE id = %s", change),
                SQL("DELETE FROM sales_authority WHERE id = %s", authority),
                SQL(
                    "DELETE FROM sales_tier_history WHERE partner_id = %s",
                    ids["res.partner"],
                ),
            ):
                env.cr.execute(statement)

        self.call(remove)
        return super()._remove_made()
