from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.sales_rules.tests.common_race import RaceCase

RESERVED = """
    INSERT INTO property_reservation
                (unit_id, partner_id, user_id, company_id, development_id, money_kind,
                 amount, state)
    SELECT id, %(partner)s, %(user)s, company_id, development_id, 'advance', 1,
           'converted'
      FROM property_unit
     WHERE id = %(unit)s
 RETURNING id
"""
SETTLED = """
    INSERT INTO property_contract
                (unit_id, partner_id, user_id, company_id, building_id, development_id,
                 reservation_id, sale_kind, pricing_basis, ownership, signed_on,
                 delivery_date, online_number, filing_number, state)
    SELECT id, %(partner)s, %(user)s, company_id, building_id, development_id,
           %(reservation)s, 'completed', 'unit', 'joint', now(), now(), name, name,
           'filed'
      FROM property_unit
     WHERE id = %(unit)s
 RETURNING id
"""


@tagged("post_install", "-at_install")
class TestSlotRace(RaceCase):
    """Two who take the last place of a slot at the same moment do not both have it, and
    one of two makes the slots of a building (R2.7).
    """

    def setUp(self):
        super().setUp()
        self.addCleanup(self._remove_development)
        self.development_id = self._make(
            "property.development", name="Race", code="RACE"
        )
        self.day = self.call(lambda env: env.company._get_today() + timedelta(days=10))
        self.building_id = self._make(
            "property.building",
            name="1",
            development_id=self.development_id,
            completed_on=self.day - timedelta(days=20),
        )
        self.partner_id = self._make("res.partner", name="Race")

    def make_slots(self, env):
        building = env["property.building"].sudo().browse(self.building_id)
        return building.action_generate_slots(self.day, self.day, 9, 10, 60, 1, True)

    def new_contract(self, name):
        """A contract that is ready for its handover, without the steps before."""
        unit_id = self._make(
            "property.unit", name=name, floor=1, building_id=self.building_id
        )
        values = {"unit": unit_id, "partner": self.partner_id, "user": 1}

        def make(env):
            env.cr.execute(RESERVED, values)
            [reservation] = env.cr.fetchone()
            env.cr.execute(SETTLED, values | {"reservation": reservation})
            return env.cr.fetchone()[0]

        return self.call(make)

    def attempt(self, act):
        """Return the function that gives what `act` does, or what it is told."""

        def attempt(env):
            try:
                with env.cr.savepoint():
                    return act(env)
            except UserError as error:
                return str(error)

        return attempt

    def tell(self, contract_id, slot_id):
        def tell(env):
            contract = env["property.contract"].sudo().browse(contract_id)
            notices = env["property.handover.notice"].sudo()
            return notices._notify(contract, self.day, slot_id).id

        return self.attempt(tell)

    def move(self, handover_id, slot_id):
        def move(env):
            slot = env["property.handover.slot"].sudo().browse(slot_id)
            env["property.handover"].sudo().browse(handover_id)._reschedule(
                slot, "Race"
            )
            return handover_id

        return self.attempt(move)

    def assert_one_has_it(self, results, slot_id):
        self.assertEqual({type(result) for result in results}, {int, str}, results)
        [refused] = [result for result in results if isinstance(result, str)]
        self.assertIn("9:00–10:00 is full", refused)
        self.assertEqual(
            self.read_committed("property.handover.slot", slot_id, "free_places"), 0
        )
        self.assertEqual(
            self.read_committed("property.handover.slot", slot_id, "booked"), 1
        )

    def test_one_of_two_notices_has_the_last_place(self):
        [slot_id] = self.call(self.make_slots)
        contracts = [self.new_contract(name) for name in ("101", "102")]
        results = self.race(*(self.tell(contract, slot_id) for contract in contracts))
        self.assert_one_has_it(results, slot_id)

    def test_one_of_two_buyers_moves_to_the_last_place(self):
        [slot_id] = self.call(self.make_slots)
        handovers = [
            self.call(self.tell(self.new_contract(name), None))
            for name in ("101", "102")
        ]
        results = self.race(*(self.move(handover, slot_id) for handover in handovers))
        self.assert_one_has_it(results, slot_id)

    def test_slots_are_made_once(self):
        results = self.race(
            self.attempt(self.make_slots), self.attempt(self.make_slots)
        )
        self.assertEqual({type(result) for result in results}, {list, str}, results)
        [refused] = [result for result in results if isinstance(result, str)]
        self.assertIn("9:00–10:00", refused)

    def _remove_development(self):
        """Remove all that was committed on the development."""
        development = SQL("%s", self.development_id)
        contracts = (
            "(SELECT id FROM property_contract WHERE development_id = %s)",
            "(SELECT id FROM property_handover WHERE building_id IN"
            " (SELECT id FROM property_building WHERE development_id = %s))",
        )

        def remove(env):
            for statement in (
                "DELETE FROM property_deadline WHERE res_model = 'property.contract'"
                f" AND res_id IN {contracts[0]}",
                "DELETE FROM property_deadline WHERE res_model = 'property.handover'"
                f" AND res_id IN {contracts[1]}",
                "DELETE FROM mail_message WHERE model = 'property.handover'"
                f" AND res_id IN {contracts[1]}",
                f"DELETE FROM property_handover WHERE contract_id IN {contracts[0]}",
                "DELETE FROM property_handover_slot WHERE development_id = %s",
                "DELETE FROM property_contract WHERE development_id = %s",
                "DELETE FROM property_reservation WHERE development_id = %s",
                "DELETE FROM property_unit WHERE development_id = %s",
                "DELETE FROM property_building WHERE development_id = %s",
                "DELETE FROM property_development WHERE id = %s",
            ):
                env.cr.execute(SQL(statement, development))

        self.call(remove)
