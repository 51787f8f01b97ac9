from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common_appointment import AppointmentCommon


@tagged("post_install", "-at_install")
class TestAppointmentPortal(AppointmentCommon):
    """The buyer chooses an appointment on the portal (R2.7)."""

    def new_portal_user(self, partner):
        group = self.env.ref("base.group_portal")
        users = self.env["res.users"].sudo().with_context(no_reset_password=True)
        vals = {"login": f"buyer{partner.id}", "partner_id": partner.id}
        return users.create(
            vals | {"name": partner.name, "group_ids": [(6, 0, group.ids)]}
        )

    def portal(self, user):
        return self.env["property.appointment.portal"].with_user(user)

    def test_free_slots_of_the_building_are_shown(self):
        self.new_slots(days=(9, 9), hours=(9, 10))
        told, full, free = self.new_slots(hours=(9, 12))
        self.new_slots(self.new_building(name="2"))
        contract = self.new_settled()
        portal = self.portal(self.new_portal_user(contract.partner_id))
        self.assertEqual(portal._get_free(contract), [])
        self.tell(contract, told)
        self.tell(self.new_other_settled(), full)
        [shown] = portal._get_free(contract)
        self.assertEqual((shown["id"], shown["date"]), (free.id, self.day(10)))
        self.assertEqual((shown["hours"], shown["free"]), ("11:00–12:00", 1))

    def test_the_buyer_books_one(self):
        first, second = self.new_slots()
        contract = self.new_settled()
        portal = self.portal(self.new_portal_user(contract.partner_id))
        with self.assert_refused("is told first"):
            portal._book(contract, second.id)
        handover = self.tell(contract, first)
        portal._book(contract, second.id)
        self.assertEqual(handover.slot_id, second)
        self.assertIn(
            "Chosen by the buyer", " ".join(handover.message_ids.mapped("body"))
        )

    def test_no_other_slot_is_booked(self):
        soon, told = self.new_slots(days=(9, 10), hours=(9, 10))
        elsewhere = self.new_slots(self.new_building(name="2"))[0]
        contract = self.new_settled()
        portal = self.portal(self.new_portal_user(contract.partner_id))
        self.tell(contract, told)
        for slot_id in (elsewhere.id, 987654321, False, True, "1"):
            with self.subTest(slot_id), self.assert_refused("This slot is not there"):
                portal._book(contract, slot_id)
        with self.assert_refused("at least 10 days ahead"):
            portal._book(contract, soon.id)
        [full] = self.new_slots(days=(11, 11), hours=(9, 10))
        self.tell(self.new_other_settled(), full)
        with self.assert_refused("is full"):
            portal._book(contract, full.id)

    def test_somebody_else_sees_and_books_none(self):
        first, second = self.new_slots()
        contract = self.new_settled()
        self.tell(contract, first)
        other = self.portal(self.new_portal_user(self.other_buyer))
        with self.assertRaises(AccessError):
            other._get_free(contract)
        with self.assertRaises(AccessError):
            other._book(contract, second.id)
        with self.assertRaises(AccessError):
            self.portal(self.home_colleague)._get_free(
                contract.with_user(self.home_colleague)
            )
