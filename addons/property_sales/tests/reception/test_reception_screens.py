from odoo.tests import Form, tagged

from ..common_reception import ReceptionCommon


@tagged("post_install", "-at_install")
class TestReceptionScreens(ReceptionCommon):
    """The funnel, the lists of the day and the form (R2.6)."""

    def test_the_form_registers_with_a_name_and_a_number(self):
        with Form(self.env["property.reception"].with_user(self.home_seller)) as form:
            form.name = "Zhao Min"
            form.phone = "13800138000"
            form.channel = "online"
        self.assertTrue(form.record.partner_id.sudo().is_private)

    def test_the_form_takes_name_and_number_of_a_known_customer(self):
        self.buyer.phone = "13600136000"
        with Form(self.env["property.reception"].with_user(self.home_seller)) as form:
            form.partner_id = self.buyer
            self.assertEqual((form.name, form.phone), ("Chen Mei", "13600136000"))
            form.channel = "online"
        self.assertEqual(form.record.partner_id, self.buyer)

    def test_the_funnel_counts_by_channel_stage_and_salesperson(self):
        first = self.receive("13800000001", channel="online")
        self.receive("13800000002", channel="online")
        self.receive("13800000003", user=self.home_colleague, channel="press")
        first.with_user(self.home_seller).action_follow("Called")
        receptions = self.env["property.reception"].with_user(self.director)
        for field, expected in (
            ("channel", {"online": 2, "press": 1}),
            ("stage", {"received": 2, "followed": 1}),
            ("user_id", {self.home_seller: 2, self.home_colleague: 1}),
        ):
            found = receptions._read_group(
                [("phone", "like", "1380000000")], [field], ["__count"]
            )
            self.assertEqual(dict(found), expected)

    def test_next_steps_and_ending_protection_are_found_by_the_companys_day(self):
        reception = self.receive()
        self.let_pass(reception, 25)
        reception.date_next = self.day(1)
        receptions = self.env["property.reception"].with_user(self.home_seller)

        def find(*domain):
            return receptions.search([*domain, ("id", "=", reception.id)])

        self.assertTrue(find(("protected_days", "=", 5)))
        self.assertTrue(find(("protected_days", "<=", 7)))
        self.assertFalse(find(("protected_days", "<", 5)))
        self.assertTrue(find(("next_days", "in", [1])))
        self.assertFalse(find(("next_days", "<=", 0)))
        reception.date_next = False
        self.assertFalse(find(("next_days", "<=", 0)))
