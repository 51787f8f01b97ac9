from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.receivables_collect.report.desk import collection_desk

from ..common_house_money import HouseMoneyCommon

KINDS = ("property_area", "property_day", "property_return", "property_bank")


@tagged("post_install", "-at_install")
class TestDesk(HouseMoneyCommon):
    """Finance's desk counts its work on homes, and opens it (R2.5, R2.8, R2.10)."""

    def find_cards(self, user=None, company=None):
        """The cards of a company, as its users get them in a request of their own."""
        self.env.flush_all()
        self.env.invalidate_all()
        desk = self.env["collection.desk"].with_user(user or self.finance)
        company = company or self.company
        return desk.with_company(company).search([("company_id", "=", company.id)])

    def read_desk(self, user=None, company=None):
        """{kind: card} of the work on homes."""
        cards = self.find_cards(user, company).grouped("kind")
        return {kind: cards[kind] for kind in KINDS if kind in cards}

    def open_card(self, card):
        """The records that the user of a card is shown by it."""
        action = card.action_open()
        records = self.env[action["res_model"]].with_user(card.env.user)
        return records.with_context(**action["context"]).search(action["domain"])

    def assert_card(self, kind, records, user=None, **figures):
        """A card counts these records and opens them."""
        card = self.read_desk(user)[kind]
        self.assertEqual(self.open_card(card), records.with_user(card.env.user))
        self.assertRecordValues(card, [{"count": len(records)} | figures])

    def new_other_company(self):
        """A company without homes, in which finance works too."""
        other = self.setup_other_company(name="Factory")["company"]
        self.finance.company_ids |= other
        return other

    def end(self):
        """End the reservation with its money, and ask that it be returned."""
        self.hold.with_user(self.home_seller).action_cancel("No loan")
        self.hold.with_user(self.home_seller).action_return()

    def test_approved_area_lists_are_to_file(self):
        area_list = self.new_area_list(kind="surveyed")
        self.sign_area_list(area_list)
        self.assert_card("property_area", area_list.browse())
        area_list.with_user(self.deputy).action_approve()
        self.assert_card("property_area", area_list, days=0, amount=0)
        area_list.with_user(self.finance).action_file("FZ-9")
        self.assert_card("property_area", area_list.browse())

    def test_days_that_are_over_are_to_close(self):
        self.take()
        days = self.new_day().browse()
        self.assert_card("property_day", days)
        receipt = self.take(1000, date=str(self.day(-2)))
        day = self.new_day(self.day(-2))
        self.assertFalse(day.line_ids, "its money is not counted yet")
        self.assert_card("property_day", day, days=2, amount=0)
        self.assertTrue(day.is_to_close)
        self.verify(receipt.report_id)
        self.bank(receipt)
        day.action_close()
        self.assert_card("property_day", days)

    def test_a_day_without_movements_is_not_to_close(self):
        day = self.new_day(self.day(-1))
        self.assertEqual(day.state, "open")
        self.assertFalse(day.is_to_close)
        self.assert_card("property_day", day.browse())

    def test_approved_returns_are_to_pay(self):
        self.take_verified()
        self.end()
        self.assert_card("property_return", self.hold.browse())
        self.hold.with_user(self.director).action_approve()
        self.assert_card("property_return", self.hold, days=0, amount=0)
        self.hold.with_user(self.finance).action_return()
        self.assert_card("property_return", self.hold.browse())

    def test_a_refused_return_is_not_to_pay(self):
        self.take_verified()
        self.end()
        self.hold.with_user(self.director).action_reject("The loan was granted")
        self.assert_card("property_return", self.hold.browse())

    def test_verified_money_is_to_bank_with_its_sum(self):
        receipt = self.take()
        methods = receipt.method_ids.browse()
        # before the count not even that there is some
        self.assert_card("property_bank", methods, amount=0)
        self.submit(receipt.report_id)
        self.assert_card("property_bank", methods, amount=0)
        self.verify(receipt.report_id)
        self.assert_card("property_bank", receipt.method_ids, amount=50000, days=0)
        self.bank(receipt)
        self.assert_card("property_bank", methods, amount=0)

    def test_money_of_goods_is_no_money_of_homes(self):
        report = self.collect(self.new_slip_over(100), 70).report_id
        self.verify(report)
        methods = report.receipt_ids.method_ids
        self.assert_card("property_bank", methods.browse(), amount=0)

    def test_directors_and_management_see_what_they_may_read(self):
        receipt = self.take_verified()
        for user in (self.director, self.general):
            with self.subTest(user.name):
                self.assert_card("property_bank", receipt.method_ids, user)

    def test_sellers_of_homes_do_not_read_the_desk(self):
        for user in (self.home_seller, self.home_manager, self.investor):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.read_desk(user)

    def test_a_company_without_a_development_has_the_desk_of_before(self):
        other = self.new_other_company()
        cards = self.find_cards(company=other)
        kinds = [kind for kind, _label in collection_desk.KINDS]
        self.assertEqual(cards.mapped("kind"), kinds)
        self.new_development(company_id=self.company.id, code="RS2")
        self.assertFalse(self.read_desk(company=other))

    def test_figures_are_of_the_company(self):
        self.take_verified()
        other = self.new_other_company()
        self.investor.company_ids |= other
        self.assertFalse(self.read_desk(company=other))
        development = self.new_development(company_id=other.id)
        cards = self.read_desk(company=other)
        self.assertEqual([card.count for card in cards.values()], [0, 0, 0, 0])
        for card in cards.values():
            self.assertFalse(self.open_card(card), card.kind)
        self.assertEqual(self.read_desk()["property_bank"].count, 1)
        development.unlink()
        self.assertFalse(self.read_desk(company=other))

    def count_queries(self, company):
        """How many queries the desk of a company takes a second time."""
        desk = self.env["collection.desk"].with_user(self.finance)
        desk = desk.with_company(company)
        counts = []
        for _time in range(2):
            self.find_cards(company=company)
            self.env.invalidate_all()
            self.assertTrue(self.finance.name and company._get_today())
            before = self.env.cr.sql_log_count
            desk.web_search_read(
                [("company_id", "=", company.id)],
                {name: {} for name in ("kind", "count", "amount", "days")},
            )
            counts.append(self.env.cr.sql_log_count - before)
        return counts[-1]

    def test_homes_cost_a_query_per_card_and_others_nothing(self):
        other = self.new_other_company()
        self.take(1000, date=str(self.day(-2)))
        without = self.count_queries(other)
        with_homes = self.count_queries(self.company)
        self.patch(
            type(self.env["collection.desk"]),
            "_get_works",
            lambda self, company: collection_desk.WORKS,
        )
        self.assertEqual(self.count_queries(other), without)
        more = with_homes - self.count_queries(self.company)
        # two more find the days to close; search and figures ask for the same table
        self.assertLessEqual(more, 2 * (len(KINDS) + 2))
        self.assertGreater(more, 0)
