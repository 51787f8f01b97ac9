from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo.fields import Command
from odoo.tests import tagged

from ..common_month import MonthCommon


@tagged("post_install", "-at_install")
class TestMonthFigures(MonthCommon):
    """The report of a month counts contracts, money and homes (R2.2, R2.8)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.month = cls.new_month()

    def get_figures(self, month=None):
        self.env.invalidate_all()
        return (month or self.month).with_user(self.general)._get_figures()

    def get_part(self, name, key="homes"):
        rows = self.get_figures()["sales"][name]
        return {row["name"]: row[key] for row in rows}

    def sell(self, unit, seller=None, **vals):
        seller = seller or self.home_seller
        buyer = self.new_buyer(f"Buyer of {unit.name}", seller)
        return self.new_signed(self.reserve(unit, buyer, seller), **vals)

    @classmethod
    def set_target(cls, homes=3, area=300, amount=3_000_000, **vals):
        """A target of this month, in the plan that holds."""
        plan = cls.development.plan_id
        plan = plan.browse(plan.with_user(cls.home_seller).action_new_version())
        mine = plan.with_user(cls.home_seller)
        target = {"homes": homes, "area": area, "amount": amount}
        target |= {"user_id": cls.home_seller.id, "month": cls.today} | vals
        mine.write({"target_ids": [Command.clear(), Command.create(target)]})
        mine.action_submit()
        plan.with_user(cls.general).action_approve()
        return plan.sudo().target_ids

    # plan and fact

    def test_what_was_signed_by_person_building_and_layout(self):
        self.sell(self.units[1])
        self.sell(self.units[2], self.home_colleague)
        sales = self.get_figures()["sales"]
        total = sales["total"]
        self.assertEqual((total["homes"], total["area"]), (2, 200.0))
        self.assertEqual((total["amount"], total["list"]), (2_000_000, 2_000_000))
        names = {self.home_seller.name: 1, self.home_colleague.name: 1}
        self.assertEqual(self.get_part("persons"), names)
        self.assertEqual(self.get_part("buildings"), {self.building.display_name: 2})
        self.assertEqual(self.get_part("layouts"), {"3 rooms": 2})

    def test_the_price_attained_is_that_of_the_list_less_discounts(self):
        contract = self.sell(self.units[1])
        contract._write_protected({"price": 950_000})
        total = self.get_figures()["sales"]["total"]
        self.assertEqual((total["amount"], total["list"]), (950_000, 1_000_000))

    def test_targets_stand_beside_it(self):
        self.set_target()
        self.sell(self.units[1])
        [row] = self.get_figures()["sales"]["persons"]
        self.assertEqual(
            (row["plan_homes"], row["plan_area"], row["plan_amount"], row["homes"]),
            (3, 300, 3_000_000, 1),
        )

    def test_a_target_without_sales_is_a_row(self):
        self.set_target(user_id=self.home_colleague.id)
        self.assertEqual(self.get_part("persons"), {self.home_colleague.name: 0})

    def test_a_draft_of_a_plan_is_no_target(self):
        self.new_plan(self.new_development(code="D2"))
        later = self.new_month(self.day(30))
        sales = self.get_figures(later)["sales"]["total"]
        self.assertEqual(sales["plan_homes"], 4, "that of the approved plan alone")

    def test_what_is_rescinded_is_taken_off(self):
        contract = self.sell(self.units[1])
        self.rescind(contract, "The loan was refused")
        figures = self.get_figures()
        total = figures["sales"]["total"]
        self.assertEqual((total["homes"], total["gone_homes"]), (1, 1))
        [row] = figures["tasks"]["rescinded"]
        self.assertEqual(row["reason"], "The loan was refused")
        self.assertEqual((row["homes"], row["amount"]), (1, 1_000_000))

    def test_it_is_taken_off_in_the_month_in_which_it_ends(self):
        contract = self.sell(self.units[1])
        with self.after():
            self.rescind(contract)
        later = self.new_month(self.this_month + relativedelta(months=1))
        total = self.get_figures()["sales"]["total"]
        self.assertEqual((total["homes"], total["gone_homes"]), (1, 0))
        total = self.get_figures(later)["sales"]["total"]
        self.assertEqual((total["homes"], total["gone_homes"]), (0, 1))

    def test_midnight_is_the_companys(self):
        contract = self.sell(self.units[1])
        begin = self.this_month + relativedelta(months=1)
        moment = self.company._get_midnight(begin)
        later = self.new_month(begin)
        for seconds, gone in ((-1, (1, 0)), (0, (0, 1))):
            self.rescind(contract)
            contract._write_protected({"ended_at": moment + timedelta(seconds=seconds)})
            totals = [
                self.get_figures(month)["sales"]["total"]["gone_homes"]
                for month in (self.month, later)
            ]
            self.assertEqual(tuple(totals), gone)

    def test_targets_say_what_became_of_them(self):
        target = self.set_target()
        contract = self.sell(self.units[1])
        self.sell(self.units[2], self.home_colleague)
        seen = target.with_user(self.director)
        self.assertEqual((seen.homes_sold, seen.area_sold), (1, 100))
        self.assertEqual(seen.amount_sold, 1_000_000)
        mine = target.with_user(self.home_seller)
        self.assertEqual(mine.homes_sold, 1)
        others = target.with_user(self.home_colleague)
        self.assertEqual(others.homes_sold, 0, "of contracts that one may see")
        self.rescind(contract)
        self.env.invalidate_all()
        self.assertEqual(seen.homes_sold, 0)

    # money

    def test_money_by_kind(self):
        self.take_verified()
        contract = self.new_signed()
        self.credit(contract, 100_000)
        receipts = self.get_figures()["receipts"]
        kinds = {row["kind"]: row["received"] for row in receipts["kinds"]}
        self.assertEqual(kinds["deposit"], 50_000)
        self.assertEqual(kinds["own"], 100_000)
        claimed = {row["kind"]: row["claimed"] for row in receipts["kinds"]}
        self.assertEqual(claimed["own"], 300_000)
        self.assertEqual(receipts["received"], 150_000)
        self.assertEqual(receipts["total"], 150_000)

    def test_loans_are_a_kind(self):
        rows = [("Own", "own", 300_000), ("Bank", "loan", 700_000)]
        contract = self.new_signed(
            instalment_ids=[
                Command.create(
                    {"name": name, "kind": kind, "amount": amount}
                    | {"date_due": self.today}
                )
                for name, kind, amount in rows
            ]
        )
        bank = self.env["res.bank"].create({"name": "City Bank"})
        loans = self.env["property.mortgage"].with_user(self.home_seller)
        vals = {"contract_id": contract.id, "bank_id": bank.id, "amount": 700_000}
        loan = loans.create(vals)
        [waiting] = self.get_figures()["tasks"]["loans"]
        self.assertEqual((waiting["state"], waiting["count"]), ("applied", 1))
        ages = {
            row["age"]: row["open"] for row in self.get_figures()["arrears"]["ages"]
        }
        self.assertEqual((ages["due"], ages["loan"]), (300_000, 700_000))
        loan.paper_ids.action_note()
        loan.action_bank_approve()
        loan.action_sign()
        loan.with_user(self.finance).action_pay_out(self.today, 700_000, "P1")
        figures = self.get_figures()
        kinds = {row["kind"]: row["received"] for row in figures["receipts"]["kinds"]}
        self.assertEqual((kinds["loan"], kinds["own"]), (700_000, 0))
        self.assertFalse(figures["tasks"]["loans"])

    def test_area_settlements_are_a_kind(self):
        contract = self.new_signed(pricing_basis="gross")
        contract.with_user(self.home_seller).action_file("BA-1")
        self.credit(contract, 1_000_000)
        self.building.with_user(self.investor).completed_on = self.day(-3)
        self.new_filed_areas(self.units, kind="surveyed", areas=(102, 81.6))
        contract.with_user(self.finance).action_settle_area()
        self.credit(contract, 20_000, "ADV-2")
        receipts = self.get_figures()["receipts"]
        kinds = {row["kind"]: row for row in receipts["kinds"]}
        self.assertEqual(kinds["settlement"]["claimed"], 20_000)
        self.assertEqual(kinds["settlement"]["received"], 20_000)
        self.assertEqual(kinds["own"]["received"], 1_000_000)
        self.assertEqual(receipts["total"], 1_020_000)

    def test_what_went_back_is_taken_off(self):
        self.take_verified()
        self.hold.with_user(self.home_seller).action_cancel("No loan")
        self.hold.with_user(self.home_seller).action_return()
        self.hold.with_user(self.director).action_approve()
        self.hold.with_user(self.finance).action_return()
        receipts = self.get_figures()["receipts"]
        self.assertEqual(receipts["received"], 50_000)
        self.assertEqual((receipts["returned"], receipts["total"]), (-50_000, 0))

    # arrears

    def test_arrears_by_their_age(self):
        self.new_signed()
        money = self.env["property.month.money"]
        steps = {0: "due", 1: "30", 30: "30", 31: "60", 60: "60", 61: "90"}
        for days, age in (steps | {90: "90", 91: "more"}).items():
            arrears = money._get_arrears(self.company, self.day(days))
            found = {row["age"]: row["open"] for row in arrears["ages"] if row["open"]}
            self.assertEqual(found, {age: 300_000}, f"after {days} days")
            self.assertEqual(arrears["late"], 300_000 if days else 0)

    def test_what_is_paid_is_no_arrear(self):
        contract = self.new_signed()
        self.credit(contract, 250_000)
        [row, *_rest] = self.get_figures()["arrears"]["ages"]
        self.assertEqual((row["items"], row["claimed"]), (1, 300_000))
        self.assertEqual(row["open"], 50_000)

    # what is to be done

    def test_reservations_to_sign_and_contracts_to_file(self):
        self.take()
        tasks = self.get_figures()["tasks"]
        self.assertEqual(
            (tasks["unsigned"]["count"], tasks["unsigned"]["late"]), (1, 0)
        )
        [row] = tasks["unsigned"]["rows"]
        self.assertEqual(row["home"], self.unit.display_name)
        self.assertEqual(row["customer"], self.buyer.name)
        contract = self.new_signed()
        tasks = self.get_figures()["tasks"]
        self.assertEqual(tasks["unsigned"]["count"], 0)
        self.assertEqual((tasks["unfiled"]["count"], tasks["unfiled"]["late"]), (1, 0))
        contract.with_user(self.home_seller).action_file("BA-1")
        self.assertEqual(self.get_figures()["tasks"]["unfiled"]["count"], 0)

    def test_late_ones_are_counted(self):
        self.take()
        tasks = self.env["property.month.tasks"]
        for days, late in ((7, 0), (8, 1)):
            found = tasks._get_unsigned(self.company, self.day(days))
            self.assertEqual(found["late"], late)
        self.new_signed()
        for days, late in ((30, 0), (31, 1)):
            found = tasks._get_unfiled(self.company, self.day(days))
            self.assertEqual(found["late"], late)

    # stock

    def test_stock_lasts_as_long_as_homes_were_sold(self):
        stock = self.get_figures()["stock"]
        self.assertEqual((stock["available"], stock["months"]), (3, None))
        self.sell(self.units[1])
        stock = self.get_figures()["stock"]
        # one home in three months, two left
        self.assertEqual((stock["available"], stock["months"]), (2, 6.0))
        states = {row["state"]: row["homes"] for row in stock["states"]}
        self.assertEqual(sum(states.values()), 4)

    # closed, and others

    def test_a_closed_month_says_what_was_sealed(self):
        contract = self.sell(self.units[1])
        self.close_month()
        self.rescind(contract)
        self.assertEqual(self.get_figures()["sales"]["total"]["gone_homes"], 0)
        self.assertEqual(self.month.homes_signed, 1)

    def test_another_company_counts_for_itself(self):
        self.sell(self.units[1])
        other = self.env["res.company"].create({"name": "Other"})
        self.general.sudo().company_ids |= other
        months = self.env["property.ledger.month"].sudo()
        month = months.create({"company_id": other.id, "date": self.today})
        figures = self.get_figures(month)
        self.assertEqual(figures["sales"]["total"]["homes"], 0)
        self.assertEqual(figures["stock"]["states"], [])

    def count_queries(self):
        """How many queries the figures take, with nothing in the cache."""
        self.env.flush_all()
        self.get_figures()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.month.with_user(self.general)._get_figures()
        return self.env.cr.sql_log_count - before

    def test_more_contracts_take_no_more_queries(self):
        self.take()
        self.sell(self.units[1])
        few = self.count_queries()
        for unit in self.units[2:]:
            self.credit(self.sell(unit), 1000, f"ADV-{unit.id}")
        self.assertLessEqual(self.count_queries(), few)
        self.assertLess(few, 60)
