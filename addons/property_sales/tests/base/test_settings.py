from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from ..common import PropertyCommon

SETTINGS = {
    "property_hold_minutes": 15,
    "property_reservation_days": 14,
    "property_move_up_hours": 12,
    "property_deposit_percent": 5.5,
    "property_return_days": 7,
    "property_protect_days": 0,
    "property_publish_days": 5,
    "property_training_months": 6,
    "property_service_answer_days": 1,
    "property_service_done_days": 10,
}


@tagged("post_install", "-at_install")
class TestSettings(PropertyCommon):
    """Periods and limits of homes: what a rule fixes only gets stricter (R2.7)."""

    def test_the_administrator_of_rules_sets_them_on_one_screen(self):
        settings = self.env["sales.rules.settings"].with_user(self.rules_admin)
        view = "property_sales.property_settings_view_form"
        with Form(settings.with_company(self.company), view=view) as form:
            for name, value in SETTINGS.items():
                form[name] = value
        self.assertRecordValues(self.company, [SETTINGS])

    def test_nobody_else_sets_them(self):
        for user in (self.director, self.home_seller, self.investor, self.finance):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.env["sales.rules.settings"].with_user(user).create(
                    {"company_id": self.company.id, "property_return_days": 1}
                )
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.company.with_user(user).property_return_days = 1

    def test_what_the_law_fixes_only_gets_stricter(self):
        cases = {
            "property_deposit_percent": (20.01, "fifth of the price.*0 to 20"),
            "property_return_days": (16, "fifteen days.*0 to 15"),
            "property_publish_days": (11, "ten days"),
            "property_training_months": (13, "every year.*1 to 12"),
            "property_delay_days": (89, "three months"),
            "property_service_answer_days": (4, "three days.*0 to 3"),
            "property_service_done_days": (16, "fifteen days.*0 to 15"),
        }
        for name, (value, words) in cases.items():
            with self.subTest(name), self.assertRaises(ValidationError) as caught:
                self.company[name] = value
            self.assertRegex(str(caught.exception), words)

    def test_no_period_is_negative_and_no_hold_is_empty(self):
        for name in SETTINGS:
            with self.subTest(name), self.assertRaises(ValidationError):
                self.company[name] = -1
        for name in (
            "property_hold_minutes",
            "property_reservation_days",
            "property_move_up_hours",
            "property_training_months",
        ):
            with self.subTest(name), self.assertRaises(ValidationError):
                self.company[name] = 0

    def test_the_refusal_names_company_and_setting(self):
        words = f"{self.company.name}.*Highest Deposit.*25"
        with self.assertRaisesRegex(ValidationError, words):
            self.company.property_deposit_percent = 25
