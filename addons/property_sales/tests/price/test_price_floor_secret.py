from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..common import PropertyCommon

FLOOR = 987_654


@tagged("post_install", "-at_install")
class TestPriceFloorSecret(PropertyCommon):
    """Director, deputy and general manager alone see floor prices (R2.12, row 48)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.price_list = cls.new_active_prices(floor_price=FLOOR)
        cls.line = cls.price_list.line_ids[0]
        cls.blind = (
            cls.home_seller,
            cls.home_manager,
            cls.investor,
            cls.finance,
            cls.seller,
            cls.rules_admin,
        )

    def test_who_decides_on_prices_sees_it(self):
        for user in (self.director, self.deputy, self.general):
            with self.subTest(user.name):
                self.assertEqual(self.line.with_user(user).floor_price, FLOOR)

    def test_others_reach_it_in_no_way(self):
        ways = {
            "read": lambda lines: lines.read(["floor_price"]),
            "field": lambda lines: lines.floor_price,
            "search_read": lambda lines: lines.search_read([], ["floor_price"]),
            "export": lambda lines: lines.export_data(["floor_price"]),
            "domain": lambda lines: lines.search([("floor_price", ">", 1)]),
            "parent": lambda lines: lines.list_id.search(
                [("line_ids.floor_price", ">", 1)]
            ),
            "home": lambda lines: lines.unit_id.search(
                [("price_line_id.floor_price", ">", 1)]
            ),
            "order": lambda lines: lines.search([], order="floor_price"),
            "group": lambda lines: lines._read_group([], ["floor_price"]),
            "sum": lambda lines: lines._read_group([], [], ["floor_price:sum"]),
            "formatted": lambda lines: lines.formatted_read_group(
                [], [], ["floor_price:max"]
            ),
            "filter": lambda lines: lines.filtered_domain([("floor_price", ">", 1)]),
            "web": lambda lines: lines.web_read({"floor_price": {}}),
            "through": lambda lines: lines.list_id.web_read(
                {"line_ids": {"fields": {"floor_price": {}}}}
            ),
            "write": lambda lines: lines.write({"floor_price": 1}),
        }
        for user in self.blind:
            lines = self.line.with_user(user)
            for name, way in ways.items():
                with self.subTest(name, user=user.name):
                    self.assert_hidden(way, lines)

    def assert_hidden(self, way, lines):
        lines.env.invalidate_all()
        try:
            found = way(lines)
        except (AccessError, UserError, ValueError) as error:
            self.assertNotIn(str(FLOOR), str(error).replace(",", ""))
            return
        self.assertNotIn(str(FLOOR), str(found))
        self.assertNotIn("floor_price", str(found))

    def test_it_is_not_among_the_fields_of_others(self):
        for user in (self.home_seller, self.finance):
            lines = self.line.with_user(user)
            self.assertNotIn("floor_price", lines.fields_get())
            for view_type in ("list", "search"):
                arch = lines.get_view(view_type=view_type)["arch"]
                self.assertNotIn("floor_price", arch)
            lists = self.price_list.with_user(user)
            self.assertNotIn("floor_price", lists.get_view(view_type="form")["arch"])

    def test_no_message_tells_it(self):
        version = self.price_list.with_user(self.home_seller).action_new_version()
        version = self.price_list.browse(version)
        version.line_ids[0].with_user(self.director).floor_price = FLOOR + 1
        self.env.flush_all()
        self.cr.precommit.run()
        messages = (self.price_list | version).message_ids
        texts = str(messages.mapped("body")) + str(
            messages.tracking_value_ids.mapped("field_id.name")
        )
        self.assertNotIn("floor", texts)
        self.assertNotIn(str(FLOOR), texts)

    def test_a_new_version_of_a_salesperson_keeps_it_unseen(self):
        version = self.price_list.with_user(self.home_seller).action_new_version()
        version = self.price_list.browse(version)
        self.assertEqual(set(version.line_ids.mapped("floor_price")), {FLOOR})
        with self.assertRaises(AccessError):
            version.line_ids.with_user(self.home_seller).mapped("floor_price")

    def test_a_salesperson_edits_a_draft_in_the_form_and_it_stays(self):
        version = self.price_list.with_user(self.home_seller).action_new_version()
        version = self.price_list.browse(version).with_user(self.home_seller)
        with Form(version) as form, form.line_ids.edit(0) as line:
            line.price = 1_234_567
        self.assertEqual(set(version.sudo().line_ids.mapped("floor_price")), {FLOOR})

    def test_the_printed_sheet_does_not_tell_it(self):
        self.new_valid_permit()
        report = self.env["ir.actions.report"].with_user(self.home_seller)
        html, _type = report._render_qweb_html(
            "property_sales.report_price_sheet", self.building.ids
        )
        text = html.decode().replace(",", "")
        self.assertIn("1000000.00", text)
        self.assertNotIn(str(FLOOR), text)
        self.assertIn("home_seller", text)

    def test_a_seller_of_products_prints_no_sheet(self):
        report = self.env["ir.actions.report"].with_user(self.seller)
        with self.assertRaises(AccessError):
            report._render_qweb_html(
                "property_sales.report_price_sheet", self.building.ids
            )

    def test_the_dialog_takes_no_floor_from_a_salesperson(self):
        fill = self.env["property.price.list.fill"].with_user(self.home_seller)
        with self.assertRaises(AccessError):
            fill.create(
                {
                    "list_id": self.new_price_list().id,
                    "base_price": 1,
                    "floor_percent": 1,
                }
            )
