from psycopg2.errors import CheckViolation

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ..common_buyers import BuyersCommon

ONE_CENT = 0.01


@tagged("post_install", "-at_install")
class TestShares(BuyersCommon):
    """Buyers own a home jointly, or in shares of exactly 100 % (R2.7, row 31)."""

    def share_out(self, *shares, ownership="shares"):
        """Enter the shares of the first buyer and of others in one go, as the form."""
        first, *others = shares
        commands = [Command.update(self.first.id, {"share": first})]
        for number, share in enumerate(others):
            partner = self.new_buyer(f"Buyer {number}")
            commands.append(Command.create({"partner_id": partner.id, "share": share}))
        self.own.write({"ownership": ownership, "buyer_ids": commands})

    def assert_sum_refused(self, total, *shares):
        with self.assert_refused(f"shares sum to {total} %", ValidationError):
            self.share_out(*shares)
        self.assertEqual(self.contract.ownership, "joint")
        self.assertEqual(self.contract.buyer_ids, self.first)

    def test_shares_of_a_hundred_pass(self):
        self.share_out(60, 40)
        self.assertEqual(self.contract.buyer_ids.mapped("share"), [60, 40])
        self.assertFalse(self.get_wrong())

    def test_a_cent_of_a_percent_less_or_more_is_refused(self):
        self.assert_sum_refused("99.99", 60, 40 - ONE_CENT)
        self.assert_sum_refused("100.01", 60, 40 + ONE_CENT)

    def test_shares_that_no_binary_number_holds_are_summed_exactly(self):
        self.share_out(33.33, 33.33, 33.34)
        self.assertFalse(self.get_wrong())
        self.assert_sum_refused_again("99.99", 33.33, 33.33, 33.33)

    def assert_sum_refused_again(self, total, *shares):
        commands = [
            Command.update(row.id, {"share": share})
            for row, share in zip(self.contract.buyer_ids, shares, strict=True)
        ]
        with self.assert_refused(f"shares sum to {total} %", ValidationError):
            self.own.buyer_ids = commands

    def test_a_hundred_buyers_of_one_percent(self):
        self.share_out(*[1] * 100)
        self.assertFalse(self.get_wrong())

    def test_rows_that_change_one_after_the_other_are_judged_at_the_end(self):
        self.share_out(60, 40)
        first, second = self.contract.buyer_ids
        self.own.buyer_ids = [
            Command.update(first.id, {"share": 70}),
            Command.update(second.id, {"share": 30}),
        ]
        self.assertEqual(self.contract.buyer_ids.mapped("share"), [70, 30])
        self.own.buyer_ids = [
            Command.delete(second.id),
            Command.update(first.id, {"share": 100}),
        ]
        self.assertFalse(self.get_wrong())

    def test_a_wrong_share_of_one_row_is_refused(self):
        self.share_out(60, 40)
        row = self.contract.buyer_ids[1].with_user(self.home_seller)
        for share in (39.99, 40.01, 0):
            with self.assert_refused("shares sum to", ValidationError):
                row.share = share
        # and one more row
        with self.assert_refused("shares sum to 101.00 %", ValidationError):
            self.add("Zhou Yu", share=1)
        with self.assert_refused("Every buyer has a share", ValidationError):
            self.add("Zhou Yu")

    def test_what_a_client_claims_in_the_context_opens_nothing(self):
        self.share_out(60, 40)
        row = self.contract.buyer_ids[1].with_user(self.home_seller)
        for claim in (True, 1, "x", {}):
            with self.assert_refused("shares sum to", ValidationError):
                row.with_context(property_contract_shares=claim).share = 10

    def test_a_row_taken_out_by_itself_is_told_before_the_signature(self):
        self.share_out(60, 40)
        self.contract.buyer_ids[1].with_user(self.home_seller).unlink()
        self.assert_wrong("The shares sum to 60.00 % and not to 100 %")

    def test_a_new_contract_is_judged_with_all_its_buyers(self):
        reservation = self.new_reservation(self.units[1], self.new_buyer("Li Na"))
        partners = reservation.partner_id | self.new_buyer("Li Wei")

        def draw_up(*shares):
            rows = [
                Command.create({"partner_id": partner.id, "share": share})
                for partner, share in zip(partners, shares, strict=False)
            ]
            vals = {"reservation_id": reservation.id, "ownership": "shares"}
            contracts = self.env["property.contract"].with_user(self.home_seller)
            return contracts.create(vals | {"buyer_ids": rows})

        with self.assert_refused("shares sum to 99.99 %", ValidationError):
            draw_up(60, 39.99)
        # the customer is a buyer at any rate
        partners = partners[::-1]
        with self.assert_refused("Every buyer has a share; enter it: Li Na"):
            draw_up(100)
        contract = draw_up(60, 40)
        self.assertEqual(contract.buyer_ids.mapped("share"), [60, 40])
        contract.buyer_ids[0].share = 60
        with self.assert_refused("shares sum to 90.00 %", ValidationError):
            contract.buyer_ids[0].share = 50

    def test_nobody_has_a_share_yet(self):
        self.own.ownership = "shares"
        self.assert_wrong("Every buyer has a share; enter it: Chen Mei")
        self.assert_wrong("The shares sum to 0.00 %")
        self.first.with_user(self.home_seller).share = 100
        self.assertFalse(self.get_wrong())

    def test_every_buyer_has_a_share(self):
        with self.assert_refused("Every buyer has a share", ValidationError):
            self.share_out(100, 0)

    def test_joint_owners_have_no_shares(self):
        with self.assert_refused("In joint ownership nobody has a share"):
            self.share_out(50, 50, ownership="joint")
        with self.assert_refused("In joint ownership nobody has a share"):
            self.first.with_user(self.home_seller).share = 100
        self.share_out(50, 50)
        with self.assert_refused("In joint ownership nobody has a share"):
            self.own.ownership = "joint"
        rows = self.contract.buyer_ids
        self.own.write(
            {
                "ownership": "joint",
                "buyer_ids": [Command.update(row.id, {"share": 0}) for row in rows],
            }
        )
        self.assertFalse(self.get_wrong())

    def test_a_share_is_of_a_buyer_and_from_0_to_100(self):
        agent = self.add("Zhou Yu", role="agent", of_buyer_id=self.first.id)
        for row, share in ((self.first, -1), (agent, 50)):
            row = row.with_user(self.home_seller)
            with self.assertRaises(CheckViolation), self.cr.savepoint():
                row.share = share
                row.flush_recordset()
        with self.assert_refused("shares sum to 101.00 %"):
            self.share_out(101)

    def test_shares_of_agents_are_not_counted(self):
        self.share_out(60, 40)
        self.add("Zhou Yu", role="agent", of_buyer_id=self.first.id)
        self.assertFalse(self.get_wrong())
