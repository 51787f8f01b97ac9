from types import SimpleNamespace

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Domain
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools.safe_eval import safe_eval

from ..common_department import DepartmentFixtures

CALL = "Called her"
CORE = "sales_team.group_sale_salesman_all_leads"


class PrivateCommon(DepartmentFixtures, TransactionCase):
    """A private person of `seller` with two contacts, one of them archived, beside one
    who is not.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.find_department()
        cls.env.ref("base.group_user").implied_ids += cls.env.ref(
            "base.group_allow_export"
        )
        cls.planner = cls.new_user("planner", "group_planning")
        cls.all_leads = cls.new_user("all_leads", CORE)
        cls.person = cls.new_partner("Wang Fang", phone="13900001111")
        vals = {"parent_id": cls.person.id, "user_id": False}
        cls.contact = cls.new_partner("Wang Wei", **vals)
        cls.former = cls.new_partner("Wang Min", active=False, **vals)
        cls.open = cls.new_partner("Wang Open", user_id=False)
        cls.env["sales.private"]._make(cls.person)
        cls.family = cls.person | cls.contact | cls.former
        cls.readers = (
            cls.seller
            | cls.manager
            | cls.director
            | cls.finance
            | cls.deputy
            | cls.general
            | cls.rules_admin
        )
        cls.others = (
            cls.colleague
            | cls.other_seller
            | cls.other_manager
            | cls.planner
            | cls.all_leads
            | cls.clerk
        )

    @classmethod
    def new_partner(cls, name, **vals):
        vals = {"name": name, "user_id": cls.seller.id} | vals
        return cls.env["res.partner"].create(vals)

    @classmethod
    def new_portal_user(cls, partner):
        groups = "base.group_portal"
        login = f"crt_portal_{partner.id}"
        return new_test_user(cls.env, login, groups, partner_id=partner.id)

    def get_as(self, user, records=None):
        """The records as a user has them in a fresh session."""
        records = self.family if records is None else records
        self.env.invalidate_all()
        return records.with_user(user).with_context(active_test=False)


@tagged("post_install", "-at_install")
class TestPrivatePartnerRead(PrivateCommon):
    """A private person is seen by salesperson, leader and who sees all teams (R1.7)."""

    def assert_read(self, user, partners, is_read):
        partners = self.get_as(user, partners)
        found = partners.search([("name", "like", "Wang"), ("id", "!=", self.open.id)])
        self.assertEqual(found.sudo(False) & partners, found)
        self.assertEqual(set(found.ids), set(partners.ids) if is_read else set())
        for partner in partners:
            name = partner.sudo().name
            names = {id_ for id_, _name in partner.name_search(name)}
            self.assertEqual(partner.id in names, is_read)
            self.assertEqual(partner.has_access("read"), is_read)
            if is_read:
                self.assertTrue(partner.read(["name", "phone"]))
                self.assertTrue(partner.export_data(["name"])["datas"])
            else:
                for read in (
                    lambda p=partner: p.read(["name"]),
                    lambda p=partner: p.export_data(["name"]),
                    lambda p=partner: p.web_read({"display_name": {}}),
                ):
                    with self.assertRaises(AccessError):
                        read()
        domain = [("id", "in", partners.ids)]
        groups = partners._read_group(domain, ["name"], ["__count"])
        self.assertEqual(len(groups), len(partners) if is_read else 0)

    def test_every_reader_sees_the_whole_family(self):
        for user in self.readers:
            with self.subTest(user.name):
                self.assert_read(user, self.family, True)

    def test_nobody_else_sees_any_of_it(self):
        for user in self.others:
            with self.subTest(user.name):
                self.assert_read(user, self.family, False)

    def test_everybody_sees_who_is_not_private(self):
        for user in self.readers | self.others:
            with self.subTest(user.name):
                partner = self.get_as(user, self.open)
                self.assertTrue(partner.read(["name", "is_private"]))

    def test_an_employee_of_no_role_sees_their_own_customer(self):
        self.person.user_id = self.clerk
        self.assertTrue(self.get_as(self.clerk, self.person).read(["phone"]))
        self.assertFalse(self.get_as(self.seller, self.person).has_access("read"))

    def test_another_salesperson_takes_sight_with_the_customer(self):
        self.person.user_id = self.other_seller
        for user in (self.other_seller, self.other_manager):
            self.assert_read(user, self.family, True)
        for user in (self.seller, self.manager, self.colleague):
            self.assert_read(user, self.family, False)

    def test_a_leader_loses_sight_with_the_team(self):
        self.team.user_id = self.other_manager
        self.assert_read(self.other_manager, self.family, True)
        self.assert_read(self.manager, self.family, False)

    def test_an_addon_gives_further_readers(self):
        users = self.registry["res.users"]
        given = users._get_private_partner_domain

        def also(user):
            return given(user) | Domain("phone", "=", "13900001111")

        self.patch(users, "_get_private_partner_domain", also)
        self.registry.clear_cache()
        self.addCleanup(self.registry.clear_cache)
        self.assertTrue(self.get_as(self.clerk, self.person).read(["name"]))
        self.assertFalse(self.get_as(self.clerk, self.contact).has_access("read"))

    def test_salespeople_write_their_own_private_ones(self):
        self.get_as(self.seller, self.person).write({"phone": "13900002222"})
        for user in (self.colleague, self.other_manager):
            with self.assertRaises(AccessError):
                self.get_as(user, self.person).write({"phone": "1"})

    def test_the_chatter_is_seen_with_the_person(self):
        message = self.person.message_post(body=CALL)
        domain = [("model", "=", "res.partner"), ("res_id", "=", self.person.id)]
        for users, is_read in ((self.readers, True), (self.others, False)):
            for user in users:
                with self.subTest(user.name):
                    own = self.get_as(user, message)
                    self.assertEqual(message in own.search(domain).sudo(), is_read)
                    self.assertEqual(own.has_access("read"), is_read)

    def test_activities_are_seen_with_the_person(self):
        activity = self.person.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.seller.id
        )
        domain = [("res_model", "=", "res.partner"), ("res_id", "=", self.person.id)]
        found = self.get_as(self.seller, activity).search(domain)
        self.assertEqual(found.sudo(), activity)
        for user in self.others:
            with self.subTest(user.name):
                self.assertFalse(self.get_as(user, activity).search(domain))

    def test_suggestions_do_not_name_it(self):
        model = self.env["res.partner"]
        for user in (self.colleague, self.clerk, self.planner):
            self.env.invalidate_all()
            shown = str(model.with_user(user).get_mention_suggestions("Wang"))
            self.assertIn("Wang Open", shown)
            self.assertNotIn("Wang Fang", shown)
        shown = str(model.with_user(self.seller).get_mention_suggestions("Wang"))
        self.assertIn("Wang Fang", shown)

    def test_followers_and_attachments_are_seen_with_the_person(self):
        attachment = self.env["ir.attachment"].create(
            {"name": "Id", "res_model": "res.partner", "res_id": self.person.id}
        )
        self.assertTrue(self.get_as(self.seller, attachment).read(["name"]))
        for user in self.others:
            self.assertFalse(self.get_as(user, attachment).search([]) & attachment)
            with self.assertRaises(AccessError):
                self.get_as(user, self.person).read(["message_follower_ids"])

    def test_bank_accounts_are_seen_with_the_person(self):
        account = self.env["res.partner.bank"].create(
            {"acc_number": "6222000011112222", "partner_id": self.person.id}
        )
        archived = account.copy(
            {"acc_number": "62220000", "partner_id": self.former.id}
        )
        ours = account.copy({"acc_number": "1", "partner_id": self.open.id})
        domain = [("id", "in", (account | archived | ours).ids)]
        for users, expected in (
            (self.readers, account | archived | ours),
            (self.others, ours),
        ):
            for user in users:
                with self.subTest(user.name):
                    model = self.get_as(user, account.browse())
                    self.assertEqual(model.search(domain).sudo(), expected.sudo())

    def test_portal_users_read_and_write_themselves_and_their_family(self):
        for partner in (self.person, self.contact):
            user = self.new_portal_user(partner)
            own = self.get_as(user, self.person | self.contact)
            self.assertTrue(own.read(["name", "phone"]))
            self.assertEqual(
                own.search([("id", "in", self.family.ids)]),
                own | (self.get_as(user, self.former)),
            )
            partner.with_user(user).sudo().write({"street": "Road 1"})
            self.assertFalse(self.get_as(user, self.open).has_access("read"))

    def test_other_portal_users_see_nothing_of_it(self):
        user = self.new_portal_user(self.open)
        self.assertFalse(self.get_as(user, self.person).has_access("read"))

    def test_a_login_of_a_private_person_tells_employees_nothing(self):
        login = self.new_portal_user(self.person)
        self.assertTrue(self.get_as(self.seller, login).read(["name", "login"]))
        for user in self.others:
            own = self.get_as(user, login)
            self.assertFalse(own.search([("id", "=", login.id)]))
            with self.assertRaises(AccessError):
                own.read(["name", "login"])

    def count_statements(self):
        counts = []
        for user in self.readers | self.others:
            partner = self.get_as(user, self.open)
            partner.read(["name"])  # rules are cached
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            partner.read(["name"])
            partner.search([("name", "=", "Nobody")])
            counts.append(self.env.cr.sql_log_count - before)
        return counts

    def test_it_costs_no_statement_more(self):
        counts = self.count_statements()
        rule = self.env.ref("sales_rules.res_partner_rule_private")
        rule.domain_force = "[(1, '=', 1)]"
        self.assertEqual(counts, self.count_statements())

    def test_it_joins_nothing_for_an_employee_without_a_role(self):
        for user in (self.clerk, self.planner, self.finance, self.general):
            query = self.get_as(user)._search([("name", "=", "Nobody")])
            self.assertNotIn("JOIN", query.select().code, user.name)


@tagged("post_install", "-at_install")
class TestPrivatePartnerChange(PrivateCommon):
    """Methods alone make somebody private; contacts follow, mixing is refused."""

    def test_it_is_not_entered_by_anybody_in_any_way(self):
        for partner, value in ((self.open, True), (self.person, False)):
            for own in (partner, self.get_as(self.director, partner)):
                with self.assertRaisesRegex(UserError, partner.name):
                    own.write({"is_private": value})
            self.assertEqual(partner.is_private, not value)
        with self.assertRaisesRegex(UserError, "Wang New"):
            self.new_partner("Wang New", is_private=True)
        with self.assertRaises(UserError):
            self.contact.is_private = False
        model = self.env["res.partner"].with_context(default_is_private=True)
        self.assertFalse(model.create({"name": "Default"}).is_private)
        self.env["ir.default"].set("res.partner", "is_private", True)
        self.assertFalse(self.new_partner("Stored default").is_private)

    def test_the_value_that_it_has_may_be_given(self):
        self.person.write({"is_private": True, "name": "Wang Fang 2"})
        self.open.write({"is_private": False})
        self.assertEqual(self.person.name, "Wang Fang 2")

    def test_it_is_neither_imported_nor_offered_for_export(self):
        names = ["name", "is_private"]
        result = self.env["res.partner"].load(names, [["Imported", "True"]])
        self.assertFalse(result["ids"])
        self.assertIn("not entered or imported", result["messages"][0]["message"])
        shown = self.env["res.partner"].fields_get(["is_private"], ["exportable"])
        self.assertFalse(shown["is_private"]["exportable"])

    def test_a_user_is_no_way_in(self):
        user = self.new_portal_user(self.open)
        with self.assertRaises(UserError):
            user.is_private = True

    def test_contacts_follow_archived_and_new_ones_too(self):
        self.assertEqual(set(self.family.mapped("is_private")), {True})
        late = self.new_partner("Wang Late", parent_id=self.person.id)
        self.open.parent_id = self.person
        self.assertTrue(late.is_private and self.open.is_private)
        self.env["sales.private"]._end(self.person)
        family = self.family | late | self.open
        self.assertEqual(set(family.mapped("is_private")), {False})

    def test_whoever_ceases_to_be_private_is_seen_again(self):
        self.assertFalse(self.get_as(self.clerk, self.person).has_access("read"))
        self.env["sales.private"]._end(self.person)
        self.assertTrue(self.get_as(self.clerk, self.person).has_access("read"))
        self.env["sales.private"]._make(self.person)
        self.assertFalse(self.get_as(self.clerk, self.contact).has_access("read"))

    def test_a_contact_is_neither_made_private_nor_opened_by_itself(self):
        contact = self.new_partner("Wang Bo", parent_id=self.open.id)
        with self.assertRaisesRegex(UserError, "Wang Bo.*Wang Open"):
            self.env["sales.private"]._make(contact)
        with self.assertRaisesRegex(UserError, "Wang Wei"):
            self.env["sales.private"]._end(self.contact)

    def test_a_contact_that_leaves_stays_private(self):
        self.contact.parent_id = False
        self.assertTrue(self.contact.is_private)
        self.env["sales.private"]._end(self.contact)
        self.assertFalse(self.contact.is_private)

    def test_a_private_person_does_not_come_below_one_who_is_not(self):
        company = self.new_partner("Wang Company", is_company=True)
        for partner in (self.person, self.contact):
            with self.assertRaises(UserError) as caught:  # rolls back, too
                partner.parent_id = company
            self.assertIn("Wang Company is not", str(caught.exception))
        self.env["sales.private"]._make(company)
        self.contact.parent_id = company
        self.assertTrue(self.contact.is_private)

    def test_companies_of_ours_and_employees_are_not_private(self):
        for partner in (self.company.partner_id, self.clerk.partner_id):
            with self.assertRaisesRegex(UserError, "employee or a company of ours"):
                self.env["sales.private"]._make(partner)
        with self.assertRaisesRegex(ValidationError, "Wang Fang is private"):
            vals = {"partner_id": self.person.id, "name": "Wang Fang"}
            new_test_user(self.env, "crt_fang", "base.group_user", **vals)
        user = self.new_portal_user(self.contact)
        groups = [Command.set(self.env.ref("base.group_user").ids)]
        with self.assertRaisesRegex(ValidationError, "is private"):
            user.group_ids = groups

    def test_the_copy_of_a_private_person_is_private(self):
        copy = self.get_as(self.rules_admin, self.person).sudo().copy()
        self.assertTrue(copy.is_private)
        self.assertTrue(self.contact.copy().is_private)
        self.assertFalse(self.open.copy().is_private)

    def merge(self, partners, target):
        wizard = self.env["base.partner.merge.automatic.wizard"].sudo().create({})
        wizard._merge(partners.ids, target)

    def test_private_and_open_partners_are_not_merged(self):
        for target in (self.person, self.open):
            with self.assertRaisesRegex(UserError, "Wang Fang is private.*Wang Open"):
                self.merge(self.person | self.open, target)
        self.assertTrue(self.person.exists() and self.open.exists())

    def test_private_persons_are_merged_and_stay_private(self):
        double = self.new_partner("Wang Fang")
        self.env["sales.private"]._make(double)
        self.merge(self.person | double, self.person)
        self.assertFalse(double.exists())
        self.assertTrue(self.person.is_private and self.contact.is_private)

    def test_archived_ones_stay_private(self):
        self.person.active = False
        self.assertFalse(self.get_as(self.clerk, self.person).has_access("read"))
        self.former.active = True
        self.assertFalse(self.get_as(self.clerk, self.former).has_access("read"))

    def test_before_the_addon_is_loaded_in_an_update_its_rules_say_nothing(self):
        # modules below are at work then, with neither its fields nor its methods
        user = SimpleNamespace(partner_id=())
        for name in ("res_partner_rule_private", "res_partner_bank_rule_private"):
            rule = self.env.ref(f"sales_rules.{name}").sudo()
            self.assertEqual(safe_eval(rule.domain_force, {"user": user}), [])
