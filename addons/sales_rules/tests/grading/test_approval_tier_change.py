from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common_approval import DIRECTOR, MANAGER, ApprovalCommon


@tagged("post_install", "-at_install")
class TestApprovalTierChange(ApprovalCommon):
    """R1.6: a customer's tier changes by an assessment or an approved change."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        tiers = cls.env["sales.tier"].create(
            [
                {"name": "C", "credit_limit": 1000},
                {"name": "B", "credit_limit": 5000},
                {"name": "A", "unlimited": True},
            ]
        )
        cls.tier_c, cls.tier_b, cls.tier_a = tiers
        cls.new_authority(5000, MANAGER, subject="tier_change")
        cls.new_authority(50000, DIRECTOR, subject="tier_change")
        cls.customer.user_id = cls.seller
        cls.customer._apply_tier(cls.tier_c, "Opening")

    def _new_change(self, tier=None, user=None, **vals):
        model = self.env["sales.tier.change"].with_user(user or self.seller)
        vals = {
            "partner_id": self.customer.id,
            "new_tier_id": (tier or self.tier_b).id,
            "reason": "Pays on time",
        } | vals
        return model.create(vals)

    def test_an_approved_change_is_applied_with_history(self):
        change = self._new_change()
        change.action_submit()
        approval = self.get_approvals(change)
        self.assertRecordValues(
            approval,
            [
                {
                    "subject": "tier_change",
                    "amount": 5000,
                    "limit": 1000,
                    "candidate_ids": self.manager.ids,
                    "partner_id": self.customer.id,
                }
            ],
        )
        self.assertIn("From tier C to B: Pays on time", approval.summary)
        self.assertEqual(self.customer.tier_id, self.tier_c)
        approval.with_user(self.manager).action_approve()
        self.assertEqual(change.state, "approved")
        self.assertEqual(self.customer.tier_id, self.tier_b)
        self.assertRecordValues(
            change.sudo(), [{"old_tier_id": self.tier_c.id, "old_limit": 1000}]
        )
        history = self.env["sales.tier.history"].search(
            [("partner_id", "=", self.customer.id)], order="id desc", limit=1
        )
        self.assertRecordValues(
            history, [{"new_tier_id": self.tier_b.id, "user_id": self.manager.id}]
        )

    def test_a_rejected_change_changes_nothing(self):
        change = self._new_change()
        change.action_submit()
        change.with_user(self.manager).action_reject("Not yet")
        self.assertEqual(change.state, "rejected")
        self.assertEqual(self.customer.tier_id, self.tier_c)

    def test_an_unlimited_tier_needs_an_unlimited_authority(self):
        change = self._new_change(self.tier_a)
        change.action_submit()
        self.assertFalse(self.get_approvals(change).candidate_ids)
        change.action_withdraw()
        self.new_authority(0, self.general, subject="tier_change", unlimited=True)
        change.action_submit()
        approval = self.get_approvals(change)[-1:]
        self.assertRecordValues(
            approval,
            [{"candidate_ids": self.general.ids, "amount_text": "Unlimited"}],
        )

    def test_a_change_from_another_tier_than_asked_is_not_applied(self):
        change = self._new_change()
        change.action_submit()
        self.customer._apply_tier(self.tier_a, "Assessment")
        with (
            self.assertRaisesRegex(UserError, "by now"),
            self.env.cr.savepoint(),
        ):
            change.with_user(self.manager).action_approve()
        self.assertEqual(change.state, "submitted")
        change.with_user(self.manager).action_reject("Asked anew")

    def test_the_same_tier_is_not_asked(self):
        with self.assertRaisesRegex(UserError, "already"):
            self._new_change(self.tier_c).action_submit()

    def test_contacts_and_tiers_not_in_force_are_refused(self):
        contact = self.env["res.partner"].create(
            {"name": "Contact", "parent_id": self.customer.id}
        )
        with self.assertRaises(ValidationError):
            self._new_change(partner_id=contact.id)
        self.tier_b.active = False
        with self.assertRaises(ValidationError):
            self._new_change()

    def test_a_submitted_change_is_frozen(self):
        change = self._new_change()
        change.action_submit()
        for vals in (
            {"new_tier_id": self.tier_a.id},
            {"reason": "x"},
            {"old_limit": 1},
            {"old_tier_id": self.tier_a.id},
        ):
            with self.assertRaises(UserError):
                change.sudo().write(vals)

    @mute_logger("odoo.sql_db")
    def test_one_change_of_a_customer_waits_at_a_time(self):
        self._new_change().action_submit()
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self._new_change().action_submit()
            self.env.flush_all()

    def test_a_change_is_seen_by_those_it_concerns(self):
        change = self._new_change()
        readers = self.seller | self.manager | self.director | self.general
        readers |= self.finance | self.deputy | self.rules_admin
        for user in readers | self.colleague | self.other_manager:
            with self.subTest(user=user.name):
                self.assertEqual(
                    change.with_user(user).has_access("read"), user in readers
                )
        for user in (self.general, self.finance, self.deputy, self.rules_admin):
            with self.assertRaises(AccessError):
                change.with_user(user).action_submit()
