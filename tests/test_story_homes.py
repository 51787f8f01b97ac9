"""Selling new homes, from the plan to the closed day and the one who moves up."""

from datetime import timedelta
from types import SimpleNamespace

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, tagged

from odoo.addons.property_sales.tests.common import HOMES, INVESTMENT, PropertyCommon

# people of a company that sells homes: name, groups
PEOPLE = {
    "investor": (INVESTMENT,),
    "home_seller": (HOMES,),
    "home_colleague": (HOMES,),
    "home_manager": (HOMES, "group_regional_manager"),
    "director": ("group_marketing_director",),
    "finance": ("group_finance",),
    "deputy": ("group_deputy_general_manager",),
    "general": ("group_general_manager",),
}
HOLD = timedelta(minutes=30)
# charts of the Chinese localisation: prefix of their accounts, account in transit
CHINESE = {"cn": ("l10n_cn_account", "101202")}
CHINESE["cn_large_bis"] = ("l10n_cn_large_bis_account", "1004")


class Office:
    """The people of one company that sells homes, and each step by whom it falls to.

    `home_seller`, `finance` and the others of `PEOPLE` are its users; what the steps
    make are its attributes, in sudo.
    """

    def __init__(self, env, company, people, prefix):
        self.env = env
        self.company = company
        self.prefix = prefix
        self.today = company._get_today()
        self.__dict__.update(people)

    def act(self, user, model):
        """A model as a user works with it."""
        return self.env[model].with_user(user).with_company(self.company)

    def day(self, days):
        return self.today + timedelta(days=days)

    def get_missing(self):
        """The reasons on the form of the development before the sale."""
        self.env.invalidate_all()
        return self.development.with_user(self.director).missing_text

    def open_team(self):
        """A team of sellers with a bank account of supervision."""
        sellers = self.home_seller | self.home_colleague
        self.team = self.env["crm.team"].create(
            {
                "name": f"Team {self.prefix}",
                "user_id": self.home_manager.id,
                "company_id": self.company.id,
                "member_ids": [Command.set(sellers.ids)],
                "main_collector_id": self.home_manager.id,
            }
        )
        self.journal = self.env["account.journal"].create(
            {
                "name": f"Supervised {self.prefix}",
                "type": "bank",
                "code": f"SV{self.prefix}",
                "company_id": self.company.id,
            }
        )

    # before the sale

    def enter_project(self):
        """Investment development: development, building, four homes, permit."""
        development = self.act(self.investor, "property.development").create(
            {"name": f"Garden {self.prefix}", "code": self.prefix}
        )
        building = self.act(self.investor, "property.building").create(
            {"name": "1", "development_id": development.id}
        )
        layouts = [{"name": "01", "layout": "3 rooms"}, {"name": "02"}]
        building.action_generate_units([1, 2], layouts)
        self.development, self.building = development.sudo(), building.sudo()
        self.units = self.building.unit_ids.sorted("name")
        self.permit = self.act(self.investor, "property.permit").create(
            {
                "development_id": development.id,
                "number": f"YS-{self.prefix}",
                "kind": "presale",
                "date_from": self.day(-10),
                "date_to": self.day(300),
                "journal_id": self.journal.id,
                "unit_ids": self.units.ids,
            }
        )
        self.permit.action_validate()

    def approve_plan(self):
        """The director submits the plan; it is decided in the inbox."""
        plan = self.act(self.director, "property.marketing.plan").create(
            {
                "development_id": self.development.id,
                "name": "First phase",
                "content": "<p>Families</p>",
                "target_ids": [
                    Command.create(
                        {
                            "month": self.today,
                            "user_id": self.home_seller.id,
                            "homes": 4,
                            "area": 400,
                            "amount": 4000000,
                        }
                    )
                ],
            }
        )
        plan.action_submit()
        self.plan = plan.sudo()
        self.decide(self.plan, self.general)

    def decide(self, record, user):
        """Approve what waits in a user's inbox."""
        waiting = self.act(user, "sales.approval").search(
            [("res_model", "=", record._name), ("res_id", "=", record.id)]
            + [("state", "=", "pending")]
        )
        waiting.action_approve()

    def file_areas(self):
        """F32: investment development, marketing, the deputy, finance."""
        areas = {"gross_area": 100, "inner_area": 80}
        lines = [Command.create(areas | {"unit_id": unit.id}) for unit in self.units]
        area_list = self.act(self.investor, "property.area.list").create(
            {"building_id": self.building.id, "kind": "presale", "line_ids": lines}
        )
        self.area_list = area_list.sudo()
        states = [self.area_list.state]
        for user, step, values in (
            (self.investor, "action_sign_investment", ()),
            (self.home_seller, "action_sign_marketing", ()),
            (self.deputy, "action_approve", ()),
            (self.finance, "action_file", (f"FILED-{self.prefix}",)),
        ):
            getattr(self.area_list.with_user(user), step)(*values)
            states.append(self.area_list.state)
        return states

    def approve_prices(self, price=1000000):
        lines = [
            Command.create(
                {
                    "unit_id": unit.id,
                    "price": price,
                    "pricing_basis": "gross",
                    "floor_price": price * 0.9,
                    "filed_price": price * 1.2,
                }
            )
            for unit in self.units
        ]
        prices = self.act(self.director, "property.price.list").create(
            {
                "name": "Opening",
                "development_id": self.development.id,
                "line_ids": lines,
            }
        )
        prices.action_submit()
        self.prices = prices.sudo()
        self.decide(self.prices, self.general)

    def open_sale(self):
        """The director puts the homes on sale and begins; sellers are trained."""
        self.act(self.director, "property.release").create(
            {
                "name": "First batch",
                "development_id": self.development.id,
                "unit_ids": self.units.ids,
            }
        ).action_release()
        self.development.with_user(self.director).action_open()
        for seller in (self.home_seller, self.home_colleague):
            self.act(self.home_manager, "property.training").create(
                {"user_id": seller.id, "date": self.today, "subject": "Homes"}
            )

    def prepare_sale(self):
        """All that stands before the first customer; the states of the area list."""
        self.open_team()
        self.enter_project()
        self.missing = [self.get_missing()]
        self.approve_plan()
        states = self.file_areas()
        self.missing.append(self.get_missing())
        self.approve_prices()
        self.missing.append(self.get_missing())
        self.open_sale()
        self.hand_out_vouchers()
        return states

    # vouchers and money

    def hand_out_vouchers(self):
        """F18 to the leader of the sale, F19 to the seller."""
        book = self.act(self.finance, "collection.book").create(
            {
                "name": "Homes",
                "prefix": self.prefix,
                "number_from": 1,
                "number_to": 5,
                "company_id": self.company.id,
            }
        )
        book.action_register()
        self.vouchers = book.sudo().voucher_ids.sorted("number")
        lines = [Command.create({"voucher_id": row.id}) for row in self.vouchers]
        for kind, giver, receiver in (
            ("to_branch", self.finance, self.home_manager),
            ("to_collector", self.home_manager, self.home_seller),
        ):
            handover = self.act(giver, "collection.handover").create(
                {
                    "kind": kind,
                    "team_id": self.team.id,
                    "receiver_id": receiver.id,
                    "company_id": self.company.id,
                    "line_ids": lines,
                }
            )
            handover.action_issue()
            handover.with_user(receiver).action_sign()

    def new_customer(self, name, seller=None):
        """A customer by the register of receptions."""
        reception = self.act(seller or self.home_seller, "property.reception").create(
            {
                "name": name,
                "phone": f"1380000{self.company.id % 100:02}{len(name):02}",
                "channel": "walk_in",
                "company_id": self.company.id,
            }
        )
        return reception.sudo().partner_id

    def reserve(self, unit, customer, seller=None, step="action_reserve", amount=50000):
        own = unit.with_user(seller or self.home_seller).with_company(self.company)
        reservation_id = getattr(own, step)(customer.id, "deposit", amount)
        return self.env["property.reservation"].sudo().browse(reservation_id)

    def take(self, reservation, amount, method):
        """The seller takes money with the next voucher of the bag."""
        voucher = self.vouchers.filtered(lambda row: row.state == "collector")[0]
        payload = {
            "key": voucher.number,
            "reservation_id": reservation.id,
            "voucher_id": voucher.id,
            "amount": amount,
            "method": method,
        }
        receipts = self.act(self.home_seller, "collection.receipt")
        receipt_id = receipts.action_collect_from_bag(payload)
        return self.env["collection.receipt"].sudo().browse(receipt_id)

    def hand_in(self, report):
        report.with_user(self.home_seller).action_submit()

    def count(self, report):
        """Finance counts what the seller declared, without seeing it."""
        declared = {row.method: row.collected for row in report.declaration_ids}
        own = report.with_user(self.finance)
        for line in own.count_ids:
            line.counted = declared.get(line.method, 0)
        own.action_save_count()
        own.action_verify()

    def bank(self, method):
        """One slip over what lies there by a method."""
        slips = self.act(self.finance, "collection.bank.slip")
        # as the list of money to bank opens it
        with Form(slips.with_context(default_method_ids=method.ids)) as form:
            form.slip_number = f"{self.prefix}-{method.receipt_id.voucher_id.number}"
        slip = form.record
        slip.action_bank()
        return slip.sudo()

    def get_day(self, user=None):
        """The day of the ledger as a user opens it now."""
        self.env.invalidate_all()  # each step is a request of its own
        return self.act(user or self.finance, "property.ledger.day").search(
            [("date", "=", self.today), ("company_id", "=", self.company.id)]
        )

    def take_to_the_bank(self, customer):
        """A deposit by card and in cash, from the hold to the bank."""
        self.reservation = self.reserve(self.units[0], customer)
        self.card = self.take(self.reservation, 30000, "card")
        self.cash = self.take(self.reservation, 20000, "cash")
        self.hand_in(self.card.report_id)
        self.count(self.card.report_id)
        self.slips = self.bank(self.card.method_ids) + self.bank(self.cash.method_ids)


@tagged("post_install", "-at_install")
class TestStoryHomes(PropertyCommon):
    """Plan, permit, areas, prices, opening, hold, money, closed day, and afterwards:
    the path of R2.4 to R2.10, each step by who does it, in one company and in several.
    """

    @classmethod
    def new_office(cls, company, prefix):
        """An office with people of its own."""
        vals = {"company_id": company.id, "company_ids": [Command.set(company.ids)]}
        people = {
            name: cls.new_user(f"{prefix}_{name}", *groups, **vals)
            for name, groups in PEOPLE.items()
        }
        return Office(cls.env, company, people, prefix)

    def get_own_office(self):
        """The office of the department that stands in the company."""
        people = {name: getattr(self, name) for name in PEOPLE}
        return Office(self.env, self.company, people, "A")

    def assert_items(self, move, *rows):
        """The items of an entry: code of the account, balance, what names the home."""
        self.assertCountEqual(self.get_items(move), rows)

    def get_codes(self, office):
        """The codes of the deposit account, of transit and of the supervised bank."""
        company = office.company
        posting = self.env["collection.posting"].with_company(company)
        accounts = SimpleNamespace(
            deposit=company._get_property_account("deposit"),
            transit=posting._get_liquidity_account(office.journal),
            bank=office.journal.default_account_id,
        )
        return SimpleNamespace(
            **{
                name: account.with_company(company).code
                for name, account in vars(accounts).items()
            }
        )

    def test_a_home_is_sold_from_the_plan_to_the_one_who_moves_up(self):
        office = self.get_own_office()
        states = office.prepare_sale()
        self.assertEqual(office.plan.state, "approved")
        self.assertEqual(
            states, ["draft", "signed_one", "signed_both", "approved", "filed"]
        )
        self.assertEqual(office.prices.state, "active")
        self.assertEqual(office.development.state, "selling")
        self.assert_missing(office)
        self.assert_home_on_sale(office)
        customer = office.new_customer("Chen Mei")
        self.assert_held(office, customer)
        self.assert_money_taken(office)
        self.assert_handed_in_and_verified(office)
        self.assert_banked(office)
        self.assert_closed(office)
        office.today = office.day(8)
        with freeze_time(f"{office.today} 10:00:00"):
            self.assert_next_moves_up(office)
            self.assert_returned(office)

    def assert_missing(self, office):
        """The development says what it lacks, until nothing is missing."""
        first, before_prices, last = office.missing
        self.assertIn("no approved marketing plan", first)
        self.assertIn("area", first)
        self.assertNotIn("area", before_prices)
        self.assertIn("no active price", before_prices)
        self.assertFalse(last)
        asked = office.prices.approval_ids.summary
        self.assertIn("Garden A", asked)
        self.assertIn("4 homes for", asked)
        home = office.investor.with_user(office.investor)._get_sales_home()
        self.assertEqual(home["res_model"], "property.development")

    def assert_home_on_sale(self, office):
        unit = office.units[0].with_user(office.home_seller)
        self.assertRecordValues(
            unit,
            [
                {
                    "state": "available",
                    "presale_gross_area": 100,
                    "list_price": 1000000,
                    "unit_price": 10000,
                }
            ],
        )
        board = unit.get_board(office.development.id)
        self.assertEqual({row[4] for row in board}, {"available"})

    def assert_held(self, office, customer):
        """A hold of thirty minutes without a number; others may wait."""
        unit = office.units[0]
        office.reservation = hold = office.reserve(unit, customer)
        self.assertFalse(hold.number)
        left = hold.hold_until - fields.Datetime.now()
        self.assertAlmostEqual(left / HOLD, 1, delta=0.1)
        self.assertEqual(unit.state, "reserved")
        waiter = office.new_customer("Wang Lei Ming", office.home_colleague)
        with self.assert_refused("taken by home_seller"):
            office.reserve(unit, waiter, office.home_colleague)
        office.waiting = office.reserve(
            unit, waiter, office.home_colleague, "action_wait"
        )
        self.assertRecordValues(
            office.waiting, [{"state": "queued", "queue_position": 1}]
        )

    def assert_money_taken(self, office):
        """The first money gives the number and the day; finance sees no sum yet."""
        hold = office.reservation
        office.card = office.take(hold, 30000, "card")
        self.assertRegex(hold.number, "^F34")
        self.assertEqual(hold.date_end, office.day(7))
        number = hold.number
        office.cash = office.take(hold, 20000, "cash")
        self.assertEqual(hold.number, number)
        mine = hold.with_user(office.home_seller)
        self.assertEqual((mine.amount_collected, mine.amount_paid), (50000, 0))
        self.assertEqual(hold.with_user(office.finance).amount_collected, 0)
        self.assertEqual(office.vouchers[:2].mapped("state"), ["used", "used"])
        day = office.get_day()
        self.assertEqual(len(day.reasons_open), 2)
        self.assertIn("not handed to finance", day.reasons_text)
        self.assertNotIn("30,000", day.reasons_text)
        self.assertEqual(day.amount_received, 0)

    def assert_handed_in_and_verified(self, office):
        report = office.card.report_id
        office.hand_in(report)
        self.assertEqual(report.state, "submitted")
        self.assertIn("not verified", office.get_day().reasons_text)
        office.count(report)
        self.assertEqual(report.state, "verified")
        self.assertFalse(report.difference_ids)
        codes = self.get_codes(office)
        for receipt in (office.card, office.cash):
            payment = receipt.method_ids.payment_id
            self.assertEqual(payment.journal_id, office.journal)
            self.assertEqual(payment.property_reservation_id, office.reservation)
            self.assert_items(
                payment.move_id,
                (codes.transit, receipt.amount),
                (codes.deposit, -receipt.amount),
            )
        mine = office.reservation.with_user(office.home_seller)
        self.assertEqual((mine.amount_paid, mine.amount_held), (50000, 50000))

    def assert_banked(self, office):
        day = office.get_day()
        self.assertEqual(len(day.reasons_open), 2)
        self.assertIn("not banked", day.reasons_text)
        self.assertIn("30,000", day.reasons_text)
        codes = self.get_codes(office)
        for receipt in (office.card, office.cash):
            slip = office.bank(receipt.method_ids)
            self.assertEqual(slip.state, "banked")
            self.assert_items(
                slip.move_id,
                (codes.bank, receipt.amount),
                (codes.transit, -receipt.amount),
            )

    def assert_closed(self, office):
        day = office.get_day()
        self.assertFalse(day.reasons_open)
        for user in (office.home_seller, office.director, office.general):
            with self.assertRaises(AccessError):
                day.with_user(user).action_close()
        day.action_close()
        self.assertRecordValues(
            day,
            [
                {
                    "state": "closed",
                    "sequence": 1,
                    "amount_received": 50000,
                    "amount_booked": 50000,
                    "amount_banked": 50000,
                    "closed_by_id": office.finance.id,
                }
            ],
        )
        self.assertRecordValues(
            day.line_ids.sorted("amount"),
            [
                {"kind": "receipt", "voucher_id": row.voucher_id.id, "amount": amount}
                for row, amount in ((office.cash, 20000), (office.card, 30000))
            ],
        )
        self.assertEqual(day.action_verify_chain(), [])
        with self.assert_refused("was closed"):
            office.take(office.reservation, 1000, "cash")

    def assert_next_moves_up(self, office):
        """No contract in time: the home goes to who waits, and both are told."""
        self.run_cron("property_sales.ir_cron_reservation")
        reservation, waiting = office.reservation, office.waiting
        self.assertEqual(reservation.state, "expired")
        self.assertIn("without a contract", reservation.end_reason)
        self.assertRecordValues(waiting, [{"state": "active", "queue_position": 0}])
        self.assertEqual(office.units[0].reservation_id, waiting)
        left = waiting.hold_until - fields.Datetime.now()
        self.assertAlmostEqual(left / timedelta(hours=24), 1, delta=0.01)
        notice = waiting.activity_ids.filtered("automated")
        self.assertEqual(notice.user_id, office.home_colleague)
        self.assertIn("is yours until", notice.summary)
        self.assertIn(waiting.partner_id, waiting.message_ids.partner_ids)

    def assert_returned(self, office):
        """Asked by the seller, decided by the director, paid by finance."""
        reservation = office.reservation
        reservation.with_user(office.home_seller).action_return()
        with self.assert_refused("waits for a decision"):
            reservation.with_user(office.finance).action_return()
        office.decide(reservation, office.director)
        reservation.with_user(office.finance).action_return()
        payment = reservation.change_ids.payment_ids
        self.assertEqual(payment.partner_id, reservation.partner_id)
        codes = self.get_codes(office)
        items = self.get_items(payment.move_id)
        self.assertIn((codes.deposit, 50000), items)
        self.assertEqual(len(items), 2)
        self.assertRecordValues(
            reservation, [{"amount_held": 0, "amount_returned": 50000}]
        )
        day = office.get_day()
        self.assertRecordValues(day.line_ids, [{"kind": "return", "amount": -50000}])
        day.action_close()
        self.assertEqual((day.state, day.sequence), ("closed", 2))
        self.assertEqual(day.action_verify_chain(), [])

    # several companies

    def new_chinese_company(self, chart):
        """A company with a chart of the Chinese localisation, as its module has it."""
        company = self.env["res.company"].create(
            {
                "name": f"Homes {chart}",
                "country_id": self.env.ref("base.cn").id,
                "currency_id": self.company.currency_id.id,
            }
        )
        self.env.user.company_ids += company
        company.write(
            {
                "chart_template": chart,
                "account_storno": True,
            }
        )
        charts = self.env["account.chart.template"].with_company(company)
        rows = charts._parse_csv(chart, "account.account", "l10n_cn")
        charts._load_data({"account.account": rows})
        company.transfer_account_id = charts.ref("_".join(CHINESE[chart]))
        charts._load_property_accounts(company)
        self.env["account.journal"].create(
            {
                "name": "Miscellaneous",
                "type": "general",
                "code": "MISC",
                "company_id": company.id,
            }
        )
        return company

    def sell_in_chinese_chart(self, chart):
        """An office that has brought a deposit to the bank; the codes of its chart."""
        office = self.new_office(self.new_chinese_company(chart), chart[-5:].upper())
        office.prepare_sale()
        office.take_to_the_bank(office.new_customer("Zhou Jie"))
        codes = self.get_codes(office)
        _prefix, transit = CHINESE[chart]
        self.assertEqual((codes.deposit, codes.transit), ("224101", transit))
        for receipt, slip in zip((office.card, office.cash), office.slips, strict=True):
            amount = receipt.amount
            self.assert_items(
                receipt.method_ids.payment_id.move_id,
                (transit, amount),
                ("224101", -amount),
            )
            self.assert_items(slip.move_id, (codes.bank, amount), (transit, -amount))
        return office

    def test_in_a_large_chinese_chart_the_accounts_are_those_of_the_law(self):
        office = self.sell_in_chinese_chart("cn_large_bis")
        office.get_day().action_close()
        self.assertEqual(office.get_day().state, "closed")

    def test_two_companies_neither_see_nor_close_what_is_the_others(self):
        own = self.get_own_office()
        own.prepare_sale()
        own.take_to_the_bank(own.new_customer("Chen Mei"))
        other = self.sell_in_chinese_chart("cn")
        for office, foreign in ((own, other), (other, own)):
            self.assert_nothing_seen(office, foreign)
            self.assert_nothing_done(office, foreign)
        self.assert_each_closes(own, other)

    def assert_nothing_seen(self, office, foreign):
        """No role finds a record of the other company, nor reads one by its id."""
        kept = {
            "property.development": foreign.development,
            "property.building": foreign.building,
            "property.unit": foreign.units,
            "property.permit": foreign.permit,
            "property.marketing.plan": foreign.plan,
            "property.area.list": foreign.area_list,
            "property.price.list": foreign.prices,
            "property.release": foreign.units.release_id,
            "property.reservation": foreign.reservation,
            "property.ledger.day": foreign.get_day(),
            "collection.receipt": foreign.card,
            "collection.bank.slip": foreign.slips[0],
            "collection.day.report": foreign.card.report_id,
            "collection.voucher": foreign.vouchers,
        }
        for name in PEOPLE:
            user = getattr(office, name)
            for model, records in kept.items():
                with self.subTest(name, model=model):
                    mine = office.act(user, model).browse(records.ids)
                    self.assertFalse(mine._filtered_access("read"))
        lines = office.act(office.finance, "property.ledger.line").search([])
        self.assertEqual(lines.company_id, office.company)
        board = office.act(office.home_seller, "property.unit").get_board
        with self.assertRaises(AccessError):
            board(foreign.development.id)

    def assert_nothing_done(self, office, foreign):
        """Nobody reserves, counts, banks or closes in the other company."""
        customer = office.new_customer("Xu Jing Yi")
        day = office.act(office.finance, "property.ledger.day").browse(
            foreign.get_day().id
        )
        slip_vals = {
            "journal_id": office.journal.id,
            "slip_number": "F1",
            "method_ids": foreign.card.method_ids.ids,
            "company_id": office.company.id,
        }
        slips = office.act(office.finance, "collection.bank.slip")
        report = office.act(office.finance, "collection.day.report").browse(
            foreign.card.report_id.id
        )
        for step in (
            lambda: office.reserve(foreign.units[1], customer),
            lambda: office.take(foreign.reservation, 100, "cash"),
            report.action_save_count,
            report.action_verify,
            lambda: slips.create(slip_vals),
            day.action_close,
            day.action_verify_chain,
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                step()

    def assert_each_closes(self, own, other):
        """Users of both companies see both; each day closes by its company."""
        both = own.company | other.company
        group = self.new_user(
            "group_finance", "group_finance", company_ids=[Command.set(both.ids)]
        )
        days = (own.get_day() | other.get_day()).with_user(group)
        days = days.with_context(allowed_company_ids=both.ids)
        self.assertEqual(days.search([("date", "=", own.today)]), days)
        self.assertEqual(days.mapped("amount_received"), [50000, 50000])
        days[0].action_close()
        self.assertEqual(days.mapped("state"), ["closed", "open"])
        with self.assertRaises(AccessError):
            days[1].with_context(allowed_company_ids=own.company.ids).action_close()
        other.take(other.reservation, 1000, "cash")
        with self.assert_refused("not handed to finance"):
            days[1].action_close()
        report = other.card.report_id.search(
            [("company_id", "=", other.company.id), ("state", "=", "open")]
        )
        other.hand_in(report)
        other.count(report)
        other.bank(report.receipt_ids.method_ids)
        days[1].action_close()
        # each company has a chain of its own
        self.assertEqual(days.mapped("sequence"), [1, 1])
        self.assertEqual(days.mapped("previous_hash"), ["", ""])
        self.assertEqual(days.action_verify_chain(), [])

    def get_items(self, move):
        items = move.sudo().line_ids.with_company(move.company_id)
        return [(item.account_id.code, item.balance) for item in items]
