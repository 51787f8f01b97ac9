from odoo.tests import HttpCase, tagged

from ..common_department import MANAGER, DepartmentFixtures


class InboxTourCase(DepartmentFixtures, HttpCase):
    """Changes of tier that wait for a regional manager."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.find_department()
        cls.tier = cls.env["sales.tier"].create({"name": "B", "credit_limit": 5000})
        cls.new_authority(5000, MANAGER, "tier_change")

    def new_approvals(self, *numbers):
        """Submit a change of tier for each customer and return the approvals."""
        customers = self.env["res.partner"].create(
            [
                {"name": f"Customer {number}", "user_id": self.seller.id}
                for number in numbers
            ]
        )
        changes = self.env["sales.tier.change"].with_user(self.seller)
        changes = changes.create(
            [
                {
                    "partner_id": customer.id,
                    "new_tier_id": self.tier.id,
                    "reason": "Pays on time",
                }
                for customer in customers
            ]
        )
        changes.action_submit()
        return self.get_approvals(changes)


@tagged("post_install", "-at_install", "is_tour")
class TestInboxPhone(InboxTourCase):
    """The inbox on a phone (R1.1)."""

    browser_size = "390x844"
    touch_enabled = True

    def test_twenty_are_approved_at_once_on_a_phone(self):
        approvals = self.new_approvals(*range(1, 21))
        self.start_tour("/odoo", "sales_approval_inbox_phone", login=self.manager.login)
        self.assertEqual(approvals.mapped("state"), ["approved"] * 20)
        self.assertEqual(approvals.decided_by_id, self.manager)
        customers = approvals.partner_id
        self.assertEqual(customers.tier_id, self.tier)

    def test_a_card_is_decided_with_two_big_buttons(self):
        approvals = self.new_approvals(1, 2)
        self.start_tour("/odoo", "sales_approval_inbox_card", login=self.manager.login)
        self.assertEqual(approvals.mapped("state"), ["approved", "rejected"])
        self.assertEqual(approvals[1].reason, "Papers are missing")


@tagged("post_install", "-at_install", "is_tour")
class TestInboxDesktop(InboxTourCase):
    """The inbox on a desk (R1.1)."""

    browser_size = "1440x900"

    def test_rows_are_decided_in_the_list(self):
        approvals = self.new_approvals(3, 4, 5)
        self.start_tour("/odoo", "sales_approval_inbox_list", login=self.manager.login)
        self.assertEqual(
            approvals.mapped("state"), ["approved", "rejected", "rejected"]
        )
        self.assertEqual(set(approvals[1:].mapped("reason")), {"Not this month"})
