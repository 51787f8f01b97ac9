from unittest.mock import patch

from psycopg2.errors import CheckViolation, UniqueViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import CreditCommon


class TierCommon(CreditCommon):
    """Tiers: standard, opening, history (R1.6, R1.7)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.term = cls.env["account.payment.term"].create({"name": "45 Days"})
        cls.tier = cls.new_tier(1000, name="A", payment_term_id=cls.term.id)

    def as_admin(self, records):
        return records.with_user(self.rules_admin)

    def in_core(self, partner, company=None):
        """Core's fields on a customer's credit."""
        partner = partner.sudo().with_company(company or self.company)
        return partner.credit_limit, partner.property_payment_term_id


@tagged("post_install", "-at_install")
class TestTierOpening(TierCommon):
    """Administrators enter or import the tier that a customer begins with (R1.6)."""

    def setUp(self):
        super().setUp()
        self.fresh = self.new_customer(limit=None)

    def test_an_opening_tier_is_what_core_holds_then(self):
        self.as_admin(self.fresh).tier_id = self.tier
        self.assertEqual(self.fresh.tier_id, self.tier)
        self.assertEqual(self.in_core(self.fresh), (1000, self.term))

    def test_no_credit_is_a_cent_in_core(self):
        self.as_admin(self.fresh).tier_id = self.new_tier(0)
        self.assertEqual(self.in_core(self.fresh)[0], 0.01)

    def test_unlimited_credit_is_zero_in_core(self):
        self.as_admin(self.fresh).tier_id = self.new_tier(0, unlimited=True)
        self.assertEqual(self.in_core(self.fresh)[0], 0)

    def test_a_tier_without_term_leaves_the_customers(self):
        self.fresh.property_payment_term_id = self.term
        self.as_admin(self.fresh).tier_id = self.new_tier(500)
        self.assertEqual(self.in_core(self.fresh), (500, self.term))

    def test_contacts_have_the_tier_of_their_customer(self):
        contact = self.new_contact(self.fresh)
        self.as_admin(self.fresh).tier_id = self.tier
        later = self.new_contact(self.fresh)
        for partner in contact | later:
            self.assertEqual(partner.tier_id, self.tier)
            self.assertEqual(self.in_core(partner), (1000, self.term))

    def test_a_tier_given_to_a_contact_is_the_customers(self):
        contact = self.new_contact(self.fresh)
        self.as_admin(contact).tier_id = self.tier
        self.assertEqual(self.fresh.tier_id, self.tier)

    def test_a_contact_is_not_made_with_another_tier_than_its_customers(self):
        self.as_admin(self.fresh).tier_id = self.tier
        model = self.as_admin(self.env["res.partner"])
        vals = {"name": "Contact", "parent_id": self.fresh.id}
        with self.assertRaisesRegex(UserError, "have a tier already"):
            model.create(vals | {"tier_id": self.new_tier(5000).id})
        contact = model.create(vals | {"tier_id": self.tier.id})
        self.assertEqual((self.fresh | contact).tier_id, self.tier)

    def test_opening_tiers_are_imported(self):
        names = ["name", "customer_rank", "tier_id/.id"]
        rows = [[name, "1", str(self.tier.id)] for name in ("East", "West")]
        result = self.env["res.partner"].with_user(self.rules_admin).load(names, rows)
        self.assertFalse(result["messages"])
        partners = self.env["res.partner"].browse(result["ids"])
        self.assertEqual(partners.tier_id, self.tier)
        self.assertEqual(len(self.get_history(partners)), 2)

    def test_opening_tiers_of_known_customers_are_imported_by_name(self):
        result = (
            self.env["res.partner"]
            .with_user(self.rules_admin)
            .load([".id", "tier_id"], [[str(self.fresh.id), "A"]])
        )
        self.assertFalse(result["messages"])
        self.assertEqual(self.fresh.tier_id, self.tier)

    def test_an_import_that_changes_a_tier_is_refused(self):
        rows = [[str(self.customer.id), str(self.tier.id)]]
        model = self.env["res.partner"].with_user(self.rules_admin)
        result = model.load([".id", "tier_id/.id"], rows)
        self.assertFalse(result["ids"])
        self.assertIn("have a tier already", result["messages"][0]["message"])

    def test_an_import_that_repeats_a_tier_changes_nothing(self):
        self.as_admin(self.fresh).tier_id = self.tier
        rows = [[str(self.fresh.id), str(self.tier.id)]]
        model = self.env["res.partner"].with_user(self.rules_admin)
        self.assertTrue(model.load([".id", "tier_id/.id"], rows)["ids"])
        self.assertEqual(len(self.get_history(self.fresh)), 1)

    def test_a_second_tier_is_refused_whoever_writes_it(self):
        for partner in (self.as_admin(self.customer), self.customer.sudo()):
            for tier in (self.tier, self.env["sales.tier"]):
                with self.assertRaisesRegex(UserError, "have a tier already"):
                    partner.tier_id = tier

    def test_other_roles_may_not_enter_an_opening_tier(self):
        for user in (self.seller, self.manager, self.director, self.finance):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                self.fresh.with_user(user).write({"tier_id": self.tier.id})

    def test_a_salesperson_creates_no_customer_with_a_tier(self):
        vals = {"name": "Friend", "tier_id": self.tier.id}
        with self.assertRaises(AccessError):
            self.env["res.partner"].with_user(self.seller).create(vals)

    def test_a_draft_tier_is_not_given(self):
        draft = self.new_tier(10, active=False)
        with self.assertRaisesRegex(UserError, "not in force"):
            self.as_admin(self.fresh).tier_id = draft

    def test_another_companys_tier_is_not_given(self):
        other = self.setup_other_company(name="Other")["company"]
        with self.assertRaisesRegex(UserError, "another company"):
            self.fresh.sudo().tier_id = self.new_tier(10, company_id=other.id)

    def test_every_company_has_its_own_value(self):
        other = self.setup_other_company(name="Other")["company"]
        there = self.fresh.with_company(other).sudo()
        self.as_admin(self.fresh).tier_id = self.tier
        self.assertFalse(there.tier_id)
        there.tier_id = self.new_tier(10, company_id=other.id)
        self.assertEqual(self.fresh.tier_id, self.tier)
        self.assertEqual(self.in_core(self.fresh, other)[0], 10)
        self.assertEqual(self.in_core(self.fresh)[0], 1000)

    def test_a_new_customer_gets_the_default_tier(self):
        self.tier.sudo().is_default = True
        vals = {"name": "New", "customer_rank": 1}
        customer = self.env["res.partner"].with_user(self.seller).create(vals)
        self.assertEqual(customer.tier_id, self.tier)
        self.assertEqual(self.get_history(customer).user_id, self.seller)

    def test_contacts_and_vendors_get_no_default_tier(self):
        self.tier.sudo().is_default = True
        vendor = self.env["res.partner"].create({"name": "Vendor", "supplier_rank": 1})
        contact = self.new_contact(self.new_customer(limit=None, customer_rank=0))
        self.assertFalse(vendor.tier_id | contact.tier_id)

    def test_a_company_has_one_default_tier(self):
        self.tier.sudo().is_default = True
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            self.new_tier(5, is_default=True)
            self.env.flush_all()

    def get_history(self, partners):
        domain = [("partner_id", "in", partners.ids)]
        return self.env["sales.tier.history"].sudo().search(domain)

    def test_the_history_has_figures_and_who_gave_the_tier(self):
        self.new_invoice(300, self.fresh, due=-2)
        self.new_confirmed(100, self.fresh)
        self.as_admin(self.fresh).tier_id = self.tier
        self.assertRecordValues(
            self.get_history(self.fresh),
            [
                {
                    "user_id": self.rules_admin.id,
                    "company_id": self.company.id,
                    "old_tier_id": False,
                    "new_tier_id": self.tier.id,
                    "credit_limit": 1000,
                    "unlimited": False,
                    "payment_term_id": self.term.id,
                    "receivable": 300,
                    "orders_amount": 100,
                    "overdue_amount": 300,
                    "reason": "Opening tier",
                }
            ],
        )

    def test_the_history_is_never_changed(self):
        self.as_admin(self.fresh).tier_id = self.tier
        history = self.get_history(self.fresh)
        for user in (self.rules_admin, self.director, self.finance, self.general):
            row = history.with_user(user).sudo(False)
            with self.assertRaises(AccessError):
                row.write({"reason": "Forged"})
            with self.assertRaises(AccessError):
                row.unlink()
            with self.assertRaises(AccessError):
                row.copy()


@tagged("post_install", "-at_install")
class TestTierInForce(TierCommon):
    """Administrators key tiers in; only the director puts them in force (R1.6)."""

    def new_draft(self, user=None, **vals):
        vals = {"name": "Draft", "credit_limit": 700} | vals
        return self.env["sales.tier"].with_user(user or self.rules_admin).create(vals)

    def test_a_tier_that_an_administrator_keys_in_is_a_draft(self):
        draft = self.new_draft()
        self.assertFalse(draft.active or draft.in_force_since)
        draft.credit_limit = 800

    def test_an_administrator_puts_nothing_in_force(self):
        draft = self.new_draft()
        with self.assertRaises(AccessError):
            draft.action_put_in_force()
        with self.assertRaises(AccessError):
            draft.active = True
        with self.assertRaises(AccessError):
            self.new_draft(active=True)

    def test_the_director_puts_a_draft_in_force(self):
        draft = self.new_draft()
        draft.with_user(self.director).action_put_in_force()
        self.assertTrue(draft.active)
        self.assertEqual(draft.in_force_since, self.today)

    def test_only_the_director_changes_what_is_in_force(self):
        for name in (
            "credit_limit",
            "grace_days",
            "max_discount",
            "unlimited",
            "active",
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                self.as_admin(self.tier).write({name: 0})
        for user in (self.manager, self.finance, self.general, self.seller):
            with self.assertRaises(AccessError):
                self.tier.with_user(user).write({"grace_days": 5})
        self.tier.with_user(self.director).grace_days = 5

    def test_an_administrator_may_rename_and_sort_tiers(self):
        self.as_admin(self.tier).write({"name": "Gold", "sequence": 1, "color": 3})
        self.assertEqual(self.tier.name, "Gold")

    def test_a_change_of_its_company_alone_empties_the_caches(self):
        draft = self.new_draft()
        clearing = patch.object(type(self.env.registry), "clear_cache")
        with clearing as clear_cache:
            draft.write({"color": 3, "credit_limit": 900})
            clear_cache.assert_not_called()
        other = self.setup_other_company(name="Other")["company"]
        with clearing as clear_cache:
            draft.sudo().company_id = other
            clear_cache.assert_called()

    def test_an_archived_tier_in_use_is_no_draft_to_change(self):
        self.give_tier(self.customer, self.tier)
        self.tier.with_user(self.director).active = False
        with self.assertRaises(UserError):
            self.as_admin(self.tier).credit_limit = 1000000
        self.assertEqual(self.in_core(self.customer)[0], 1000)

    def test_customers_keep_an_archived_tier(self):
        self.give_tier(self.customer, self.tier)
        self.tier.with_user(self.director).active = False
        order = self.new_held(1000.01)
        self.assertRecordValues(self.get_holds(order), [{"limit": 1000, "over": 0.01}])

    def test_a_copy_of_a_tier_is_a_draft(self):
        copy = self.tier.with_user(self.director).copy()
        self.assertFalse(copy.active)
        self.assertNotEqual(copy.name, self.tier.name)

    def test_changed_terms_reach_the_customers_with_history(self):
        self.give_tier(self.customer, self.tier)
        contact = self.new_contact(self.customer)
        other_term = self.env["account.payment.term"].create({"name": "30 Days"})
        self.tier.with_user(self.director).write(
            {"credit_limit": 1500, "payment_term_id": other_term.id}
        )
        for partner in self.customer | contact:
            self.assertEqual(self.in_core(partner), (1500, other_term))
        domain = [("partner_id", "=", self.customer.id)]
        latest = self.env["sales.tier.history"].sudo().search(domain, limit=1)
        self.assertRecordValues(
            latest,
            [
                {
                    "old_tier_id": self.tier.id,
                    "new_tier_id": self.tier.id,
                    "credit_limit": 1500,
                    "user_id": self.director.id,
                }
            ],
        )

    def test_a_change_that_customers_do_not_feel_writes_no_history(self):
        self.give_tier(self.customer, self.tier)
        before = self.env["sales.tier.history"].sudo().search_count([])
        self.tier.with_user(self.director).grace_days = 3
        after = self.env["sales.tier.history"].sudo().search_count([])
        self.assertEqual(after, before)

    def test_a_tier_in_use_is_not_deleted(self):
        self.give_tier(self.customer, self.tier)
        pretended = self.tier.with_context(_force_unlink=True)
        for tier in (self.tier.with_user(self.director), self.tier.sudo(), pretended):
            with self.assertRaisesRegex(UserError, "held by customers"):
                tier.unlink()

    def test_a_tier_in_use_in_another_company_is_not_deleted(self):
        other = self.setup_other_company(name="Other")["company"]
        tier = self.new_tier(10, company_id=other.id)
        self.give_tier(self.customer, tier)
        with self.assertRaisesRegex(UserError, "held by customers"):
            tier.with_company(self.company).unlink()

    def test_a_tier_of_an_archived_customer_is_not_deleted(self):
        self.give_tier(self.customer, self.tier)
        self.customer.active = False
        with self.assertRaises(UserError):
            self.tier.unlink()

    def test_a_tier_nobody_has_is_deleted(self):
        self.tier.with_user(self.director).unlink()
        self.assertFalse(self.tier.exists())

    def test_a_tier_in_use_stays_in_its_company(self):
        other = self.setup_other_company(name="Other")["company"]
        self.give_tier(self.customer, self.tier)
        with self.assertRaises(UserError):
            self.tier.sudo().company_id = other

    def test_an_unlimited_tier_has_no_limit(self):
        with self.assertRaises(ValidationError):
            self.new_tier(100, unlimited=True)

    def test_a_limit_cannot_be_negative(self):
        for vals in (
            {"credit_limit": -1},
            {"grace_days": -1},
            {"max_discount": 101},
            {"max_overdue_ratio": 1.1},
        ):
            with (
                self.subTest(vals),
                self.assertRaises(CheckViolation),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.tier.sudo().write(vals)

    def test_the_constraints_are_in_the_database(self):
        query = "SELECT indexname FROM pg_indexes WHERE tablename = 'sales_tier'"
        self.env.cr.execute(query)
        names = {name for (name,) in self.env.cr.fetchall()}
        self.assertIn("sales_tier_one_default", names)

    def test_customers_of_a_tier_are_counted(self):
        self.give_tier(self.customer, self.tier)
        self.new_contact(self.customer)
        self.assertEqual(self.tier.partner_count, 1)
