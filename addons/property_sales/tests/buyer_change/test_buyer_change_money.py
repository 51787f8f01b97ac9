from odoo.tests import tagged

from ..common_buyer_change import BuyerChangeCommon


@tagged("post_install", "-at_install")
class TestBuyerChangeMoney(BuyerChangeCommon):
    """Of 300,000 that are claimed, and 700,000 in two months."""

    def get_entry(self, contract):
        """The entry of the change."""
        moves = self.env["account.move"].sudo()
        return moves.search([("ref", "like", "Change of Buyers")], order="id desc")

    def test_what_is_owed_goes_over_with_its_day(self):
        contract = self.new_signed()
        claim = contract.instalment_ids[0].move_line_id
        self.assertEqual(
            self.get_open_items(contract), [(self.buyer, 300_000, self.day(0))]
        )
        amendment = self.new_change(contract)
        self.assertEqual(amendment.action_preview()["moved"], 300_000)
        self.approve(amendment).action_apply()
        self.env.invalidate_all()
        self.assertEqual(
            self.get_open_items(contract), [(self.next_buyer, 300_000, self.day(0))]
        )
        self.assertTrue(claim.reconciled)
        entry = self.get_entry(contract)
        self.assertEqual(len(entry), 1)
        self.assertRecordValues(
            entry.line_ids.sorted("id"),
            [
                {"partner_id": self.buyer.id, "debit": 0, "credit": 300_000},
                {"partner_id": self.next_buyer.id, "debit": 300_000, "credit": 0},
            ],
        )
        self.assertEqual(entry.line_ids.contract_id, contract)
        self.assertEqual(entry.line_ids.account_id, claim.account_id)
        part = contract.instalment_ids[0]
        self.assertEqual(part.move_line_id, entry.line_ids.sorted("id")[-1])
        self.assertEqual((part.state, part.amount_residual), ("claimed", 300_000))
        self.assertEqual(part.move_line_id.collection_label, claim.collection_label)

    def test_nothing_but_the_name_changes(self):
        contract = self.new_paid()
        self.credit(contract, 100_000, "MORE")
        names = ("contract_liability", "tax_to_transfer", "receivable")
        before = [self.get_contract_balance(contract, name) for name in names]
        figures = ("amount_claimed", "amount_paid", "amount_open", "amount_waiting")
        sums = contract.read(figures)
        self.change_buyers(contract)
        after = [self.get_contract_balance(contract, name) for name in names]
        self.assertEqual(after, before)
        self.assertEqual(contract.read(figures), sums)
        entry = self.get_entry(contract)
        self.assertFalse(entry.line_ids.tax_ids)

    def test_what_is_paid_in_part_goes_over_as_it_is_open(self):
        contract = self.new_signed()
        self.credit(contract, 100_000.01)
        amendment = self.change_buyers(contract)
        self.assertEqual(amendment.amount_moved, 199_999.99)
        part = contract.instalment_ids[0]
        self.assertEqual((part.state, part.amount_residual), ("claimed", 199_999.99))
        self.credit(contract, 199_999.99, "REST")
        self.env.invalidate_all()
        self.assertEqual((part.state, part.amount_residual), ("paid", 0))
        self.assertEqual(self.get_open_items(contract), [])

    def test_waiting_money_goes_over_as_well(self):
        contract = self.new_signed()
        self.credit(contract, 1_000_100)
        self.change_buyers(contract)
        [(partner, amount, _day)] = self.get_open_items(contract)
        self.assertEqual((partner, amount), (self.next_buyer, -100))
        refunded = contract.with_user(self.finance).action_refund()
        payment = self.env["account.payment"].sudo().browse(refunded)
        self.assertEqual((payment.partner_id, payment.amount), (self.next_buyer, 100))

    def test_each_claim_keeps_its_day_and_loans_their_silence(self):
        contract = self.new_signed()
        rows = contract.sudo().instalment_ids
        rows[1]._write_protected({"kind": "loan", "date_due": self.day(-1)})
        rows[1]._claim()
        before = self.get_open_items(contract)
        self.assertEqual(len(before), 2)
        excluded = rows[1].move_line_id.collection_exclusion
        self.assertTrue(excluded)
        self.change_buyers(contract)
        self.assertEqual(
            self.get_open_items(contract),
            [(self.next_buyer, amount, day) for _partner, amount, day in before],
        )
        self.assertEqual(rows[1].move_line_id.collection_exclusion, excluded)
        self.assertFalse(rows[0].move_line_id.collection_exclusion)
        self.assertEqual(len(self.get_entry(contract)), 1)

    def test_later_claims_and_money_are_the_new_buyers(self):
        contract = self.new_signed()
        self.change_buyers(contract)
        self.pay_all(contract)
        self.assertEqual(contract.instalment_ids.mapped("state"), ["paid", "paid"])
        self.assertEqual(self.get_open_items(contract), [])
        item = contract.instalment_ids[1].move_line_id
        self.assertEqual(item.partner_id, self.next_buyer)

    def test_late_fees_count_what_the_former_buyers_paid(self):
        """R2.11: twice over, and not the change itself as a payment."""
        fees = self.env["property.late.fee"]
        contract = self.new_signed()
        self.credit(contract, 100_000)

        def count():
            self.env.invalidate_all()
            rows = fees._count(contract, self.day(10))
            return [(row.amount, row.days, row.fee) for row in rows]

        before, paid = count(), fees._get_price_paid(contract, self.day(10))
        self.assertEqual([row[:2] for row in before], [(200_000, 10)])
        self.assertEqual(paid, 100_000)
        for buyer in (self.next_buyer, self.second_buyer):
            amendment = self.change_buyers(contract, buyer)
            self.assertTrue(amendment.sudo().entry_id)
            self.assertEqual(count(), before)
            self.assertEqual(fees._get_price_paid(contract, self.day(10)), 100_000)
        self.credit(contract, 200_000, "REST")
        self.assertEqual(count(), [])
        self.assertEqual(fees._get_price_paid(contract, self.day(10)), 300_000)

    def test_an_area_settlement_goes_over_as_well(self):
        contract = self.new_settled(gross=102)
        amendment = self.change_buyers(contract)
        settlement = contract.settlement_ids.sudo()
        self.assertEqual(settlement.move_line_id.move_id, amendment.sudo().entry_id)
        self.assertEqual(settlement.move_line_id.amount_residual, 20_000)

    def test_where_the_first_buyer_stays_no_money_moves(self):
        contract = self.new_signed()
        amendment = self.change_buyers(contract, self.buyer, self.next_buyer)
        self.assertEqual(amendment.amount_moved, 0)
        self.assertFalse(self.get_entry(contract))
        self.assertEqual(contract.partner_id, self.buyer)

    def test_a_contract_without_open_money_has_no_entry(self):
        contract = self.new_paid()
        self.change_buyers(contract)
        self.assertFalse(self.get_entry(contract))
        self.assertEqual(contract.partner_id, self.next_buyer)

    def test_a_claim_on_a_slip_is_taken_back_first(self):
        contract = self.new_signed()
        claim = contract.sudo().instalment_ids[0].move_line_id
        self.new_overdue(100, self.buyer)
        slip = self.new_bag_slip(self.buyer, self.home_seller)
        self.assertIn(claim, slip.line_ids.move_line_id)
        amendment = self.new_change(contract)
        with self.assert_refused(slip.number):
            amendment.action_submit()
        slip.with_user(self.finance).action_void("Another buyer")
        self.approve(amendment).action_apply()
        self.env.invalidate_all()
        self.new_overdue(100, self.next_buyer)
        slip = self.new_bag_slip(self.next_buyer, self.home_seller)
        item = contract.sudo().instalment_ids[0].move_line_id
        self.assertIn(item, slip.line_ids.move_line_id)
        document = slip.line_ids.filtered(lambda row: row.move_line_id == item).document
        self.assertIn(contract.number, document)

    def test_money_on_its_way_is_waited_for(self):
        contract = self.new_signed()
        self.collect_contract(contract, 1_000)
        with self.assert_refused("not verified by finance yet"):
            self.new_change(contract).action_submit()

    def test_money_that_came_since_is_asked_for_anew(self):
        contract = self.new_signed()
        amendment = self.approve(self.new_change(contract))
        self.credit(contract, 1_000)
        with self.assert_refused("not as it was approved any more"):
            amendment.action_apply()
        self.assertEqual(contract.partner_id, self.buyer)

    def test_a_closed_day_stays_as_it_was(self):
        """R2.8: only the day of the change has the entry."""
        contract = self.new_signed()
        items = self.env["account.move.line"].sudo()
        before = items.search([("contract_id", "=", contract.id)])
        kept = before.read(["balance", "date", "account_id", "partner_id", "name"])
        self.change_buyers(contract)
        after = before.read(["balance", "date", "account_id", "partner_id", "name"])
        self.assertEqual(after, kept)
