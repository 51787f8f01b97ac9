from odoo.tests import Form, tagged

from ..common import PropertyCommon

ACTIONS = (
    "property_price_list_action",
    "property_price_list_line_action",
    "property_price_list_fill_action",
    "property_promotion_action",
    "property_payment_plan_action",
    "property_permit_publish_action",
)


@tagged("post_install", "-at_install")
class TestPriceScreens(PropertyCommon):
    """The screens of prices, as the roles use them."""

    def test_every_screen_opens(self):
        for user in (self.director, self.general, self.home_seller):
            for name in ACTIONS:
                action = self.env.ref(f"property_sales.{name}").sudo()
                model = self.env[action.res_model].with_user(user)
                if not model.has_access("read"):
                    continue
                for mode in (*action.view_mode.split(","), "search"):
                    with self.subTest(name, user=user.name, mode=mode):
                        self.assertTrue(model.get_view(view_type=mode)["arch"])

    def test_a_list_is_entered_in_its_form(self):
        lists = self.env["property.price.list"].with_user(self.director)
        with Form(lists) as form:
            form.name = "Opening"
            form.development_id = self.development
            with form.line_ids.new() as line:
                line.unit_id = self.unit
                line.pricing_basis = "unit"
                line.price = 900_000
                line.floor_price = 850_000
                self.assertEqual(line.unit_price, 900_000)
        self.assertRecordValues(
            form.record.line_ids,
            [{"unit_id": self.unit.id, "price": 900_000, "floor_price": 850_000}],
        )
        self.assertEqual(form.record.line_count, 1)

    def test_the_unit_price_follows_price_basis_and_home_while_it_is_typed(self):
        self.give_areas(self.units, gross=100, inner=80)
        lists = self.env["property.price.list"].with_user(self.home_seller)
        form = Form(lists)
        form.name = "Opening"
        form.development_id = self.development
        with form.line_ids.new() as line:
            line.unit_id = self.unit
            line.price = 1_000_000
            self.assertEqual((line.area, line.unit_price), (100, 10_000))
            line.pricing_basis = "inner"
            self.assertEqual((line.area, line.unit_price), (80, 12_500))

    def test_the_buttons_lead_where_they_say(self):
        price_list = self.new_price_list().with_user(self.director)
        action = price_list.action_open_lines()
        self.assertEqual(action["domain"], [("list_id", "=", price_list.id)])
        action = price_list.action_fill()
        self.assertEqual(action["context"], {"default_list_id": price_list.id})
        price_list.action_submit()
        action = price_list.action_open_new_version()
        version = price_list.browse(action["res_id"])
        self.assertEqual(version.state, "draft")
        self.assertEqual(version.line_ids.unit_id, self.units)

    def test_the_dialog_fills_the_list_it_was_opened_from(self):
        price_list = self.new_price_list(line_ids=[])
        fills = self.env["property.price.list.fill"].with_user(self.director)
        with Form(fills.with_context(default_list_id=price_list.id)) as form:
            form.pricing_basis = "unit"
            form.base_price = 500_000
            form.floor_percent = 90
            with form.side_ids.new() as side:
                side.orientation = "South"
                side.amount = 10_000
        form.record.action_fill()
        self.assertEqual(set(price_list.line_ids.mapped("price")), {500_000})
        self.assertEqual(set(price_list.line_ids.mapped("floor_price")), {450_000})

    def test_plan_and_promotion_are_entered_in_their_forms(self):
        with Form(self.env["property.payment.plan"].with_user(self.director)) as form:
            form.name = "At once"
            form.discount_percent = 2
            with form.line_ids.new() as line:
                line.kind = "rest"
        form.record.action_put_in_force()
        with Form(self.env["property.promotion"].with_user(self.director)) as form:
            form.name = "Opening week"
            form.development_id = self.development
            form.percent = 1
            form.date_from = self.today
            form.date_to = self.day(7)
        form.record.action_put_in_force()
        self.assertTrue(form.record._is_running())

    def test_a_line_that_changes_its_kind_forgets_its_value(self):
        plans = self.env["property.payment.plan"].with_user(self.director)
        form = Form(plans)
        form.name = "Rest"
        with form.line_ids.new() as line:
            line.percent = 30
            line.kind = "rest"
            self.assertEqual(line.percent, 0)

    def test_the_sheet_shows_prices_areas_ceiling_user_and_time(self):
        self.new_valid_permit()
        self.give_areas(self.units, gross=123.45, inner=98.76)
        self.new_active_prices(
            self.units[:2], pricing_basis="gross", filed_price=1_357_913
        )
        text = self.print_sheet()
        for words in ("123.45", "98.76", "8100.45", "1000000.00", "1357913.00"):
            self.assertIn(words, text)
        self.assertIn(self.permit_number(), text)
        self.assertIn("Printed by", text)
        self.assertIn(str(self.today.year), text)

    def permit_number(self):
        return self.unit.permit_id.number

    def print_sheet(self):
        report = self.env["ir.actions.report"].with_user(self.home_seller)
        html, _type = report._render_qweb_html(
            "property_sales.report_price_sheet", self.building.ids
        )
        return html.decode().replace(",", "")

    def test_the_sheet_of_a_building_without_a_permit_says_so(self):
        self.assertIn("No permit in force", self.print_sheet())

    def test_the_sheet_says_where_a_home_stands_when_a_topic_knows_it(self):
        self.new_valid_permit()
        self.patch(
            type(self.unit), "_get_sale_label", lambda unit: f"label of {unit.name}"
        )
        self.assertIn("label of 101", self.print_sheet())
