from odoo import fields

NOTICE = "property_sales.mail_activity_type_deadline"


class DeadlineChecks:
    """The days around a deadline, for the tests of its topic."""

    def get_deadline(self, kind, record):
        """The newest deadline of a kind."""
        rows = self.env["property.deadline"].sudo()
        domain = [("kind", "=", kind), ("res_id", "=", record.id)]
        return rows.search(domain, order="id desc", limit=1)

    def watch(self, day):
        """Let the job run on a day, counted from today."""
        with self.at(day, 4):
            self.run_cron("property_sales.ir_cron_deadline")

    def follow(self, record):
        """Have the deadlines of a record be what it asks for now."""
        record.env["property.deadline"]._follow(record)

    def get_told(self, row):
        """The users who have a deadline among their activities."""
        activities = self.env["mail.activity"].sudo()
        return activities.search(
            [
                ("res_model", "=", row._name),
                ("res_id", "=", row.id),
                ("activity_type_id", "=", self.env.ref(NOTICE).id),
            ]
        ).user_id

    def assert_told(self, row, day, state, *users):
        """Assert what a deadline is on a day, and among whose activities."""
        self.watch(day)
        self.assertEqual(row.state, state, f"on day {day}")
        told = self.env["res.users"].union(*users)
        self.assertEqual(self.get_told(row), told, f"on day {day}")

    def assert_around(self, row, days, ahead, users, late):
        """The day before it is told of, the first, the last, and the day after."""
        self.assertEqual((row.state, row.date_due), ("open", self.day(days)))
        if days > ahead:
            self.assert_told(row, days - ahead - 1, "open")
        self.assert_told(row, max(days - ahead, 0), "open", *users)
        self.assert_told(row, days, "open", *users)
        self.assert_told(row, days + 1, "late", *users, *late)

    def assert_done(self, row):
        self.assertEqual((row.state, row.date_done), ("done", self.today))
        self.assertFalse(self.get_told(row))

    def assert_moved(self, row, days):
        self.assertEqual((row.state, row.date_due), ("open", self.day(days)))

    def end(self, contract):
        """Have a contract end after its signature, as a rescission does."""
        vals = {"state": "rescinded", "ended_at": fields.Datetime.now()}
        contract.sudo()._write_protected(vals)
        self.follow(contract)
