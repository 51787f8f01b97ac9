from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..common import PropertyCommon


@tagged("post_install", "-at_install")
class TestAreaListScreens(PropertyCommon):
    """The form and the dialogs of area lists do what the buttons do (R2.5)."""

    def run_dialog(self, area_list, action, reason, user=None):
        dialog = self.env["sales.reason"].with_user(user or self.finance)
        dialog = dialog.create(
            {
                "res_model": area_list._name,
                "res_ids": area_list.ids,
                "action": action,
                "reason": reason,
            }
        )
        return dialog.action_apply()

    def test_a_list_is_made_on_the_form(self):
        form = Form(self.env["property.area.list"].with_user(self.home_seller))
        form.building_id = self.building
        with form.line_ids.new() as line:
            line.unit_id = self.unit
            line.gross_area = 100
            line.inner_area = 80
        area_list = form.save()
        self.assertEqual(area_list.version, 1)
        self.assertEqual(area_list.gross_total, 100)
        self.assertTrue(area_list.can_sign_marketing)
        self.assertFalse(area_list.can_sign_investment)

    def test_buttons_are_shown_to_those_they_work_for(self):
        area_list = self.new_area_list()
        self.assertTrue(area_list.with_user(self.investor).can_sign_investment)
        self.assertTrue(area_list.with_user(self.director).can_sign_marketing)
        self.assertFalse(area_list.with_user(self.finance).can_sign_marketing)
        area_list.with_user(self.investor).action_sign_investment()
        self.assertFalse(area_list.with_user(self.investor_2).can_sign_investment)
        self.assertTrue(area_list.with_user(self.investor).can_withdraw)
        self.assertFalse(area_list.with_user(self.investor_2).can_withdraw)

    def test_the_dialog_of_finance_files(self):
        area_list = self.new_area_list()
        self.approve_area_list(area_list)
        with self.assertRaises(AccessError):
            self.run_dialog(area_list, "file", "FZ-1", self.home_seller)
        with self.assertRaises(UserError):
            self.run_dialog(area_list, "file", " ")
        self.run_dialog(area_list, "file", "FZ-1")
        self.assertEqual(area_list.state, "filed")
        self.assertEqual(area_list.filing_number, "FZ-1")

    def test_the_dialog_of_finance_sends_back(self):
        area_list = self.new_area_list()
        self.approve_area_list(area_list)
        self.run_dialog(area_list, "send_back", "Not complete")
        self.assertEqual(area_list.state, "draft")

    def test_the_new_version_opens(self):
        area_list = self.new_filed_areas()
        action = area_list.with_user(self.investor).action_open_version()
        version = area_list.browse(action["res_id"])
        self.assertEqual(version.previous_id, area_list)
