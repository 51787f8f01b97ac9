from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common_reception import ReceptionCommon


@tagged("post_install", "-at_install")
class TestTransfer(ReceptionCommon):
    """A salesperson who leaves passes on the customers of homes first (R2.11)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hold = cls.new_reservation()
        cls.leader = cls.hold.with_user(cls.home_manager)

    def archive(self, user):
        user.with_user(self.env.ref("base.user_admin")).active = False

    def transfer(self, document, user=None):
        document.action_transfer((user or self.home_colleague).id, "Leaves us")

    def test_the_leader_gives_a_reservation_to_a_colleague(self):
        self.transfer(self.leader)
        self.assertEqual(self.hold.user_id, self.home_colleague)
        self.assertEqual(self.buyer.user_id, self.home_colleague)
        self.assertIn("Leaves us", str(self.hold.message_ids.mapped("body")))
        mine = self.hold.with_user(self.home_colleague)
        self.assertEqual(mine.read(["number"])[0]["number"], self.hold.number)
        with self.assertRaises(AccessError):
            self.hold.with_user(self.home_seller).read(["number"])

    def test_the_deadline_of_the_contract_goes_along(self):
        deadlines = self.env["property.deadline"].sudo()
        deadlines = deadlines.search([("kind", "=", "contract")])
        self.assertEqual(deadlines.user_id, self.home_seller)
        self.transfer(self.leader)
        self.assertEqual(deadlines.user_id, self.home_colleague)

    def test_everything_open_of_the_customer_goes_along(self):
        second = self.reserve(self.units[1], self.buyer)
        ended = self.reserve(self.units[3], self.buyer)
        ended.with_user(self.home_seller).action_cancel("Another home")
        reception = self.receive(partner_id=self.buyer.id)
        another = self.reserve(self.units[3], self.new_buyer("Another"))
        self.transfer(self.leader)
        for went in (self.hold, second, reception):
            self.assertEqual(went.user_id, self.home_colleague)
        self.assertEqual(ended.user_id, self.home_seller)
        self.assertEqual(another.user_id, self.home_seller)

    def test_activities_of_the_salesperson_go_along(self):
        for user in (self.home_seller, self.finance):
            self.hold.activity_schedule(
                "mail.mail_activity_data_todo", user_id=user.id, summary=user.name
            )
        self.transfer(self.leader)
        users = {row.summary: row.user_id for row in self.hold.activity_ids}
        self.assertEqual(users["home_seller"], self.home_colleague)
        self.assertEqual(users["finance"], self.finance)

    def test_the_colleague_is_told(self):
        self.transfer(self.leader.with_context(tracking_disable=False))
        messages = self.env["mail.message"].sudo()
        told = messages.search(
            [
                ("model", "=", self.hold._name),
                ("res_id", "=", self.hold.id),
                ("partner_ids", "in", self.home_colleague.partner_id.ids),
            ]
        )
        self.assertEqual(len(told), 1)

    def test_one_customer_chosen_twice_goes_once(self):
        second = self.reserve(self.units[1], self.buyer)
        self.transfer((self.hold | second).with_user(self.home_manager))
        self.assertEqual(second.user_id, self.home_colleague)
        reasons = second.message_ids.filtered(lambda row: "Leaves us" in row.body)
        self.assertEqual(len(reasons), 1)

    def test_a_customer_who_is_there_already_stays(self):
        with self.assert_refused("is with home_seller already: choose a colleague"):
            self.transfer(self.leader, self.home_seller)

    def test_many_customers_take_hardly_more_queries_than_one(self):
        counts = []
        for number in (1, 10):
            names = [f"Buyer {number} {index}" for index in range(number)]
            receptions = self.env["property.reception"].browse()
            for index, name in enumerate(names):
                phone = f"139{number:04}{index:04}"
                receptions |= self.receive(phone, name=name)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.transfer(receptions.with_user(self.home_manager))
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLess(counts[1] - counts[0], 9 * 12, counts)

    def test_an_ended_reservation_goes_nowhere(self):
        self.hold.with_user(self.home_seller).action_cancel("No loan")
        with self.assert_refused("only what is open goes to a colleague"):
            self.transfer(self.leader)

    def test_only_the_leader_and_the_director_give_on(self):
        for user in self.home_seller | self.home_colleague | self.other_leader:
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.transfer(self.hold.with_user(user), self.other_member)
        self.transfer(self.hold.with_user(self.director), self.other_member)
        self.assertEqual(self.hold.user_id, self.other_member)

    def test_several_go_at_once_or_not_at_all(self):
        other = self.reserve(self.units[1], self.other_buyer, self.home_colleague)
        self.new_training(self.other_member)
        foreign = self.reserve(
            self.units[2], self.new_buyer("Far", self.other_member), self.other_member
        )
        with self.assertRaises(AccessError):
            self.transfer((self.hold | other | foreign).with_user(self.home_manager))
        self.assertEqual(self.hold.user_id, self.home_seller)
        both = (self.hold | other).with_user(self.home_manager)
        self.transfer(both, self.home_manager)
        self.assertEqual(both.user_id, self.home_manager)

    def test_who_has_an_open_reservation_does_not_leave(self):
        with self.assert_refused(f"(Reservation: 1): {self.hold.display_name}. Have"):
            self.archive(self.home_seller)
        self.assertTrue(self.home_seller.active)
        self.transfer(self.leader)
        self.archive(self.home_seller)
        self.assertFalse(self.home_seller.active)

    def test_who_waits_for_a_home_keeps_the_salesperson_too(self):
        self.wait()
        with self.assert_refused("home_colleague has customers of homes still"):
            self.archive(self.home_colleague)

    def test_a_protected_customer_keeps_the_salesperson_until_the_last_day(self):
        self.hold.with_user(self.home_seller).action_cancel("No loan")
        reception = self.receive()
        self.let_pass(reception, 30)
        with self.assertRaises(UserError) as refused:
            self.archive(self.home_seller)
        self.assertIn("(Reception: 1). Have", str(refused.exception))
        self.assertNotIn(reception.name, str(refused.exception))
        self.let_pass(reception, 31)
        self.archive(self.home_seller)
        self.assertFalse(self.home_seller.active)

    def test_customers_of_another_company_are_asked_for_too(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.transfer(self.leader)
        admin = self.env.ref("base.user_admin")
        admin.company_ids = [Command.link(company.id)]
        with self.assertRaises(UserError):
            self.home_colleague.with_user(admin).with_context(
                allowed_company_ids=company.ids
            ).active = False

    def test_users_without_homes_leave_as_before(self):
        self.archive(self.seller)
        self.assertFalse(self.seller.active)
