from odoo.fields import Command
from odoo.tests import tagged

from ..common_contract import ContractCommon

HOMES = 8


@tagged("post_install", "-at_install")
class TestDeadlineQueries(ContractCommon):
    """Deadlines are found in the same queries for few and for many."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        homes = cls.new_units(HOMES)
        cls.new_valid_permit(homes, number="YS-9")
        cls.new_release(homes, name="Many")
        bank = cls.env["res.bank"].create({"name": "City Bank"})
        rows = [("Down Payment", "own", 600_000), ("Bank", "loan", 400_000)]
        for number, home in enumerate(homes):
            hold = cls.reserve(home, cls.new_buyer(f"Buyer {number}"))
            cls.take(reservation=hold)
            parts = [
                Command.create(
                    {"name": name, "kind": kind, "amount": sum_, "date_due": cls.today}
                )
                for name, kind, sum_ in rows
            ]
            contract = cls.new_signed(hold, instalment_ids=parts)
            cls.env["property.mortgage"].with_user(contract.user_id).create(
                {"contract_id": contract.id, "bank_id": bank.id, "amount": 400_000}
            )

    def count(self, kind, records):
        """How many queries find what is to be done about records."""
        self.env.flush_all()
        self.env.invalidate_all()
        rows = self.env["property.deadline"].sudo()
        records = records.browse(records.ids)
        before = self.env.cr.sql_log_count
        found = getattr(rows, f"_expect_{kind}")(records)
        return self.env.cr.sql_log_count - before, len(found)

    def test_they_do_not_grow_with_the_documents(self):
        many_found = set()
        for kind, told in self.env["property.deadline"]._get_kinds().items():
            documents = self.env[told.model].sudo().search([])
            self.count(kind, documents[:1])  # what is cached for all
            few, _found = self.count(kind, documents[:2])
            many, found = self.count(kind, documents)
            self.assertLessEqual(many, few + 3, kind)
            if found >= HOMES:
                many_found.add(kind)
        self.assertLessEqual(
            {"copy", "delivery", "hand_in", "instalment"}
            | {"loan_papers", "loan_answer"},
            many_found,
        )
