from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import tagged

from ..common_custody import CustodyCommon


class _DoneError(Exception):
    pass


@tagged("post_install", "-at_install")
class TestHandoverRoles(CustodyCommon):
    """The roles that issue, sign, refuse and withdraw each hand-over (R4.24, R4.25).

    Every role is tried on every kind; all that are not named are refused.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.main_collector = cls.new_user("main_collector", "group_salesperson")
        cls.team.main_collector_id = cls.main_collector
        cls.people = (
            cls.seller
            | cls.colleague
            | cls.main_collector
            | cls.other_seller
            | cls.manager
            | cls.other_manager
            | cls.finance
            | cls.second_finance
            | cls.director
            | cls.general
            | cls.deputy
            | cls.rules_admin
            | cls.clerk
            | cls.env.ref("base.user_admin")
        )
        departments = cls.finance | cls.second_finance
        heads = cls.main_collector | cls.manager
        cls.givers = {
            "to_branch": departments,
            "to_collector": heads,
            "to_branch_back": cls.seller,
            "to_finance_back": heads,
        }

    def make(self, kind):
        """A draft of this kind whose things lie where it begins."""
        vouchers = self.get_vouchers(1)
        outward = {"receiver_id": self.main_collector.id}
        if kind != "to_branch":
            self.hand("to_branch", vouchers=vouchers, **outward)
        if kind == "to_branch_back":
            self.hand("to_collector", vouchers=vouchers, giver=self.main_collector)
        giver = self.givers[kind][:1]
        vals = {} if kind in ("to_collector", "to_finance_back") else outward
        return self.new_handover(kind, vouchers=vouchers, giver=giver, **vals)

    def get_allowed(self, handover, method, *args):
        """Return who of all may call a method now; nothing is kept of it."""
        allowed = self.env["res.users"]
        for user in self.people:
            model = self.env["collection.handover"].with_user(user)
            try:
                with self.env.cr.savepoint():
                    call_kw(model, method, [handover.ids, *args], {})
                    self.env.flush_all()
                    raise _DoneError
            except _DoneError:
                allowed |= user
            except AccessError:
                continue
        return allowed

    def assert_allowed(self, kind, givers, receiver):
        handover = self.make(kind)
        self.assertEqual(self.get_allowed(handover, "action_issue"), givers)
        handover.action_issue()
        for method, args, people in (
            ("action_sign", (), receiver),
            ("action_refuse", ("No",), receiver),
            ("action_withdraw", ("No",), givers),
        ):
            with self.subTest(kind=kind, method=method):
                self.assertEqual(self.get_allowed(handover, method, *args), people)
        for user in self.people:
            shown = handover.with_user(user).sudo()
            with self.subTest(kind=kind, user=user.login):
                self.assertEqual(shown.can_sign, user == receiver)
                self.assertEqual(shown.can_withdraw, user in givers)

    def test_finance_hands_to_the_branch(self):
        self.assert_allowed("to_branch", self.givers["to_branch"], self.main_collector)

    def test_the_branch_hands_to_a_salesperson(self):
        self.assert_allowed("to_collector", self.givers["to_collector"], self.seller)

    def test_a_salesperson_hands_back_to_the_branch(self):
        self.assert_allowed("to_branch_back", self.seller, self.main_collector)

    def test_the_branch_hands_back_to_finance(self):
        heads = self.givers["to_finance_back"]
        self.assert_allowed("to_finance_back", heads, self.finance)

    def test_nobody_writes_what_the_signature_writes(self):
        handover = self.make("to_branch")
        handover.action_issue()
        for user in self.people:
            model = self.env["collection.handover"].with_user(user)
            for vals in (
                {"state": "signed"},
                {"signed_by_id": user.id},
                {"receiver_id": user.id},
                {"giver_id": user.id},
                {"number": "F18/1"},
                {"line_ids": [(5,)]},
            ):
                with (
                    self.subTest(user=user.login, vals=vals),
                    self.assertRaises(UserError),
                ):
                    call_kw(model, "write", [handover.ids, vals], {})
        self.assertEqual(handover.receiver_id, self.main_collector)

    def test_the_giver_is_the_issuer_not_the_maker_of_the_draft(self):
        handover = self.make("to_branch")
        handover.with_user(self.second_finance).action_issue()
        self.assertEqual(handover.giver_id, self.second_finance)
        handover.with_user(self.finance).action_withdraw("Wrong count")
        self.assertEqual(handover.state, "refused")
