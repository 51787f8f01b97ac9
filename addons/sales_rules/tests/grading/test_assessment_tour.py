from odoo.tests import HttpCase, tagged

from ..common import CreditCommon


@tagged("post_install", "-at_install", "is_tour")
class TestAssessmentStory(CreditCommon, HttpCase):
    """The month as a story: salesperson, manager, director (R1.6, R4.13)."""

    browser_size = "1440x900"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        tiers = cls.env["sales.tier"].sudo()
        tiers.search([("company_id", "=", cls.company.id)]).active = False
        cls.customer.sudo().active = False
        cls.tier_a = cls.new_tier(3000, name="A", sequence=1, min_turnover=1000)
        cls.tier_b = cls.new_tier(1000, name="B", sequence=2, min_turnover=500)
        cls.tier_c = cls.new_tier(100, name="C", sequence=3)
        cls.good = cls.new_customer(tier=cls.tier_b, name="Good")
        cls.weak = cls.new_customer(tier=cls.tier_b, name="Weak")
        model = cls.env["sales.tier.assessment"].with_user(cls.director)
        cls.assessment = model.create({"company_id": cls.company.id})
        cls.new_invoice(
            1500,
            cls.good,
            invoice_date=cls.assessment.date_to,
            invoice_date_due=cls.today,
        )

    def run_tour(self, name, user, url):
        self.start_tour(url, f"sales_assessment_{name}", login=user.login)
        self.env.invalidate_all()

    def test_a_month_from_the_class_to_the_applied_tiers(self):
        customer_url = f"/odoo/customers/{self.good.id}"
        self.run_tour("salesperson", self.seller, customer_url)
        self.assertEqual(self.good.sales_class, "B")
        url = f"/odoo/tier-assessments/{self.assessment.id}"
        self.run_tour("manager", self.manager, url)
        self.assertEqual(self.assessment.state, "submitted")
        self.run_tour("director", self.director, url)
        self.assertEqual(self.assessment.state, "applied")
        self.assertEqual(self.good.tier_id, self.tier_a)
        self.assertEqual(self.weak.tier_id, self.tier_b)
        lines = self.assessment.sudo().line_ids
        self.assertEqual(
            {line.partner_id.name: line.outcome for line in lines},
            {"Good": "applied", "Weak": "unchanged"},
        )
