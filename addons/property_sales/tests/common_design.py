from .common_amendment import AmendmentCommon


class DesignCommon(AmendmentCommon):
    """Changes of the design of a signed contract, fixed some days ago."""

    @classmethod
    def new_design(cls, contract=None, days=0, **vals):
        """A draft, of a change that was fixed so many days from today."""
        vals = {"change_date": cls.day(days), "text": "The balcony is closed."} | vals
        return cls.new_amendment(contract or cls.new_signed(), "design", **vals)

    @classmethod
    def new_told(cls, contract=None, days=0, arrived=0):
        """One that is approved, and whose notice has arrived."""
        amendment = cls.approve(cls.new_design(contract, days))
        amendment.action_notify(cls.day(arrived))
        return amendment

    def get_deadline(self, kind, record):
        """The newest deadline of a kind."""
        rows = self.env["property.deadline"].sudo()
        domain = [("kind", "=", kind), ("res_id", "=", record.id)]
        return rows.search(domain, order="id desc", limit=1)

    def assert_around(self, row, day):
        """Open on its last day, with its reminder out, and late on the next."""
        self.assertEqual((row.date_due, row.state), (self.day(day), "open"))
        for days, state in ((-1, "open"), (0, "open"), (1, "late")):
            with self.at(day + days, 4):
                row._watch()
                self.assertEqual(row.state, state, f"{days} days from the last one")
                told = row.activity_ids.user_id
                self.assertIn(row.user_id, told)
                self.assertEqual(self.director in told, state == "late")
        row._watch()
