from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..common_service import ServiceCommon


@tagged("post_install", "-at_install")
class TestServiceRequest(ServiceCommon):
    """A row of the register F36: home, day and warranty are fixed by it (R2.7)."""

    def test_contract_or_home_is_enough(self):
        contract = self.new_handed()
        request = self.new_request(contract)
        by_home = self.new_request(contract, contract_id=False, unit_id=self.unit.id)
        year = self.today.year
        self.assertEqual(request.number, f"F36/{year}/00001")
        self.assertEqual(by_home.number, f"F36/{year}/00002")
        for row in (request, by_home):
            self.assertEqual((row.contract_id, row.unit_id), (contract, self.unit))
            self.assertEqual(row.seller_id, self.home_seller)
            self.assertEqual((row.state, row.kind), ("new", "repair"))
            self.assertEqual(row.reported_on, self.today)
            self.assertEqual(row.answer_until, self.day(3))
            self.assertEqual(row.done_until, self.day(15))
        self.assertIn(request.number, request.display_name)
        self.assertIn(self.unit.name, request.display_name)

    def test_the_form_finds_the_contract_of_the_home(self):
        contract = self.new_handed()
        requests = self.env["property.service.request"].with_user(self.home_seller)
        with Form(requests) as form:
            form.unit_id = self.unit
            self.assertEqual(form.contract_id, contract)
            form.part = "wiring"
            form.description = "No light"
        self.assertEqual(form.record.contract_id, contract)
        with Form(requests.with_context(default_contract_id=contract.id)) as form:
            self.assertEqual(form.unit_id, self.unit)
            form.part = "wiring"
            form.description = "No light in the hall"

    def test_a_home_is_handed_over_first(self):
        contract = self.new_settled()
        with self.assert_refused("is not handed over"):
            self.new_request(contract)
        with self.assert_refused("is not handed over"):
            self.new_request(contract, contract_id=False, unit_id=self.unit.id)
        with self.assert_refused("is not handed over"):
            self.new_request(contract, contract_id=False, unit_id=self.units[1].id)
        with self.assert_refused("Choose the home"):
            self.new_request(contract, contract_id=False)
        self.assertFalse(
            self.env["property.service.request"].sudo().search([], limit=1)
        )

    def test_another_home_than_that_of_the_contract_is_refused(self):
        contract = self.new_handed()
        with self.assert_refused(f"is not over {self.units[1].display_name}"):
            self.new_request(contract, unit_id=self.units[1].id)

    def test_an_ended_contract_takes_none(self):
        contract = self.new_handed()
        contract._write_protected({"state": "rescinded"})
        with self.assert_refused("is not handed over"):
            self.new_request(contract)

    def test_the_day_is_from_the_handover_to_today(self):
        contract = self.new_handed(days=5)
        with self.assert_refused("was handed over on"):
            self.new_request(contract, reported_on=self.day(-6))
        with self.assert_refused("not after today"):
            self.new_request(contract, reported_on=self.day(1))
        first = self.new_request(contract, reported_on=self.day(-5))
        self.assertTrue(first.in_warranty)
        self.assertEqual(first.answer_until, self.day(-2))
        self.assertTrue(first.is_late)

    def test_the_warranty_covers_its_last_day_and_not_the_next(self):
        contract = self.new_handed(days=30)
        leak = contract.warranty_ids._find_part("leak")
        for days, expected in ((0, True), (-1, False), (1, True)):
            leak._write_protected({"date_to": self.day(days)})
            request = self.new_request(contract)
            self.assertEqual(request.in_warranty, expected, f"ends on day {days}")
            self.assertEqual(request.warranty_id, leak)

    def test_the_reported_day_counts_and_not_that_of_the_entry(self):
        contract = self.new_handed(days=30)
        leak = contract.warranty_ids._find_part("leak")
        leak._write_protected({"date_to": self.day(-1)})
        yesterday = self.new_request(contract, reported_on=self.day(-1))
        self.assertTrue(yesterday.in_warranty)
        self.assertFalse(self.new_request(contract).in_warranty)

    def test_a_part_without_warranty_is_outside(self):
        contract = self.new_handed()
        other = contract.warranty_ids._find_part("other")
        self.env.cr.execute("DELETE FROM property_warranty WHERE id = %s", [other.id])
        self.env.invalidate_all()
        request = self.new_request(contract, part="other")
        self.assertFalse(request.in_warranty)
        self.assertFalse(request.warranty_id)
        self.assertTrue(self.new_request(contract).in_warranty)

    def test_later_terms_rewrite_nothing(self):
        contract = self.new_handed(days=30)
        request = self.new_request(contract)
        leak = contract.warranty_ids._find_part("leak")
        leak._write_protected({"date_to": self.day(-20)})
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertTrue(request.in_warranty)

    def test_who_enters_requests(self):
        contract = self.new_handed()
        for user in (self.home_seller, self.home_manager, self.director):
            self.assertEqual(self.new_request(contract, user).state, "new")
        others = self.home_colleague | self.seller | self.finance | self.investor
        for user in others | self.repairer | self.general:
            for vals in ({}, {"contract_id": False, "unit_id": self.unit.id}):
                with self.subTest(user.name), self.assertRaises(AccessError):
                    self.new_request(contract, user, **vals)

    def test_the_leader_of_another_team_enters_none(self):
        contract = self.new_handed()
        roles = ("property_sales.group_property_sales", "group_regional_manager")
        other = self.new_user("other_leader", *roles)
        self.new_team("Lakeside", other, self.env["res.users"])
        with self.assertRaises(AccessError):
            self.new_request(contract, other)

    def test_nobody_writes_what_the_register_says(self):
        contract = self.new_handed()
        request = self.new_request(contract)
        values = {
            "number": "F36/2020/00009",
            "state": "closed",
            "in_warranty": False,
            "part": "pipes",
            "reported_on": self.day(-1),
            "contract_id": contract.id,
            "unit_id": self.units[1].id,
            "user_id": self.home_seller.id,
            "cost": 5,
        }
        for name, value in values.items():
            with self.subTest(name), self.assertRaises(UserError):
                request.write({name: value})
            for user in (self.home_seller, self.director):
                with self.subTest(name), self.assertRaises(UserError):
                    request.with_user(user).write({name: value})
        values["in_warranty"] = True
        free = {"contract_id", "unit_id", "part", "reported_on"}
        for name in values.keys() - free:
            with self.subTest(name), self.assertRaises(UserError):
                self.new_request(contract, **{name: values[name]})

    def test_the_register_has_no_gaps(self):
        contract = self.new_handed()
        first = self.new_request(contract)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.new_request(contract)
            self.new_request(contract, reported_on=self.day(1))
        self.env.invalidate_all()
        first.with_user(self.home_manager).action_cancel("Entered twice")
        with self.assertRaises(UserError):
            first.unlink()
        with self.assertRaises(UserError):
            first.with_user(self.home_seller).copy()
        vals = {"contract_id": contract.id, "part": "pipes", "description": "Drips"}
        requests = self.env["property.service.request"].with_user(self.home_seller)
        more = requests.create([vals, vals])
        numbers = [*first.mapped("number"), *more.mapped("number")]
        self.assertEqual(
            [number[-5:] for number in numbers], ["00001", "00002", "00003"]
        )
        registers = self.env["sales.register"].sudo()
        register = registers.search(
            [
                ("code", "=", "property.service.request"),
                ("company_id", "=", self.company.id),
            ]
        )
        self.assertEqual(register.last_number, 3)
        self.assertFalse(register._get_gaps())

    def test_the_year_is_that_of_the_report(self):
        contract = self.new_handed(days=400)
        last_year = self.today.year - 1
        day = self.today.replace(year=last_year, month=12, day=31)
        request = self.new_request(contract, reported_on=day)
        self.assertEqual(request.number, f"F36/{last_year}/00001")
        self.assertIn(f"/{self.today.year}/", self.new_request(contract).number)
