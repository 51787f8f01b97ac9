from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common_assessment import FROM, TO, AssessmentCommon


@tagged("post_install", "-at_install")
class TestTierPreview(AssessmentCommon):
    """A changed standard does what its preview says (R1.6)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sell(800, due=date(2026, 5, 1))
        cls.weak = cls.new_graded("Weak", cls.tier_b)
        cls.best = cls.new_graded("Best", cls.tier_a, cls.other_seller)
        cls.sell(5000, cls.best, due=date(2026, 5, 1))
        cls.fresh = cls.new_graded("Fresh")

    def new_preview(self, changes=None, user=None):
        """A preview of March with other values: {tier: {field: value}}."""
        preview = self.env["sales.tier.preview"].with_user(user or self.director)
        preview = preview.create({"date_from": FROM, "date_to": TO})
        for row in preview.tier_ids:
            row.write((changes or {}).get(row.tier_id, {}))
        preview.action_preview()
        return preview

    def moves(self, record):
        lines = record.sudo().line_ids
        return {
            line.partner_id: (line.old_tier_id, line.final_tier_id) for line in lines
        }

    def test_a_preview_begins_with_the_standard_in_force(self):
        preview = self.new_preview()
        active = preview.tier_ids.filtered("in_force")
        self.assertEqual(active.tier_id, self.tiers)
        self.assertEqual(active[0].min_turnover, 1000)
        self.assertEqual(self.moves(preview), self.moves(self.new_assessment()))

    def test_the_preview_says_what_changing_and_applying_then_write(self):
        changes = {
            self.tier_a: {"min_turnover": 700, "credit_limit": 4000},
            self.tier_b: {"credit_limit": 900},
            self.tier_c: {"credit_limit": 150},
        }
        preview = self.new_preview(changes)
        promised = preview.granted_amount - preview.withdrawn_amount
        counts = (preview.up_count, preview.down_count, preview.new_count)
        before = self.get_limits()
        self.refresh(changes)
        approved = self.new_approved()
        self.assertEqual(self.moves(preview), self.moves(approved))
        self.assertEqual(
            counts, (approved.up_count, approved.down_count, approved.new_count)
        )
        self.assertEqual(counts, (1, 1, 1))
        approved.with_user(self.director).action_apply()
        granted = {
            partner: limit - before[partner]
            for partner, limit in self.get_limits().items()
        }
        self.assertEqual(sum(granted.values()), promised)
        self.assertEqual(
            granted,
            {line.partner_id: line.limit_change for line in preview.sudo().line_ids},
        )

    def get_limits(self):
        customers = self.good | self.weak | self.best | self.fresh
        return {
            customer: customer.tier_id.credit_limit and customer.sudo().credit_limit
            for customer in customers
        }

    def test_a_preview_writes_nothing(self):
        tiers = self.tiers.read(["min_turnover", "credit_limit", "active"])
        held = {customer: customer.tier_id for customer in self.good | self.weak}
        history = self.env["sales.tier.history"].sudo().search_count([])
        self.new_preview(
            {self.tier_a: {"min_turnover": 0}, self.tier_c: {"in_force": 0}}
        )
        self.env.invalidate_all()
        self.assertEqual(
            self.tiers.read(["min_turnover", "credit_limit", "active"]), tiers
        )
        self.assertEqual({c: c.tier_id for c in self.good | self.weak}, held)
        self.assertEqual(
            self.env["sales.tier.history"].sudo().search_count([]), history
        )
        self.assertFalse(self.env["sales.tier.assessment"].sudo().search([]))

    def test_a_draft_is_tried_out_before_it_is_put_in_force(self):
        draft = self.new_tier(2000, name="A-", sequence=1, min_turnover=700)
        draft.sudo().active = False
        preview = self.new_preview({draft: {"in_force": True}})
        self.assertEqual(self.moves(preview)[self.good], (self.tier_b, draft))

    def test_looking_again_counts_once(self):
        preview = self.new_preview()
        preview.action_preview()
        self.assertEqual(preview.line_count, 4)
        cell = preview.action_view_cell(self.tier_b.id, self.tier_c.id)
        lines = self.env["sales.tier.preview.line"].with_user(self.director)
        self.assertEqual(lines.search(cell["domain"]).partner_id, self.weak)

    def test_director_and_administrator_look_and_nobody_else(self):
        self.assertTrue(self.new_preview(user=self.rules_admin).line_count)
        for user in (self.manager, self.seller, self.finance, self.general):
            with self.assertRaises(AccessError):
                self.new_preview(user=user)
