from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import PropertyCommon


@tagged("post_install", "-at_install")
class TestBlockAccess(PropertyCommon):
    """Homes are blocked by the manager of their sale and the director (R2.4)."""

    def load(self, user):
        blocks = self.env["property.block"].with_user(user)
        return blocks.load(
            ["unit_id/.id", "reason", "date_end"],
            [[str(self.unit.id), "Sample", str(self.day(1))]],
        )["ids"]

    def test_manager_and_director_block(self):
        first = self.new_block(self.units[0], user=self.home_manager)
        second = self.new_block(self.units[1], user=self.director)
        self.assertEqual(
            first.create_uid | second.create_uid, self.home_manager | self.director
        )

    def test_nobody_else_blocks_or_lifts(self):
        block = self.new_block(self.units[1])
        for user in (
            self.home_seller,
            self.investor,
            self.finance,
            self.deputy,
            self.general,
            self.seller,
            self.manager,
            self.clerk,
        ):
            with self.subTest(user.name):
                with self.assertRaises(AccessError):
                    self.new_block(user=user)
                with self.assertRaises(AccessError):
                    block.with_user(user).action_lift("No")
                self.assertFalse(self.load(user))

    def test_the_manager_imports_blocks_as_well(self):
        self.assertTrue(self.load(self.home_manager))

    def test_a_manager_of_steel_has_no_access_at_all(self):
        block, release = self.new_block(), self.new_draft_release()
        for record in (block, release, self.unit, self.building, self.development):
            with self.subTest(record), self.assertRaises(AccessError):
                record.with_user(self.manager).read(["display_name"])
            with self.subTest(record), self.assertRaises(AccessError):
                record.with_user(self.manager).search([])

    def test_all_who_read_homes_read_why_they_are_blocked(self):
        block = self.new_block()
        for user in (self.home_seller, self.investor, self.finance, self.general):
            with self.subTest(user.name):
                values = block.with_user(user).read(["reason", "date_end"])
                self.assertEqual(values[0]["reason"], "For a partner of the bank")
                self.assertTrue(self.unit.with_user(user).is_blocked)
