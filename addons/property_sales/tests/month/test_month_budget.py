import time

from odoo.tests import tagged
from odoo.tools import SQL

from ..common_month import MonthCommon

HOMES = 2_000
SECONDS = 10
# tables of one sale, and what differs in its copies
COPIES = {
    "property_unit": {"name": "'N' || n", "floor": "n / 10 + 10"},
    "property_contract": {"unit_id": "unit.id", "number": "'C' || n"},
    "property_instalment": {"contract_id": "contract.id"},
    "account_move_line": {"contract_id": "contract.id"},
    "collection_receipt_method": {
        "amount": "0.01",
        "reference": "'R' || n",
        "payment_id": "NULL",
    },
}


@tagged("post_install", "-at_install")
class TestMonthBudget(MonthCommon):
    """A month in which 2,000 homes were sold closes and is printed in ten seconds, with
    the queries of a small one (R2.8).
    """

    def copy_rows(self, table, record, joined=""):
        """Copy a row 2,000 times, in SQL."""
        self.env.cr.execute(
            """
            SELECT column_name FROM information_schema.columns
             WHERE table_name = %s AND is_generated = 'NEVER'
               AND column_name NOT IN ('id', 'access_token')
            """,
            [table],
        )
        names = [name for (name,) in self.env.cr.fetchall()]
        values = [COPIES[table].get(name, f"row.{name}") for name in names]
        self.env.cr.execute(
            SQL(
                f"""
                INSERT INTO {table} ({", ".join(names)})
                     SELECT {", ".join(values)}
                       FROM {table} row, generate_series(1, %s) AS n {joined}
                      WHERE row.id = %s
                """,
                HOMES,
                record.id,
            )
        )

    def sell_many(self):
        """Have 2,000 copies of a contract, with a claim and a receipt each."""
        receipt = self.take_verified()
        contract = self.new_signed()
        self.bank(receipt)
        claim = contract.instalment_ids[0]
        self.env.flush_all()
        self.copy_rows("property_unit", self.unit)
        numbered = """
            JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place
                    FROM %s WHERE %s) AS %s ON %s.place = n
        """
        units = numbered % ("property_unit", "floor >= 10", "unit", "unit")
        self.copy_rows("property_contract", contract, units)
        own = f"id <> {contract.id}"
        contracts = numbered % ("property_contract", own, "contract", "contract")
        self.copy_rows("account_move_line", claim.sudo().move_line_id, contracts)
        self.copy_rows("property_instalment", claim, contracts)
        self.copy_rows("collection_receipt_method", receipt.method_ids)
        # all of them come to what was booked
        self.env.cr.execute(
            "UPDATE collection_receipt_method SET amount = amount - %s WHERE id = %s",
            [HOMES / 100, receipt.method_ids.id],
        )
        self.env.invalidate_all()
        self.env.cr.execute("ANALYZE property_contract; ANALYZE account_move_line")

    def measure(self, month):
        """The queries and the seconds that closing and printing take."""
        self.env.flush_all()
        self.env.invalidate_all()
        queries, begin = self.env.cr.sql_log_count, time.perf_counter()
        with self.after():  # in which no clock goes on
            month.action_close()
            self.env.flush_all()
        return self.env.cr.sql_log_count - queries, time.perf_counter() - begin

    def test_a_large_month_is_closed_and_printed_in_time(self):
        self.sell_many()
        self.close_day()
        month = self.new_month().with_context(force_report_rendering=True)
        queries, seconds = self.measure(month)
        self.assertTrue(month.report_attachment_id.raw.startswith(b"%PDF"))
        self.assertEqual(month.homes_signed, HOMES + 1)
        self.assertLess(queries, 250)
        self.assertLess(seconds, SECONDS)
