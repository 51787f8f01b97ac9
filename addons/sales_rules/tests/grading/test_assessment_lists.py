from datetime import date

from lxml import etree

from odoo.fields import Domain
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from ..common_assessment import AssessmentCommon

ACTIONS = (
    "sales_tier_assessment_action",
    "sales_tier_assessment_line_action",
    "sales_tier_assessment_line_action_falling",
    "sales_tier_assessment_line_action_report",
    "sales_tier_history_action",
    "sales_tier_version_action",
    "sales_credit_allowance_action",
    "sales_credit_report_action",
    "sales_hold_report_action",
)


@tagged("post_install", "-at_install")
class TestAssessmentLists(AssessmentCommon):
    """Customers about to fall, tiers that spread and move, for their readers (R1.6)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # in February both meet C, in March Good falls from B and West from A
        cls.west = cls.new_graded("West", cls.tier_a, cls.other_seller)
        cls.february = cls.new_month(date(2026, 2, 1), date(2026, 2, 28))
        cls.tick_all(cls.february)
        cls.february.with_user(cls.director).action_approve()
        cls.february.with_user(cls.director).action_apply()
        cls.give_tier(cls.good, cls.tier_b)
        cls.give_tier(cls.west, cls.tier_a)
        cls.sell(600, cls.west, due=date(2026, 4, 30))
        cls.march = cls.new_month(date(2026, 3, 1), date(2026, 3, 31))

    @classmethod
    def new_month(cls, date_from, date_to):
        return cls.new_assessment(date_from=date_from, date_to=date_to)

    def open(self, xmlid, user):
        """The records that `user` sees when the action opens, and the search view."""
        action = self.env.ref(f"sales_rules.{xmlid}").with_user(user).sudo()
        model = self.env[action.res_model].with_user(user)
        arch = etree.fromstring(
            model.get_view(action.search_view_id.id, "search")["arch"]
        )
        domain = Domain(safe_eval(action.domain or "[]", {"uid": user.id}))
        groups = []
        for key in safe_eval(action.context or "{}", {"uid": user.id}):
            if not key.startswith("search_default_"):
                continue
            name = key.removeprefix("search_default_")
            [node] = arch.xpath(f"//filter[@name='{name}'] | //field[@name='{name}']")
            if node.get("domain"):
                domain &= Domain(safe_eval(node.get("domain"), {"uid": user.id}))
            context = safe_eval(node.get("context") or "{}")
            groups += [context["group_by"]] if "group_by" in context else []
        model._read_group(domain, groups, ["__count"])
        return model.search(domain)

    def test_every_role_opens_every_list(self):
        for user in (self.seller, self.manager, self.director, self.finance):
            for xmlid in ACTIONS:
                with self.subTest(user=user.login, action=xmlid):
                    seen = self.open(xmlid, user)
                    self.assertEqual(seen, seen._filtered_access("read"))

    def test_about_to_fall_are_those_of_open_assessments(self):
        falling = "sales_tier_assessment_line_action_falling"
        lines = self.open(falling, self.director)
        self.assertEqual(lines.assessment_id, self.march)
        self.assertEqual(lines.partner_id, self.good | self.west)
        self.assertEqual(self.open(falling, self.manager).partner_id, self.good)
        self.assertEqual(self.open(falling, self.other_manager).partner_id, self.west)
        self.assertEqual(self.open(falling, self.seller).partner_id, self.good)
        self.tick_all(self.march)
        self.march.with_user(self.director).action_approve()
        self.assertEqual(len(self.open(falling, self.director)), 2)
        self.march.with_user(self.director).action_apply()
        self.assertFalse(self.open(falling, self.director))

    def test_cancelled_assessments_let_nobody_fall(self):
        self.march.with_user(self.director).action_cancel()
        falling = "sales_tier_assessment_line_action_falling"
        self.assertFalse(self.open(falling, self.director))

    def spread(self, user, *groupby):
        model = self.env["sales.tier.assessment.line"].with_user(user)
        domain = [("assessment_id", "in", (self.february | self.march).ids)]
        return {
            tuple(getattr(key, "name", key) for key in row[:-1]): row[-1]
            for row in model._read_group(domain, groupby, ["__count"])
        }

    def test_tiers_spread_by_month(self):
        self.assertEqual(
            self.spread(self.director, "month:month", "final_tier_id"),
            {
                (date(2026, 2, 1), "C"): 2,
                (date(2026, 3, 1), "C"): 1,
                (date(2026, 3, 1), "B"): 1,
            },
        )
        self.assertEqual(
            self.spread(self.manager, "month:month", "final_tier_id"),
            {(date(2026, 2, 1), "C"): 1, (date(2026, 3, 1), "C"): 1},
        )

    def test_customers_migrate_by_month_team_and_salesperson(self):
        self.assertEqual(
            self.spread(self.director, "month:month", "old_tier_id", "final_tier_id"),
            {
                (date(2026, 2, 1), "B", "C"): 1,
                (date(2026, 2, 1), "A", "C"): 1,
                (date(2026, 3, 1), "B", "C"): 1,
                (date(2026, 3, 1), "A", "B"): 1,
            },
        )
        self.assertEqual(
            self.spread(self.director, "team_id", "user_id", "move"),
            {
                ("East", "seller", "down"): 2,
                ("West", "other_seller", "down"): 2,
            },
        )

    def test_pivot_and_graph_are_by_what_is_asked(self):
        views = {
            "sales_tier_assessment_line_view_graph": ["team_id", "final_tier_id"],
            "sales_tier_assessment_line_view_pivot": ["old_tier_id", "final_tier_id"],
            "sales_tier_assessment_line_view_graph_month": ["month", "final_tier_id"],
            "sales_tier_assessment_line_view_pivot_month": ["month", "move"],
        }
        model = self.env["sales.tier.assessment.line"].with_user(self.manager)
        for xmlid, names in views.items():
            view = self.env.ref(f"sales_rules.{xmlid}")
            arch = etree.fromstring(model.get_view(view.id, view.type)["arch"])
            self.assertEqual(arch.xpath("//field/@name"), names)
