from unittest.mock import patch

from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestRulesSettings(CreditCommon):
    """The administrator of rules sets the addon up without being the system's (R1.1,
    R4.30).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.settings = cls.env["sales.rules.settings"]

    def save(self, user=None, **vals):
        form = Form(self.settings.with_user(user or self.rules_admin))
        for name, value in vals.items():
            form[name] = value
        return form.save().action_save()

    def test_the_form_opens_on_what_holds(self):
        self.company.approval_reminder_days = 4
        self.company.sales_customer_approval = True
        form = Form(self.settings.with_user(self.rules_admin))
        self.assertEqual(form.approval_reminder_days, 4)
        self.assertTrue(form.sales_customer_approval)

    def test_the_administrator_of_rules_saves_every_setting(self):
        self.assertFalse(self.rules_admin.has_group("base.group_system"))
        wanted = {
            "approval_reminder_days": 2,
            "approval_escalation_days": 7,
            "credit_notice_days": 9,
            "assessment_max_steps": 2,
            "sales_customer_approval": True,
            "sales_overdue_tolerance": 5.0,
        }
        own = {
            name
            for name in self.settings._get_settings()
            if self.settings._fields[name]._module == "sales_rules"
        }
        self.assertEqual(own, set(wanted))
        self.save(**wanted)
        self.assertRecordValues(self.company, [wanted])

    def test_all_of_the_addons_settings_are_here(self):
        own = {
            name
            for name, field in self.env["res.company"]._fields.items()
            if field._module == "sales_rules" and name != "contract_review_by_id"
        }
        self.assertLessEqual(own, self.settings._fields.keys())

    def test_every_setting_has_the_companys_label(self):
        for name in self.settings._get_settings():
            labels = {
                self.env[model]._fields[name].get_description(self.env)["string"]
                for model in ("res.company", "sales.rules.settings")
            }
            self.assertEqual(len(labels), 1, name)

    def test_cores_settings_lead_here_and_set_nothing(self):
        core = self.env["res.config.settings"]
        own = [name for name, f in core._fields.items() if f._module == "sales_rules"]
        self.assertFalse(own)
        action = self.env.ref("sales_rules.sales_rules_settings_wizard_action")
        self.rules_admin.group_ids += self.env.ref("base.group_system")
        arch = core.with_user(self.rules_admin).get_view(view_type="form")["arch"]
        self.assertIn(f'name="{action.id}"', arch)
        self.assertEqual(action.res_model, "sales.rules.settings")

    def test_the_directors_decision_is_not_changed_here(self):
        self.company.sudo().contract_review = True
        form = Form(self.settings.with_user(self.rules_admin))
        with self.assertRaises(AssertionError):
            form.contract_review = False
        values = {"contract_review": False, "contract_review_amount": 5}
        settings = self.settings.with_user(self.rules_admin)
        settings.create(values).action_save()
        self.assertTrue(self.company.contract_review)
        self.assertEqual(self.company.contract_review_amount, 0)

    def test_nobody_else_opens_or_saves_the_settings(self):
        for user in (self.seller, self.manager, self.director, self.finance):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.save(user, approval_reminder_days=9)

    def test_the_director_does_not_save_settings_even_in_sudo(self):
        settings = self.settings.with_user(self.director).sudo()
        with self.assertRaises(AccessError):
            settings.create({"approval_reminder_days": 9}).action_save()

    def test_settings_of_other_companies_are_refused_even_in_sudo(self):
        other = self.setup_other_company(name="Other")["company"]
        settings = self.settings.with_user(self.rules_admin).sudo()
        with self.assertRaises(AccessError):
            settings.create({"company_id": other.id}).action_save()

    def test_an_open_form_is_saved_again(self):
        form = self.settings.with_user(self.rules_admin).create({})
        form.approval_reminder_days = 6
        self.assertEqual(self.company.approval_reminder_days, 6)
        other = self.setup_other_company(name="Other")["company"]
        with self.assertRaises(AccessError):
            form.write({"company_id": other.id, "approval_reminder_days": 7})

    def test_an_unchanged_setting_is_not_written(self):
        self.company.sales_customer_approval = True
        company = self.env.registry["res.company"]
        with patch.object(company, "write", autospec=True) as write:
            self.save(sales_customer_approval=True)
        for call in write.mock_calls:
            self.assertFalse(call.args[1])

    def test_negative_days_are_refused(self):
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            self.save(approval_reminder_days=-1)
            self.env.flush_all()

    def test_the_menu_is_the_administrators(self):
        menu = self.env.ref("sales_rules.sales_rules_settings_menu")
        visible = self.env["ir.ui.menu"].with_user(self.rules_admin)
        self.assertIn(menu.id, visible._visible_menu_ids())
        hidden = self.env["ir.ui.menu"].with_user(self.director)
        self.assertNotIn(menu.id, hidden._visible_menu_ids())
