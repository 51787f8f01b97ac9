from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.sales_rules.tests.common_race import RaceCase


@tagged("post_install", "-at_install")
class TestHandoverRace(RaceCase):
    """Two transactions at one moment hand over, sign or use the same voucher."""

    def setUp(self):
        super().setUp()
        self.finance_id = self._make_user("race_finance", "group_finance")
        self.head_id = self._make_user("race_head", "group_regional_manager")
        self.seller_id = self._make_user("race_seller", "group_salesperson")
        self.team_id = self._make(
            "crm.team",
            name="Race",
            user_id=self.head_id,
            company_id=False,
            member_ids=[(6, 0, [self.seller_id])],
        )
        self.book_id = self._make(
            "collection.book", name="Race", prefix="RACE", number_from=1, number_to=3
        )
        self.call(self._as("collection.book", self.book_id, "action_register"))
        self.voucher_id = self.call(
            lambda env: (
                env["collection.voucher"]
                .search([("book_id", "=", self.book_id)], limit=1)
                .id
            )
        )

    def _make_user(self, login, group):
        return self._make(
            "res.users",
            name=login,
            login=login,
            group_ids=[
                (6, 0, [self.call(lambda env: env.ref(f"sales_rules.{group}").id)])
            ],
        )

    def _as(self, model, record_id, method, *args, uid=None):
        """Return the function that calls a method as a user; False when refused."""

        def call(env):
            record = env(user=uid or self.finance_id)[model].browse(record_id)
            try:
                with env.cr.savepoint():
                    return getattr(record, method)(*args) is not False
            except UserError:
                return False

        return call

    def _new_handover(self, kind="to_branch", uid=None, receiver=None):
        return self.call(
            lambda env: (
                env(user=uid or self.finance_id)["collection.handover"]
                .create(
                    {
                        "kind": kind,
                        "team_id": self.team_id,
                        "receiver_id": receiver or self.head_id,
                        "line_ids": [(0, 0, {"voucher_id": self.voucher_id})],
                    }
                )
                .id
            )
        )

    def _issue(self, handover_id, uid=None):
        return self._as("collection.handover", handover_id, "action_issue", uid=uid)

    def _sign(self, handover_id, uid):
        return self._as("collection.handover", handover_id, "action_sign", uid=uid)

    def _bring_to_collector(self):
        first = self._new_handover()
        self.call(self._issue(first))
        self.call(self._sign(first, self.head_id))
        second = self._new_handover("to_collector", self.head_id, self.seller_id)
        self.call(self._issue(second, self.head_id))
        self.call(self._sign(second, self.seller_id))

    def test_two_hand_overs_of_one_voucher_only_one_is_issued(self):
        first, second = self._new_handover(), self._new_handover()
        results = self.race(self._issue(first), self._issue(second))
        self.assertEqual(sorted(results), [False, True])
        issued = (first, second)[results.index(True)]
        self.assertEqual(
            self.read_committed(
                "collection.voucher", self.voucher_id, "open_handover_id"
            ).id,
            issued,
        )
        numbers = {
            self.read_committed("collection.handover", handover_id, "number")
            for handover_id in (first, second)
        }
        self.assertIn(False, numbers, "the loser took no number")

    def test_signing_twice_at_once_signs_once(self):
        handover = self._new_handover()
        self.call(self._issue(handover))
        results = self.race(
            self._sign(handover, self.head_id), self._sign(handover, self.head_id)
        )
        self.assertEqual(sorted(results), [False, True])
        state = self.read_committed("collection.voucher", self.voucher_id, "state")
        self.assertEqual(state, "branch")

    def test_signing_and_withdrawing_at_once_only_one_counts(self):
        handover = self._new_handover()
        self.call(self._issue(handover))
        signed, withdrawn = self.race(
            self._sign(handover, self.head_id),
            self._as("collection.handover", handover, "action_withdraw", "Wrong"),
        )
        self.assertNotEqual(signed, withdrawn)
        state = self.read_committed("collection.voucher", self.voucher_id, "state")
        self.assertEqual(state, "branch" if signed else "blank")

    def test_using_and_handing_back_at_once_only_one_counts(self):
        self._bring_to_collector()
        back = self._new_handover("to_branch_back", self.seller_id, self.head_id)

        def use(env):
            env = env(user=self.seller_id)
            receipt = env["collection.receipt"].new(
                {"collector_id": self.seller_id, "company_id": env.company.id}
            )
            voucher = env["collection.voucher"].browse(self.voucher_id)
            try:
                voucher._use(receipt)
            except UserError:
                return False
            return True

        used, issued = self.race(use, self._issue(back, self.seller_id))
        self.assertNotEqual(used, issued)

    def test_overlapping_books_registered_at_once_only_one_passes(self):
        books = [
            self._make(
                "collection.book",
                name="Late",
                prefix="LATE",
                number_from=1,
                number_to=5,
            )
            for _number in range(2)
        ]
        results = self.race(
            *(self._as("collection.book", book, "action_register") for book in books)
        )
        self.assertEqual(sorted(results), [False, True])

    def _remove_made(self):
        books = SQL(
            "SELECT id FROM collection_book WHERE prefix IN %s", ("RACE", "LATE")
        )
        statements = [
            SQL(
                "DELETE FROM mail_activity WHERE res_model = %s", "collection.handover"
            ),
            SQL("UPDATE collection_voucher SET open_handover_id = NULL"),
            SQL("DELETE FROM collection_handover WHERE team_id = %s", self.team_id),
            SQL("DELETE FROM collection_voucher WHERE book_id IN (%s)", books),
            SQL("DELETE FROM collection_book WHERE prefix IN %s", ("RACE", "LATE")),
            SQL("DELETE FROM sales_register WHERE code LIKE %s", "collection.%"),
            SQL("DELETE FROM crm_team_member WHERE crm_team_id = %s", self.team_id),
        ]

        def remove(env):
            for statement in statements:
                env.cr.execute(statement)
            env.invalidate_all()
            env["crm.team"].browse(self.team_id).unlink()
            users = (self.finance_id, self.head_id, self.seller_id)
            env["res.users"].browse(users).unlink()

        self.call(remove)
        return super()._remove_made()
