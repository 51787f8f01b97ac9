from odoo.tests import HttpCase, new_test_user, tagged


class InboxTourCase(HttpCase):
    """Changes of tier that wait for a regional manager."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = cls._new_user("inbox_seller", "salesperson")
        cls.manager = cls._new_user("inbox_manager", "regional_manager")
        cls.team = cls.env["crm.team"].create(
            {"name": "East", "user_id": cls.manager.id}
        )
        cls.env["crm.team.member"].create(
            {"crm_team_id": cls.team.id, "user_id": cls.seller.id}
        )
        cls.tier = cls.env["sales.tier"].create({"name": "B", "credit_limit": 5000})
        cls.env["sales.authority"].create(
            {
                "subject": "tier_change",
                "group_id": cls.env.ref("sales_rules.group_regional_manager").id,
                "limit": 5000,
            }
        )

    @classmethod
    def _new_user(cls, login, role):
        return new_test_user(
            cls.env, login, f"sales_rules.group_{role}", name=login, tz="UTC"
        )

    def _ask(self, *numbers):
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
        return self.env["sales.approval"].search(
            [("res_model", "=", changes._name), ("res_id", "in", changes.ids)],
            order="id",
        )


@tagged("post_install", "-at_install", "is_tour")
class TestInboxPhone(InboxTourCase):
    """The inbox on a phone (R1.1)."""

    browser_size = "390x844"
    touch_enabled = True

    def test_twenty_are_approved_at_once_on_a_phone(self):
        approvals = self._ask(*range(1, 21))
        self.start_tour("/odoo", "sales_approval_inbox_phone", login="inbox_manager")
        self.assertEqual(approvals.mapped("state"), ["approved"] * 20)
        self.assertEqual(approvals.decided_by_id, self.manager)
        customers = approvals.partner_id
        self.assertEqual(customers.tier_id, self.tier)

    def test_a_card_is_decided_with_two_big_buttons(self):
        approvals = self._ask(1, 2)
        self.start_tour("/odoo", "sales_approval_inbox_card", login="inbox_manager")
        self.assertEqual(approvals.mapped("state"), ["approved", "rejected"])
        self.assertEqual(approvals[1].reason, "Papers are missing")


@tagged("post_install", "-at_install", "is_tour")
class TestInboxDesktop(InboxTourCase):
    """The inbox on a desk (R1.1)."""

    browser_size = "1440x900"

    def test_rows_are_decided_in_the_list(self):
        approvals = self._ask(3, 4, 5)
        self.start_tour("/odoo", "sales_approval_inbox_list", login="inbox_manager")
        self.assertEqual(
            approvals.mapped("state"), ["approved", "rejected", "rejected"]
        )
        self.assertEqual(set(approvals[1:].mapped("reason")), {"Not this month"})
