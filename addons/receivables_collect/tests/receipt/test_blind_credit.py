from odoo.fields import Domain
from odoo.tests import tagged

from ..common_money import MoneyCommon

# the parts of the customer's credit, which move with the sum
FIGURES = ("credit_receivable", "credit_exposure", "credit_available")


@tagged("post_install", "-at_install")
class TestBlindCredit(MoneyCommon):
    """Where collected money frees credit, the credit tells finance nothing of what it
    has not counted; what is held is the same for everybody (R4.27).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.collection_count_collected = True
        cls.slip = cls.new_slip_over(800)
        cls.order = cls.new_order(100)
        cls.receipt = cls.collect(cls.slip, 137.31)
        cls.report = cls.receipt.report_id

    def read_credit(self, user):
        """The customer's credit as a user reads it, in a client."""
        self.env.invalidate_all()
        [vals] = self.customer.with_user(user).read(list(FIGURES))
        return tuple(vals[name] for name in FIGURES)

    def test_finance_reads_the_ledger_until_it_has_counted(self):
        self.assertEqual(self.read_credit(self.finance), (800, 800, 200))
        self.submit(self.report)
        self.assertEqual(self.read_credit(self.finance), (800, 800, 200))
        self.count(self.report)
        self.assertEqual(self.read_credit(self.finance), (662.69, 662.69, 337.31))

    def test_users_who_do_not_count_read_the_freed_credit_at_once(self):
        for user in (self.seller, self.manager, self.director, self.general):
            self.assertEqual(
                self.read_credit(user), (662.69, 662.69, 337.31), user.name
            )

    def test_one_user_does_not_read_what_another_had_computed(self):
        self.env.invalidate_all()
        for user, receivable in ((self.director, 662.69), (self.finance, 800)):
            customer = self.customer.with_user(user)
            self.assertEqual(customer.credit_receivable, receivable)
            text = str(customer.credit_panel) + str(
                self.order.with_user(user).credit_panel
            )
            self.assertEqual("662.69" in text, user == self.director)
            self.assertEqual("137.31" in text, user == self.director)

    def test_a_second_day_stays_hidden_when_the_first_is_counted(self):
        self.submit(self.report)
        self.collect(self.slip, 20)
        self.count(self.report)
        self.assertEqual(self.read_credit(self.finance)[0], 662.69)
        self.assertEqual(self.read_credit(self.seller)[0], 642.69)

    def test_a_search_by_the_sum_does_not_guess_it(self):
        for user, found in ((self.finance, False), (self.seller, True)):
            partners = self.env["res.partner"].with_user(user)
            exact = Domain("credit_exposure", "=", 662.69)
            below = Domain("credit_exposure", "<", 700)
            for domain in (exact, below):
                domain &= Domain("id", "=", self.customer.id)
                with self.subTest(user=user.name, domain=domain):
                    self.assertEqual(bool(partners.search(domain)), found)

    def test_being_over_the_limit_tells_nothing_either(self):
        self.new_invoice(300)
        domain = [("is_credit_exceeded", "=", True), ("id", "=", self.customer.id)]
        for user, over in ((self.finance, True), (self.seller, False)):
            self.env.invalidate_all()
            self.assertEqual(self.customer.with_user(user).is_credit_exceeded, over)
            found = self.env["res.partner"].with_user(user).search(domain)
            self.assertEqual(bool(found), over)

    def test_groups_and_their_members_tell_nothing_either(self):
        group = (
            self.env["sales.credit.group"]
            .sudo()
            .create(
                {
                    "name": "Family",
                    "company_id": self.company.id,
                    "credit_limit": 2000,
                    "member_ids": [(0, 0, {"partner_id": self.customer.id})],
                }
            )
        )
        for user, amount in ((self.finance, 800), (self.director, 662.69)):
            self.env.invalidate_all()
            seen = group.with_user(user)
            self.assertEqual((seen.receivable, seen.member_ids.exposure), (amount,) * 2)

    def test_exports_tell_the_ledger(self):
        self.finance.group_ids += self.env.ref("base.group_allow_export")
        self.env.invalidate_all()
        exported = self.customer.with_user(self.finance).export_data(list(FIGURES))
        self.assertEqual(exported["datas"], [[800, 800, 200]])

    def test_an_order_is_judged_alike_whoever_confirms(self):
        order = self.new_order(400)
        for user in (self.finance, self.seller):
            self.env.invalidate_all()
            seen = order.with_user(user)
            [findings] = seen.env["sales.hold.check"]._examine(seen).values()
            exposures = {finding.exposure for finding in findings}
            self.assertEqual(exposures, {1062.69}, user.name)

    def test_without_the_setting_everybody_reads_the_ledger(self):
        self.company.collection_count_collected = False
        for user in (self.finance, self.seller):
            self.assertEqual(self.read_credit(user), (800, 800, 200))
