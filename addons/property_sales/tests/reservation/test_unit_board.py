import json

from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tests import HttpCase, JsonRpcException, tagged

from ..common_bulk import BulkCommon

HOMES = 2000
FLOOR_PRICE = 987654
BUYER = "Ouyang Zihan"


@tagged("post_install", "-at_install")
class TestUnitBoard(BulkCommon, HttpCase):
    """The board of 2,000 homes is told little, at once, and no secret (R2.7, R2.12)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reserve(cls.units[1], cls.new_buyer(BUYER))
        cls.new_active_prices(
            cls.units, price=1_111_111, floor_price=FLOOR_PRICE, filed_price=2_000_000
        )
        cls.add_homes(HOMES - len(cls.units))

    def open_board(self, user):
        """The answers that the board asks for when it is opened."""
        env = self.env(user=user)
        developments = env["property.development"].search_read([], ["name", "state"])
        domain = [("development_id", "=", self.development.id)]
        buildings = env["property.building"].search_read(domain, ["name"])
        rows = env["property.unit"].get_board(self.development.id)
        return [developments, buildings, rows]

    def test_a_board_takes_few_queries_and_is_small(self):
        for user in (self.home_seller, self.home_manager, self.director, self.finance):
            self.open_board(user)  # what is kept between requests
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            answers = self.open_board(user)
            queries = self.env.cr.sql_log_count - before
            with self.subTest(user.name):
                self.assertEqual(len(answers[2]), HOMES)
                self.assertLess(queries, 10)
                self.assertLess(len(json.dumps(answers)), 200_000)

    def test_no_secret_is_among_what_is_sent(self):
        for user in (self.home_seller, self.director):
            said = json.dumps(self.open_board(user), ensure_ascii=False)
            for secret in (BUYER, str(FLOOR_PRICE), "2000000", self.home_seller.name):
                self.assertNotIn(secret, said)
        row = self.units[1].with_user(self.home_colleague)
        [told] = row.get_board(self.development.id, row.ids)
        self.assertEqual(
            told,
            (
                row.id,
                self.building.id,
                row.floor,
                row.name,
                "reserved",
                1_111_111,
                100,
                80,
                "3 rooms",
                False,
            ),
        )

    def test_a_change_is_asked_for_with_few_queries(self):
        homes = self.units.with_user(self.home_seller)
        homes.get_board(self.development.id, self.unit.ids)
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.assertEqual(len(homes.get_board(self.development.id, self.unit.ids)), 1)
        # the development as well, and whether the caller may read it
        self.assertLessEqual(self.env.cr.sql_log_count - before, 3)

    def test_the_bus_says_which_home_and_no_more(self):
        self.env.flush_all()
        self.env.cr.precommit.run()
        messages = self.env["bus.bus"].sudo()
        last = messages.search([], order="id desc", limit=1).id
        self.reserve()
        self.env.flush_all()
        self.env.cr.precommit.run()
        found = messages.search(Domain("id", ">", last))
        told = [json.loads(one.message) for one in found]
        homes = [one for one in told if one["type"] == "property_unit"]
        self.assertEqual([one["payload"] for one in homes], [{"ids": self.unit.ids}])
        readers = self.env.ref("property_sales.group_property_reads")
        channels = {
            tuple(json.loads(one.channel)[1:])
            for one in found
            if "property_unit" in one.message
        }
        # never a text, which anybody may listen to
        self.assertEqual(channels, {("res.groups", readers.id)})

    def test_until_when_a_home_is_held_is_told_without_by_whom(self):
        home = self.units[1].with_user(self.home_colleague)
        hold = self.units[1].reservation_ids
        self.assertEqual(home.hold_until, hold.hold_until)
        self.assertFalse(home.reservation_id)
        self.assertEqual(home.with_user(self.home_seller).reservation_id, hold)
        self.assertFalse(self.unit.hold_until)
        hold._note_first_money()
        self.assertFalse(home.hold_until)

    def test_who_sells_no_homes_is_told_nothing(self):
        portal = self.new_user("board_portal", "base.group_portal")
        public = self.env.ref("base.public_user")
        for user in (self.seller, self.manager, portal, public):
            units = self.env["property.unit"].with_user(user)
            for ask in (
                lambda units=units: units.get_board(self.development.id),
                lambda units=units: units.get_board(self.development.id, self.unit.ids),
                lambda units=units: units.search([]),
                lambda units=units: units.name_search("101"),
                lambda units=units: units.browse(self.unit.id).read(["name"]),
                lambda units=units: units.formatted_read_group([], ["state"]),
                lambda units=units: units.web_search_read([], {"name": {}}),
            ):
                with self.subTest(user.name), self.assertRaises(AccessError):
                    ask()

    def test_nobody_is_told_anything_without_a_login(self):
        self.authenticate(None, None)
        with self.assertRaisesRegex(JsonRpcException, "Session"):
            self.make_jsonrpc_request(
                "/web/dataset/call_kw/property.unit/get_board",
                {
                    "model": "property.unit",
                    "method": "get_board",
                    "args": [self.development.id],
                    "kwargs": {},
                },
            )
        reports = self.env["ir.actions.report"].search(
            [("report_name", "=like", "property_sales.%")]
        )
        self.assertTrue(reports)
        for report in reports:
            for converter in ("html", "pdf", "text"):
                page = self.url_open(
                    f"/report/{converter}/{report.report_name}/1", allow_redirects=False
                )
                self.assertIn("/web/login", page.headers.get("Location", ""))
