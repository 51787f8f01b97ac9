import re

from odoo.tests import HttpCase, tagged

from ..common_appointment import AppointmentCommon
from ..common_portal import PortalCommon


@tagged("post_install", "-at_install")
class TestPortalAppointment(PortalCommon, AppointmentCommon, HttpCase):
    """A buyer takes another time for the handover, on the page of the home (R2.7)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls.new_settled()
        cls.slots = cls.new_slots(days=(10, 12), hours=(9, 10))
        cls.handover = cls.tell(cls.contract, cls.slots[0]).sudo()
        cls.home = f"/my/homes/{cls.contract.id}"

    def log_in(self, user):
        user.password = user.login
        self.authenticate(user.login, user.login)

    def get_token(self, page):
        return re.search(r'name="csrf_token" value="([^"]+)"', page)[1]

    def choose(self, token, slot_id):
        data = {"csrf_token": token, "slot_id": slot_id}
        answer = self.url_open(f"{self.home}/appointment", data=data)
        self.env.invalidate_all()
        return answer

    def test_the_owner_takes_a_free_slot_and_no_other(self):
        self.log_in(self.owner)
        page = self.url_open(self.home).text
        self.assertIn('id="property_handover_slots"', page)
        self.assertNotIn(f'<option value="{self.slots[0].id}"', page)  # that it has
        token = self.get_token(page)
        for wrong in (0, 10**12, "x", ""):
            self.assertIn("This slot is not there", self.choose(token, wrong).text)
        answer = self.choose(token, self.slots[1].id)
        self.assertTrue(answer.url.startswith(self.base_url() + self.home))
        self.assertEqual(self.handover.slot_id, self.slots[1])
        self.assertEqual(self.handover.date_from, self.day(11))
        other = self.new_other_settled()
        self.tell(other, self.slots[2])
        self.env.flush_all()
        self.assertIn("alert-danger", self.choose(token, self.slots[2].id).text)
        self.assertEqual(self.handover.slot_id, self.slots[1])

    def test_somebody_else_chooses_nothing(self):
        self.log_in(self.other_owner)
        token = self.get_token(self.url_open("/my/account").text)
        answer = self.choose(token, self.slots[1].id)
        self.assertTrue(answer.url.endswith("/my"))
        self.assertEqual(self.handover.slot_id, self.slots[0])
