from odoo.tests import tagged

from odoo.addons.sales_rules.tests.common_race import RaceCase


@tagged("post_install", "-at_install")
class TestRoundRace(RaceCase):
    """Two receipts sent at one moment after the day was handed in open one round."""

    def setUp(self):
        super().setUp()
        group_id = self.call(lambda env: env.ref("sales_rules.group_salesperson").id)
        self.seller_id = self._make(
            "res.users",
            name="Race",
            login="race_rounds_seller",
            group_ids=[(6, 0, [group_id])],
        )

    def _open(self, env):
        """Return the id of the report that a receipt of today comes on."""
        seller = env["res.users"].browse(self.seller_id)
        reports = env(user=self.seller_id)["collection.day.report"]
        company = env.company
        return reports._make_open(seller, company, company._get_today()).id

    def _submit(self, env):
        report_id = self._open(env)
        reports = env(user=self.seller_id)["collection.day.report"]
        reports.browse(report_id).action_submit()
        return report_id

    def _read_rounds(self, env):
        domain = [("collector_id", "=", self.seller_id)]
        reports = env["collection.day.report"].search(domain, order="round")
        return reports.mapped(lambda report: (report.round, report.state))

    def test_a_round_opened_twice_at_once_is_one(self):
        self.call(self._submit)
        first, second = self.race(self._open, self._open)
        self.assertEqual(first, second)
        self.assertEqual(self.call(self._read_rounds), [(1, "submitted"), (2, "open")])

    def test_a_day_submitted_twice_at_once_skips_no_round(self):
        first, second = self.race(self._submit, self._submit)
        self.assertNotEqual(first, second)
        self.assertEqual(
            self.call(self._read_rounds), [(1, "submitted"), (2, "submitted")]
        )

    def _remove_made(self):
        def remove(env):
            for table in ("declaration", "variance", "count"):
                env.cr.execute(
                    f"DELETE FROM collection_day_{table} WHERE report_id IN (SELECT id"
                    " FROM collection_day_report WHERE collector_id = %s)",
                    [self.seller_id],
                )
            env.cr.execute(
                "DELETE FROM collection_day_report WHERE collector_id = %s",
                [self.seller_id],
            )
            env["res.users"].browse(self.seller_id).unlink()

        self.call(remove)
        self.made = [pair for pair in self.made if pair[0] != "res.users"]
        return super()._remove_made()
