from lxml import etree

from odoo.fields import Domain
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from ..common_bulk import BulkCommon

ROWS = 20_000
HOMES = 2_000
PAGE = 80
# the screens of a seller's day, by the field that their pages are grouped by
SCREENS = {
    "property_sales.property_reception_action": "channel",
    "property_sales.property_reservation_action": "state",
    "property_sales.property_reservation_action_worklist": "user_id",
}


@tagged("post_install", "-at_install")
class TestPages(BulkCommon):
    """Beside 20,000 receptions and reservations of 2,000 homes a page of a register or
    worklist takes fewer than ten queries, whatever is filtered (R2.6, R2.7).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.add_homes(HOMES)
        cls.add_rows(ROWS)
        cls.users = cls.home_seller | cls.home_manager | cls.director

    def count_queries(self, ask, *args, **options):
        """How many queries asking takes a second time, and what comes."""
        user = ask.__self__.env.user
        ask(*args, **options)  # what is kept between requests
        self.env.invalidate_all()
        # every request reads its user and company before
        self.assertTrue(user.name and self.company._get_today())
        before = self.env.cr.sql_log_count
        answer = ask(*args, **options)
        return self.env.cr.sql_log_count - before, answer

    def get_screen(self, xmlid, user):
        """The model of a screen, what its list asks for, its order and its filters."""
        action = self.env.ref(xmlid)
        model = self.env[action.res_model].with_user(user)
        views = [view for view in action.views if view[1] == "list"]
        found = model.get_views([*views, (action.search_view_id.id, "search")])
        fields = found["models"][model._name]["fields"]
        list_ = etree.fromstring(found["views"]["list"]["arch"])
        search = etree.fromstring(found["views"]["search"]["arch"])
        specification = {}
        for node in list_.iter("field"):
            # as the client asks: no name of what is not shown
            shown = {} if node.get("column_invisible") else {"display_name": {}}
            is_record = "relation" in fields[node.get("name")]
            specification[node.get("name")] = {"fields": shown} if is_record else {}
        filters = {
            node.get("name"): safe_eval(node.get("domain"), {"uid": user.id})
            for node in search.iter("filter")
            if node.get("domain")
        }
        chosen = safe_eval(action.context)
        filters["as it opens"] = Domain.OR(
            domain
            for name, domain in filters.items()
            if chosen.get(f"search_default_{name}")
        )
        return model, specification, list_.get("default_order"), filters

    def test_a_page_takes_few_queries(self):
        counts = {}
        for xmlid in SCREENS:
            for user in self.users:
                model, specification, order, filters = self.get_screen(xmlid, user)
                for name, domain in ({"all": []} | filters).items():
                    counts[xmlid, user.name, name], _page = self.count_queries(
                        model.web_search_read,
                        domain,
                        specification,
                        limit=PAGE,
                        order=order,
                    )
        many = {place: count for place, count in counts.items() if count >= 10}
        self.assertFalse(many)

    def test_groups_take_few_queries(self):
        for xmlid, field in SCREENS.items():
            for user in self.users:
                model, *_rest = self.get_screen(xmlid, user)
                with self.subTest(xmlid, user=user.name):
                    queries, groups = self.count_queries(
                        model.web_read_group, [], [field], ["__count"]
                    )
                    self.assertTrue(groups["groups"])
                    self.assertLess(queries, 10)
