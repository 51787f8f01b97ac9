from lxml import etree

from odoo.tests import tagged

from .common import PropertyCommon

# what the topics put on the forms of others: model, and buttons or fields of its form
ADDED = {
    "property.development": {
        "action_show_plans",
        "plan_id",
        "property_price_list_action",
        "property_release_action",
        "decoration_standard",
        "land_mortgage",
    },
    "property.building": {"property_area_list_action_building", "area_list_count"},
    "property.unit": {
        "presale_gross_area",
        "surveyed_inner_area",
        "list_price",
        "unit_price",
        "pricing_basis",
        "release_id",
    },
    "property.permit": {"action_publish", "publish_by", "published_on"},
}


@tagged("post_install", "-at_install")
class TestPropertyViews(PropertyCommon):
    """All views of all topics together open for all who read homes."""

    def test_every_view_of_every_model_opens(self):
        views = self.env["ir.ui.view"].search(
            [
                ("model", "=like", "property.%"),
                ("mode", "=", "primary"),
                ("type", "!=", "qweb"),
            ]
        )
        self.assertTrue(views)
        for user in (self.director, self.general, self.home_seller, self.investor):
            for view in views:
                model = self.env[view.model].with_user(user)
                if not model.has_access("read"):
                    continue
                with self.subTest(view.xml_id, user=user.name):
                    found = model.get_views([(view.id, view.type)])["views"]
                    self.assertTrue(found[view.type]["arch"])

    def test_topics_add_their_part_to_the_forms_of_others(self):
        for model, names in ADDED.items():
            found = (
                self.env[model].with_user(self.director).get_views([(False, "form")])
            )
            arch = etree.fromstring(found["views"]["form"]["arch"])
            shown = {node.get("name") for node in arch.iter("field", "button")}
            wanted = {
                str(self.env.ref(f"property_sales.{name}").id)
                if name.startswith("property_")
                else name
                for name in names
            }
            with self.subTest(model):
                self.assertLessEqual(wanted, shown)

    def test_the_buttons_of_a_development_lead_to_its_papers(self):
        plan = self.new_plan()
        development = self.development.with_user(self.home_seller)
        action = development.action_show_plans()
        plans = self.env[action["res_model"]].with_user(self.home_seller)
        self.assertEqual(plans.search(action["domain"]), plan)
