from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestCollectionSettings(MoneyCommon):
    """The administrator of rules sets the collection up without being the system's
    (R1.1, R4.7, R4.30).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.settings = cls.env["sales.rules.settings"]

    def open(self, user=None):
        settings = self.settings.with_user(user or self.rules_admin)
        view = "receivables_collect.collection_settings_view_form"
        return Form(settings, view)

    def save(self, user=None, **vals):
        form = self.open(user)
        for name, value in vals.items():
            form[name] = value
        return form.save().action_save()

    def test_the_form_opens_on_what_holds(self):
        self.company.collection_uncollected_due_days = 4
        self.company.collection_watcher_ids = self.finance
        self.company.collection_legal_user_id = self.director
        form = self.open()
        self.assertEqual(form.collection_uncollected_due_days, 4)
        self.assertEqual(form.collection_watcher_ids[:], self.finance)
        self.assertEqual(form.collection_legal_user_id, self.director)

    def test_the_administrator_saves_days_persons_and_journals(self):
        journal = self.env["account.journal"].search(
            [("type", "=", "cash"), ("company_id", "=", self.company.id)], limit=1
        )
        self.assertFalse(self.rules_admin.has_group("base.group_system"))
        form = self.open()
        form.collection_journal_acknowledge_days = 3
        form.collection_remit_days = 2
        form.collection_cash_journal_id = journal
        form.collection_legal_user_id = self.director
        form.collection_watcher_ids.add(self.finance)
        form.save().action_save()
        self.assertEqual(self.company.collection_journal_acknowledge_days, 3)
        self.assertEqual(self.company.collection_remit_days, 2)
        self.assertEqual(self.company.collection_cash_journal_id, journal)
        self.assertEqual(self.company.collection_legal_user_id, self.director)
        self.assertEqual(self.company.collection_watcher_ids, self.finance)

    def test_a_form_of_the_collection_leaves_the_rest(self):
        self.company.approval_reminder_days = 5
        self.company.sales_customer_approval = True
        self.save(collection_untouched_days=3)
        self.assertEqual(self.company.approval_reminder_days, 5)
        self.assertTrue(self.company.sales_customer_approval)
        self.assertEqual(self.company.collection_untouched_days, 3)

    def test_every_setting_of_the_company_is_here(self):
        own = {
            name
            for name, field in self.env["res.company"]._fields.items()
            if field._module == "receivables_collect"
        }
        self.assertTrue(own)
        self.assertLessEqual(own, self.settings._get_settings())
        shown = self.open()._view["fields"]
        self.assertLessEqual(own, set(shown))

    def test_cores_settings_lead_here_and_set_nothing(self):
        core = self.env["res.config.settings"]
        modules = {field._module for field in core._fields.values()}
        self.assertNotIn("receivables_collect", modules)
        action = self.env.ref("receivables_collect.collection_settings_action")
        self.rules_admin.group_ids += self.env.ref("base.group_system")
        arch = core.with_user(self.rules_admin).get_view(view_type="form")["arch"]
        self.assertIn(f'name="{action.id}"', arch)
        self.assertEqual(action.res_model, "sales.rules.settings")

    def test_a_person_is_taken_from_those_told(self):
        self.company.collection_watcher_ids = self.finance | self.director
        form = self.open()
        form.collection_watcher_ids.remove(self.finance.id)
        form.save().action_save()
        self.assertEqual(self.company.collection_watcher_ids, self.director)

    def test_no_user_is_made_or_changed_by_naming_one(self):
        settings = self.settings.with_user(self.rules_admin)
        new_user = Command.create({"name": "Mallory", "login": "mallory"})
        renamed = Command.update(self.finance.id, {"name": "Mallory"})
        for command in (new_user, renamed):
            settings.create({"collection_watcher_ids": [command]})
        self.env.flush_all()
        users = self.env["res.users"].with_context(active_test=False)
        self.assertFalse(users.search([("name", "=", "Mallory")]))

    def test_referral_after_three_months_is_refused(self):
        self.save(collection_legal_days=92)
        with self.assertRaises(ValidationError):
            self.save(collection_legal_days=93)

    def test_negative_days_of_reports_are_refused(self):
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            self.save(collection_uncollected_due_days=-1)
            self.env.flush_all()

    def test_nobody_else_opens_or_saves_the_settings(self):
        for user in (self.seller, self.manager, self.director, self.finance):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.save(user, collection_remit_days=9)

    def test_the_menu_is_the_administrators(self):
        menu = self.env.ref("receivables_collect.collection_settings_menu")
        visible = self.env["ir.ui.menu"].with_user(self.rules_admin)
        self.assertIn(menu.id, visible._visible_menu_ids())
        hidden = self.env["ir.ui.menu"].with_user(self.finance)
        self.assertNotIn(menu.id, hidden._visible_menu_ids())
