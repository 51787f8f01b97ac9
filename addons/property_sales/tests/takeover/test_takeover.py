from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common_takeover import TakeoverCommon


@tagged("post_install", "-at_install")
class TestTakeover(TakeoverCommon):
    """Running contracts are imported, confirmed and applied (R2.7, R2.8)."""

    def test_a_contract_stands_as_it_was_imported(self):
        contract = self.new_taken_over()
        self.assertRecordValues(
            contract,
            [
                {
                    "number": "HT-201",
                    "state": "filed",
                    "unit_id": self.units[1].id,
                    "partner_id": self.old_buyer.id,
                    "user_id": self.home_seller.id,
                    "reservation_id": False,
                    "price": 1_000_000,
                    "unit_price": 10_000,
                    "pricing_basis": "gross",
                    "contract_gross_area": 100,
                    "contract_inner_area": 80,
                    "signed_on": self.day(-60),
                    "online_number": "WQ-201",
                    "filing_number": "BA-201",
                    "filing_date": self.day(-40),
                    "delivery_date": self.day(300),
                    "late_fee_rate": 0.2,
                    "delay_rate": 0.1,
                    "tax_percent": 9,
                    "permit_id": self.permit.id,
                    "sale_kind": "presale",
                    "area_tolerance": 3,
                    "amount_claimed": 500_000,
                    "amount_paid": 350_000,
                    "amount_collected": 350_000,
                    "amount_open": 150_000,
                    "amount_waiting": 0,
                }
            ],
        )
        self.assertEqual(self.units[1].state, "contracted")
        self.assertEqual(contract.buyer_ids.partner_id, self.old_buyer)
        self.assertEqual(
            contract.instalment_ids.mapped("state"), ["paid", "claimed", "planned"]
        )
        self.assertEqual(contract.instalment_ids[1].amount_residual, 150_000)
        self.assertEqual(
            contract.instalment_ids[1].move_line_id.collection_label,
            f"{contract.display_name} · Second",
        )
        told = contract.disclosure_ids
        self.assertIn("permit", told.mapped("kind"))
        self.assertEqual(set(told.mapped("date")), {self.day(-60)})

    def test_registers_give_no_number_for_it(self):
        registers = self.env["sales.register"].sudo()
        domain = [("res_model", "=", "property.document")]
        before = registers.search(domain).mapped("last_number")
        contract = self.new_taken_over()
        self.assertEqual(registers.search(domain).mapped("last_number"), before)
        self.assertRecordValues(
            contract.document_ids,
            [{"kind": "contract", "number": "HT-201", "date_issued": self.day(-60)}],
        )
        own = self.new_signed()
        self.assertRegex(own.number, r"^F38/")
        found = registers.search(domain)
        self.assertEqual(set(found.mapped("gap_count")), {0})

    def test_the_opening_entry_is_one_and_of_the_cut_over_day(self):
        contract = self.new_taken_over()
        takeover = contract.takeover_line_id.takeover_id
        move = contract.takeover_line_id.move_id
        self.assertEqual(move.state, "posted")
        self.assertEqual(move.date, self.cut_over)
        items = move.line_ids.sorted("id")
        self.assertEqual(items.contract_id, contract)
        names = ("receivable", "contract_liability", "tax_to_transfer")
        accounts = [self.get_account(name) for name in names]
        opening = takeover.opening_account_id
        self.assertEqual(opening.account_type, "equity_unaffected")
        self.assertEqual(
            [
                (item.account_id, item.balance, item.date_maturity)
                for item in items
                if item.account_id == accounts[0]
            ],
            [
                (accounts[0], 300_000, self.day(-60)),
                (accounts[0], 200_000, self.day(-10)),
                (accounts[0], -350_000, False),
            ],
        )
        balances = {
            item.account_id: item.balance
            for item in items
            if item.account_id != accounts[0]
        }
        self.assertEqual(
            balances,
            {accounts[1]: -458_715.60, accounts[2]: -41_284.40, opening: 350_000},
        )

    def test_the_accounts_agree(self):
        rows = [
            self.get_old_row(self.units[n], price=333_333.33 * n) for n in (1, 2, 3)
        ]
        takeover = self.new_takeover()
        for number, row in enumerate(rows, 1):
            row |= {"unit_price": 3333.33 * number, "amount_claimed": 111.11 * number}
            row |= {
                "amount_paid": 100.01 * number,
                "tax_percent": 9 if number > 1 else 5,
            }
            rest = row["price"] - row["amount_claimed"]
            parts = [
                ["One", "own", self.day(-60), row["amount_claimed"], True],
                ["Two", "own", self.day(9), round(rest, 2), False],
            ]
            result = self.load_rows(takeover, row, parts=parts)
            self.assertTrue(result["ids"], result["messages"])
        contracts = self.apply_takeover(takeover)
        rows = takeover.with_user(self.finance).action_compare()
        self.assertEqual(len(rows), 4)
        self.assertEqual({row["difference"] for row in rows}, {0})
        expected = {row["account"]: row["expected"] for row in rows}
        opening = takeover.opening_account_id
        self.assertEqual(expected[opening.display_name], 600.06)
        items = (
            self.env["account.move.line"]
            .sudo()
            .search(
                [("account_id", "=", opening.id), ("contract_id", "in", contracts.ids)]
            )
        )
        self.assertAlmostEqual(sum(items.mapped("balance")), 600.06)
        # what is booked otherwise is seen
        total = takeover.total_ids[0]
        total._write_protected({"amount": total.amount + 0.01})
        self.assertAlmostEqual(total.difference, -0.01)

    def test_more_paid_than_claimed_waits(self):
        parts = self.get_old_parts()
        parts[1][-1] = False
        contract = self.new_taken_over(amount_claimed=300_000, parts=parts)
        self.assertRecordValues(
            contract,
            [{"amount_claimed": 300_000, "amount_paid": 350_000, "amount_open": 0}],
        )
        self.assertEqual(contract.amount_waiting, 50_000)
        # the next claim takes it
        contract.instalment_ids._claim_due()
        self.assertEqual(contract.amount_waiting, 0)
        self.assertEqual(contract.instalment_ids[1].amount_residual, 150_000)

    def test_nothing_claimed_and_nothing_paid_needs_no_entry(self):
        parts = [["All", "own", self.day(9), 1_000_000, False]]
        row = {"amount_claimed": 0, "amount_paid": 0, "filing_number": ""}
        contract = self.new_taken_over(**row, filing_date="", parts=parts)
        self.assertFalse(contract.takeover_line_id.move_id)
        self.assertEqual(contract.state, "signed")
        self.assertEqual(contract.instalment_ids.state, "planned")

    def test_own_claims_are_paid_before_those_of_loans(self):
        parts = self.get_old_parts()
        parts[0][1] = "loan"
        contract = self.new_taken_over(parts=parts)
        loan, own = contract.instalment_ids[:2]
        self.assertEqual((own.amount_residual, loan.amount_residual), (0, 150_000))
        self.assertIn("Loan", loan.move_line_id.collection_exclusion)
        self.assertFalse(own.move_line_id.collection_exclusion)

    def test_a_completed_home_is_taken_over_signed(self):
        self.permit.with_user(self.investor).action_revoke("Completed")
        self.survey()
        self.new_valid_permit(self.units[1], number="XS-1", kind="completed")
        contract = self.new_taken_over(filing_number="", filing_date="")
        self.assertEqual((contract.sale_kind, contract.state), ("completed", "signed"))

    def test_deadlines_of_the_bureau_are_followed(self):
        row = {"filing_number": "", "filing_date": "", "online_number": ""}
        contract = self.new_taken_over(**row, online_date="")
        self.assertEqual(
            {row.kind: row.state for row in contract.deadline_ids},
            {
                "online": "late",
                "filing": "late",
                "handover_notice": "open",
                "delivery": "open",
            },
        )

    def test_the_buyer_becomes_the_salespersons(self):
        self.new_taken_over()
        self.assertEqual(self.old_buyer.user_id, self.home_seller)
        self.assertTrue(self.old_buyer.is_private)

    def test_a_second_time_is_refused(self):
        takeover = self.new_loaded()
        self.apply_takeover(takeover)
        with self.assert_refused("Taken Over"):
            takeover.with_user(self.finance).action_apply()
        with self.assert_refused("stays as it was"):
            takeover.line_ids.with_user(self.finance).write({"price": 1})
        with self.assert_refused("Taken Over"):
            takeover.with_user(self.director).action_confirm()
        with self.assert_refused("drafts"):
            takeover.with_user(self.finance).unlink()

    def test_who_entered_it_does_not_confirm(self):
        takeover = self.new_loaded()
        group = self.env.ref("sales_rules.group_finance")
        self.director.sudo().group_ids += group
        part = takeover.line_ids.instalment_ids[0]
        part.with_user(self.director).write({"name": "First"})
        self.assertIn(self.director, takeover.entered_by_ids)
        with self.assertRaises(AccessError):
            takeover.with_user(self.director).action_confirm()

    def test_whoever_is_next_has_it_among_the_activities(self):
        takeover = self.new_loaded(self.get_old_row(amount_paid=-1))
        mine = takeover.with_user(self.finance)
        mine.action_check()
        self.assertFalse(takeover.activity_ids)
        mine.line_ids.amount_paid = 1
        mine.action_check()
        self.assertEqual(takeover.activity_ids.user_id, self.director)
        self.assertIn("Confirm", takeover.activity_ids.summary)
        takeover.with_user(self.director).action_confirm()
        self.assertIn(self.finance, takeover.activity_ids.user_id)
        self.assertNotIn(self.director, takeover.activity_ids.user_id)
        mine.action_apply()
        self.assertFalse(takeover.activity_ids)

    def test_a_take_over_is_found_by_its_day(self):
        takeover = self.new_loaded()
        takeovers = self.env["property.takeover"].with_user(self.finance)
        found = takeovers.name_search(str(self.cut_over))
        self.assertEqual([row[0] for row in found], takeover.ids)
        self.assertFalse(takeovers.name_search("Nothing"))
        lines = self.env["property.takeover.line"].with_user(self.finance)
        self.assertEqual(lines.name_search("HT-2")[0][0], takeover.line_ids.id)

    def test_more_contracts_cost_few_queries_each(self):
        """R2.8: what is asked is asked once; entries are posted together."""
        homes = self.new_units(12)
        self.new_valid_permit(homes, number="YS-9")
        self.new_filed_areas(homes)
        counts = []
        for part in (homes[:2], homes[2:]):
            rows = [self.get_old_row(unit) for unit in part]
            takeover = self.new_loaded(*rows, date=self.day(-len(part)))
            takeover.line_ids.filing_date = takeover.line_ids[0].signed_on
            takeover.line_ids.online_date = takeover.line_ids[0].signed_on
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.apply_takeover(takeover)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLess((counts[1] - counts[0]) / 8, 15, counts)

    def test_the_roles(self):
        takeover = self.new_loaded()
        for user in (self.finance, self.general, self.home_seller):
            with self.subTest(user.name), self.assertRaises(AccessError):
                takeover.with_user(user).action_confirm()
        with self.assert_refused("Confirmed"):
            takeover.with_user(self.finance).action_apply()
        takeover.with_user(self.director).action_confirm()
        for user in (self.director, self.general, self.home_seller):
            with self.subTest(user.name), self.assertRaises(AccessError):
                takeover.with_user(user).action_apply()
        with self.assert_refused("draft again"):
            takeover.line_ids.with_user(self.finance).write({"price": 1})
        takeover.with_user(self.finance).action_reopen("A price")
        self.assertEqual(takeover.state, "draft")
        self.assertFalse(takeover.confirmed_by_id)
        takeover.line_ids.with_user(self.finance).write({"late_fee_rate": 0.3})

    def test_a_half_failed_import_leaves_nothing(self):
        takeover = self.new_takeover()
        rows = [self.get_old_row(), self.get_old_row(self.units[2], unit_id="999")]
        result = self.load_rows(takeover, *rows)
        self.assertFalse(result["ids"])
        self.assertIn("Riverside 1 999", result["messages"][0]["message"])
        self.assertEqual(result["messages"][0]["record"], 3)
        self.assertFalse(takeover.line_ids)
        with mute_logger("odoo.sql_db"):
            rows = [self.get_old_row(), self.get_old_row(self.units[2], price="much")]
            self.assertFalse(self.load_rows(takeover, *rows)["ids"])
        self.assertFalse(takeover.line_ids)

    def test_a_buyer_of_a_common_name_is_named_by_reference(self):
        takeover = self.new_takeover()
        self.env["res.partner"].create({"name": "Zhao Old"})
        result = self.load_rows(takeover, self.get_old_row(partner_id="Zhao Old"))
        self.assertIn("Several partners", result["messages"][0]["message"])
        result = self.load_rows(takeover, self.get_old_row(partner_id="Nobody"))
        self.assertIn("no partner", result["messages"][0]["message"])
        result = self.load_rows(takeover, self.get_old_row(user_id="nobody"))
        self.assertIn("no user", result["messages"][0]["message"])
        self.assertFalse(takeover.line_ids)

    def test_nobody_else_imports(self):
        takeover = self.new_takeover()
        for user in (self.director, self.general, self.investor):
            with self.subTest(user.name):
                result = self.load_rows(takeover, self.get_old_row(), user=user)
                self.assertFalse(result["ids"])
        action = takeover.with_user(self.finance).action_import()
        context = {"default_takeover_id": takeover.id}
        self.assertEqual(action["params"]["context"], context)
        with self.assertRaises(AccessError):
            takeover.with_user(self.director).action_import()

    def test_one_wrong_contract_takes_none_over(self):
        wrong = self.get_old_row(self.units[2], amount_paid=-1)
        takeover = self.new_loaded(self.get_old_row(), wrong)
        with self.assert_refused("HT-301"):
            takeover.with_user(self.director).action_confirm()
        takeover._write_protected({"state": "confirmed"})
        with self.assert_refused("HT-301"):
            takeover.with_user(self.finance).action_apply()
        self.assertFalse(takeover.line_ids.contract_id)
        self.assertEqual(self.units[1].state, "available")

    def test_one_per_company_and_day(self):
        self.new_takeover()
        with mute_logger("odoo.sql_db"), self.assertRaises(Exception) as caught:
            with self.env.cr.savepoint():
                self.new_takeover()
        self.assertIn("one_per_day", str(caught.exception))

    def test_a_reservation_is_not_opened(self):
        contract = self.new_taken_over()
        with self.assertRaises(UserError):
            contract.with_user(self.home_seller).action_open_reservation()
        action = contract.with_user(self.home_seller).action_open_receipts()
        receipts = self.env["collection.receipt"].sudo()
        self.take()
        self.assertFalse(receipts.search(action["domain"]))
