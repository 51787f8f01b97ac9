from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common_service import ServiceCommon


@tagged("post_install", "-at_install")
class TestServiceSecrecy(ServiceCommon):
    """Requests go with their contract; an assignee sees those assigned (R2.12)."""

    def setUp(self):
        super().setUp()
        self.contract = self.new_handed()
        self.buyer.phone = "13912345678"
        self.request = self.new_assigned(self.contract)
        self.other = self.new_request(self.contract, description="Another one")

    def find(self, user):
        requests = self.env["property.service.request"].with_user(user)
        return requests.search([("company_id", "=", self.company.id)])

    def test_who_reads_them(self):
        both = self.request | self.other
        readers = self.home_seller | self.home_manager | self.director | self.finance
        for user in readers | self.deputy | self.general:
            self.assertEqual(
                self.find(user), both.sorted("id", reverse=True), user.name
            )
        self.assertEqual(self.find(self.repairer), self.request)
        for user in self.home_colleague | self.seller | self.investor | self.clerk:
            self.assertFalse(self.find(user), user.name)
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.request.with_user(user).read(["description"])

    def test_the_repairer_sees_home_owner_and_phone_and_no_more(self):
        mine = self.request.with_user(self.repairer)
        spec = {
            name: {"fields": {"display_name": {}}} for name in ("unit_id", "partner_id")
        }
        [row] = mine.web_read(
            spec | {"phone": {}, "description": {}, "in_warranty": {}}
        )
        self.assertEqual(row["partner_id"]["display_name"], self.buyer.name)
        self.assertIn(self.unit.name, row["unit_id"]["display_name"])
        self.assertEqual(row["phone"], "13912345678")
        self.assertIn(self.unit.name, mine.display_name)
        for name in ("unit_id", "contract_id"):
            with self.subTest(name), self.assertRaises(AccessError):
                mine[name].read(["display_name"])
        for model in ("property.contract.buyer", "property.unit", "property.warranty"):
            with self.subTest(model), self.assertRaises(AccessError):
                self.env[model].with_user(self.repairer).search([], limit=1)
        views = mine.get_views([(False, "list"), (False, "kanban"), (False, "form")])
        self.assertNotIn('name="contract_id"', views["views"]["form"]["arch"])
        mine.message_post(body=self.repairer.name)

    def test_given_to_another_it_is_seen_no_more(self):
        self.request.with_user(self.home_manager).action_assign(self.clerk.id)
        self.assertFalse(self.find(self.repairer))
        self.assertEqual(self.find(self.clerk), self.request)

    def test_it_goes_with_the_customer_to_a_colleague(self):
        self.contract.with_user(self.home_manager).action_transfer(
            self.home_colleague.id, "Moves"
        )
        self.assertEqual(self.other.seller_id, self.home_colleague)
        self.assertFalse(self.find(self.home_seller))
        self.assertTrue(self.find(self.home_colleague))
        with self.assertRaises(AccessError):
            self.other.with_user(self.home_seller).action_answer("Soon")
        deadlines = self.env["property.deadline"].sudo()
        domain = [("kind", "=", "service_answer"), ("res_id", "=", self.other.id)]
        self.assertEqual(deadlines.search(domain).user_id, self.home_colleague)

    def test_another_company_sees_nothing(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        director = self.new_user("director_2", "group_marketing_director")
        director.write({"company_id": company.id, "company_ids": [(6, 0, company.ids)]})
        self.assertFalse(self.find(director))
        with self.assertRaises(AccessError):
            self.request.with_user(director).action_assign(self.clerk.id)
        with self.assertRaises(AccessError):
            self.new_request(self.contract, director)
